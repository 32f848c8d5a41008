"""Pages that belong to no app: home, how we check, and what machines ask a site first."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views.decorators.cache import never_cache

from articles.caching import kept
from articles.enums import OPEN_ANALYSIS, READINGS, Basis, Directness, EditionKind, Release, Stance, Status
from articles.listing import lines, stories, summarised
from commitments.enums import OVERDUE
from commitments.enums import READINGS as STANDINGS
from commitments.listing import ledger, moved
from policydesk.registers.portraits import register
from policydesk.registers.topics import public_tags
from sources.enums import Grade
from sources.models import Source

LATEST = 7
MOVED = 4
MOST_ADDRESSES = 50_000  # the sitemap protocol's limit for one file
FIXED = 6  # of them stand in the template itself
SHOWN = ("said", "partly", "attributed", "disputed")


def home(request: HttpRequest) -> HttpResponse:
    """The latest stories, and how to read the marks in them."""
    context = {
        "stories": lines(summarised(stories())[:LATEST]),
        "commitments": moved(MOVED),
        "readings": [READINGS[key] for key in ("confirmed", *SHOWN)],
    }
    return kept(render(request, "policydesk/home.html", context))


def methodology(request: HttpRequest) -> HttpResponse:
    """How claims are chosen and checked. Its tables are made from the vocabulary itself, so they cannot drift."""
    context = {
        "section": "methodology",
        "readings": [READINGS[key] for key in _reading_keys()],
        "stances": Stance.labels,
        "bases": Basis.labels,
        "directness": Directness,
        "grades": Grade,
        "releases": Release,
        "kinds": EditionKind,
        "standings": [*STANDINGS.values(), OVERDUE],
    }
    return kept(render(request, "policydesk/methodology.html", context))


def _reading_keys() -> list[str]:
    """Every status in the order of the vocabulary, then what is read of a statement and of an open analysis."""
    keys = [status.value for status in Status]
    keys.insert(keys.index(Status.CONFIRMED) + 1, "said")
    return [*keys, *OPEN_ANALYSIS.values()]  # analysis is the last status


def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may read, and where the sitemap is."""
    return kept(render(request, "policydesk/robots.txt", content_type="text/plain; charset=utf-8"))


def favicon(request: HttpRequest) -> HttpResponse:
    """Where the icon is: browsers and readers of feeds ask for it by this name whatever a page says."""
    return kept(redirect(static("policydesk/favicon.svg")))


def sitemap(request: HttpRequest) -> HttpResponse:
    """Every address a search engine should know, with the day of its last change."""
    left, context = MOST_ADDRESSES - FIXED, {}
    for name, rows in (
        ("publications", stories().select_related("edition").only("slug", "changed_at", "edition__id")),
        ("commitments", ledger().values("slug", "changed_at")),
        ("actors", register().select_related(None).values("slug")),
        ("tags", public_tags().order_by("name").values("slug")),
        ("sources", Source.objects.public().order_by("-pk").values("public_id")),
    ):
        context[name] = list(rows[:left])
        left -= len(context[name])
    return kept(render(request, "policydesk/sitemap.xml", context, content_type="application/xml"))


@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """Answer 200 "ok" while the database answers, else 503; says nothing else about the inside."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("the database does not answer\n", content_type="text/plain", status=503)
    return HttpResponse("ok\n", content_type="text/plain")

"""The history of a story: everything that happened to it in one list, by person and kind, a page at a time."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from articles.chronicling import events
from articles.editing import can_edit
from articles.enums import HistoryKind
from articles.models import Article
from articles.recounting import lines
from articles.sessions import Event, chosen, one_page, sessions

PAGE_SIZE = 40  # events


def story_history(site: Any, request: HttpRequest, article: Article) -> HttpResponse:
    """Text, claims, sources, checks, notes, steps and editions, newest first, in the sessions of each person."""
    every = events(article)
    people = _people(every)
    kind, person = (request.GET.get(name, "") for name in ("kind", "person"))
    kind, person = kind if kind in HistoryKind else "", person if person in dict(people) else ""
    found = chosen(every, kind=kind, person=person)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    shown = one_page(sessions(found), page.number, PAGE_SIZE)
    told = lines(article, [event for session in shown for event in session.events], every, reader=request.user)
    return site.page(
        request,
        "admin/articles/article/history.html",
        original=article,
        title=_("History"),
        sessions=[(session, [told[event] for event in session.events]) for session in shown],
        page=page,
        kinds=HistoryKind.choices,
        people=people,
        kind=kind,
        person=person,
        filtered=kind or person,
        may_restore=can_edit(article, request.user),
        newest=next((event.pk for event in every if event.table == "article"), None),
    )


def _people(every: list[Event]) -> list[tuple[str, str]]:
    """Key and name of everybody who did something, by name."""
    found = {str(event.user or 0): event.who for event in chosen(every)}
    return sorted(found.items(), key=lambda item: item[1].casefold())

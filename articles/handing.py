"""Handing over: what one has open at the desk goes to a colleague in one go, with one note and one letter."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.alerting import alert
from articles.assigning import PEOPLE, reassign
from articles.deciding import assign_report
from articles.event_kinds import EventKind
from articles.models import Article, CommentRequest, Event, Handover, Mention, Note, ReaderReport
from policydesk.lib.errors import NotAllowed, Refused
from policydesk.lib.people import desk_name
from policydesk.lib.text import clean_text


def open_notes_of(user: Any) -> QuerySet[Note]:
    """The open notes that name `user`, or that `user` wrote, on stories that `user` may read. The oldest first.

    What `user` handed over is not theirs any more, unless it was handed to them again.
    """
    mine = Q(by=user) | Q(pk__in=Mention.objects.filter(user=user).values("note"))
    readable = Article.objects.visible_to(user).order_by().values("pk")
    passed = Handover.objects.visible_to(user).filter(notes=OuterRef("pk")).order_by("-pk")
    here = Q(given_by=None) | ~Q(given_by=user.pk)
    notes = Note.objects.filter(mine, resolved_at=None, article__in=readable)
    return notes.annotate(given_by=Subquery(passed.values("by")[:1])).filter(here).order_by("pk")


def open_requests_of(user: Any) -> QuerySet[CommentRequest]:
    """The requests for comment whose answer `user` waits for, on stories that `user` may read."""
    readable = Article.objects.visible_to(user).order_by().values("pk")
    return CommentRequest.objects.waiting().filter(owner=user, article__in=readable)


def open_reports_of(user: Any) -> QuerySet[ReaderReport]:
    """The reports of readers that `user` works on and nobody has decided about, on stories that `user` may read."""
    if not user.has_perm("articles.work_report"):
        return ReaderReport.objects.none()
    readable = Article.objects.visible_to(user).order_by().values("pk")
    return ReaderReport.objects.open().filter(assigned_to=user, article__in=readable)


@transaction.atomic
def hand_over(
    stories: Iterable[Article],
    to: Any,
    *,
    by: Any,
    note: str = "",
    notes: Iterable[Note] = (),
    requests: Iterable[CommentRequest] = (),
    reports: Iterable[ReaderReport] = (),
) -> Handover:
    """Give a colleague what is open with `by`, with one note: stories, notes, requests for comment, readers' reports.

    One's own work needs no right to assign. The colleague is named in the notes beside who was, and waits for the
    answers and works on the reports instead. Raises NotAllowed for what is not theirs, Refused for nothing at all,
    and where the colleague could not do it or may not read the story.
    """
    stories, notes, requests, reports = list(stories), list(notes), list(requests), list(reports)
    if not (stories or notes or requests or reports):
        raise Refused(_("Choose what you hand over."))
    _check_are_mine(notes, requests, reports, by)  # before the stories go, with which the right to read them may go
    row = Handover(by=by, to=to, note=clean_text(note).strip())
    row.save()
    row.stories.set(stories)
    row.notes.set(notes)
    row.requests.set(requests)
    row.reports.set(reports)
    path, first = reverse("admin:articles_handover_change", args=[row.pk]), None
    for story in stories:
        event = _give(story, to, by=by, note=row.note, together=first, path=path)
        first = first or event
    for article in dict.fromkeys([*_name_in(notes, to), *_wait_for(requests, to, by), *_work_on(reports, to, by)]):
        event = alert(EventKind.HANDED, article, by=by, to=[to], together=first, path=path)
        first = first or event
    return row


def _give(story: Article, to: Any, *, by: Any, note: str, **telling: Any) -> Event | None:
    mine = {name: to for name in PEOPLE if getattr(story, f"{name}_id") == by.pk}
    if not mine:
        raise NotAllowed(_("“%(story)s” is not assigned to you.") % {"story": story})
    reason = _("Handed over. %(note)s") % {"note": note}
    try:
        return reassign(story, mine, by=by, note=reason.strip(), **telling)
    except Refused as refusal:
        raise Refused(_("“%(story)s”: %(why)s") % {"story": story, "why": refusal}) from refusal


def _check_are_mine(notes: list[Note], requests: list[CommentRequest], reports: list[ReaderReport], by: Any) -> None:
    if open_notes_of(by).filter(pk__in=[note.pk for note in notes]).count() < len(set(notes)):
        raise NotAllowed(_("One of these notes is none of yours, or is resolved."))
    if open_requests_of(by).filter(pk__in=[row.pk for row in requests]).count() < len(set(requests)):
        raise NotAllowed(_("You do not wait for one of these answers, or it came."))
    if open_reports_of(by).filter(pk__in=[row.pk for row in reports]).count() < len(set(reports)):
        raise NotAllowed(_("You do not work on one of these reports, or it was decided."))


def _name_in(notes: list[Note], to: Any) -> Iterator[Article]:
    """The stories of the notes, in which `to` is named from now on."""
    for note in notes:
        _check_takes(note.article, to)
        Mention.objects.get_or_create(note=note, user=to)
        yield note.article


def _wait_for(requests: list[CommentRequest], to: Any, by: Any) -> Iterator[Article]:
    """The stories of the requests, whose answers `to` waits for from now on."""
    for row in requests:
        _check_takes(row.article, to)
        row.take_version()
        row.owner = to
        row.save(by=by)
        yield row.article


def _work_on(reports: list[ReaderReport], to: Any, by: Any) -> Iterator[Article]:
    """The stories of the reports, on which `to` works from now on; what is written of a decision stays."""
    for report in reports:
        _check_takes(report.article, to)
        assign_report(report, to, by=by)
        yield report.article


def _check_takes(article: Article, to: Any) -> None:
    if not to.has_perm("articles.add_note") or not Article.objects.visible_to(to).filter(pk=article.pk).exists():
        raise Refused(_("%(who)s does not read “%(story)s”.") % {"who": desk_name(to), "story": article})

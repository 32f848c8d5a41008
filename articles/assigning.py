"""Who works on a story, who checks it, until when, and before when it is not to go out."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from articles.alerting import alert
from articles.awaiting import URGENT
from articles.editing import can_edit, is_sole_author
from articles.enums import ArticleState
from articles.event_kinds import EventKind
from articles.models import Article, Event
from policydesk.lib.errors import NotAllowed, Refused
from policydesk.lib.people import desk_name

RIGHTS = {"assignee": "articles.change_article", "assigned_checker": "articles.check_claim"}  # what each must have
PEOPLE = tuple(RIGHTS)
WORK = (*PEOPLE, "deadline")  # what an editor sets; an embargo may come with the text, from who writes it


def check_can_assign(by: Any) -> None:
    """Raises NotAllowed unless `by` may say who works on a story and until when."""
    if not by.has_perm("articles.assign_article"):
        raise NotAllowed(_("You may not assign stories. Ask an editor."))


def check_can_hold(article: Article, by: Any) -> None:
    """Raises NotAllowed unless `by` may set or lift the embargo: who may edit, assign or publish the story."""
    if not (can_edit(article, by) or by.has_perm("articles.assign_article") or by.has_perm("articles.publish_article")):
        raise NotAllowed(_("You may not set the embargo of this story. Ask an editor or a publisher."))


@transaction.atomic
def assign(article: Article, *, by: Any, version: int | None = None, note: str = "", **fields: Any) -> bool:
    """Set `assignee`, `assigned_checker`, `deadline` or `embargo_until`, as far as they are given; None takes it away.

    Returns whether anything changed. The people who are new are told; the text and its state stay. Raises NotAllowed,
    Stale, or Refused with a sentence for a person who could not do it.
    """
    return _assign(article, fields, by=by, version=version, note=note)[0]


def _assign(
    article: Article, fields: dict[str, Any], *, by: Any, version: int | None = None, note: str = "", **telling: Any
) -> tuple[bool, Event | None]:
    """Whether anything changed, and the event that tells it."""
    changed = {name: value for name, value in fields.items() if getattr(article, name) != value}
    if any(name in WORK for name in changed):
        check_can_assign(by)
    if "embargo_until" in changed:
        check_can_hold(article, by)
    return bool(changed), reassign(article, changed, by=by, version=version, note=note, **telling)


@transaction.atomic
def assign_all(articles: Iterable[Article], *, by: Any, **fields: Any) -> int:
    """The same for several stories, told in one letter to each person; returns how many of them changed.

    One that is refused refuses all, by its name.
    """
    count, first = 0, None
    for article in articles:
        try:
            changed, event = _assign(article, fields, by=by, together=first)
            count, first = count + changed, first or event
        except NotAllowed:
            raise
        except Refused as refusal:
            raise Refused(_("“%(story)s”: %(why)s") % {"story": article, "why": refusal}) from refusal
    return count


def held_by(stories: QuerySet[Article], user: Any) -> QuerySet[Article]:
    """Of `stories` those that `user` writes or checks and that are not released. By deadline, then by age."""
    mine = Q(assignee=user) | Q(assigned_checker=user)
    return stories.filter(mine).exclude(state=ArticleState.RELEASED).order_by(*URGENT)


def reassign(
    article: Article, changed: dict[str, Any], *, by: Any, version: int | None = None, note: str = "", **telling: Any
) -> Event | None:
    """Write what changed of who and until when, and tell the people who are new; `telling` is what `alert` takes.

    Returns the event, if anybody is new. Whether `by` may is asked before; raises Stale, and Refused for a person who
    could not do it.
    """
    if not changed:
        return None
    check_can_work(article, changed.get("assignee"), changed.get("assigned_checker"))
    article.take_version(version)
    for name, value in changed.items():
        setattr(article, name, value)
    article.save(by=by, change_reason=note)
    people = [changed[name] for name in PEOPLE if changed.get(name)]
    return alert(EventKind.ASSIGNED, article, by=by, to=people, **telling) if people else None


def check_can_work(article: Article, assignee: Any, checker: Any) -> None:
    """Raises Refused for a person who could not write, or not check, the story."""
    for person, right, sentence in (
        (assignee, RIGHTS["assignee"], _("%(who)s may not write stories: choose a reporter or an editor.")),
        (checker, RIGHTS["assigned_checker"], _("%(who)s may not check claims: choose a checker or an editor.")),
    ):
        if person and not (person.is_active and person.has_perm(right)):
            raise Refused(sentence % {"who": desk_name(person)})
    if checker and settings.DESK_FOUR_EYES and is_sole_author(article, checker):
        raise Refused(_("%(who)s alone wrote it: somebody else must check it.") % {"who": desk_name(checker)})


def is_late(article: Article, at: datetime) -> bool:
    """Whether its deadline passed before it was done."""
    return article.deadline is not None and article.deadline < at

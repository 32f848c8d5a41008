"""Writing a story: saving its text with everything that follows, and moving it from state to state."""

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from actors.tag_names import present_names
from actors.tagging import set_tags
from articles.alerting import alert
from articles.enums import ArticleState
from articles.event_kinds import EventKind
from articles.following import Followed, follow_text
from articles.models import Article, ArticleAuthor
from articles.planning import call_off, enter
from articles.projecting import clean_body
from articles.states import STEPS
from policydesk.lib.errors import NotAllowed, Refused, may
from policydesk.lib.people import desk_name
from policydesk.lib.text import clean_text

TEXT = ("headline", "standfirst", "body", "dateline", "story_date")  # a change of these leads back to draft
EDITABLE = (*TEXT, "slug", "work_type", "byline", "tag_list", "developing", "headline_provisional")
DOORS = {"schedule": "scheduling.schedule()", "release": "publishing.publish()"}  # steps that ask for more than a note


@dataclass(frozen=True)
class Saved:
    """What a save did: which fields changed, and what became of each claim."""

    changed: tuple[str, ...] = ()
    claims: Followed = field(default_factory=Followed)


def is_author(article: Article, user: Any) -> bool:
    """Whether `user` created the story or saved changed text of it."""
    return ArticleAuthor.objects.filter(article=article, user=user).exists()


def is_own(article: Article, user: Any) -> bool:
    """Whether the story is the person's own to write: they are its author, or it was assigned to them."""
    return article.assignee_id == user.pk or is_author(article, user)


def is_sole_author(article: Article, user: Any) -> bool:
    """Whether nobody but `user` wrote the story."""
    return set(article.authors.values_list("user_id", flat=True)) == {user.pk}


@transaction.atomic
def add_author(article: Article, user: Any, *, by: Any) -> None:
    """Name `user` as an author of the story, as for one that came in by import. An editor's right."""
    if not by.has_perm("articles.edit_any_article"):
        raise NotAllowed(_("Only an editor names authors."))
    ArticleAuthor.objects.get_or_create(article=article, user=user)


def check_can_edit(article: Article, by: Any) -> None:
    """Raises NotAllowed unless `by` may change the text: an editor any, a reporter their own draft."""
    if not by.has_perm("articles.change_article"):
        raise NotAllowed(_("You may not edit stories."))
    if by.has_perm("articles.edit_any_article"):
        return
    if not is_own(article, by):
        raise NotAllowed(_("You may edit your own stories only. Ask an editor."))
    if article.state != ArticleState.DRAFT:
        raise NotAllowed(_("The story is not a draft any more. Ask an editor to send it back."))


def can_edit(article: Article, by: Any) -> bool:
    """Whether `check_can_edit` would let `by` through."""
    return may(check_can_edit, article, by)


@transaction.atomic
def create_article(*, by: Any, **fields: Any) -> Article:
    """A new draft of `by`. Raises NotAllowed, or ValidationError by field."""
    if not by.has_perm("articles.add_article"):
        raise NotAllowed(_("You may not write stories."))
    article = Article(**fields)
    write_text(article, by=by)
    return article


@transaction.atomic
def save_article(article: Article, *, by: Any, version: int | None = None, **fields: Any) -> Saved:
    """Save changed fields of `article` and bring its claims along, in one transaction.

    `version` is the one the person's form showed. A save that changes nothing writes nothing. Raises
    NotAllowed, Stale when somebody else saved meanwhile, Refused for a frozen address, ValidationError.
    """
    check_can_edit(article, by)
    for name in fields:
        if name not in EDITABLE:
            raise TypeError(f"{name} is not changed by a save of the text")
    return write_text(article, by=by, version=version, **fields)


def write_text(article: Article, *, by: Any, version: int | None = None, reason: str = "", **fields: Any) -> Saved:
    """What forms and imports share: clean, compare, version, history, tags, authors, claims, state.

    `reason` goes into the history. Decides nothing about permission: `save_article` and the importer do.
    `by=None` is the desk's own program.
    """
    earlier = None if article._state.adding else Article.objects.get(pk=article.pk)
    for name, value in fields.items():
        setattr(article, name, value)
    _tidy(article)
    changed = tuple(n for n in EDITABLE if earlier is None or getattr(earlier, n) != getattr(article, n))
    if not changed and not article.changed_fields():
        return Saved()
    if earlier is not None:
        _settle_state(article, changed, fields, by)
        article.take_version(version)
    _check_address(article, changed)
    article.full_clean(exclude=["tags", "import_ref", "import_sha256"], validate_constraints=False)  # the database does
    article.save(by=by, change_reason=reason)
    _write_rows(article, changed, by=by)
    return Saved(changed, follow_text(article, earlier, by=by) if earlier else Followed())


def proposed_slug(headline: str) -> str:
    """The last part of the address that `headline` suggests; empty when it has no Latin letter."""
    return slugify(headline)[:80].strip("-")


def _tidy(article: Article) -> None:
    article.headline = " ".join(article.headline.split())
    article.body = clean_body(article.body)
    article.tag_list = ", ".join(present_names(article.tag_names()))
    article.slug = article.slug or proposed_slug(article.headline)


def _check_address(article: Article, changed: tuple[str, ...]) -> None:
    if "slug" in changed and hasattr(article, "publication") and article.slug != article.publication.slug:
        raise Refused(_("The address is frozen: readers know it as “%(slug)s”.") % {"slug": article.publication.slug})


def _settle_state(article: Article, changed: tuple[str, ...], fields: dict[str, Any], by: Any) -> None:
    """Changed text is unchecked text. A released story is what readers see, so any change ends that, too."""
    reopened = article.state == ArticleState.RELEASED or "developing" in changed
    if reopened or any(name in TEXT for name in changed):
        who = desk_name(by) if by else _("An import")
        call_off(article, [_("%(who)s changed it after it was scheduled.") % {"who": who}], by=by)
        enter(article, ArticleState.DRAFT)
    if "headline" in changed and "headline_provisional" not in fields:
        article.headline_provisional = False


def _write_rows(article: Article, changed: tuple[str, ...], *, by: Any) -> None:
    if "tag_list" in changed:
        set_tags(article)
    if by is not None and any(name in TEXT for name in changed):
        ArticleAuthor.objects.get_or_create(article=article, user=by)


def step_label(article: Article, key: str) -> str:
    """What step `key` is called for this story: a withdrawn one is reinstated, a scheduled one gets another time."""
    if key == "schedule" and article.state == ArticleState.SCHEDULED:
        return _("Change the time")
    return _("Reinstate") if key == "release" and article.withdrawal else str(STEPS[key].label)


def check_can_step(article: Article, key: str, by: Any, *, note: str = "") -> None:
    """Raises a sentence unless `by` may take step `key` from the story's state, with the note it asks for."""
    step = STEPS[key]
    if not by.has_perm(step.permission):
        raise NotAllowed(str(step.refused))
    if key == "send_to_check" and not by.has_perm("articles.edit_any_article") and not is_own(article, by):
        raise NotAllowed(_("You may send only your own stories to check."))
    if article.state not in step.sources:
        raise Refused(
            _("“%(step)s” is not possible now: the story is “%(state)s”.")
            % {
                "step": step_label(article, key),
                "state": article.get_state_display(),
            }
        )
    if step.needs_reason and not note.strip():
        raise Refused(_("Write why, so that the author knows what to do."))


@transaction.atomic
def take_step(article: Article, key: str, *, by: Any, note: str = "", version: int | None = None) -> None:
    """Move the story from state to state. The note goes into its history.

    Scheduling and publishing have doors of their own. Who takes a scheduled story back ends its schedule; whoever
    scheduled it is told, if that is another person.
    """
    if key in DOORS:
        raise TypeError(f"{DOORS[key]} is the only door")
    note = clean_text(note).strip()
    check_can_step(article, key, by, note=note)
    article.take_version(version)
    if article.scheduled_by_id != by.pk:
        call_off(article, [" ".join(filter(None, (_taken_back(by), note)))], by=by)
    was = article.state
    enter(article, STEPS[key].target)
    article.save(by=by, change_reason=note)
    if STEPS[key].target == ArticleState.DRAFT and was in (ArticleState.IN_CHECK, ArticleState.READY):
        alert(EventKind.RETURNED, article, by=by)


def _taken_back(by: Any) -> str:
    return _("%(who)s took it back to draft.") % {"who": desk_name(by)}


def send_stale_back(article: Article, *, reason: str, by: Any = None) -> None:
    """A ready story one of whose claims went stale is a draft again, by itself.

    A scheduled one stays: the claim may be settled before it is due, and the gate is asked then.
    """
    if article.state == ArticleState.READY:
        article.take_version()
        enter(article, ArticleState.DRAFT)
        article.save(by=by, change_reason=reason)
        alert(EventKind.RETURNED, article, by=None)

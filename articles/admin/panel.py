"""Where a story stands and what comes next: what a person may do as a way to do it, the rest as a sentence."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from articles.admin.assign import Work, work
from articles.admin.authors import may_name_authors
from articles.admin.notes import notes_url, open_notes
from articles.admin.plan import Plan, Stopped, plan, stopped
from articles.editing import can_edit, check_can_step, step_label
from articles.enums import ArticleState
from articles.gating import is_public
from articles.models import Article, Edition, Note
from articles.previewing import check_can_share
from articles.publishing import check_can_withdraw
from articles.redacting import check_can_ask
from articles.returning import came_back
from articles.states import steps_from
from policydesk.lib.errors import may
from policydesk.lib.options import Option, option
from policydesk.lib.people import desk_name

ASKING = ("make_ready", "schedule", "release")  # their pages show what the gate says
PAGES = {"schedule": "admin:articles_article_schedule", "release": "admin:articles_article_publish"}


@dataclass(frozen=True)
class Panel:
    """The state in words, the steps on from it, and the pages beside it; an empty address is none to follow.

    `withdrawal` is the edition that took the story down, and `withdrawn_by` who did, while that stands.
    `back` is the row of the history that sent it back with a note, until the next step.
    """

    state: ArticleState
    options: list[Option]
    claims: str
    claims_url: str
    authors_url: str
    public_url: str
    follow_up_due: datetime | None
    withdrawal: Edition | None
    withdrawn_by: str
    discard_url: str
    redact_url: str
    previews_url: str
    editions_url: str
    notes: list[Note]
    notes_url: str
    back: Any
    plan: Plan | None
    stopped: Stopped | None
    work: Work


def panel(article: Article, user: Any, *, unresolved: int) -> Panel:
    """What stands above the form of `article` for `user`; `unresolved` counts its claims that need a person."""
    public, down = getattr(article, "publication", None), article.withdrawal
    return Panel(
        ArticleState(article.state),
        [*_steps(article, user), *_withdrawal(article, user)],
        _("Claims (%(count)d unresolved)") % {"count": unresolved} if unresolved else _("Claims"),
        reverse("admin:articles_article_claims", args=[article.pk]),
        reverse("admin:articles_article_authors", args=[article.pk]) if may_name_authors(user) else "",
        reverse("articles:article", args=[public.slug]) if public else "",
        public.edition.follow_up_due if public else None,
        down,
        desk_name(down.by) if down else "",
        _discard_url(article, user, public),
        reverse("admin:articles_article_redact", args=[article.pk]) if may(check_can_ask, article, user) else "",
        reverse("admin:articles_article_previews", args=[article.pk]) if may(check_can_share, article, user) else "",
        reverse("admin:articles_article_editions", args=[article.pk]) if public else "",
        list(open_notes(article)),
        notes_url(article),
        came_back(article),
        plan(article),
        stopped(article),
        work(article, user),
    )


def _steps(article: Article, user: Any) -> list[Option]:
    found = []
    for step in steps_from(article.state):
        if step.key in PAGES:
            url = reverse(PAGES[step.key], args=[article.pk])
        else:
            url = reverse("admin:articles_article_step", args=[article.pk, step.key])
        label = step_label(article, step.key)
        check = partial(check_can_step, article, step.key, user, note="-")
        asks = step.needs_reason or step.key in ASKING or article.state == ArticleState.SCHEDULED
        found.append(option(label, url, check, asks=asks))
    return found


def _discard_url(article: Article, user: Any, public: Any) -> str:
    """The page says why not, where a draft may not be discarded; what readers saw offers no such thing."""
    if public or not can_edit(article, user):
        return ""
    return reverse("admin:articles_article_discard", args=[article.pk])


def _withdrawal(article: Article, user: Any) -> list[Option]:
    if not is_public(article):
        return []
    url = reverse("admin:articles_article_withdraw", args=[article.pk])
    return [option(_("Withdraw"), url, partial(check_can_withdraw, article, user))]

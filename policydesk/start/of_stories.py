"""What the start page says beside a story: since when, until when, by whom."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import Article
from policydesk.lib.clock import by_the_desk
from policydesk.lib.people import desk_name
from policydesk.start.saying import moment


def waits(story: Article, _at: datetime) -> str:
    """Since when nothing happened to it."""
    return _("last changed on %(when)s") % {"when": moment(story.modified)}


def assigned(story: Article, at: datetime) -> str:
    """Until when, or since when nothing happened to it."""
    if story.deadline is None:
        return waits(story, at)
    said = _("was due %(when)s") if story.deadline < at else _("due %(when)s")
    return said % {"when": by_the_desk(story.deadline)}


def goes_out(story: Article, _at: datetime) -> str:
    """When it goes out."""
    return _("goes out on %(when)s") % {"when": moment(story.publish_at)} if story.publish_at else ""


def went_not_out(story: Article, _at: datetime) -> str:
    """When it should have gone out."""
    return _("was due at %(when)s and has not gone out") % {"when": moment(story.publish_at)}


def sent_back(story: Article, _at: datetime) -> str:
    """The note of whoever sent it back."""
    return _("“%(note)s”") % {"note": story.returned_why}


def stopped(story: Article, _at: datetime) -> str:
    """Who had scheduled it, and for when."""
    said = {"who": desk_name(story.stoppage.scheduled_by), "when": moment(story.stoppage.due)}
    return _("scheduled by %(who)s for %(when)s") % said


def stopped_by(story: Article) -> list[tuple[str, str]]:
    """What stopped it, each reason with the way to its claim."""
    page = reverse("admin:articles_article_claims", args=[story.pk])
    return [
        (reason["sentence"], f"{page}?claim={reason['claim']}#claim" if reason.get("claim") else "")
        for reason in story.stoppage.reasons
    ]


def follow_up(story: Article, at: datetime) -> str:
    """When a second person owes it a look."""
    due = story.publication.edition.follow_up_due
    return (_("due %(when)s, overdue") if due < at else _("due %(when)s")) % {"when": moment(due)}


def revised(_story: Article, _at: datetime) -> str:
    """That an import brings another text."""
    return _("an import would change it")


def reported(_story: Article, _at: datetime) -> str:
    """That a reader wrote about it."""
    return _("a reader says that something is wrong")


def unanswered(story: Article, _at: datetime) -> str:
    """On which story somebody was asked."""
    return _("on “%(story)s”") % {"story": story}

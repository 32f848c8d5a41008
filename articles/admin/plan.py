"""How a schedule, and its failing, are shown: by the desk's clock, with what the story waits for."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from articles.admin.steps import claim_address, gate_lines
from articles.models import Article
from articles.scheduling import obstacles
from policydesk.lib.clock import zone
from policydesk.lib.people import desk_name


@dataclass(frozen=True)
class Plan:
    """When a scheduled story goes out, as what, who said so, and what it waits for, as sentences with addresses."""

    at: datetime
    zone: str
    by: str
    kind: str
    waits_for: list[tuple[str, str]]


@dataclass(frozen=True)
class Stopped:
    """Why a story did not go out when it was due, as sentences with addresses; `by` had scheduled it."""

    due: datetime
    zone: str
    by: str
    reasons: list[tuple[str, str]]


def plan(article: Article) -> Plan | None:
    """The plan of a scheduled story; the gate is asked what it would say now."""
    if article.publish_at is None:
        return None
    waits_for = gate_lines(article, obstacles(article))
    by = desk_name(article.scheduled_by)
    return Plan(article.publish_at, zone(article.publish_at), by, article.get_scheduled_kind_display(), waits_for)


def stopped(article: Article) -> Stopped | None:
    """What a stopped story tells those who come to it; None for any other."""
    stoppage = getattr(article, "stoppage", None)
    if stoppage is None:
        return None
    page = reverse("admin:articles_article_claims", args=[article.pk])
    reasons = [
        (reason["sentence"], claim_address(article, reason["claim"]) if reason["claim"] else page)
        for reason in stoppage.reasons
    ]
    return Stopped(stoppage.due, zone(stoppage.due), desk_name(stoppage.scheduled_by), reasons)

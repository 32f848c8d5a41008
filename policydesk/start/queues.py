"""Which boxes the start page has. Each asks the same function as the list that it leads to."""

from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from articles import ailing, awaiting, maturing
from articles.enums import ArticleState
from articles.hearing import waiting_for
from articles.models import Alert, Article, Claim, CommentRequest, Event, ProposedRevision, ReaderReport
from commitments.awaiting import left_lying, to_publish, to_rate_anew
from commitments.falling import on_retracted
from commitments.models import Commitment, StatusProposal
from policydesk.models import ImportRun
from policydesk.start import of_claims, of_events, of_records, of_stories
from policydesk.start.boxes import Box, Kind
from sources.models import Source
from sources.opening import closed, with_looks
from sources.retracting import retracted_under_claims_of

STORIES = Kind(
    Article,
    lambda rows, _at: awaiting.with_return(rows).select_related("publication__edition", "stoppage__scheduled_by"),
)
CLAIMS = Kind(Claim, lambda rows, at: maturing.with_due_day(rows, at).select_related("article"))
SOURCES = Kind(Source, lambda rows, _at: with_looks(rows).select_related("copy_of"))
COMMITMENTS = Kind(Commitment, lambda rows, _at: rows)
EVENTS = Kind(Event, lambda rows, _at: rows.with_error_of_letters().select_related("article", "by"))
IMPORTS = Kind(ImportRun, lambda rows, _at: rows.select_related("by"))
PROPOSALS = Kind(StatusProposal, lambda rows, _at: rows.select_related("commitment", "proposed_by"))

READ_STORIES: dict[str, Any] = {"kind": STORIES, "place": "articles_article", "right": "articles.view_article"}
READ_CLAIMS: dict[str, Any] = {
    "kind": CLAIMS, "leads": "articles_claim_change", "place": "articles_claim", "right": "articles.view_claim",
    "say": of_claims.needs_a_look,
}  # fmt: skip
READ_LEDGER: dict[str, Any] = {
    "kind": COMMITMENTS, "leads": "commitments_commitment_change", "place": "commitments_commitment",
    "right": "commitments.view_commitment",
}  # fmt: skip
READ_SOURCES: dict[str, Any] = {"kind": SOURCES, "leads": "sources_source_change", "place": "sources_source"}


def _stories(user: Any) -> Any:
    return Article.objects.visible_to(user)


def _claims(user: Any) -> Any:
    return Claim.objects.visible_to(user)


def _revisions(user: Any) -> QuerySet:
    return ProposedRevision.objects.open().filter(article__in=_stories(user)).order_by("proposed_at", "pk")


WAITING = (
    Box(
        "told", _("New for you"), lambda user, _at: Alert.objects.visible_to(user).open(), EVENTS,
        leads="articles_alert_change", place="articles_alert", query="", right="articles.view_alert",
        of="event", name=of_events.told_to, say=of_events.happened,
    ),
    Box(
        "follow-ups", _("Follow-ups due"), lambda user, _at: _stories(user).with_open_follow_up(),
        leads="articles_article_claims", query="?follow_up=open", say=of_stories.follow_up,
        help=_(
            "These stories went out before a second person had checked them. They stay here until they are published "
            "on a checked footing."
        ),
        **READ_STORIES,
    ),
    Box(
        "stopped-mine", _("Not published as scheduled"), lambda user, _at: _stories(user).stopped().concerning(user),
        leads="articles_article_change", query="?stopped=mine", say=of_stories.stopped, more=of_stories.stopped_by,
        help=_(
            "You wrote or scheduled these stories, or whoever did is gone or may not publish any more. They are drafts "
            "until somebody settles what stopped them and schedules or publishes them."
        ),
        **READ_STORIES,
    ),
    Box(
        "assigned", _("Assigned to you"), lambda user, _at: awaiting.assigned_to(_stories(user), user),
        leads="articles_article_change", query="?waiting=assigned", say=of_stories.assigned, **READ_STORIES,
    ),
    Box(
        "to-check", _("To check"), lambda user, _at: awaiting.to_check(_stories(user), user),
        leads="articles_article_claims", query="?waiting=check", say=of_stories.assigned,
        **READ_STORIES | {"right": "articles.check_claim"},
    ),
    Box(
        "to-publish", _("Ready to publish"), lambda user, _at: awaiting.to_publish(_stories(user), user),
        leads="articles_article_publish", query="?waiting=publish", say=of_stories.assigned,
        **READ_STORIES | {"right": "articles.publish_article"},
    ),
    Box(
        "sent-back", _("Sent back to you"), lambda user, _at: awaiting.sent_back_to(_stories(user), user),
        leads="articles_article_change", query="?waiting=returned", say=of_stories.sent_back, **READ_STORIES,
    ),
    Box(
        "comments", _("Asked for comment"),
        lambda user, at: waiting_for(CommentRequest.objects.filter(article__in=_stories(user)), user, at), STORIES,
        leads="articles_commentrequest_change", place="articles_commentrequest", query="?waiting=me",
        right="articles.view_commentrequest", of="article", say=of_stories.unanswered,
        named=Coalesce(F("actor__merged_into__name"), F("actor__name"), F("asked")),
        help=_("You asked them and they have not answered: their time is up, or they were given none."),
    ),
    Box(
        "claims-mine", _("Your claims to look at"),
        lambda user, _at: ailing.to_look_at(_claims(user)).concerning(user),
        query="?look=any&whose=mine",
        help=_(
            "They read differently now, lost their words, or need a re-check. Yours are those in stories that you "
            "wrote, and those whose words you wrote or checked."
        ),
        **READ_CLAIMS,
    ),
    Box(
        "proposals", _("Proposed statuses to confirm"),
        lambda user, _at: StatusProposal.objects.waiting_for(user).order_by("pk"), PROPOSALS,
        leads="commitments_statusproposal_change", place="commitments_statusproposal", query="?whose=others",
        right="commitments.confirm_status", say=of_records.proposed,
        help=_("Read the evidence, then confirm it or return it. Your own wait for somebody else."),
    ),
    Box(
        "commitments", _("Commitments to confirm and publish"),
        lambda user, _at: to_publish(Commitment.objects.all(), user).order_by("pk"), query="?needs=publish",
        more=of_records.on_its_sheet, help=_("Read the words of each on the sheet of its occasion."),
        **READ_LEDGER | {"right": "commitments.publish_commitment"},
    ),
    Box(
        "reports", _("Reader reports"),
        lambda user, _at: ReaderReport.objects.open().filter(article__in=_stories(user)), STORIES,
        leads="articles_readerreport_change", place="articles_readerreport", query="?state=open",
        right="articles.work_report", of="article", say=of_stories.reported,
        help=_("Readers say that something is wrong. Take one, look at the claim, and say what was decided."),
    ),
)  # fmt: skip

THE_DESK = (
    Box(
        "undelivered", _("Letters and webhook: not delivered"), lambda _user, _at: Event.objects.undelivered(), EVENTS,
        leads="articles_event_change", place="articles_event", query="?delivery=failing", right="articles.view_event",
        say=of_events.failed,
        help=_("What is not given up is tried again at each run of “publishdue”, after pauses that grow longer."),
    ),
    Box(
        "late", _("Due and not gone out"), lambda user, at: awaiting.late(_stories(user), at),
        leads="articles_article_change", query="?waiting=late", say=of_stories.went_not_out,
        help=_(
            "Either nothing runs “publishdue”, which publishes what is due, or it fails: ask who looks after the "
            "machine. These stories are tried again at each run; a publisher may publish them now."
        ),
        **READ_STORIES,
    ),
    Box(
        "due", _("Due"), lambda user, at: maturing.due(_claims(user), at), query="?look=due",
        help=_("Events whose day has passed or comes within two weeks, and days of review."),
        **READ_CLAIMS | {"say": of_claims.due},
    ),
    Box(
        "old", _("Not checked for 90 days"), lambda user, at: maturing.grown_old(_claims(user), at), query="?look=old",
        help=_("Claims of stories that went out within half a year: their check stands, and nobody has looked since."),
        **READ_CLAIMS | {"say": of_claims.old},
    ),
    Box("stale", _("Gone stale"), lambda user, _at: ailing.gone_stale(_claims(user)), query="?look=stale",
        help=_("Claims whose check does not hold any more."), **READ_CLAIMS),
    Box("reworded", _("Read differently now"), lambda user, _at: ailing.reworded(_claims(user)),
        query="?look=changed", **READ_CLAIMS),
    Box("lost", _("Lost from the text"), lambda user, _at: ailing.lost(_claims(user)), query="?look=lost",
        **READ_CLAIMS),
    Box(
        "retracted", _("Retracted sources under claims"),
        lambda user, _at: retracted_under_claims_of(Source.objects.all(), user),
        query="?retracted=cited", right="sources.view_source", say=of_records.retracted, **READ_SOURCES,
    ),
    Box(
        "closed", _("Addresses of sources that do not open"), lambda _user, _at: closed(Source.objects.all()),
        query="?address=closed", right="sources.capture_source", say=of_records.closed,
        help=_(
            "What stands on them stands as before, on the copies that we hold. Give the new address, or see that we "
            "hold a copy."
        ),
        **READ_SOURCES,
    ),
    Box("overdue", _("Overdue commitments"),
        lambda _user, at: Commitment.objects.overdue(at).order_by("due_on_latest", "pk"),
        query="?needs=overdue", say=of_records.overdue, **READ_LEDGER),
    Box("review", _("Commitments to look at again"),
        lambda _user, at: Commitment.objects.to_review(at).order_by("review_by", "pk"),
        query="?needs=review", say=of_records.to_review, **READ_LEDGER),
    Box("unanswered", _("Proposed statuses left lying"),
        lambda _user, at: left_lying(Commitment.objects.all(), at).order_by("pk"),
        query="?needs=unanswered", help=_("Somebody proposed what came of these, and nobody answered for two weeks."),
        **READ_LEDGER),
    Box("fallen", _("Commitments on retracted sources"),
        lambda _user, _at: on_retracted(Commitment.objects.all()).order_by("pk"), query="?needs=fallen",
        help=_("Take the entry of the log back or find other evidence; give other words of what was undertaken."),
        **READ_LEDGER),
    Box("rerate", _("Commitments to rate anew"),
        lambda _user, _at: to_rate_anew(Commitment.objects.all()).order_by("pk"), query="?needs=rerate",
        help=_("It was written anew how we read them, and their status was rated before."), **READ_LEDGER),
    Box(
        "revisions", _("Proposed by imports"), lambda user, _at: _revisions(user), STORIES,
        leads="articles_proposedrevision_change", place="articles_proposedrevision", query="?state__exact=open",
        right="articles.view_proposedrevision", of="article", say=of_stories.revised,
    ),
    Box(
        "imports", _("Last imports"), lambda _user, at: ImportRun.objects.recent(at), IMPORTS,
        leads="policydesk_importrun_change", place="policydesk_importrun", query="?runs=recent",
        right="policydesk.view_importrun", say=of_records.imported,
    ),
    Box("in-check", _("In check"), lambda user, _at: awaiting.in_state(_stories(user), ArticleState.IN_CHECK),
        leads="articles_article_claims", query="?state__exact=in_check", say=of_stories.waits, within="to-check",
        **READ_STORIES),
    Box("ready", _("Ready"), lambda user, _at: awaiting.in_state(_stories(user), ArticleState.READY),
        leads="articles_article_change", query="?state__exact=ready", say=of_stories.waits, within="to-publish",
        **READ_STORIES),
    Box("scheduled", _("Scheduled"), lambda user, _at: awaiting.in_state(_stories(user), ArticleState.SCHEDULED),
        leads="articles_article_change", query="?state__exact=scheduled", say=of_stories.goes_out, **READ_STORIES),
    Box("stopped", _("Stopped"), lambda user, _at: _stories(user).stopped(), leads="articles_article_change",
        query="?stopped=yes", say=of_stories.stopped, within="stopped-mine", **READ_STORIES),
)  # fmt: skip

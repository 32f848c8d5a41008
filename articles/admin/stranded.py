"""What was typed about a claim or a citation that a colleague took away meanwhile: what happened, and where it goes."""

from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from articles.models import Article, Citation, Claim
from policydesk.lib.histories import saved_when, who_saved
from policydesk.lib.people import desk_name
from sources.fields import in_list


def retired(article: Article, public_id: str) -> Claim | None:
    """The claim of that id that left the list of the story, with its evidence; None when it never was there."""
    return article.claims.exclude(retired_at=None).with_evidence().filter(public_id=public_id).first()


def why_retired(claim: Claim) -> str:
    """Who retired it, when and why."""
    when = date_format(localtime(claim.retired_at), "j F Y, H:i")
    told = {"who": desk_name(claim.retired_by), "when": when, "words": claim.exact, "reason": claim.retired_reason}
    sentence = _("%(who)s retired the claim “%(words)s” on %(when)s: “%(reason)s”. Nothing was saved.") % told
    return f"{sentence} {_('Mark its words again if it is a claim after all.')}"


def taken_away(claim: Claim, do: str) -> Any:
    """The last row in the history of the citation whose form is called `do`, when it was taken off `claim`."""
    pk = do.removeprefix("citation-")
    if not do.startswith("citation-") or not pk.isdecimal():
        return None
    rows = Citation.history.filter(id=pk, claim_id=claim.pk, history_type="-")
    return rows.select_related("history_user", "source").first()


def why_taken_away(went: Any, *, may_attach: bool) -> str:
    """Who took the citation away and when, and what can be done with what was typed."""
    told = {"who": who_saved(went), "when": saved_when(went), "source": went.source}
    sentence = _("%(who)s took “%(source)s” away from this claim on %(when)s. Nothing was saved.") % told
    if not may_attach:
        return sentence
    return f"{sentence} {_('What you typed stands under “Attach a source”: attaching it brings the source back.')}"


def attaching(data: Any, claim: Claim, went: Any) -> Any:
    """`data`, which was meant for the citation that `went`, as what attaches its source again."""
    meant = data.copy()
    for name, value in (("do", "cite"), ("source", in_list(went.source)), ("version", str(claim.version))):
        meant[name] = value
    return meant

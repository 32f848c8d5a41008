"""What `checksources` tells: a line for each source, what it means for claims and stories, then lists and counts."""

import json
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.watching import Look
from articles.wording import day_of, quoted
from policydesk.lib.site import absolute
from policydesk.management.dossier_reports import Say
from sources.enums import CaptureResult
from sources.opening import last_good_copy

WORDS = {
    CaptureResult.SAVED: lambda: _("changed"),
    CaptureResult.UNCHANGED: lambda: _("unchanged"),
    CaptureResult.FAILED: lambda: _("FAILED"),
}


@dataclass
class WatchReport:
    """Tells each look and counts. What asks for somebody goes to stderr. `as_json`: one object a source, a summary."""

    say: Say
    as_json: bool
    detail: int = 1
    looks: list[Look] = field(default_factory=list)

    def tell(self, look: Look) -> None:
        """What came of one source, and below it what needs somebody because of it."""
        self.looks.append(look)
        if self.as_json:
            self.say(json.dumps(_as_json(look), ensure_ascii=False))
        outcome = look.outcome
        line = f"  {WORDS[outcome.result]():9} {_named(look)}   {outcome.sentence}"
        if outcome.result == CaptureResult.FAILED:
            self.say(line, "ERROR", problem=True)
        elif concerned := _concerned(look):
            for each in (line, *concerned):
                self.say(each, "WARNING", problem=True)
        elif self.detail and not self.as_json:
            self.say(line, "SUCCESS" if outcome.result == CaptureResult.SAVED else "")

    @property
    def failed(self) -> int:
        """At how many nothing could be had."""
        return sum(look.outcome.result == CaptureResult.FAILED for look in self.looks)

    @property
    def closed(self) -> list[Look]:
        """Those whose address does not open, the longest first."""
        rows = [look for look in self.looks if look.opening and look.opening.since]
        return sorted(rows, key=lambda look: look.opening.since)

    def end(self, *, interrupted: bool, broken: str) -> None:
        """Stories and addresses that ask for somebody, the counts, and how the run ended."""
        if self.as_json:
            self.say(json.dumps({"summary": self._summary(interrupted, broken)}, ensure_ascii=False))
            return
        for title, rows in ((_("Published stories in which claims need a re-check:"), self._stories()),
                            (_("Addresses that do not open:"), map(_closed, self.closed))):  # fmt: skip
            for number, row in enumerate(rows):
                self.say(f"  {row}" if number else f"{title}\n  {row}", problem=True)
        if broken:
            self.say(broken, "ERROR", problem=True)
        if self.detail or interrupted:
            self.say(self._counted())
        if interrupted:
            self.say(_("Stopped by Ctrl-C. Run the same command again for the rest."))

    def _stories(self) -> list[str]:
        """The published stories, each once, with all of its claims that need a re-check since."""
        stories = {story.pk: story for look in self.looks for story in look.stories}
        claims = {claim.pk: claim for look in self.looks for claim in look.claims}.values()
        return [
            f"{absolute(reverse('articles:article', args=[story.slug]))}   {quoted(story.headline)}   "
            + ", ".join(claim.public_id for claim in claims if claim.article_id == story.article_id)
            for story in stories.values()
        ]

    def _counted(self) -> str:
        asked = len(self.looks)
        if not asked:
            return _("Nothing is due.")
        first = ngettext("%d source was looked at", "%d sources were looked at", asked) % asked
        results = [look.outcome.result for look in self.looks]
        told = [f"{results.count(each)} {WORDS[each]().lower()}" for each in dict.fromkeys(results)]
        stale = sum(len(look.claims) for look in self.looks)
        again = ngettext("%d claim needs a re-check", "%d claims need a re-check", stale) % stale
        return _("%(asked)s: %(what)s. %(again)s.") % {"asked": first, "what": ", ".join(told), "again": again}

    def _summary(self, interrupted: bool, broken: str) -> dict[str, Any]:
        results = [look.outcome.result for look in self.looks]
        return {
            "looked_at": len(results),
            **{str(result.value): results.count(result) for result in CaptureResult},
            "do_not_open": len(self.closed),
            "claims": sum(len(look.claims) for look in self.looks),
            "stories": len({story.pk for look in self.looks for story in look.stories}),
            "interrupted": interrupted,
            "broken": broken,
        }


def _named(look: Look) -> str:
    source = look.outcome.source
    return f"{source.public_id}   {Truncator(str(source)).chars(48)}"


def _concerned(look: Look) -> list[str]:
    """A line for each claim and commitment that asks for somebody."""
    claims = [
        _("claim %(number)s needs a re-check: %(words)s, in “%(story)s”")
        % {"number": claim.public_id, "words": quoted(str(claim)), "story": claim.article}
        for claim in look.claims
    ]
    on = _("commitment “%(title)s”: a passage of it stands otherwise in the new copy, or not at all")
    return [f"            {line}" for line in (*claims, *(on % {"title": row} for row in look.commitments))]


def _closed(look: Look) -> str:
    copy = last_good_copy(look.outcome.source)
    since = _("since %(day)s") % {"day": _day(look.opening.since)}
    held = _("last good copy of %(day)s") % {"day": _day(copy.taken_at)} if copy else _("no saved copy")
    return f"{_named(look)}   {since}, {held}"


def _day(at: Any) -> str:
    return day_of(localtime(at).date()).words


def _as_json(look: Look) -> dict[str, Any]:
    """One that is not public is named as readers know it, without its address: cron keeps and sends on what is told."""
    outcome, opening = look.outcome, look.opening
    return {
        "source": outcome.source.public_id,
        "title": str(outcome.source),
        "address": outcome.source.url if outcome.source.is_public else "",
        "result": outcome.result.value,
        "sentence": outcome.sentence,
        "does_not_open_since": localtime(opening.since).isoformat() if opening and opening.since else None,
        "claims": [claim.public_id for claim in look.claims],
        "stories": [absolute(reverse("articles:article", args=[story.slug])) for story in look.stories],
        "commitments": [row.slug for row in look.commitments],
    }

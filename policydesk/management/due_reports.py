"""What `publishdue` tells: a line for each story that was due, with its reasons and where to settle them."""

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.admin.steps import gate_address
from articles.scheduling import FAILED, PUBLISHED, STOPPED, Outcome
from policydesk.lib.clock import by_the_desk
from policydesk.lib.site import absolute
from policydesk.management.dossier_reports import Say


@dataclass
class DueReport:
    """Tells each story and counts. `as_json`: one object a story, then one with the key `summary`."""

    say: Say
    as_json: bool
    dry: bool
    detail: int = 1
    counts: Counter[str] = field(default_factory=Counter)

    def story(self, outcome: Outcome) -> None:
        """What became of one story; why it is not published goes to stderr, too, when stdout is for programs."""
        self.counts[outcome.what] += 1
        if self.as_json:
            self.say(json.dumps(_as_json(outcome), ensure_ascii=False))
        if outcome.what == PUBLISHED:
            if self.detail and not self.as_json:
                self.say(_line(outcome), "SUCCESS")
            return
        self.say(_line(outcome), "ERROR", problem=True)
        for reason in outcome.reasons:
            self.say(f"    {reason.sentence}   {absolute(gate_address(outcome.article, reason))}", problem=True)

    @property
    def unpublished(self) -> int:
        """How many stories that were due are not public."""
        return self.counts[STOPPED] + self.counts[FAILED]

    def end(self, *, interrupted: bool, broken: str) -> None:
        """The counts, and how the run ended."""
        ending = {"dry": self.dry, "interrupted": interrupted, "broken": broken}
        if self.as_json:
            counts = {name: self.counts[name] for name in (PUBLISHED, STOPPED, FAILED)}
            self.say(json.dumps({"summary": {"due": self.counts.total()} | counts | ending}, ensure_ascii=False))
            return
        if broken:
            self.say(broken, "ERROR", problem=True)
        if self.dry:
            self.say(_("DRY RUN: nothing was written"))
        if self.detail or interrupted:
            self.say(self._counted())
        if interrupted:
            self.say(_("Stopped by Ctrl-C. Run the same command again for the rest."))

    def _counted(self) -> str:
        due = self.counts.total()
        if not due:
            return _("Nothing is due.")
        first = ngettext("%d story was due", "%d stories were due", due) % due
        told = [
            (self.counts[PUBLISHED], ngettext("%d published", "%d published", self.counts[PUBLISHED])),
            (self.counts[STOPPED], ngettext("%d stopped", "%d stopped", self.counts[STOPPED])),
            (self.counts[FAILED], ngettext("%d failed", "%d failed", self.counts[FAILED])),
        ]
        return _("%(due)s: %(what)s.") % {
            "due": first, "what": ", ".join(words % count for count, words in told if count)
        }  # fmt: skip


def _line(outcome: Outcome) -> str:
    words = {PUBLISHED: _("published"), STOPPED: _("STOPPED"), FAILED: _("FAILED")}
    due = _("due %(time)s") % {"time": by_the_desk(outcome.due)}
    parts = [f"  {words[outcome.what]:9} {Truncator(str(outcome.article)).chars(60)}", due]
    if outcome.edition:
        parts += [_("edition %(number)d") % {"number": outcome.edition.number}, _address(outcome)]
    return "   ".join(parts)


def _address(outcome: Outcome) -> str:
    return absolute(reverse("articles:article", args=[outcome.article.slug]))


def _as_json(outcome: Outcome) -> dict[str, Any]:
    found: dict[str, Any] = {
        "story": outcome.article.pk,
        "headline": str(outcome.article),
        "due": localtime(outcome.due).isoformat(),
        "outcome": outcome.what,
    }
    if outcome.edition:
        found |= {"edition": outcome.edition.number, "address": _address(outcome)}
    if outcome.reasons:
        found["reasons"] = [
            {"sentence": reason.sentence, "address": absolute(gate_address(outcome.article, reason))}
            for reason in outcome.reasons
        ]
    return found

"""What `capturesources` tells: a line for each source, then counts. As text for people or as JSON for programs."""

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import Truncator
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from policydesk.management.dossier_reports import Say
from sources.capturing import Outcome
from sources.enums import CaptureResult

WORDS = {
    CaptureResult.SAVED: lambda: _("saved"),
    CaptureResult.UNCHANGED: lambda: _("unchanged"),
    CaptureResult.FAILED: lambda: _("FAILED"),
}


@dataclass
class CaptureReport:
    """Tells each source and counts. `as_json`: one object a source, then one with the key `summary`."""

    say: Say
    as_json: bool
    detail: int = 1
    counts: Counter[CaptureResult] = field(default_factory=Counter)

    def tell(self, outcome: Outcome) -> None:
        """What came of one source; a failure goes to stderr, too, when stdout is for programs."""
        self.counts[outcome.result] += 1
        if self.as_json:
            self.say(json.dumps(_as_json(outcome), ensure_ascii=False))
        title = Truncator(str(outcome.source)).chars(48)
        line = f"  {WORDS[outcome.result]():9} {outcome.source.public_id}   {title}   {outcome.sentence}"
        if outcome.result == CaptureResult.FAILED:
            self.say(line, "ERROR", problem=True)
        elif self.detail and not self.as_json:
            self.say(line, "SUCCESS" if outcome.result == CaptureResult.SAVED else "")

    @property
    def failed(self) -> int:
        """How many could not be fetched."""
        return self.counts[CaptureResult.FAILED]

    def end(self, *, interrupted: bool, broken: str) -> None:
        """The counts, and how the run ended."""
        if self.as_json:
            counts = {str(result.value): self.counts[result] for result in CaptureResult}
            ending = {"interrupted": interrupted, "broken": broken}
            self.say(json.dumps({"summary": {"asked": self.counts.total()} | counts | ending}, ensure_ascii=False))
            return
        if broken:
            self.say(broken, "ERROR", problem=True)
        if self.detail or interrupted:
            self.say(self._counted())
        if interrupted:
            self.say(_("Stopped by Ctrl-C. Run the same command again for the rest."))

    def _counted(self) -> str:
        asked = self.counts.total()
        if not asked:
            return _("Nothing is to be fetched.")
        first = ngettext("%d source was asked for", "%d sources were asked for", asked) % asked
        told = [f"{count} {WORDS[result]().lower()}" for result, count in self.counts.items()]
        return _("%(asked)s: %(what)s.") % {"asked": first, "what": ", ".join(told)}


def _as_json(outcome: Outcome) -> dict[str, Any]:
    found: dict[str, Any] = {
        "source": outcome.source.public_id,
        "title": str(outcome.source),
        "result": outcome.result.value,
        "sentence": outcome.sentence,
    }
    if outcome.kept:
        copy = outcome.kept.snapshot
        found["copy"] = {
            "taken": localtime(copy.taken_at).isoformat(), "address": copy.final_url, "type": copy.file.content_type,
            "bytes": copy.file.size, "sha256": copy.sha256,
        }  # fmt: skip
    return found

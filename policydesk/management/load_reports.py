"""What `loadseeds` tells: a line for each file, then counts. As text for people or as JSON for programs."""

import json
from dataclasses import asdict, dataclass
from difflib import unified_diff
from typing import Any

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.importing import BACK, CHANGED, LOST, MOVED, Imported, Outcome
from articles.loading import Loaded
from articles.seed_files import spelled_out
from articles.seeds import Story
from policydesk.dossiers.loading import LoadedDossier
from policydesk.management.dossier_reports import Say, dossier_as_json, tell_dossier, tell_dossier_problems
from policydesk.management.load_totals import Ending, Totals

LONGEST_DIFF = 2_000  # lines; comparing more of them may take minutes, and nobody reads it
HEADINGS = ("h2", "h3")


def tell_problems(loaded: Loaded, say: Say) -> None:
    """The error of a file or its warnings, as `file:line:col: sentence`."""
    place = loaded.file.label
    if error := loaded.error:
        sentence = spelled_out(error.sentence)  # it may quote the file
        say(f"  {_('FAILED'):9} {place}:{error.line}:{error.column}: {sentence}", "ERROR", problem=True)
    for warning in loaded.warnings if loaded.outcome in ("created", "changed") else ():
        say(f"  {_('warning'):9} {place}:1: {warning}", "WARNING", problem=True)


@dataclass
class TextReport:
    """For people. `detail` 0 tells problems only, 1 what changed, 2 all; `dry` adds the differences."""

    say: Say
    detail: int = 1
    dry: bool = False

    def file(self, loaded: Loaded) -> None:
        """One line for the file, with its differences when nothing is to be written, then its problems."""
        if loaded.outcome == "not_read" and self.detail:
            self.say(f"  {_('not read'):9} {loaded.file.label}: {loaded.file.why}")
        if self.detail >= (2 if loaded.outcome == "unchanged" else 1):
            self._imported(loaded)
        tell_problems(loaded, self.say)

    def _imported(self, loaded: Loaded) -> None:
        story, imported = loaded.story, loaded.imported
        if not (story and imported):
            return
        headline = Truncator(story.headline).chars(48)
        outcome = {
            Outcome.CREATED: _("created"),
            Outcome.CHANGED: _("changed"),
            Outcome.PROPOSED: _("proposed"),
            Outcome.UNCHANGED: _("unchanged"),
        }[imported.outcome]
        line = f"  {outcome:9} {loaded.file.label}   {headline}   {_summary(story, imported)}"
        self.say(line.rstrip(), "SUCCESS" if loaded.outcome == "created" else "")
        if self.dry or self.detail > 2:
            for detail in (*_difference(loaded, imported), *_claims(imported)):
                self.say(f"    {detail}")

    def dossier(self, loaded: LoadedDossier) -> None:
        """One line for the dossier, its records when nothing is to be written, then its problems."""
        if self.detail >= (2 if loaded.outcome == "unchanged" else 1):
            tell_dossier(loaded, self.say, in_full=self.dry or self.detail > 2)
        tell_dossier_problems(loaded, self.say)

    def end(self, totals: Totals, ending: Ending) -> None:
        """The table, one sentence, and what to do next."""
        if not self.detail and not ending.interrupted:
            return
        if ending.dry:
            self.say("\n" + _("DRY RUN: nothing was written"))
        elif ending.taken_back:
            self.say("\n" + _("ALL OR NOTHING: nothing was written"))
        self._table(totals)
        for sentence in _sentences(totals, ending):
            self.say(sentence)

    def _table(self, totals: Totals) -> None:
        heads = {"created": _("created"), "changed": _("changed"), "unchanged": _("unchanged"), "failed": _("failed")}
        names = {
            "articles": _("articles"),
            "proposed revisions": _("proposed revisions"),
            "dossiers": _("dossiers"),
            "actors": _("actors"),
            "occasions": _("occasions"),
            "sources": _("sources"),
            "claims": _("claims"),
            "commitments": _("commitments"),
            "proposals": _("proposed statuses"),
            "tags": _("tags"),
        }
        rows = {name: row for name, row in totals.table().items() if name != "proposed revisions" or any(row.values())}
        first = max(10, *(len(names[name]) for name in rows))
        self.say("\n  " + " " * first + "".join(f"  {head}" for head in heads.values()))
        for name, row in rows.items():
            cells = (f"  {row[key]:>{len(head)}}" for key, head in heads.items())
            self.say(f"  {names[name]:{first}}" + "".join(cells))


@dataclass
class JsonReport:
    """For programs: one object a file, then one with the key `summary`. Problems go to stderr as well."""

    say: Say

    def file(self, loaded: Loaded) -> None:
        """The object of one file."""
        self.say(json.dumps(_as_json(loaded), ensure_ascii=False))
        tell_problems(loaded, self.say)

    def dossier(self, loaded: LoadedDossier) -> None:
        """The object of one dossier."""
        self.say(json.dumps(dossier_as_json(loaded), ensure_ascii=False))
        tell_dossier_problems(loaded, self.say)

    def end(self, totals: Totals, ending: Ending) -> None:
        """The object of the whole load."""
        counts = {"files": totals.files, "loaded": totals.files - totals.failed, "failed": totals.failed}
        self.say(json.dumps({"summary": counts | asdict(ending) | totals.table()}, ensure_ascii=False))


def _as_json(loaded: Loaded) -> dict[str, Any]:
    found: dict[str, Any] = {"file": loaded.file.label, "outcome": loaded.outcome}
    if (story := loaded.story) and loaded.arrival:
        found |= {"key": loaded.arrival.row.import_ref, "date": story.date, "headline": story.headline}
        found |= {"headline_provisional": story.headline_provisional, "warnings": list(loaded.warnings)}
        found |= _blocks(story)
    if imported := loaded.imported:
        found |= {"lines_added": imported.added, "lines_removed": imported.removed}
        found["claims"] = [{"number": number, "fate": fate} for number, fate in imported.claims]
    if error := loaded.error:
        found |= {"line": error.line, "column": error.column, "error": error.sentence}
    if loaded.outcome == "not_read":
        found["why"] = loaded.file.why
    return found


def _blocks(story: Story) -> dict[str, int]:
    headings = sum(block.tag in HEADINGS for block in story.blocks)
    return {"paragraphs": len(story.blocks) - headings, "headings": headings}


def _summary(story: Story, imported: Imported) -> str:
    """What a line says of one file after its headline."""
    if imported.outcome == Outcome.UNCHANGED:
        return ""
    if imported.outcome == Outcome.CREATED:
        count = _blocks(story)
        parts = [_counted(count["paragraphs"], ngettext("%d paragraph", "%d paragraphs", count["paragraphs"]))]
        parts.append(_counted(count["headings"], ngettext("%d heading", "%d headings", count["headings"])))
        return ", ".join(filter(None, parts))
    fates = [fate for _number, fate in imported.claims]
    parts = [_("text +%(added)d −%(removed)d lines") % {"added": imported.added, "removed": imported.removed}]
    if imported.outcome == Outcome.PROPOSED:
        parts.append(_("waits for an editor, because the story was edited or published since it was loaded"))
    for fate, one, many in (
        (MOVED, "%d claim moved", "%d claims moved"),
        (BACK, "%d claim is back", "%d claims are back"),
        (CHANGED, "%d claim reads differently", "%d claims read differently"),
        (LOST, "%d claim needs a look", "%d claims need a look"),
    ):
        parts.append(_counted(fates.count(fate), ngettext(one, many, fates.count(fate))))
    return ", ".join(filter(None, parts))


def _counted(count: int, words: str) -> str:
    return words % count if count else ""


def _difference(loaded: Loaded, imported: Imported) -> list[str]:
    """A unified diff of what the desk has and what the file brings."""
    before, after = imported.before, imported.after
    if max(len(before), len(after)) > LONGEST_DIFF:
        return [_("too long to show line by line")]
    return list(unified_diff(before, after, _("the desk"), loaded.file.label, lineterm="", n=1))


def _claims(imported: Imported) -> list[str]:
    sentences = {
        MOVED: _("claim %d: moved"),
        CHANGED: _("claim %d: words changed, so it needs re-check"),
        LOST: _("claim %d: its words are gone, so it needs a look"),
        BACK: _("claim %d: its words are back"),
    }
    return [sentences[fate] % number for number, fate in imported.claims]


def _sentences(totals: Totals, ending: Ending) -> list[str]:
    """How it went, and what to do next."""
    count = {"loaded": totals.files - totals.failed, "files": totals.files, "seconds": f"{ending.seconds:.1f}"}
    if ending.dry:
        first = _("%(loaded)d of %(files)d files can be loaded, looked at in %(seconds)s s.")
    elif ending.taken_back:
        first = _("%(loaded)d of %(files)d files could be loaded, found in %(seconds)s s.")
    else:
        first = _("%(loaded)d of %(files)d files loaded in %(seconds)s s.")
    return [first % count, *_advice(totals, ending)]


def _advice(totals: Totals, ending: Ending) -> list[str]:
    failed = ngettext(
        "%d failed: fix it and run the same command again.",
        "%d failed: fix them and run the same command again.",
        totals.failed,
    )
    written = not (ending.dry or ending.taken_back)
    return [
        sentence
        for sentence, holds in (
            (_("Stopped by Ctrl-C. Run the same command again for the rest."), ending.interrupted),
            (ending.broken, ending.broken),
            (_counted(totals.failed, failed), totals.failed),
            (_("Nothing to change."), not (totals.changes or totals.failed)),
            (_("Next: check claims at %s") % _list("article"), written and totals.drafts),
            (_("Next: read the proposed revisions at %s") % _list("proposedrevision"), written and totals.proposed),
        )
        if holds
    ]


def _list(model: str) -> str:
    query = {"article": "?state=draft"}.get(model, "")
    return reverse(f"admin:articles_{model}_changelist") + query

"""PURE  What a reader's card says about one claim, and one line of the list of sources, from the public content."""

from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from articles.enums import READINGS, Basis, ClaimKind, Directness, OriginFlag, Reading, SpeechAct, Stance
from articles.wording import When, day, day_of, moment, quoted, read_time
from policydesk.lib.site import web_address
from sources.enums import SnapshotKind, SourceClass
from sources.notes import proof_in_words, translation_in_words

SHORT_HASH = 12


@dataclass(frozen=True)
class Copy:
    """A dated copy of a source. An extract is `typed`: words that the desk typed, not a saved copy.

    `number` is the one in its address; None in older contents. `words_by` typed the words of a scan; empty for others.
    """

    taken: When
    sha256: str
    typed: bool
    number: int | None = None
    words_by: str = ""

    @property
    def short_hash(self) -> str:
        return self.sha256[:SHORT_HASH]


@dataclass(frozen=True)
class SourceLine:
    """A source as readers see it; one that may not be named has only its description as `name`."""

    number: int
    name: str
    publisher: str
    authors: str
    published: When | None
    url: str
    standing: str
    language: str
    copy_of: str
    copies: tuple[Copy, ...]
    page: str  # its own page; none where its name is not for readers
    translations: tuple[tuple[int | None, str], ...]  # each with the number of its copy; None in older contents

    @property
    def newest_copy(self) -> Copy | None:
        """The newest saved copy; a typed extract only where nothing better is held."""
        saved = [copy for copy in self.copies if not copy.typed]
        return (saved or list(self.copies) or [None])[-1]


@dataclass(frozen=True)
class Evidence:
    """One citation of a claim: what the source says, how it stands to the claim and how the passage was found.

    `copy` is the one that `proof` speaks of; of a source cited as a whole, and in older contents, its newest.
    """

    source: SourceLine
    stance: str
    nearness: str
    basis: str
    interested: bool
    denies: bool
    passage: str
    locator: str
    proof: str
    note: str
    copy: Copy | None
    translations: tuple[str, ...]


@dataclass(frozen=True)
class Card:
    """Everything a reader sees about one claim. `carried` is the edition whose check stands, when an older one."""

    number: int
    public_id: str
    words: str
    statement: str
    reading: Reading
    said_by: str
    speaker_slug: str
    speech_act: str
    planned: bool
    when: When | None
    denied: bool
    origin_flags: tuple[str, ...]
    refuted_passage: str
    evidence: tuple[Evidence, ...]
    checked_by: str
    checked: When | None
    note: str
    carried: int | None

    @property
    def title(self) -> str:
        """The words in quotation marks."""
        return quoted(self.words)

    @property
    def refuted_in(self) -> str:
        """Where the story says that it is false, in quotation marks."""
        return quoted(self.refuted_passage)


def source_lines(content: dict[str, Any]) -> dict[int, SourceLine]:
    """The sources of the content by their number, in its order."""
    return {source["number"]: _source_line(source) for source in content["sources"]}


def cards(content: dict[str, Any]) -> list[Card]:
    """The cards of the content, in the order of its claims."""
    sources = source_lines(content)
    number = content["edition"]["number"]
    return [_card(claim, sources, number) for claim in content["claims"]]


def cited_by(card: Card) -> list[SourceLine]:
    """The sources that one card stands on, each once, in the order it cites them."""
    return list({line.number: line for line in (item.source for item in card.evidence)}.values())


def without_repeats(card: Card) -> Card:
    """The card without its standalone wording where that only repeats the words in the text."""
    return replace(card, statement="") if card.statement.strip(" .") == card.words.strip(" .") else card


def _source_line(source: dict[str, Any]) -> SourceLine:
    return SourceLine(
        number=source["number"],
        name=source["title"] or source["described_as"],
        publisher=source["publisher"],
        authors=source["authors"],
        published=day(source["published"]),
        url=web_address(source["url"]),
        standing=str(SourceClass(source["source_class"]).label) if source["source_class"] else "",
        language=source["language"],
        copy_of=source["copy_of"],
        copies=tuple(_copy(copy) for copy in sorted(source["copies"], key=itemgetter("taken_at"))),
        page=reverse("sources:source", args=[source["public_id"]]) if source["title"] else "",
        translations=tuple(map(_translation, source.get("translations", ()))),
    )


def _translation(text: dict[str, Any]) -> tuple[int | None, str]:
    return text.get("copy"), translation_in_words(text["kind"], made_by=text["by"], read_by=text["read_by"])


def _copy(copy: dict[str, Any]) -> Copy:
    return Copy(
        taken=day_of(read_time(copy["taken_at"])),
        sha256=copy["sha256"],
        typed=copy["kind"] == SnapshotKind.EXTRACT,
        number=copy.get("copy"),
        words_by=copy.get("typed_by", ""),
    )


def _card(claim: dict[str, Any], sources: dict[int, SourceLine], edition: int) -> Card:
    checked, speaker = claim["checked"] or {}, claim["speaker"] or {}
    return without_repeats(
        Card(
            number=claim["number"],
            public_id=claim["public_id"],
            words=claim["exact"],
            statement=claim["statement"],
            reading=READINGS[claim["reading"]],
            said_by=_said_by(claim),
            speaker_slug=speaker.get("slug", ""),
            speech_act=_speech_act(claim),
            planned=claim["kind"] == ClaimKind.PLANNED,
            when=day(claim["event_date"]),
            denied=claim["denied"],
            origin_flags=tuple(str(OriginFlag(key).sentence) for key in claim.get("origin_flags", ())),
            refuted_passage=claim["refuted_passage"],
            evidence=tuple(evidence(citation, sources) for citation in claim["citations"]),
            checked_by=checked.get("by", ""),
            checked=moment(checked.get("at", "")),
            note=checked.get("note", ""),
            carried=claim["as_of_edition"] if claim["as_of_edition"] != edition else None,
        )
    )


def _said_by(claim: dict[str, Any]) -> str:
    if claim["speaker"]:
        return claim["speaker"]["name"]
    who = {"who": claim["described_as"], "reason": claim["anonymity_reason"]}
    if claim["described_as"] and claim["anonymity_reason"]:
        return _("%(who)s, unnamed: %(reason)s") % who
    if claim["described_as"]:
        return _("%(who)s, unnamed") % who
    if claim["kind"] != ClaimKind.ANALYSIS:
        return _("Our own words")
    owner = claim.get("owner")
    return _("Our own judgement: %(owner)s") % {"owner": owner} if owner else _("Our own judgement")


def _speech_act(claim: dict[str, Any]) -> str:
    """What the speaker did; our own words only report it, and the card names no act for them."""
    spoken = claim["speech_act"] and (claim["speaker"] or claim["described_as"])
    return str(SpeechAct(claim["speech_act"]).label) if spoken else ""


def evidence(citation: dict[str, Any], sources: dict[int, SourceLine]) -> Evidence:
    """One citation of the content, whose `source` is a number in `sources`, in words."""
    notes, source = citation.get("notes"), sources[citation["source"]]
    held = _held(citation, source)
    return Evidence(
        source=source,
        stance=str(Stance(citation["stance"]).label),
        nearness=str(Directness(citation["directness"]).label),
        basis=str(Basis(citation["basis"]).label),
        interested=citation["interested"],
        denies=citation["denies"],
        passage=citation["exact"],
        locator=citation["locator"],
        proof=proof_in_words(
            citation["grade"],
            notes=bool(notes),
            seen_by=notes["seen_by"] if notes else "",
            typed_by=held.words_by if held else "",
        ),
        note=citation["note"],
        copy=held,
        translations=_translations_of(citation, source, held),
    )


def _held(citation: dict[str, Any], source: SourceLine) -> Copy | None:
    """The copy that the passage was looked for in. Where it was in none, words that the desk typed hold it neither."""
    if number := citation.get("copy"):
        return next(copy for copy in source.copies if copy.number == number)
    newest = source.newest_copy
    beside = "copy" in citation and citation["exact"] and newest and newest.typed
    return None if beside else newest


def _translations_of(citation: dict[str, Any], source: SourceLine, held: Copy | None) -> tuple[str, ...]:
    """Those of that copy; of a source cited as a whole, and in older contents, all that there are of its copies."""
    whole = not citation.get("copy")
    return tuple(words for number, words in source.translations if whole or (held and number == held.number))

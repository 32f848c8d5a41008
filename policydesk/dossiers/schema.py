"""PURE  What a dossier may hold: the kinds of records, their fields, which are required, what they default to.

The check of keys, the reference page and the order of keys in an export all follow from here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from actors.enums import ActorKind, AliasKind
from articles.enums import Basis, ClaimKind, Directness, Part, SpeechAct, Stance
from commitments.enums import (
    Bearing,
    Bindingness,
    Fulfilment,
    LinkKind,
    Nature,
    OccasionKind,
    PartyRole,
    Side,
    Verifiability,
)
from sources.enums import Confidentiality, PublicCopy, SourceClass, SourceKind


class Form(StrEnum):
    """How a value is written; the text is what the reference page calls it."""

    KEY = "key"
    LINE = "one line"
    TEXT = "text"
    WORDS = "verbatim words"  # compared without regard to typography
    DATE = "date, as 2024, 2024-01, 2024-01-28 or a span"
    DAY = "day, as 2024-01-28"
    FLAG = "true or false"
    LINES = "list of lines"
    RECORD = "record"
    RECORDS = "list of records"


@dataclass(frozen=True)
class Field:
    """One key of a record. `to` names the section whose keys it holds; a value equal to `default` is not exported."""

    name: str
    form: Form
    help: str | Promise
    required: bool = False
    default: str | bool = ""
    choices: tuple[str, ...] = ()
    to: str = ""
    of: "Shape | None" = None


@dataclass(frozen=True)
class Shape:
    """The fields of a record, in the order in which an export writes them. `key` names the one it is known by."""

    name: str
    fields: tuple[Field, ...]
    key: str = ""

    def field(self, name: str) -> Field | None:
        """The field called `name`, if there is one."""
        return next((field for field in self.fields if field.name == name), None)

    def names(self) -> list[str]:
        return [field.name for field in self.fields]


def _key(help: str | Promise, name: str = "slug") -> Field:
    return Field(name, Form.KEY, help, required=True)


def _line(name: str, help: str | Promise, *, required: bool = False, default: str = "") -> Field:
    return Field(name, Form.LINE, help, required, default)


def _text(name: str, help: str | Promise, *, required: bool = False) -> Field:
    return Field(name, Form.TEXT, help, required)


def _date(name: str, help: str | Promise, *, required: bool = False) -> Field:
    return Field(name, Form.DATE, help, required)


def _flag(name: str, help: str | Promise, *, default: bool = False) -> Field:
    return Field(name, Form.FLAG, help, default=default)


def _choice(name: str, of: type, help: str | Promise, *, required: bool = False, default: str = "") -> Field:
    return Field(name, Form.LINE, help, required, default, choices=tuple(of.values))


def _to(name: str, section: str, help: str | Promise, *, required: bool = False) -> Field:
    return Field(name, Form.LINE, help, required, to=section)


def _all_to(name: str, section: str, help: str | Promise) -> Field:
    return Field(name, Form.LINES, help, to=section)


def _one(name: str, of: Shape, help: str | Promise, *, required: bool = False) -> Field:
    return Field(name, Form.RECORD, help, required, of=of)


def _several(name: str, of: Shape, help: str | Promise, *, required: bool = False) -> Field:
    return Field(name, Form.RECORDS, help, required, of=of)


ALIAS = Shape("alias", (
    _line("text", _("Another name that stories use."), required=True),
    _choice("kind", AliasKind, _("What sort of name it is."), default=AliasKind.SHORT),
    _line("lang", _("Language, as en or zh-Latn.")),
    _flag("matchable", _("Whether it means this actor wherever it stands; metonyms are only offered."), default=True),
    _date("valid_from", _("Since when it is called that.")),
    _date("valid_to", _("Until when it was called that.")),
))  # fmt: skip

TENURE = Shape("tenure", (
    _to("organisation", "actors", _("Where it is held: a ministry, an organisation, the state."), required=True),
    _line("office", _("As “Foreign minister”. Readers see it."), required=True),
    _date("start", _("Left out: not looked up.")),
    _date("end", _("Left out: they hold it, or not looked up.")),
    _flag("acting", _("For the time being only.")),
))  # fmt: skip

ACTOR = Shape("actor", (
    _key(_("Its short name, here and in public addresses.")),
    _choice("kind", ActorKind, _("What it is."), required=True),
    _line("name", _("As readers know it."), required=True),
    _line("sort_name", _("Where lists should sort by another form, as “Biden, Joe”.")),
    _line("native_name", _("In its own script.")),
    _text("summary", _("One or two plain sentences on who this is.")),
    _line("iso3166", _("States only: US, CN.")),
    _line("wikidata", _("As Q30.")),
    _to("country", "actors", _("The state it belongs to or speaks for.")),
    _to("parent", "actors", _("Bodies only: the body that it is a part of.")),
    _line("described_as", _("Unnamed people only, and required for them: the words that readers see.")),
    _several("aliases", ALIAS, _("Its other names.")),
    _several("tenures", TENURE, _("People only: the offices they held.")),
), key="slug")  # fmt: skip

OCCASION = Shape("occasion", (
    _key(_("Its short name, here and in the ledger's filter.")),
    _line("name", _("As “Woodside summit”. Readers see it."), required=True),
    _choice("kind", OccasionKind, _("What it was."), required=True),
    _date("date", _("When it was."), required=True),
    _line("place", _("As “Woodside, California”.")),
    _all_to("participants", "actors", _("Who took part.")),
), key="slug")  # fmt: skip

EXTRACT = Shape("extract", (
    Field("text", Form.WORDS, _("Verbatim words of the source; several passages are joined by […]."), required=True),
    Field("taken_on", Form.DAY, _("When somebody read them in the source. Left out: the day of the load.")),
    _text("note", _("Where and how they were seen.")),
))  # fmt: skip

SOURCE = Shape("source", (
    _key(_("Its key in dossiers. All dossiers of a desk share them."), "id"),
    _line("title", _("As printed on the document. Required, unless the source is not public.")),
    _choice("kind", SourceKind, _("What it is, in the types of CSL."), default=SourceKind.WEBPAGE),
    _choice("source_class", SourceClass, _("Who stands behind it. Left out: nobody has said.")),
    _to("publisher", "actors", _("Who published it.")),
    _line("authors", _("As printed, with commas between.")),
    _date("published", _("As much as is known.")),
    _line("url", _("Where readers find it. One address, one source.")),
    _line("language", _("As en, zh, ru."), default="en"),
    _to("copy_of", "sources", _("The original that it only repeats. A copy is never primary, no second origin.")),
    _line("origin_group", _("One word for all that carry one text. A copy has none of its own.")),
    _flag("anonymous", _("The document itself names nobody.")),
    _choice("confidentiality", Confidentiality, _("What readers see of it."), default=Confidentiality.PUBLIC),
    _line("described_as", _("What readers see of a source that is not public; required for one.")),
    _choice("public_copy", PublicCopy, _("On what ground readers may get whole copies."), default=PublicCopy.NONE),
    _flag("draft", _("Title, kind and publisher are still to be looked up.")),
    _several("extracts", EXTRACT, _("Words typed from it. They are added, and never changed or taken away.")),
), key="id")  # fmt: skip

# Of a source that is not public a dossier says no more than readers may see.
DESCRIBED_ONLY = ("id", "kind", "source_class", "anonymous", "confidentiality", "described_as")

PASSAGE = Shape("passage", (
    _to("source", "sources", _("The source."), required=True),
    Field("passage", Form.WORDS, _("Words of the source, copied; 12 to 1,000 characters."), required=True),
    _line("locator", _("Page, paragraph or time.")),
))  # fmt: skip

CITATION = Shape("citation", (
    _to("source", "sources", _("The source."), required=True),
    Field("passage", Form.WORDS, _("Its words. Left out: the citation stands on the source as a whole.")),
    _line("locator", _("Page, paragraph or time; with a passage only.")),
    _choice("stance", Stance, _("What it does for the claim."), default=Stance.SUPPORTS),
    _choice("directness", Directness, _("How close it stands to what happened."), default=Directness.REPORTING),
    _choice("basis", Basis, _("Whether it says so or is read so."), default=Basis.SAYS),
    _flag("interested", _("It speaks for a party to the matter.")),
    _text("note", _("Readers see it beside the source.")),
    _flag("denies", _("Those concerned deny the claim in it; at most one of a claim.")),
))  # fmt: skip

CLAIM = Shape("claim", (
    _key(_("Its key in dossiers. All dossiers of a desk share them."), "id"),
    _line("story", _("The import key of a story: of the same load, or on the desk already."), required=True),
    _choice("part", Part, _("The part of the story in which the words stand."), default=Part.BODY),
    Field("words", Form.WORDS, _("As they stand in the story, once."), required=True),
    _choice("kind", ClaimKind, _("What sort of claim it is."), required=True),
    _text("statement", _("The claim in words that need no context.")),
    _to("speaker", "actors", _("Who says it. Left out: our own words.")),
    _choice("speech_act", SpeechAct, _("In what way it was said.")),
    _line("anonymity_reason", _("Why the speaker is not named. Readers see it.")),
    _date("event_date", _("The day of a planned event; after it the claim falls due.")),
    _several("citations", CITATION, _("What carries it, in the order in which readers see it.")),
), key="id")  # fmt: skip

PARTY = Shape("party", (
    _to("actor", "actors", _("Who."), required=True),
    _choice("role", PartyRole, _("Its part in it."), required=True),
    _choice("side", Side, _("Who stands together in a bilateral one.")),
    _one("own_wording", PASSAGE, _("How this side itself puts it.")),
))  # fmt: skip

LINK = Shape("link", (
    _choice("kind", LinkKind, _("How the two hang together."), required=True),
    _to("commitment", "commitments", _("The other one."), required=True),
))  # fmt: skip

CONTESTED = Shape("contested", (*PASSAGE.fields, _text("note", _("Who disputes what."), required=True)))

EVIDENCE = Shape("evidence", (
    *PASSAGE.fields,
    _choice("bearing", Bearing, _("Whether it speaks for the keeping or against it."), default=Bearing.FOR),
    _choice("nature", Nature, _("What can be seen in it."), default=Nature.REPORT),
    _flag("unnamed", _("It rests on somebody who is not named.")),
))  # fmt: skip

STATUS = Shape("status", (
    _choice("status", Fulfilment, _("What came of it."), required=True),
    _date("since", _("From when it holds, as the evidence dates it."), required=True),
    _text("reason", _("Why the evidence carries it. Readers see it."), required=True),
    _to("party", "actors", _("Left out: all who undertook it.")),
    _text("rebuttal", _("Why what speaks against it does not change it. Readers see it.")),
    _several("evidence", EVIDENCE, _("The passages it stands on, and those that speak against it."), required=True),
))  # fmt: skip

COMMITMENT = Shape("commitment", (
    _key(_("The last part of its public address.")),
    _line("title", _("What was undertaken, in a few words."), required=True),
    _text("summary", _("The same in plain words, one or two sentences.")),
    _date("made_on", _("When it was undertaken."), required=True),
    _to("occasion", "occasions", _("Where it was made.")),
    _choice("bindingness", Bindingness, _("On what footing."), required=True),
    _one("undertaking", PASSAGE, _("The words in which it is undertaken or reported."), required=True),
    _line("due_words", _("The words of the source that give a term.")),
    _date("due_on", _("Only what those words give; never invented.")),
    Field("review_by", Form.DAY, _("For the desk alone: when to look again.")),
    _choice("verifiability", Verifiability, _("Whether an outsider can see that it was done."),
            default=Verifiability.VERIFIABLE),
    _text("interpretive_note", _("What we count as keeping it, and why. Without it nothing is rated.")),
    _flag("own_act", _("It is an act in the power of who undertakes it: then its own word may show it.")),
    Field("tags", Form.LINES, _("Its topics.")),
    _one("contested", CONTESTED, _("The passage in which somebody disputes what came of it.")),
    _several("parties", PARTY, _("Who undertook it towards whom.")),
    _several("links", LINK, _("Other commitments that it hangs together with.")),
    _all_to("reported_in", "claims", _("Claims of our stories that report it.")),
    _several("statuses", STATUS, _("What came of it: loaded as proposals, which a person confirms.")),
), key="slug")  # fmt: skip

SECTIONS: dict[str, Shape] = {
    "actors": ACTOR, "occasions": OCCASION, "sources": SOURCE, "claims": CLAIM, "commitments": COMMITMENT,
}  # fmt: skip

DOSSIER = Shape("dossier", (
    _key(_("Its key: what it brought in is known by it."), "dossier"),
    _line("title", _("What it is about."), required=True),
    _text("about", _("How it was compiled, and what to know before using it.")),
    *(_several(name, shape, _("The records of this kind.")) for name, shape in SECTIONS.items()),
), key="dossier")  # fmt: skip


def shapes() -> Iterator[Shape]:
    """Every shape once, from the dossier inwards."""
    waiting, told = [DOSSIER], set()
    while waiting:
        shape = waiting.pop(0)
        if shape.name not in told:
            told.add(shape.name)
            yield shape
            waiting = [field.of for field in shape.fields if field.of] + waiting

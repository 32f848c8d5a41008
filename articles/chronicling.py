"""Everything that happened to a story, from all tables that know of it, in one query: who, when, and which row.

Rows are light: what changed in them is read for one page only (`recounting`). Who a confidential source is stands in
a table that is not asked.
"""

from typing import Any

from django.db.models import Case, CharField, F, IntegerField, OuterRef, QuerySet, Subquery, TextField, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, Concat, NullIf
from django.utils.translation import gettext as _

from articles.enums import ArticleState, HistoryKind
from articles.grounds import Waived
from articles.models import Article, Check, Citation, Claim, CommentRequest, Note, Redaction, Rejection, Waiver
from articles.sessions import BEFORE, Event
from policydesk.lib.text import bare_name
from sources.enums import Confidentiality
from sources.models import Snapshot, Source

COLUMNS = ("of", "key", "record", "moment", "person", "first", "last", "account", "act", "said", "standing")
KINDS = {
    "claim": HistoryKind.CLAIMS,
    "citation": HistoryKind.SOURCES,
    "source": HistoryKind.SOURCES,
    "copy": HistoryKind.SOURCES,
    "check": HistoryKind.CHECKS,
    "note": HistoryKind.NOTES,
    "comment": HistoryKind.NOTES,
    "waiver": HistoryKind.CHECKS,
    "rejection": HistoryKind.CLAIMS,
    "edition": HistoryKind.STEPS,
    "redaction": HistoryKind.STEPS,
}


def events(article: Article) -> list[Event]:
    """All that happened to `article`, newest first: its own saves and steps, its claims, their sources and checks,
    notes and editions, and what became of the sources since they were cited here."""
    claims = Claim.objects.filter(article=article).values("pk")
    parts = [
        _saves("article", Article.history.filter(id=article.pk), standing="state"),
        _saves("claim", Claim.history.filter(article=article.pk)),
        _saves("citation", Citation.history.filter(claim__in=claims)),
        _saves("source", _cited(Source.history.all(), "id", claims), standing=_since("history_date")),
        _saves("note", Note.history.filter(article=article.pk), record="claim_id", said="text", standing=RESOLVED),
        _saves("waiver", Waiver.history.filter(article=article.pk), record="claim_id", said="reason", standing=WAIVED),
        _saves("rejection", Rejection.history.filter(article=article.pk), standing="words"),
        _saves("comment", CommentRequest.history.filter(article=article.pk), said=ASKED),
        _copies(_cited(Snapshot.objects.all(), "source_id", claims).filter(taken_at__gt=F("first_cited"))),
        _deeds("check", Check.objects.filter(claim__in=claims), record="claim_id", act="verdict",
               said=Coalesce("content__note", Value("")), standing=Coalesce(SIGNED, Value(""))),
        _deeds("edition", article.editions.all(), record="number", act="kind", said="reason", standing="release"),
        _deeds("redaction", Redaction.objects.filter(article=article), record="sequence", act="basis", said="reason",
               standing=Value(""), person="confirmed_by"),
    ]  # fmt: skip
    rows = parts[0].union(*parts[1:], all=True)
    found = sorted(rows, key=lambda row: (row[3], row[0], row[1]), reverse=True)
    return _with_kinds([dict(zip(COLUMNS, row, strict=True)) for row in found])


SIGNED = KeyTextTransform("words", "content__parts")  # the words of the claim that a check stands for
GROUNDED = Concat("ground", Value("\n"), "words", output_field=TextField())  # a sentence with its ground
WAIVED = Case(When(kind=Waived.SENTENCE, then=GROUNDED), default=F("words"), output_field=TextField())
# Of a request for comment: what was said last.
ASKED = Coalesce(NullIf("withdrawn_reason", Value("")), NullIf("answer", Value("")), "question")
RESOLVED = Case(When(resolved_at__isnull=False, then=Value("resolved")), default=Value("open"))


def _saves(table: str, rows: QuerySet, *, record: str = "id", said: Any = "", standing: Any = "") -> QuerySet:
    """Rows of a history table."""
    return _columns(
        rows, table, key="history_id", record=record, moment="history_date", person="history_user",
        act="history_type", said=said or Coalesce("history_change_reason", Value("")), standing=standing or Value(""),
    )  # fmt: skip


def _deeds(table: str, rows: QuerySet, *, person: str = "by", **columns: Any) -> QuerySet:
    """Rows of a table in which nothing ever changes. What a check stands for are the words that were signed."""
    return _columns(rows.order_by(), table, key="id", moment="at", person=person, **columns)


def _copies(rows: QuerySet) -> QuerySet:
    """Copies of sources; `said` is how the desk calls the source, as `str(source)` does."""
    name = Case(
        When(source__confidentiality=Confidentiality.PUBLIC, then=F("source__title")),
        default=F("source__described_as"),
        output_field=TextField(),
    )
    return _columns(
        rows.order_by(), "copy", key="id", record="source_id", moment="taken_at", person="taken_by", act="kind",
        said=name, standing=Value(""),
    )  # fmt: skip


def _columns(rows: QuerySet, table: str, *, person: str, **columns: Any) -> QuerySet:
    words = {name: columns[name] for name in ("act", "said", "standing")} | {
        "first": f"{person}__first_name", "last": f"{person}__last_name", "account": f"{person}__username"
    }  # fmt: skip
    texts = {name: Cast(value, TextField()) for name, value in words.items()}
    numbers = {
        "key": F(columns["key"]),
        "record": Cast(columns["record"], IntegerField()),
        "moment": F(columns["moment"]),
        "person": F(f"{person}_id"),
    }
    named = {f"told_{name}": value for name, value in (numbers | texts).items()}
    rows = rows.annotate(told_of=Value(table, CharField()), **named)
    return rows.order_by().values_list(*(f"told_{name}" for name in COLUMNS))


def _cited(rows: QuerySet, source: str, claims: QuerySet) -> QuerySet:
    """The rows about sources that the claims cite, or cited, with the moment from which they did."""
    cited = Citation.history.filter(claim__in=claims, source=OuterRef(source), history_type="+")
    first = Subquery(cited.order_by("history_date").values("history_date")[:1])
    return rows.annotate(first_cited=first).filter(first_cited__isnull=False)


def _since(moment: str) -> Case:
    """Tells rows since the source was cited from those before, which only say what stood then."""
    return Case(When(**{f"{moment}__gt": F("first_cited")}, then=Value("")), default=Value(BEFORE))


def _with_kinds(rows: list[dict[str, Any]]) -> list[Event]:
    """The rows as events; of the story's own it takes the state before to tell a step from a change of its text."""
    before = iter([*[row["standing"] for row in rows if row["of"] == "article"][1:], ""])
    return [
        Event(
            table=row["of"], pk=row["key"], record=row["record"], at=row["moment"], user=row["person"],
            who=_who(row), act=row["act"], said=row["said"], state=row["standing"],
            kinds=_own_kinds(row, next(before)) if row["of"] == "article" else (KINDS[row["of"]],),
        )
        for row in rows
    ]  # fmt: skip


def _own_kinds(row: dict[str, Any], before: str) -> tuple[HistoryKind, ...]:
    """A step or a change of the text. The way back to draft is told with both, and so is what happens to a scheduled
    story: either may have led there."""
    if not before or row["standing"] == before != ArticleState.SCHEDULED:
        return (HistoryKind.TEXT,)
    if row["standing"] in (ArticleState.DRAFT, before):
        return (HistoryKind.TEXT, HistoryKind.STEPS)
    return (HistoryKind.STEPS,)


def _who(row: dict[str, Any]) -> str:
    if row["person"] is None:
        return _("The desk's own programs")
    return bare_name(f"{row['first']} {row['last']}") or row["account"]

"""The forms of an occasion's sheet: the communiqué, a grid of rows, a table to read in, and what waits for a reader."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from actors.fields import ActorField
from commitments.admin.parties import ACTORS
from commitments.admin.passages import SOURCES
from commitments.evidencing import troubles
from commitments.gathering import Undertaking
from commitments.gating import unseen
from commitments.models import Commitment, Occasion
from commitments.recalling import Twins
from commitments.tabling import read_table
from policydesk.lib.admin_forms import RefusableForm
from policydesk.lib.datalists import SharedListInput
from policydesk.lib.date_fields import PartialDateFormField
from policydesk.lib.errors import Refused
from sources.fields import SourceField
from sources.models import Excerpt

MOST_ROWS = 300  # of the grid
LARGEST = 1_000_000  # bytes of a table; two hundred rows have a tenth of it


class SourceForm(RefusableForm, forms.Form):
    """Which document the words stand in."""

    source = SourceField(
        label=_("Source of the words"),
        required=True,
        widget=SharedListInput(SOURCES),
        help_text=_("The communiqué: its title, its number, or its address."),
    )


@dataclass(frozen=True)
class Alike:
    """What says the same as a row, for the page: the commitments, the numbers of the rows, and the key of both."""

    commitments: tuple[Commitment, ...]
    rows: list[int]
    key: str


class SheetRow(forms.Form):
    """One undertaking in the words of the source; a row without words is left out."""

    words = forms.CharField(
        label=_("Words"), required=False, widget=forms.Textarea(attrs={"rows": 3, "data-words": ""})
    )
    title = forms.CharField(
        label=_("Title"), required=False, max_length=200, help_text=_("Empty: made from the words.")
    )
    by = ActorField(label=_("Undertaken by"), widget=SharedListInput(ACTORS))
    to = ActorField(label=_("Towards"), widget=SharedListInput(ACTORS))
    mutual = forms.BooleanField(label=_("Both undertake it towards each other"), required=False)
    due_words = forms.CharField(label=_("Due, in its words"), required=False, max_length=200)
    due_on = PartialDateFormField(label=_("Due on"), required=False)
    place = forms.CharField(label=_("Place in the source"), required=False, max_length=80)
    # Ticked beside what says the same, once that is shown: which of it the person saw.
    another = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    twins: "Alike | None" = None

    def clean(self) -> dict[str, Any]:
        """A row with words says who undertakes it and towards whom."""
        cleaned = super().clean()
        if cleaned.get("words", "").strip():
            for name in ("by", "to"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("Name the actor."))
        return cleaned

    @property
    def filled(self) -> bool:
        """Whether it has words."""
        return bool(getattr(self, "cleaned_data", {}).get("words", "").strip())

    def undertaking(self) -> Undertaking:
        """The row as the rule takes it."""
        given = self.cleaned_data
        return Undertaking(**{name: given[name] for name in self.fields} | {"due_on": str(given["due_on"] or "")})


Rows = forms.formset_factory(SheetRow, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS)


def as_typed(data: Any) -> list[dict[str, Any]]:
    """The rows of the grid that came, whatever stands in them, as rows begin."""
    return [{name: row[name].data for name in row.fields} for row in Rows(data, prefix="row")]


def is_touched(row: dict[str, Any], begun: dict[str, Any]) -> bool:
    """Whether anything stands in the row but what it began with."""
    return any(value and value != begun.get(name) for name, value in row.items())


class TableForm(RefusableForm, forms.Form):
    """A table whose rows the grid takes; nothing is written by it."""

    blames = "table"
    table = forms.FileField(
        label=_("Table as XLSX or CSV"),
        help_text=_("Columns: words, title, by, to, mutual, due_words, due_on, place. The grid shows its rows first."),
    )

    def rows(self, *, beside: int = 0) -> list[dict[str, Any]]:
        """What stands in the table, as rows of the grid begin, which has `beside` rows already. Raises Refused with
        every fault."""
        file = self.cleaned_data["table"]
        if file.size > LARGEST:
            raise Refused(str(_("The table is larger than 1 MB. Split it.")))
        found = read_table(file.name, file.read())
        if len(found) + beside >= MOST_ROWS:
            told = _("The grid holds %(most)d rows, with an empty one below. Propose those that stand there first.")
            raise Refused(told % {"most": MOST_ROWS})
        return [row | {"mutual": row.get("mutual", "").casefold() in ("yes", "true", "1", "x")} for row in found]


class ConfirmForm(RefusableForm, forms.Form):
    """The commitments of the occasion that readers do not see yet."""

    chosen = forms.ModelMultipleChoiceField(
        Commitment.objects.none(), required=False, widget=forms.CheckboxSelectMultiple, label=_("Commitments")
    )

    def __init__(self, occasion: Occasion, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        waiting = occasion.commitments.select_related("undertaking__source", "undertaking__snapshot__source")
        self.fields["chosen"].queryset = waiting.filter(public=False, published_at=None).order_by("pk")

    @property
    def versions(self) -> dict[int, int]:
        """Which version of each the page showed. A page that is shown again shows them as they are now."""
        sent = ((row.pk, self.data.get(f"version-{row.pk}", "")) for row in self.cleaned_data["chosen"])
        return {key: int(version) for key, version in sent if version.isdecimal()}

    @property
    def rows(self) -> list[tuple[Any, Commitment, list[str]]]:
        """Each choice, its commitment, and what of its passage stops the confirmation, in sentences."""
        choices = [(choice, choice.data["value"].instance) for choice in self["chosen"]]
        return [(choice, made, _stops(made.undertaking)) for choice, made in choices]


def _stops(passage: Excerpt) -> list[str]:
    return [*unseen(passage), *map(str, troubles([passage], public=True))]


def add_to_row(rows: Any, number: int, field: str, sentence: str) -> None:
    """Put what a rule said of a row beside its field; `number` counts the rows with words."""
    form = [row for row in rows if row.filled][number]
    name = {"undertaking": "words"}.get(field, field)
    form.add_error(name if name in form.fields else None, ValidationError(sentence))


def show_twins(rows: Any, found: Mapping[int, Twins]) -> None:
    """Put beside each row what says the same; `found` counts the rows with words."""
    filled = [(number, row) for number, row in enumerate(rows, start=1) if row.filled]
    for place, twins in found.items():
        row = filled[place][1]
        row.twins = Alike(twins.commitments, [filled[other][0] for other in twins.rows], twins.key)
        if row.cleaned_data["another"] != twins.key:
            sentence = _("This is proposed already, as it seems: empty the row, or tick that it is another one.")
            row.add_error("words", sentence)

"""The passages that show what came of a commitment, in the form of a proposal: each with what it is worth."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.admin.passages import passage_fields, passage_of
from commitments.enums import Bearing, Nature
from commitments.evidencing import Evidence, known_passages
from commitments.models import Commitment
from policydesk.lib.admin_forms import RefusableForm
from policydesk.lib.enums import WordedChoices
from sources.models import Excerpt

SHOWS = (
    "first", "second", "third", "fourth", "fifth", "sixth",
    "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
)  # fmt: skip
PARTS = ("held", "source", "words", "place", "bearing", "nature", "unnamed")
WORDS = forms.Textarea(attrs={"rows": 3})


def with_sentences(choices: type[WordedChoices]) -> list[tuple[str, str]]:
    """Choices of a list that opens, each with the sentence that tells it apart."""
    told = _("%(label)s: %(sentence)s")
    return [(each.value, told % {"label": each.label, "sentence": each.sentence}) for each in choices]


def held_field(known: dict[str, Excerpt]) -> forms.TypedChoiceField:
    """A passage that the desk has already: of this commitment, its log, and the claims that report it; by its key."""
    told = _("“%(words)s”, %(source)s")
    offered = [(key, told % {"words": each, "source": each.work}) for key, each in known.items()]
    return forms.TypedChoiceField(
        choices=[("", _("Another one, typed below")), *offered],
        coerce=known.__getitem__,
        empty_value=None,
        required=False,
        label=_("A passage that the desk has"),
        help_text=_("Passages of this commitment, of its log, and of the claims that report it."),
    )


def worth_fields() -> tuple[forms.Field, ...]:
    """What a passage is worth."""
    return (
        forms.ChoiceField(
            label=gettext_lazy("For or against"), choices=lambda: with_sentences(Bearing), required=False
        ),
        forms.ChoiceField(
            label=gettext_lazy("What can be seen in it"),
            choices=lambda: with_sentences(Nature),
            required=False,
            initial=Nature.REPORT,
            help_text=gettext_lazy("“Kept”, “Partly kept” and “Broken” need a passage that shows it."),
        ),
        forms.BooleanField(
            label=gettext_lazy("It rests on somebody who is not named"),
            required=False,
            help_text=gettext_lazy("As “a senior official said”. One whom nobody names moves nothing."),
        ),
    )


def _fields_of(what: str, number: int, known: dict[str, Excerpt]) -> dict[str, forms.Field]:
    """The fields of one passage, by name."""
    source, words = gettext_lazy("Source that shows it"), gettext_lazy("Words that show it")
    if number > 1:
        source, words = (format_lazy("{} ({})", label, number) for label in (source, words))
    fields = (held_field(known), *passage_fields(source, words), *worth_fields())
    return dict(zip((f"{what}_{part}" for part in PARTS), fields, strict=True))


class EvidenceFields(RefusableForm, forms.Form):
    """Passages of sources, chosen from those that are held or typed; a rule asks for the first one.

    Three, and more where the desk has more: whatever speaks against a final status is to be given beside what shows it.
    """

    def __init__(self, commitment: Commitment, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {str(each.pk): each for each in known_passages(commitment, user)}
        self.shows = SHOWS[: max(3, len(known) + 1)]
        for number, what in enumerate(self.shows, start=1):
            self.fields |= _fields_of(what, number, known)

    def evidence(self, *, by: Any) -> list[Evidence]:
        """The passages that were given, with what each is worth. Raises as `passage_of` does."""
        return [found for what in self.shows if (found := self._evidence(what, by))]

    def _evidence(self, what: str, by: Any) -> Evidence | None:
        given = self.cleaned_data
        passage, held = passage_of(given, what, by=by), given[f"{what}_held"]
        if passage and held:
            raise ValidationError({f"{what}_held": _("Choose a passage or type one, not both.")})
        if not (passage or held):
            return None
        bearing, nature = given[f"{what}_bearing"] or Bearing.FOR, given[f"{what}_nature"] or Nature.REPORT
        return Evidence(passage or held, bearing, nature, given[f"{what}_unnamed"])

    @property
    def groups(self) -> list[list[forms.BoundField]]:
        """The fields of each passage, for the page."""
        return [[self[f"{what}_{part}"] for part in PARTS] for what in self.shows]

    @staticmethod
    def as_typed(evidence: list[Evidence]) -> dict[str, Any]:
        """What the fields show of passages that stand, as a proposal made anew begins."""
        return {
            f"{what}_{part}": value
            for what, each in zip(SHOWS, evidence, strict=False)
            for part, value in (
                ("held", each.excerpt.pk), ("bearing", each.bearing), ("nature", each.nature), ("unnamed", each.unnamed)
            )
        }  # fmt: skip

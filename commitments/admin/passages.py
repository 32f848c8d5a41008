"""Words of a source in a form: three fields that become one passage when the form is saved."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policydesk.lib.admin_forms import beside
from policydesk.lib.datalists import SharedListInput
from sources.excerpting import add_excerpt
from sources.fields import in_list
from sources.interviewing import check_can_be_cited
from sources.models import Excerpt
from sources.registering import find_source

SOURCES = "offered-sources"  # the datalist of the page

COPIED = gettext_lazy("In the words of the source, copied, not retold. At least 12 characters.")


def passage_fields(
    source: Any, words: Any, help_text: Any = COPIED, *, rows: int = 3, without: tuple[Any, Any] | None = None
) -> tuple[forms.Field, ...]:
    """The fields for source, words and place; a form names them `<what>_source`, `<what>_words`, `<what>_place`.

    `without`: they cannot be left out, and these sentences say so.
    """
    asked: list[dict[str, Any]] = [
        {"required": True, "error_messages": {"required": sentence}} for sentence in without or ()
    ] or [{"required": False}] * 2
    return (
        forms.CharField(
            label=source,
            max_length=1000,
            widget=SharedListInput(SOURCES),
            help_text=gettext_lazy("Its title, its number, or its address. A new address becomes a draft source."),
            **asked[0],
        ),
        forms.CharField(label=words, widget=forms.Textarea(attrs={"rows": rows}), help_text=help_text, **asked[1]),
        forms.CharField(
            label=gettext_lazy("Place in the source"),
            required=False,
            max_length=80,
            help_text=gettext_lazy("As “p. 2” or “00:14:05”."),
        ),
    )


def as_typed(what: str, passage: Excerpt | None) -> dict[str, str]:
    """What the three fields show of a passage that stands."""
    if passage is None:
        return {}
    return {f"{what}_source": in_list(passage.work), f"{what}_words": passage.exact, f"{what}_place": passage.locator}


def passage_of(cleaned: dict[str, Any], what: str, *, by: Any, stands: Excerpt | None = None) -> Excerpt | None:
    """The passage that the three fields mean; `stands` when nothing else was typed, None when nothing was.

    An unknown address becomes a draft source. Raises NotAllowed, or ValidationError for the field it is about.
    """
    source, words, place = (cleaned.get(f"{what}_{part}", "").strip() for part in ("source", "words", "place"))
    if not (source or words):
        return None
    if stands is not None and as_typed(what, stands) == {
        f"{what}_source": source, f"{what}_words": words, f"{what}_place": place
    }:  # fmt: skip
        return stands
    if not (source and words):
        missing = f"{what}_words" if source else f"{what}_source"
        raise ValidationError({missing: _("Give both: the source and its words.")})
    work = beside(f"{what}_source", lambda: find_source(source, by=by))
    beside(f"{what}_source", lambda: check_can_be_cited(work))
    return beside(f"{what}_words", lambda: add_excerpt(work, words, by=by, locator=place))

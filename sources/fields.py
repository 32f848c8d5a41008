"""Choosing a source by typing its title, its number or its address."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django import forms

from policydesk.lib.datalists import DatalistInput
from policydesk.lib.errors import Refused
from sources.models import Source
from sources.registering import known_source

OFFERED = 300  # a browser's list; any other title, number or address can be typed all the same


def in_list(source: Source) -> str:
    """“Title · number”: what the list offers and what leads to this source alone."""
    return f"{source} · {source.public_id}"


def offered_sources(first: Iterable[Source] = ()) -> Iterator[tuple[str, str]]:
    """Sources to offer: `first` those at hand, then the newest; each with publisher and date."""
    first = list(first)
    newest = Source.objects.exclude(pk__in=[source.pk for source in first]).select_related("publisher")
    for source in [*first, *newest.order_by("-pk")[: max(0, OFFERED - len(first))]]:
        known = [source.publisher.name if source.publisher_id and source.is_public else "", str(source.published)]
        yield in_list(source), ", ".join(part for part in known if part)


class SourceField(forms.CharField):
    """Text in the form, a known Source in the code; None when left empty."""

    def __init__(self, offered: Callable[[], Any] = offered_sources, **kwargs: Any) -> None:
        usual: dict[str, Any] = {"required": False, "widget": DatalistInput(offered)}
        super().__init__(**usual | kwargs)

    def prepare_value(self, value: Any) -> Any:
        source = Source.objects.filter(pk=value).first() if isinstance(value, int) else value
        return in_list(source) if isinstance(source, Source) else value

    def to_python(self, value: Any) -> Source | None:
        typed = super().to_python(value)
        if not typed:
            return None
        try:
            return known_source(typed)
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            source = self.to_python(data)
        except forms.ValidationError:
            return True
        return getattr(source, "pk", None) != getattr(initial, "pk", initial)

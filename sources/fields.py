"""Choosing a source by typing its title, its number or its address."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from policydesk.lib.datalists import NamedField
from sources.models import Source
from sources.registering import known_source

OFFERED = 300  # a browser's list; any other title, number or address can be typed all the same


def in_list(source: Source) -> str:
    """“Title · number”: what the list offers and what leads to this source alone."""
    return f"{source} · {source.public_id}"


def offered_sources(first: Iterable[Source] = ()) -> Iterator[tuple[str, str]]:
    """Sources to offer: `first` those at hand, then the newest; each with publisher and date."""
    first = list(first)
    newest = Source.objects.exclude(pk__in=[source.pk for source in first]).select_related("publisher", "copy_of")
    for source in [*first, *newest.order_by("-pk")[: max(0, OFFERED - len(first))]]:
        warning = _("RETRACTED") if source.retraction else ""
        publisher = source.publisher.name if source.publisher_id and source.is_public else ""
        known = [warning, publisher, str(source.published)]
        yield in_list(source), ", ".join(part for part in known if part)


class SourceField(NamedField):
    """A title, a number or an address in the form, a known Source in the code."""

    model = Source

    def offered(self) -> Iterator[tuple[str, str]]:
        return offered_sources()

    def find(self, typed: str) -> Source:
        return known_source(typed)

    def written(self, record: Source) -> str:
        return in_list(record)

"""Choosing an occasion, a commitment or a claim by typing its name or its number."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from articles.enums import ClaimKind
from articles.models import Claim
from commitments.models import Commitment, Occasion
from policydesk.lib.datalists import NamedField
from policydesk.lib.text import clean_text

OFFERED = 300  # a browser's list; any other name or number can be typed all the same
SEPARATOR = " · "


def end_of(typed: str) -> str:
    """What tells the record in “Name · slug”; the whole text where it has no such end."""
    return clean_text(typed).strip().rpartition(SEPARATOR)[2].strip()


def only(found: models.QuerySet, typed: str) -> Any:
    """The one record found for `typed`. Raises ValidationError with a sentence for none and for several."""
    records = list(found[:2])
    if len(records) == 1:
        return records[0]
    sentence = _("“%(typed)s” may be more than one. Choose it from the list.")
    if not records:
        sentence = _("Nothing here is called “%(typed)s”. Choose it from the list.")
    raise forms.ValidationError(sentence % {"typed": Truncator(typed).chars(80)})


class SluggedField(NamedField):
    """A record with a slug, by its name or as “Name · slug”; `named_by` is the field of the name."""

    named_by = "name"

    def offered(self) -> Iterator[tuple[str, str]]:
        for record in self.model._default_manager.order_by("-pk")[:OFFERED]:
            yield self.written(record), str(record)

    def find(self, typed: str) -> Any:
        records = self.model._default_manager
        exact = records.filter(slug=end_of(typed))
        return only(
            exact if exact else records.filter(**{f"{self.named_by}__iexact": clean_text(typed).strip()}), typed
        )

    def written(self, record: Any) -> str:
        return f"{getattr(record, self.named_by)}{SEPARATOR}{record.slug}"


class OccasionField(SluggedField):
    """A meeting, call or exchange that the desk has."""

    model = Occasion


class CommitmentField(SluggedField):
    """A commitment of the ledger."""

    model, named_by = Commitment, "title"


class ClaimField(NamedField):
    """A claim of a story that `user` may read, by its number; those of kind commitment are offered."""

    model = Claim

    def __init__(self, user: Any, **kwargs: Any) -> None:
        self.user = user
        super().__init__(**kwargs)

    def offered(self) -> Iterator[tuple[str, str]]:
        claims = Claim.objects.visible_to(self.user).standing().filter(kind=ClaimKind.COMMITMENT)
        for claim in claims.select_related("article").order_by("-pk")[:OFFERED]:
            yield self.written(claim), str(claim.article)

    def find(self, typed: str) -> Claim:
        return only(Claim.objects.visible_to(self.user).filter(public_id=end_of(typed).lower()), typed)

    def written(self, record: Claim) -> str:
        return f"{record}{SEPARATOR}{record.public_id}"

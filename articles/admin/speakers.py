"""Who may say a claim: actors named in its sentence, offered as buttons. A person presses one, or none."""

from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.fields import ActorField, exact_name
from actors.models import Actor
from actors.offering import actors_in
from articles.admin.claim_forms import OfClaimForm
from articles.claiming import change_claim
from articles.enums import AnchorState, ClaimKind
from articles.models import Claim
from articles.splitting import sentences


class SpeakerForm(OfClaimForm):
    """Its buttons are named `speaker`, with the name that leads to one actor alone."""

    do, blames = "said_by", "speaker"
    speaker = ActorField(required=True, label=gettext_lazy("Said by"))

    def __init__(self, claim: Claim, data: Any = None, **kwargs: Any) -> None:
        super().__init__(claim, data, **kwargs)
        self.claim = claim

    @cached_property
    def offered(self) -> list[tuple[Actor, str]]:
        """Actors in the sentence of the claim, whoever seems to say something there first, as (actor, value)."""
        claim = self.claim
        if claim.speaker_id or claim.kind == ClaimKind.ANALYSIS or claim.anchor_state == AnchorState.LOST:
            return []
        text, day = claim.article.text_of(claim.part), claim.article.story_date
        return [(actor, exact_name(actor)) for actor in actors_in(text, day, within=sentence_of(claim, text))]

    def apply(self, claim: Claim, *, by: Any) -> str:
        """Name the speaker."""
        speaker = self.cleaned_data["speaker"]
        change_claim(claim, by=by, version=self.cleaned_data["version"], speaker=speaker)
        return _("Said by: %(name)s. Say below what they did, where it is more than saying.") % {"name": speaker}


def sentence_of(claim: Claim, text: str) -> tuple[int, int]:
    """Where the sentences of `text` stand that the words of the claim touch."""
    touched = [(first, last) for first, last in sentences(text) if first < claim.end and claim.start < last]
    return (touched[0][0], touched[-1][1]) if touched else (claim.start, claim.end)

"""The forms of one claim on the claims page. Each carries the version it shows and calls one rule."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib.auth.models import User
from django.db import transaction
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.fields import UNKNOWN, ActorField
from articles.admin.clashes import Clash
from articles.checking import record_check
from articles.citing import set_denial
from articles.claiming import (
    CHECKED,
    JUDGED,
    accept_words,
    change_claim,
    give_up_words,
    place_claim,
    retire_claim,
)
from articles.enums import READINGS, DeedKind, Verdict, reading_key
from articles.models import Citation, Claim
from articles.restating import keep_statement
from articles.undoing import remember
from policydesk.lib.admin_forms import RecordForm, RefusableForm, VersionField
from policydesk.lib.datalists import SharedListInput
from policydesk.lib.people_fields import PersonField

ACTORS = "all-actors"  # the list of the page that the field offers
KIND_HELP = gettext_lazy(
    "What can be asked of it: a statement or quotation was said, an analysis is our own judgement."
)


class _CitationChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Citation) -> str:
        return str(obj)


class ClaimForm(RecordForm):
    """What the claim is and who says it."""

    do = "claim"
    clashes: Sequence[Clash] = ()  # set for the second showing, after somebody else had saved
    speaker = ActorField(
        label=gettext_lazy("Said by"),
        widget=SharedListInput(ACTORS),
        help_text=gettext_lazy("Any name of an actor. Empty: our own words."),
    )
    denied_by = _CitationChoice(
        queryset=Citation.objects.none(),
        required=False,
        label=gettext_lazy("Denied in"),
        empty_label=gettext_lazy("Not denied"),
        help_text=gettext_lazy("The source in which those concerned deny it. A flag, not a status."),
    )
    owner = PersonField(
        queryset=User.objects.filter(is_active=True, is_staff=True).order_by("last_name", "first_name", "username"),
        required=False,
        label=gettext_lazy("Owner"),
        help_text=gettext_lazy("Analysis only: whose judgement it is. The owner does not check it."),
    )

    class Meta:
        model = Claim
        fields = (
            "kind", "speaker", "speech_act", "anonymity_reason", "statement", "event_date", "review_by",
            "denied_by", "owner", "refuted_passage", "priority",
        )  # fmt: skip
        help_texts = {
            "kind": KIND_HELP,
            "speech_act": gettext_lazy("What the speaker did. Readers see it behind the name."),
        }
        widgets = {
            "statement": forms.Textarea(attrs={"rows": 2}),
            "refuted_passage": forms.Textarea(attrs={"rows": 2}),
            "review_by": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "id_claim-%s"} | kwargs)
        newest = max(self.instance.history.values_list("history_id", flat=True), default=None)
        self.fields["base"] = VersionField(initial=newest, required=False)
        self.fields["denied_by"].queryset = self.instance.citations.select_related("source")
        for permission, names in (("articles.judge_claim", JUDGED), ("articles.check_claim", CHECKED)):
            for name in names if not user.has_perm(permission) else ():
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Take what stands there now where that was chosen over what was typed."""
        cleaned = super().clean()
        theirs = [name for name in cleaned if self.data.get(f"choice-{name}") == "theirs"]
        return cleaned | {name: getattr(self.instance, name) for name in theirs if name in self.initial}

    @property
    def unknown_speaker(self) -> str:
        """The name typed as speaker that no actor bears; empty when there is none."""
        errors = self.errors.as_data().get("speaker", ()) if self.is_bound else ()
        return self["speaker"].value().strip() if any(error.code == UNKNOWN for error in errors) else ""

    @property
    def adding_speaker(self) -> str:
        """Where the unknown speaker is added, with the name filled in."""
        name = self.unknown_speaker
        return f"{reverse('admin:actors_actor_add')}?{urlencode({'name': name, 'slug': slugify(name)[:80].strip('-')})}"

    @transaction.atomic
    def apply(self, claim: Claim, *, by: Any) -> str:
        """Change what differs; one save of the page is one or two history rows, never a half."""
        fields = {name: self.cleaned_data[name] for name in self.overtaken()}
        denied = {name: fields.pop(name) for name in ("denied_by",) if name in fields}
        version = self.cleaned_data["version"]
        if change_claim(claim, by=by, version=version, **fields):
            version = claim.version
        if denied:
            set_denial(claim, denied["denied_by"], by=by, version=version)
        return _("Saved.")


class OfClaimForm(RefusableForm, forms.Form):
    """A form that acts on one claim as the person saw it."""

    do = ""
    version = VersionField()

    def __init__(self, claim: Claim, data: Any = None, **kwargs: Any) -> None:
        initial = {"version": claim.version} | kwargs.pop("initial", {})
        super().__init__(data, **{"initial": initial, "auto_id": f"id_{self.do}-%s"} | kwargs)

    def overtaken(self) -> list[str]:
        """Names of the fields whose typed value differs from what stands now; none where nothing stands yet."""
        return []


class CheckForm(OfClaimForm):
    """A verdict, and the note that readers see."""

    do = "check"
    verdict = forms.ChoiceField(
        choices=Verdict.choices,
        label=gettext_lazy("Verdict"),
        help_text=gettext_lazy("It counts for these words and this evidence: when either changes, it is asked again."),
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Readers see it on the claim's card."),
    )

    def apply(self, claim: Claim, *, by: Any) -> str:
        """Record the check."""
        cleaned = self.cleaned_data
        with transaction.atomic():
            check = record_check(claim, cleaned["verdict"], by=by, note=cleaned["note"], version=cleaned["version"])
            remember(claim, DeedKind.CHECK, by=by, check=check)
        if check.verdict == Verdict.REFUTED and not claim.refuted_passage:
            return _("Recorded. Readers need the words of this story that say it is false: an editor names them.")
        if reading_key(check.verdict, claim.kind) == "said":  # and not that it is so
            return _("Recorded: %(verdict)s.") % {"verdict": READINGS["said"].label}
        return _("Recorded: %(verdict)s.") % {"verdict": check.get_verdict_display()}


class PlaceForm(OfClaimForm):
    """The words of the story that the claim is about."""

    do, blames = "place", "words"
    words = forms.CharField(
        label=gettext_lazy("Words in the story"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Copied from the text, not retold. Other words need another check."),
    )

    def __init__(self, claim: Claim, data: Any = None, **kwargs: Any) -> None:
        super().__init__(claim, data, initial={"words": claim.exact}, **kwargs)

    def apply(self, claim: Claim, *, by: Any) -> str:
        """Place the claim."""
        cleaned = self.cleaned_data
        place_claim(claim, cleaned["words"], by=by, version=cleaned["version"])
        return _("The claim stands on these words now.")


class WordsForm(OfClaimForm):
    """What to make of words that were edited: its buttons are named `accept` and `give_up`."""

    do = "words"

    def apply(self, claim: Claim, *, by: Any) -> str:
        """Accept the words that stand there now, or give up the place."""
        version = self.cleaned_data["version"]
        if "give_up" in self.data:
            give_up_words(claim, by=by, version=version)
            return _("The claim counts as lost. It comes back by itself when its words do.")
        accept_words(claim, by=by, version=version)
        return _("The claim reads as the text does now. It needs a check.")


class StatementForm(OfClaimForm):
    """That the wording that stands alone fits the words that stand there now."""

    do = "statement"

    def apply(self, claim: Claim, *, by: Any) -> str:
        """Keep the wording."""
        keep_statement(claim, by=by, version=self.cleaned_data["version"])
        return _("The wording that stands alone is kept for the words of now.")


class RetireForm(OfClaimForm):
    """Why this is no claim any more."""

    do, blames = "retire", "reason"
    reason = forms.CharField(
        label=gettext_lazy("Why it is no claim any more"),
        required=False,
        help_text=gettext_lazy("It leaves the list; its history, checks and editions stay."),
    )

    def apply(self, claim: Claim, *, by: Any) -> str:
        """Retire the claim."""
        with transaction.atomic():
            retire_claim(claim, by=by, reason=self.cleaned_data["reason"], version=self.cleaned_data["version"])
            remember(claim, DeedKind.RETIRED, by=by, row=claim.history.latest("history_id").history_id)
        return _("Retired. Undo brings it back.")

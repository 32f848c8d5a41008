"""The page that publishes: what the gate says, what kind of edition it is, and why."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.steps import WORDS, gate_lines, shown
from articles.cautioning import warnings
from articles.comparing import compare
from articles.correcting import Correcting, correctable_claims
from articles.drafting import Draft, draft_correction
from articles.editing import step_label
from articles.enums import CorrectionKind, EditionKind, Release
from articles.foreseeing import foreseen
from articles.gating import Blocker, blockers
from articles.models import Article
from articles.publishing import open_kinds, publish
from articles.states import STEPS
from policydesk.lib.admin_forms import RefusableForm, VersionField, posted, settle

CORRECTION = ("correction_kind", "correction_text", "correction_claims")
CONSEQUENCES = {
    EditionKind.UPDATE: gettext_lazy(
        "The story went on; nothing in the version before was wrong. Readers see the new version, called an update."
    ),
    EditionKind.CORRECTION: gettext_lazy(
        "Something in the version before was wrong. Readers see on top of the story what was wrong and what is right."
    ),
    EditionKind.STATUS: gettext_lazy(
        "The text stays word for word; what the desk knows of its claims changed. It does not read as a new story."
    ),
}


def explained(words: Iterable[tuple[Any, Any]]) -> list[tuple[str, str]]:
    """Choices of a form, each with a sentence that says what it leads to."""
    return [(one.value, format_html('{} <span class="help">{}</span>', one.label, said)) for one, said in words]


class PublishForm(RefusableForm, forms.Form):
    """How an edition goes out. Fields that do not apply to this story or person are left out."""

    version = VersionField(required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("What it is"),
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), gettext_lazy("Choose what this edition is: readers are told.")
        ),
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), required=False, widget=WORDS, help_text=gettext_lazy(
        "Readers see it. A release by one person needs it."
    ))  # fmt: skip
    correction_kind = forms.ChoiceField(
        label=gettext_lazy("What kind of note it is"), required=False, widget=forms.RadioSelect
    )
    correction_text = forms.CharField(
        label=gettext_lazy("What was wrong, and what the story says now"),
        required=False,
        widget=WORDS,
        help_text=gettext_lazy(
            "A correction needs it, an update may have it. It stands with this version and with every later one, "
            "and on the page of corrections."
        ),
    )
    correction_claims = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Claims it concerns"),
        required=False,
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
    )
    single_reader = forms.BooleanField(
        label=gettext_lazy("No second person could check it"),
        required=False,
        help_text=gettext_lazy("Readers see that a second reading is due, and it falls due on the desk."),
    )
    override = forms.CharField(
        label=gettext_lazy("Publish over these objections, because"),
        required=False,
        widget=WORDS,
        help_text=gettext_lazy("Readers see the reason and what was objected. Leave empty to settle them first."),
    )

    def __init__(self, article: Article, gate: list[Blocker], user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"version": article.version}} | kwargs)
        self._offer_kinds(open_kinds(article))
        self._offer_corrections(article)
        if article.withdrawal:
            self.fields["reason"].label = _("Why the story is back")
            self.fields["reason"].help_text = _("Readers see it with the new edition.")
        lifted = gate and not any(blocker.firm for blocker in gate)
        if not lifted or not user.has_perm("articles.override_gate"):
            del self.fields["override"]

    def _offer_kinds(self, kinds: list[EditionKind]) -> None:
        """A choice only where there is one, none of it made beforehand; each says what it leads to."""
        if len(kinds) < 2:
            del self.fields["kind"]
            return
        self.fields["kind"].choices = explained((kind, CONSEQUENCES[kind]) for kind in kinds)

    def _offer_corrections(self, article: Article) -> None:
        """What readers saw can be corrected; a first edition and a reinstatement leave these fields out."""
        if "kind" not in self.fields:
            for name in CORRECTION:
                del self.fields[name]
            return
        self.fields["correction_claims"].queryset = correctable_claims(article)
        self.fields["correction_kind"].choices = explained((kind, kind.sentence) for kind in CorrectionKind)
        if not self.fields["correction_claims"].queryset:
            del self.fields["correction_claims"]

    def _correction(self) -> Correcting | None:
        """What was written of a correction; a kind or claims alone are asked for their text."""
        kind, text, claims = (self.cleaned_data.get(name) for name in CORRECTION)
        return Correcting(kind, text, list(claims or ())) if kind or text or claims else None

    def shown_first(self) -> list[forms.BoundField]:
        """What the edition is; what was wrong stands below it."""
        return [self["kind"]] if "kind" in self.fields else []

    def shown_last(self) -> list[forms.BoundField]:
        """The fields that every edition has."""
        return [field for field in self.visible_fields() if field.name not in ("kind", *CORRECTION)]

    def terms(self) -> dict[str, Any]:
        """The cleaned form as what `publish` takes."""
        cleaned = self.cleaned_data
        return {
            "kind": cleaned.get("kind"),
            "reason": cleaned["reason"],
            "correction": self._correction(),
            "footing": Release.SINGLE_READER if cleaned["single_reader"] else None,
            "override": cleaned.get("override", ""),
            "version": cleaned["version"],
        }


def _started(form: PublishForm, data: Any, draft: Draft) -> dict[str, Any]:
    """What the form shows when the drafted correction is taken over: all that was typed, and the draft as a start."""
    typed = {name: data.getlist(name) if name == "correction_claims" else data.get(name, "") for name in form.fields}
    text = "\n".join(filter(None, (typed["correction_text"].strip(), draft.text)))
    claims = form.fields["correction_claims"].queryset if "correction_claims" in form.fields else ()
    return typed | {
        "kind": EditionKind.CORRECTION,
        "correction_kind": typed["correction_kind"] or CorrectionKind.CORRECTION,
        "correction_text": text,
        "correction_claims": [claim.pk for claim in claims if claim.public_id in draft.claims],
    }


def publish_view(site: Any, request: HttpRequest, article: Article) -> HttpResponse:
    """Show the gate and publish; the rule decides, whatever the page showed."""
    user, data = request.user, posted(request)
    if not user.has_perm("articles.publish_article"):
        raise PermissionDenied(STEPS["release"].refused)
    gate = blockers(article, by=user)
    form, title, down = PublishForm(article, gate, user, data), step_label(article, "release"), article.withdrawal
    starts = data is not None and "draft" in data
    if data is not None and not starts and (
        edition := settle(form, article, lambda: publish(article, by=user, **form.terms()))
    ):  # fmt: skip
        said = _("Reinstated as edition %(number)d.") if down else _("Published as edition %(number)d.")
        messages.success(request, said % {"number": edition.number})
        return redirect("admin:articles_article_change", article.pk)
    pair = foreseen(article)
    draft = draft_correction(*pair) if pair else None
    if starts and draft:
        form = PublishForm(article, gate, user, initial=_started(form, data, draft))
    alone = blockers(article, by=user, footing=Release.SINGLE_READER)
    hopeless = any(blocker.firm for blocker in alone)  # no reason lifts these: a form would be a dead button
    more = {"gate": gate_lines(article, gate), "hopeless": hopeless, "down": down}
    more |= {"warnings": gate_lines(article, warnings(article)), "draft": draft.text if draft else ""}
    more |= {"comparison": compare(*pair) if pair else None}
    return shown(site, request, article, "publish.html", form, title, **more)

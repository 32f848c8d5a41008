"""The forms of a claim's citations: attach a source with its passage, change one, take one away."""

from contextlib import suppress
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.admin.claim_forms import OfClaimForm
from articles.citing import change_citation, cite, cite_also, remove_citation
from articles.enums import Basis, DeedKind, Directness, Stance
from articles.models import Citation, Claim
from articles.undoing import remember
from policydesk.lib.admin_forms import beside
from policydesk.lib.datalists import SharedListInput
from policydesk.lib.differing import Piece
from policydesk.lib.errors import Refused, Stale, may
from sources.archiving import ask_for_copy, check_can_capture
from sources.enums import Grade
from sources.grading import typed_words
from sources.models import Source
from sources.registering import find_source, is_new_address
from sources.slipping import slips

SOURCES = "all-sources"  # the list of the page that the field offers


def typist_of(citation: Citation) -> str:
    """Who typed the words in which its passage was looked for; empty where a program took them out."""
    return "".join(typed_words([citation.excerpt]).values())


class EvidenceForm(OfClaimForm):
    """What every citation says."""

    passage = forms.CharField(
        label=gettext_lazy("Passage"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The words of the source, copied, not retold."),
    )
    locator = forms.CharField(
        label=gettext_lazy("Place"), required=False, max_length=80, help_text=gettext_lazy("As “p. 2” or “00:14:05”.")
    )
    stance = forms.ChoiceField(
        label=gettext_lazy("What it does for the claim"),
        choices=Stance.choices,
        initial=Stance.SUPPORTS.value,
        help_text=gettext_lazy("Only support can confirm it; a source that contradicts it puts it in dispute."),
    )
    directness = forms.ChoiceField(
        label=gettext_lazy("How near it stands"),
        choices=Directness.choices,
        initial=Directness.REPORTING.value,
        help_text=gettext_lazy(
            "One first-hand source confirms a fact, or two independent ones. A copy is not first hand."
        ),
    )
    basis = forms.ChoiceField(
        label=gettext_lazy("How it carries the claim"),
        choices=Basis.choices,
        initial=Basis.SAYS.value,
        help_text=gettext_lazy("Readers see it: whether the passage says so itself, or we conclude it."),
    )
    interested = forms.BooleanField(
        label=gettext_lazy("Interested party"),
        required=False,
        help_text=gettext_lazy(
            "A government on its own deeds, a party on its opponent: such sources alone confirm no fact."
        ),
    )
    note = forms.CharField(
        label=gettext_lazy("Note"), required=False, help_text=gettext_lazy("Readers see it beside the source.")
    )

    def evidence(self) -> dict[str, Any]:
        """The cleaned fields as `cite` and `change_citation` take them."""
        names = ("passage", "locator", "stance", "directness", "basis", "interested", "note", "version")
        return {name: self.cleaned_data[name] for name in names}


class CiteForm(EvidenceForm):
    """Attach a source: by title, number or address. An unknown address becomes a draft source."""

    do = "cite"
    source = forms.CharField(
        label=gettext_lazy("Source"),
        max_length=1000,
        required=False,
        widget=SharedListInput(SOURCES),
        help_text=gettext_lazy("Its title, its number, or its address. A new address becomes a draft source."),
    )
    others = forms.ModelMultipleChoiceField(
        label=gettext_lazy("The same passage for these claims too"),
        required=False,
        queryset=None,
        to_field_name="public_id",
        error_messages={
            "invalid_choice": gettext_lazy("One of these claims is not on the story’s list any more. Choose again.")
        },
    )
    field_order = ("source",)

    def __init__(self, claim: Claim, data: Any = None, **kwargs: Any) -> None:
        super().__init__(claim, data, **kwargs)
        others = Claim.objects.standing().filter(article=claim.article_id).exclude(pk=claim.pk)
        self.fields["others"].queryset = others.select_related("article").in_text_order()

    @transaction.atomic
    def apply(self, claim: Claim, *, by: Any) -> str:
        """Find or make the source and attach it, to further claims too where some are chosen: all or nothing."""
        new = is_new_address(self.cleaned_data["source"])
        source = beside("source", lambda: find_source(self.cleaned_data["source"], by=by))
        citation = cite(claim, source, by=by, **self.evidence())
        also = cite_also(citation, self.cleaned_data["others"], by=by)
        made = (*also, citation)
        rows = dict(Citation.history.filter(id__in=[one.pk for one in made]).values_list("id", "history_id"))
        for one in made:
            remember(one.claim, DeedKind.ATTACHED, by=by, row=rows[one.pk])
        said = self._said(citation, source, by, new=new)
        if not also:
            return said
        more = ngettext("To %(count)d more claim, too.", "To %(count)d more claims, too.", len(also))
        return f"{said} {more % {'count': len(also)}}"

    def _said(self, citation: Citation, source: Source, by: Any, *, new: bool) -> str:
        if source.draft:
            if may(check_can_capture, source, by):
                with suppress(Refused):  # it waits its turn already
                    ask_for_copy(source, by=by)
            if not new:
                return _(
                    "Attached. The source is still a draft: open it and give it its title, kind, class and publisher."
                )
            return _(
                "Attached. The source is new and a draft: open it and give it its title, kind, class and publisher."
            )
        proof = citation.proof(typist_of(citation))
        return _("Attached. %(passage)s") % {"passage": proof} if proof else _("Attached.")


class CitationForm(EvidenceForm):
    """Change one citation, or take it away. Without `reads` no word of the copy is shown that the passage has not."""

    def __init__(
        self, citation: Citation, data: Any = None, *, reads: bool = True, typed_by: str = "", **kwargs: Any
    ) -> None:
        self.citation, self.do, self.reads = citation, f"citation-{citation.pk}", reads
        self.proof = citation.proof(typed_by)
        excerpt = citation.excerpt
        initial = {
            "passage": excerpt.exact if excerpt else "",
            "locator": excerpt.locator if excerpt else "",
            **{name: getattr(citation, name) for name in ("stance", "directness", "basis", "interested", "note")},
        }
        super().__init__(citation.claim, data, initial=initial, **kwargs)

    @property
    def slips(self) -> list[str]:
        """What tells in the difference between the passage and the copy: numbers, dates, a “not”."""
        excerpt = self.citation.excerpt
        if excerpt is None or not excerpt.found or not self.reads:
            return []
        return slips(excerpt.exact, excerpt.found, cut=excerpt.grade == Grade.CUTS)

    @property
    def differences(self) -> tuple[Piece, ...]:
        """The passage by words against what the copy says there, for who may read the copy."""
        excerpt = self.citation.excerpt
        return excerpt.differences if excerpt and self.reads else ()

    @property
    def hides(self) -> bool:
        """Whether the copy says other words there, which are not for this person."""
        excerpt = self.citation.excerpt
        return bool(excerpt and excerpt.differences and not self.reads)

    def overtaken(self) -> list[str]:
        """Names of the fields whose typed value differs from what stands now."""
        return self.changed_data

    def apply(self, claim: Claim, *, by: Any) -> str:
        """Change the citation, or remove it when that button was pressed."""
        citation = claim.citations.select_related("source").filter(pk=self.citation.pk).first()
        if citation is None:
            raise Stale(_("Somebody took this source away from the claim at this very moment. Nothing was saved."))
        citation.claim = claim
        if "remove" in self.data:
            with transaction.atomic():
                remove_citation(citation, by=by, version=self.cleaned_data["version"])
                row = Citation.history.filter(id=self.citation.pk).latest("history_id")
                remember(claim, DeedKind.REMOVED, by=by, row=row.history_id)
            return _("Taken away.")
        change_citation(citation, by=by, **self.evidence())
        return _("Saved.")

"""What changed seeds would bring to stories that people worked on: compared here, taken over or dropped."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.followed import tell_claims
from articles.admin.reading import OfStoryAdmin
from articles.admin.steps import WORDS
from articles.importing import CHANGED, LOST
from articles.models import ProposedRevision
from articles.revising import Change, accept, changes, check_can_settle, claims_at_stake, drop
from policydesk.lib.admin_forms import RefusableForm, VersionField, posted, problems_of, settle
from policydesk.lib.admin_tables import TableAdmin
from policydesk.lib.errors import NotAllowed, Refused
from policydesk.lib.people import desk_name


class RevisionForm(RefusableForm, forms.Form):
    """Which fields to take over, or why none. What the desk changed itself is not chosen beforehand."""

    version = VersionField(required=False)
    fields_taken = forms.MultipleChoiceField(
        label=gettext_lazy("Take over"), required=False, widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(label=gettext_lazy("Note"), required=False, widget=WORDS, help_text=gettext_lazy(
        "Why it is dropped, for colleagues who look at it later."
    ))  # fmt: skip

    def __init__(self, found: list[Change], version: int, *args: Any, **kwargs: Any) -> None:
        untouched = [change.name for change in found if not change.desk_changed]
        super().__init__(*args, **{"initial": {"version": version, "fields_taken": untouched}} | kwargs)
        self.fields["fields_taken"].choices = [(change.name, change.label) for change in found]


@admin.register(ProposedRevision)
class ProposedRevisionAdmin(TableAdmin, OfStoryAdmin):
    """The import's words beside the story's; who may edit the story settles them."""

    list_display = ("headline", "article", "state", "proposed_at", "place")
    list_select_related = ("article", "settled_by")
    list_filter = ("state", "proposed_at")
    table: ClassVar[dict[str, Any]] = {
        "headline": "headline",
        "story": lambda row: row.article.headline,
        "state": "state",
        "proposed_at": lambda row: row.proposed_at.isoformat(),
        "file": "place",
        "settled_by": lambda row: desk_name(row.settled_by) if row.settled_by_id else "",
        "settled_at": lambda row: row.settled_at.isoformat() if row.settled_at else "",
        "note": "note",
    }

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        """What would change, word by word; a choice of fields for who may edit the story."""
        proposal = self.allowed_object(request, object_id)
        why_not = _why_not(proposal, request.user)
        data, found = posted(request), changes(proposal)
        if data is not None and isinstance(why_not, NotAllowed):
            raise PermissionDenied(str(why_not))
        form = RevisionForm(found, proposal.article.version, data)
        if data is not None and (answer := self._settled(request, proposal, form)):
            return answer
        return self.page(
            request,
            "admin/articles/proposedrevision/settle.html",
            original=proposal,
            title=_("Proposed revision"),
            changes=found,
            stakes=[number for number, fate in claims_at_stake(proposal) if fate in (CHANGED, LOST)],
            form=form,
            why_not=str(why_not or ""),
            problems=problems_of(form),
        )

    def _settled(self, request: HttpRequest, proposal: ProposedRevision, form: RevisionForm) -> HttpResponse | None:
        """Do what was chosen; None when the rule or the form said no."""
        article, user = proposal.article, request.user
        if "drop" in request.POST:
            if settle(form, article, lambda: drop(proposal, by=user, note=form.cleaned_data["note"])):
                messages.success(request, _("Dropped. The story stays as it is."))
                return redirect("admin:articles_proposedrevision_changelist")
            return None
        chosen = lambda: accept(  # noqa: E731 - the cleaned form exists only inside settle()
            proposal, by=user, fields=form.cleaned_data["fields_taken"], version=form.cleaned_data["version"]
        )
        if not (saved := settle(form, article, chosen)):
            return None
        messages.success(request, _("Taken over. The story is a draft with the new text."))
        tell_claims(request, article, saved.claims)
        return redirect("admin:articles_article_change", article.pk)


def _why_not(proposal: ProposedRevision, user: Any) -> Refused | None:
    """What keeps `user` from settling the proposal."""
    try:
        check_can_settle(proposal, user)
    except Refused as refusal:
        return refusal
    return None

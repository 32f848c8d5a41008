"""The page that lets one actor lead to another: who stays, what follows, and only then the merge; and its undoing."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.fields import ActorField
from actors.merging import check_can_merge, foresee, merge, part
from actors.models import Actor
from policydesk.lib.admin_forms import RefusableForm, VersionField, posted, problems_of
from policydesk.lib.errors import Refused, may


class MergeForm(RefusableForm, forms.Form):
    """Into which actor; nothing to fill in when it is to be parted again."""

    version = VersionField(required=False)
    into = ActorField(
        label=gettext_lazy("Merge into"),
        help_text=gettext_lazy("The actor that stays. Type its name, or “Name · slug”."),
    )
    blames = "into"

    def __init__(self, data: Any, *, version: int) -> None:
        super().__init__(data, initial={"version": version})

    def clean_into(self) -> Actor | None:
        """Ask for the other actor unless a merge is undone."""
        into = self.cleaned_data["into"]
        if into is None and "part" not in self.data:
            raise forms.ValidationError(_("Name the actor that stays."))
        return into


def merge_view(site: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    """Ask who stays, show what follows from the merge, do it; a merged actor may be parted again."""
    actor = site.allowed_object(request, object_id)
    if not may(check_can_merge, request.user):
        raise PermissionDenied(_("You may not merge actors. Ask an editor."))
    form = MergeForm(posted(request), version=actor.version)
    foreseen = None
    if form.is_bound and form.is_valid():
        try:
            if "sure" not in form.data and "part" not in form.data:
                foreseen = foresee(actor, form.cleaned_data["into"], by=request.user)
            else:
                messages.success(request, _done(actor, form, request.user))
                return redirect("admin:actors_actor_change", actor.merged_into_id or actor.pk)
        except Refused as refusal:
            form.add_refusal(refusal)
    title = _("Part again") if actor.merged_into_id else _("Merge")
    context = {"original": actor, "form": form, "title": title, "problems": problems_of(form), "foreseen": foreseen}
    return site.page(request, "admin/actors/actor/merge.html", **context)


def _done(actor: Actor, form: MergeForm, by: Any) -> str:
    """Merge or part, and say so. Raises Refused."""
    version = form.cleaned_data["version"]
    if "part" in form.data:
        part(actor, by=by, version=version)
        return _("“%(name)s” stands for itself again.") % {"name": actor.name}
    into = form.cleaned_data["into"]
    merge(actor, into, by=by, version=version)
    return _("“%(name)s” leads to “%(into)s” now.") % {"name": actor.name, "into": into.name}

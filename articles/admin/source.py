"""A source in the admin of a desk that cites it: saving it brings the claims that stand on it up to date."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import ngettext

from articles.admin.replacement import replacement_view
from articles.admin.retraction import lists_of, retraction_view
from articles.claiming import after_source_change
from articles.naming import still_named
from articles.noticing import settle_notices
from policydesk.lib.errors import may
from sources.admin import SourceAdmin
from sources.models import Source
from sources.retracting import check_can_retract

admin.site.unregister(Source)  # sources know no claims; the app that does takes its place


@admin.register(Source)
class CitedSourceAdmin(SourceAdmin):
    """The form of sources/, and what follows from it for claims."""

    def save_model(self, request: HttpRequest, obj: Source, form: Any, change: bool) -> None:
        """Save, then ask the claims again; a source that became a copy of a retracted one falls with it.

        Of one that is not public any more the person learns which versions still name it.
        """
        super().save_model(request, obj, form, change)
        if change and "confidentiality" in form.changed_data and (named := still_named(obj)):
            messages.warning(request, _what_readers_find(len(named)))
        after_source_change(obj, by=request.user)
        settle_notices(obj, by=request.user, at=timezone.now())

    def get_urls(self) -> list[URLPattern]:
        """The addresses of sources/, and the pages that retract and replace."""
        own = {"retract": self.retract_view, "replace": self.replace_view}
        return [
            path(f"<path:object_id>/{name}/", self.admin_site.admin_view(view), name=f"sources_source_{name}")
            for name, view in own.items()
        ] + super().get_urls()

    def retract_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Retract the source, or take that back."""
        return retraction_view(self, request, self.allowed_object(request, object_id))

    def replace_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Let another source take the place of this one."""
        return replacement_view(self, request, self.allowed_object(request, object_id))

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """The form with what stands on the source, and with the way to the page that retracts for who may."""
        source = kwargs.get("obj")
        if source and source.pk:
            context |= {"lists": lists_of(source, request.user), "still_named": still_named(source)}
        context["may_retract"] = may(check_can_retract, request.user)
        return super().render_change_form(request, context, *args, **kwargs)


def _what_readers_find(count: int) -> str:
    sentence = ngettext(
        "Readers can still open %(count)d version that names this source: what was printed never changes. The page of "
        "the source lists it, with what to do.",
        "Readers can still open %(count)d versions that name this source: what was printed never changes. The page of "
        "the source lists them, with what to do.",
        count,
    )
    return sentence % {"count": count}

"""Who a hidden source is. Seen by the owner of the source and by editors; its name stands on this page alone."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from policydesk.lib.admin import RecordAdmin
from sources.enums import Confidentiality
from sources.identifying import may_know, may_write, write_identity
from sources.models import Source
from sources.models.identity import SourceIdentity


@admin.register(SourceIdentity)
class IdentityAdmin(RecordAdmin):
    """Lists name the source as readers know it, never the person."""

    list_display = ("source", "modified")
    fields = ("source", "name", "contact", "grounds")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Identities of the asker's own sources, or all with the permission."""
        rows = super().get_queryset(request).select_related("source")
        if request.user.has_perm("sources.view_sourceidentity"):
            return rows
        return rows.filter(source__owner=request.user)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Shown on the start page to those who may bring sources in: they own some."""
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: SourceIdentity | None = None) -> bool:
        """The owner of the source, and who holds the permission."""
        user = request.user
        if obj is not None:
            return may_know(obj.source, user)
        return user.has_perm("sources.view_sourceidentity") or user.has_perm("sources.add_source")

    def has_change_permission(self, request: HttpRequest, obj: SourceIdentity | None = None) -> bool:
        """The owner of the source, and who holds the permission."""
        if obj is not None:
            return may_write(obj.source, request.user)
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Who may bring sources in; the form offers their own sources only."""
        return self.has_view_permission(request)

    def get_readonly_fields(self, request: HttpRequest, obj: SourceIdentity | None = None) -> tuple[str, ...]:
        """Whose identity it is does not change."""
        return ("source",) if obj else ()

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        """Hidden sources whose identity the asker may write down and nobody has yet."""
        if db_field.name == "source":
            rows = Source.objects.filter(identity=None).exclude(confidentiality=Confidentiality.PUBLIC)
            if not request.user.has_perm("sources.change_sourceidentity"):
                rows = rows.filter(owner=request.user)
            kwargs["queryset"] = rows
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: SourceIdentity, form: Any, change: bool) -> None:
        """The rule decides once more, on the source as it is now, and compares versions."""
        write_identity(obj, by=request.user, version=form.cleaned_data.get("version"))

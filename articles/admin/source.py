"""A source in the admin of a desk that cites it: saving it brings the claims that stand on it up to date."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from articles.claiming import after_source_change
from sources.admin import SourceAdmin
from sources.models import Source

admin.site.unregister(Source)  # sources know no claims; the app that does takes its place


@admin.register(Source)
class CitedSourceAdmin(SourceAdmin):
    """The form of sources/, and what follows from it for claims."""

    def save_model(self, request: HttpRequest, obj: Source, form: Any, change: bool) -> None:
        """Save, then ask the claims again."""
        super().save_model(request, obj, form, change)
        after_source_change(obj, by=request.user)

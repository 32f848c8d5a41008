"""The list of stories: what it asks for beyond the rows themselves."""

from typing import Any

from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest

from articles.settling import counted


class StoryList(ChangeList):
    """Counts the claims of each story: what a page of one story need not ask."""

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet:
        """The stories of the list."""
        self.root_queryset = counted(self.model_admin.get_queryset(request))
        return super().get_queryset(request, exclude_parameters)

"""What the browser keeps of a form that is not saved yet (`static/policydesk/js/draft.js`), and when it forgets it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from js_asset import Script

from articles.models import Article


class KeptAdmin:
    """For the form of stories: the message that one was saved names what the browser kept of it, which forgets it."""

    class Media:
        js = (Script("policydesk/js/draft.js", type="module"),)

    def message_user(self, request: HttpRequest, message: Any, *args: Any, **kwargs: Any) -> None:
        """Stock, with the name of what was kept of it among the classes of the line."""
        if getattr(request, "saved", False) and (draft := request.POST.get("draft", "")).isalnum():
            kwargs["extra_tags"] = f"kept-{draft}"
        super().message_user(request, message, *args, **kwargs)

    def response_add(self, request: HttpRequest, obj: Article, *args: Any) -> HttpResponse:
        """Stock, for a new story that is saved."""
        request.saved = True
        return super().response_add(request, obj, *args)

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        """Stock, for a story that is saved."""
        request.saved = True
        return super().response_change(request, obj)

"""Headers that neither Django nor django-csp sets."""

from collections.abc import Callable

from csp.constants import SELF
from django.http import HttpRequest, HttpResponse

# Nothing in this product uses them, so nothing that slips in may.
DENIED_FEATURES = ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
PERMISSIONS_POLICY = ", ".join(f"{feature}=()" for feature in DENIED_FEATURES)


class SafetyHeaders:
    """Adds the cross-origin and permissions headers, and lets admin pages load their own fonts.

    Stands inside CSPMiddleware, which writes the policy from what the response asks for.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as the view did, with our headers on top."""
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        if request.resolver_match and "admin" in request.resolver_match.app_names:
            response._csp_update = {"font-src": [SELF], **(getattr(response, "_csp_update", None) or {})}
        return response

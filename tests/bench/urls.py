"""The addresses of the desk, and two of ours: the floor, and what the process has used so far."""

import time

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def hello(request: HttpRequest) -> HttpResponse:
    """The least that Django answers through the whole middleware."""
    return HttpResponse("Hello")


def used(request: HttpRequest) -> HttpResponse:
    """Nanoseconds of CPU that this process has used."""
    return HttpResponse(time.process_time_ns())


urlpatterns = [path("bench/hello/", hello), path("bench/used/", used), path("", include("policydesk.urls"))]

"""Wagtail's pages, and what the process has used so far."""

import time

from django.http import HttpResponse
from django.urls import include, path
from wagtail import urls

urlpatterns = [path("bench/used/", lambda request: HttpResponse(time.process_time_ns())), path("", include(urls))]

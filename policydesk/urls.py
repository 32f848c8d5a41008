"""Every address of the desk."""

from django.contrib import admin
from django.urls import path

from policydesk import views

urlpatterns = [
    path("admin/", admin.site.urls),
    path("healthz", views.health, name="health"),
]

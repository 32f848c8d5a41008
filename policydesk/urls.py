"""Every address of the desk."""

from django.contrib import admin
from django.urls import include, path

from policydesk import views
from policydesk.registers import urls as registers

handler400 = "policydesk.problems.bad_request"
handler403 = "policydesk.problems.forbidden"
handler404 = "policydesk.problems.not_found"

urlpatterns = [
    path("", views.home, name="home"),
    path("", include("articles.urls")),
    path("", include("commitments.urls")),
    path("", include((registers.ACTORS, "actors"))),
    path("", include((registers.SOURCES, "sources"))),
    path("", include((registers.TAGS, "tags"))),
    path("methodology/", views.methodology, name="methodology"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("healthz", views.health, name="health"),
    path("admin/", admin.site.urls),
]

"""A story in Wagtail: a page with claims, each of which has its sources."""

from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page


class StoryPage(Page):
    """The page, drawn anew for each reader as Wagtail does, with its rows fetched in as few queries as it takes."""

    standfirst = models.TextField(blank=True)
    body = RichTextField()
    story_date = models.DateField()

    template = "peer/story_page.html"

    class Meta:
        app_label = "peer"

    def get_context(self, request, *args, **kwargs):
        claims = self.claims.prefetch_related("sources")
        return super().get_context(request, *args, **kwargs) | {"claims": claims}


class Claim(Orderable, ClusterableModel):
    page = ParentalKey(StoryPage, on_delete=models.CASCADE, related_name="claims")
    words = models.TextField()
    status = models.CharField(max_length=20)
    checked_by = models.CharField(max_length=80)
    checked_at = models.DateTimeField()

    class Meta(Orderable.Meta):
        app_label = "peer"

    def __str__(self):
        return self.words


class ClaimSource(Orderable):
    claim = ParentalKey(Claim, on_delete=models.CASCADE, related_name="sources")
    title = models.CharField(max_length=200)
    publisher = models.CharField(max_length=200)
    url = models.URLField()
    stance = models.CharField(max_length=20)
    directness = models.CharField(max_length=20)
    passage = models.TextField()

    class Meta(Orderable.Meta):
        app_label = "peer"

    def __str__(self):
        return self.title

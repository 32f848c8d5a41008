"""What changed seeds would bring to stories that editors worked on: read here, taken over by hand."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.admin.reading import OfStoryAdmin
from articles.models import ProposedRevision
from articles.rendering import render_body


@admin.register(ProposedRevision)
class ProposedRevisionAdmin(OfStoryAdmin):
    """The import's words; the story itself stays as its editors left it."""

    list_display = ("headline", "article", "proposed_at", "place")
    list_select_related = ("article",)
    list_filter = ("proposed_at",)
    fields = ("article", "proposed_at", "place", "headline", "standfirst", "story", "story_date", "work_type", "byline",
              "tag_list")  # fmt: skip
    readonly_fields = ("story",)

    @admin.display(description=_("body"))
    def story(self, proposal: ProposedRevision) -> str:
        """The proposed body as readers would see it."""
        return render_body(proposal.body, [])

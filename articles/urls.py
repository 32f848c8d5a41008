"""The public addresses of stories and claims. Each page has its data beside it as index.json."""

from django.urls import path

from articles.feeds import CorrectionsFeed, StoriesFeed
from articles.views import claims, comparisons, corrections, lists, previews, reports, stories

app_name = "articles"

urlpatterns = [
    path("articles/", lists.story_list, name="list"),
    path("articles/index.json", lists.story_list_data, name="list-data"),
    path("articles/index.csv", lists.story_list_table, name="list-csv"),
    path("articles/<slug:slug>/", stories.article, name="article"),
    path("articles/<slug:slug>/index.json", stories.article_data, name="article-data"),
    path("articles/<slug:slug>/editions/", stories.editions, name="editions"),
    path("articles/<slug:slug>/editions/index.json", stories.editions_data, name="editions-data"),
    path("articles/<slug:slug>/editions/<int:number>/", stories.edition, name="edition"),
    path("articles/<slug:slug>/editions/<int:number>/index.json", stories.edition_data, name="edition-data"),
    path("articles/<slug:slug>/editions/<int:first>..<int:last>/", comparisons.comparison, name="comparison"),
    path(
        "articles/<slug:slug>/editions/<int:first>..<int:last>/index.json",
        comparisons.comparison_data,
        name="comparison-data",
    ),
    path("preview/<str:token>/", previews.preview_page, name="preview"),
    path("claims/<slug:public_id>/", claims.claim, name="claim"),
    path("claims/<slug:public_id>/index.json", claims.claim_data, name="claim-data"),
    path("corrections/", corrections.corrections, name="corrections"),
    path("corrections/index.json", corrections.corrections_data, name="corrections-data"),
    path("corrections/index.csv", corrections.corrections_table, name="corrections-csv"),
    path("report/", reports.report, name="report"),
    path("feeds/articles.atom", StoriesFeed(), name="feed"),
    path("feeds/corrections.atom", CorrectionsFeed(), name="corrections-feed"),
]

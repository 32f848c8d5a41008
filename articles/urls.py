"""The public addresses of stories and claims. Each page has its data beside it as index.json."""

from django.urls import path

from articles.feeds import StoriesFeed
from articles.views import claims, lists, stories

app_name = "articles"

urlpatterns = [
    path("articles/", lists.story_list, name="list"),
    path("articles/index.json", lists.story_list_data, name="list-data"),
    path("articles/<slug:slug>/", stories.article, name="article"),
    path("articles/<slug:slug>/index.json", stories.article_data, name="article-data"),
    path("articles/<slug:slug>/editions/", stories.editions, name="editions"),
    path("articles/<slug:slug>/editions/index.json", stories.editions_data, name="editions-data"),
    path("articles/<slug:slug>/editions/<int:number>/", stories.edition, name="edition"),
    path("articles/<slug:slug>/editions/<int:number>/index.json", stories.edition_data, name="edition-data"),
    path("claims/<slug:public_id>/", claims.claim, name="claim"),
    path("claims/<slug:public_id>/index.json", claims.claim_data, name="claim-data"),
    path("feeds/articles.atom", StoriesFeed(), name="feed"),
]

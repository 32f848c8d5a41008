"""The public addresses of the registers, by namespace. Each page has its data beside it as index.json."""

from django.urls import path

from policydesk.registers import actor_lists, actors, copies, sources, tags, two_sides

ACTORS = [
    path("actors/", actor_lists.actor_list, name="list"),
    path("actors/index.json", actor_lists.actor_list_data, name="list-data"),
    path("actors/index.csv", actor_lists.actor_list_table, name="list-csv"),
    path("actors/<slug:slug>/", actors.actor, name="actor"),
    path("actors/<slug:slug>/index.json", actors.actor_data, name="actor-data"),
    path("actors/<slug:slug>/with/<slug:other>/", two_sides.two, name="two"),
    path("actors/<slug:slug>/with/<slug:other>/index.json", two_sides.two_data, name="two-data"),
    path("actors/<slug:slug>/with/<slug:other>/index.csv", two_sides.two_table, name="two-csv"),
]
SOURCES = [
    path("sources/<slug:public_id>/", sources.source, name="source"),
    path("sources/<slug:public_id>/index.json", sources.source_data, name="source-data"),
    path("sources/<slug:public_id>/copies/<int:number>/", copies.copy, name="copy"),
    path("sources/<slug:public_id>/copies/<int:number>/file/", copies.file, name="file"),
]
TAGS = [
    path("tags/<slug:slug>/", tags.tag, name="tag"),
    path("tags/<slug:slug>/index.json", tags.tag_data, name="tag-data"),
]

"""The frame around a story is drawn once for each footing, and anew for what a page alone says."""

import pytest
from django.template import loader

from articles.views import frames
from articles.views.frames import framed


@pytest.fixture
def drawn(monkeypatch):
    """The contexts in which a frame was drawn."""
    contexts = []

    def draw(name, context):
        contexts.append(context)
        return loader.render_to_string(name, context)

    frames._plain.cache_clear()
    monkeypatch.setattr(frames, "render_to_string", draw)
    return contexts


def test_a_frame_is_drawn_once_for_a_footing_and_an_address_of_the_site(drawn, settings):
    pages = [framed(f"<title>{n}</title>", f"<main>{n}</main>", release="checked", old=False) for n in (1, 2)]
    assert len(drawn) == 1
    assert pages[1] == pages[0].replace("<title>1<", "<title>2<").replace("<main>1<", "<main>2<")
    assert "objections" in framed("", "", release="overridden", old=False)
    settings.SITE_URL = "https://elsewhere.example"
    assert "https://elsewhere.example/" in framed("", "", release="checked", old=False)
    settings.DESK_FOUR_EYES = False
    assert "One pair of eyes" in framed("", "", release="checked", old=False)
    assert len(drawn) == 4


def test_a_frame_with_a_banner_is_drawn_each_time(drawn):
    banner = {"slug": "talks", "number": 1, "current": 2, "notices": []}
    assert [" version 1," in framed("", "", release="checked", old=True, **banner) for _time in (1, 2)] == [True, True]
    assert len(drawn) == 2

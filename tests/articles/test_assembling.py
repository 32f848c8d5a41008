"""The content of an edition, as the page that documents it says."""

from pathlib import Path

from django.conf import settings

from articles.publishing import publish
from tests.stories import a_claim, a_story, confirmed, ready


def keys_of(value):
    """Every key at any depth."""
    if isinstance(value, dict):
        return set(value).union(*map(keys_of, value.values()))
    return set().union(*map(keys_of, value)) if isinstance(value, list) else set()


def test_every_key_of_the_content_is_documented(ada, boris, vera):
    story = a_story(ada, tag_list="tariffs")
    confirmed(a_claim(story, ada), attach=ada, check=boris)
    content = publish(ready(story, by=vera), by=vera).content.content
    page = (Path(settings.BASE_DIR) / "docs" / "edition-content.md").read_text(encoding="utf-8")
    assert sorted(key for key in keys_of(content) if f"`{key}`" not in page) == []

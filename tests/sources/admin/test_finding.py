"""The page that asks where pasted words could be from."""

from django.core.files.base import ContentFile

from sources.archiving import keep_upload
from sources.sourcing import LONGEST
from tests.desk import desk, page, placed, post_form
from tests.pages import text_of
from tests.stories import PASSAGE, a_source

FIND = page("sources_source_find")


def test_pasted_words_lead_to_their_source_with_the_difference(ada):
    source = a_source(ada)
    keep_upload(source, ContentFile(f"It was announced that {PASSAGE}.".encode(), "copy.txt"), by=ada)
    answer = post_form(desk(ada), FIND, words=PASSAGE.replace("24", "42"))
    words = text_of(answer.content.decode())
    assert "1 source it may be from" in words
    assert "Almost: a few words differ from the saved copy." in words
    assert f'href="{page("sources_source_change", source.pk)}"' in answer.content.decode()
    assert [(piece.kind, piece.text) for piece in answer.context["found"][0].differences if piece.kind != "same"] == [
        ("gone", "42"), ("new", "24"),
    ]  # fmt: skip


def test_a_page_without_words_or_with_too_many_says_so(ada):
    client = desk(ada)
    assert client.get(FIND).context["found"] is None
    assert placed(post_form(client, FIND, words=" ")) == [("#id_words", "This field is required.")]
    assert len(placed(post_form(client, FIND, words="x" * (LONGEST + 1)))) == 1
    assert "No copy holds anything like it" in text_of(post_form(client, FIND, words="Whales").content.decode())

"""The words of copies on the page of a source: shown, typed, translated; of confidential ones to few."""

import re

from sources.archiving import keep_upload
from sources.models import SnapshotText
from tests.conftest import person
from tests.desk import desk, page, placed, told
from tests.pages import text_of
from tests.sources.test_archiving import upload
from tests.stories import a_source


def test_a_scan_is_typed_once_and_translated_on_the_page_of_its_source(ada, boris):
    source = a_source(ada)
    copy = keep_upload(source, upload("photo.png", b"\x89PNG\r\n\x1a\n"), by=ada).snapshot
    address, sheet = page("sources_source_words", source.pk, "typed"), page("sources_source_change", source.pk)
    before = desk(ada).get(sheet).content.decode()
    assert "No text: It is a picture: its words can be typed." in text_of(before)
    assert re.search(rf'<option value="{copy.pk}" selected', before)
    sent = {"typed-copy": copy.pk, "typed-text": " "}
    assert placed(desk(ada).post(address, sent)) == [("#id_typed-text", "This field is required.")]
    answer = desk(ada).post(address, sent | {"typed-text": "[page 1]\nThey agreed.\n[page 2]\nThey signed."})
    assert (answer.url, len(told(answer))) == (sheet, 1)
    fields = {
        "copy": copy.pk,
        "text": "Sie einigten sich.",
        "language": "de",
        "kind": "official",
        "translator": "Embassy",
    }
    sent = {f"translation-{name}": value for name, value in fields.items()} | {"translation-compared": "on"}
    desk(boris).post(page("sources_source_words", source.pk, "translation"), sent)
    after = desk(ada).get(sheet).content.decode()
    for words in (
        "Typed by a person · 2 pages · Ada Report They agreed. They signed.",
        "Translation into de: Official, by Embassy, read by Boris Check Sie einigten",
    ):
        assert words in text_of(after)
    assert "id_typed-text" not in after  # every copy has a text
    other = a_source(ada, "Other")
    assert desk(ada).post(page("sources_source_words", other.pk, "typed"), sent).status_code == 200
    assert SnapshotText.objects.count() == 2


def test_an_own_translation_is_read_by_a_second_person_by_a_button_and_its_history_says_so(ada, boris):
    source = a_source(ada)
    copy = keep_upload(source, upload("note.txt", b"Sie einigten sich."), by=ada).snapshot
    fields = {"copy": copy.pk, "text": "They agreed.", "language": "en", "kind": "own", "compared": "on"}
    sent, address = (
        {f"translation-{name}": value for name, value in fields.items()},
        page("sources_source_words", source.pk, "translation"),
    )
    barred = "You made this translation. Another person must read it beside the original."
    assert [sentence for _place, sentence in placed(desk(ada).post(address, sent))] == [barred]
    desk(ada).post(address, {key: value for key, value in sent.items() if value != "on"})
    own, sheet = SnapshotText.objects.get(kind="translation"), page("sources_source_change", source.pk)
    assert barred in text_of(desk(ada).get(sheet).content.decode())
    button = page("sources_source_vouch", source.pk, own.pk)
    assert button in desk(boris).get(sheet).content.decode()
    assert (desk(ada).post(button).status_code, desk(boris).post(button).url) == (403, sheet)
    text = text_of(desk(ada).get(sheet).content.decode())
    assert "Translation into en: Our own, by Ada Report, read by Boris Check They agreed." in text
    assert told(desk(boris).post(button)) == ["Somebody has read it beside the original already."]
    assert [(row.history_user, row.read_by) for row in own.history.all()] == [(boris, boris), (ada, None)]
    history = text_of(desk(ada).get(page("sources_source_history", source.pk)).content.decode())
    assert ("Boris Check" in history, "They agreed." in history) == (True, False)
    elsewhere = page("sources_source_vouch", a_source(ada, "Other").pk, own.pk)
    assert desk(boris).post(elsewhere).status_code == 404


def test_the_text_of_a_confidential_file_is_shown_to_its_owner_and_to_editors_alone(ada, vera):
    hidden = a_source(ada, "Memo", confidentiality="confidential", described_as="an official")
    keep_upload(hidden, upload("memo.txt", b"The secret words of the memo."), by=ada)
    other = person("rita", "Rita", "Other", "reporter")
    sheets = [desk(user).get(page("sources_source_change", hidden.pk)).content.decode() for user in (ada, vera, other)]
    assert ["The secret words" in sheet for sheet in sheets] == [True, True, False]
    assert ["id_translation-text" in sheet for sheet in sheets] == [True, True, False]

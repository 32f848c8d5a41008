"""Sources in the admin: the work, its copies, its passages."""

from datetime import UTC, datetime

import pytest
from django.contrib.messages import get_messages

from actors.registering import register_actor
from sources.admin.source import SourceForm
from sources.excerpting import take_extract
from sources.models import CaptureRequest, Excerpt, Snapshot, Source
from sources.reading import type_text
from sources.registering import change_source, find_source, register_source
from tests.desk import desk, filled, page, placed, post_form, problems, saved
from tests.pages import text_of
from tests.sources.copies import a_copy
from tests.stories import a_source, fresh

DAY = datetime(2023, 11, 2, 12, tzinfo=UTC)
NEW = {
    "title": "Readout of the call", "url": "example.org/readout?utm_source=x", "kind": "report", "language": "en",
    "source_class": "primary_official", "confidentiality": "public",
}  # fmt: skip


@pytest.fixture
def source(ada):
    return a_source(ada)


def words(source: Source, what: str) -> str:
    return page("sources_source_words", source.pk, what)


def test_a_source_comes_in_with_its_owner_and_publisher(ada, vera):
    house = register_actor(by=vera, kind="government_body", name="The White House")[0]
    desk(ada).post(page("sources_source_add"), NEW | {"publisher": "the white house", "published": "2024-01"})
    source = Source.objects.get()
    assert (source.owner, source.publisher, source.url, source.canonical_url, str(source.published)) == (
        ada, house, "https://example.org/readout?utm_source=x", "example.org/readout", "2024-01",
    )  # fmt: skip


def test_one_address_is_one_source(source, ada):
    answer = desk(ada).post(page("sources_source_add"), NEW | {"url": source.url.replace("https://", "http://www.")})
    assert problems(answer) == [f"This address is source {source.public_id} already: “Joint communiqué”."]
    assert Source.objects.count() == 1


def test_who_is_late_by_a_moment_with_an_address_keeps_what_they_typed(ada, boris, monkeypatch):
    look = SourceForm.clean_url

    def looked_too_early(form):
        monkeypatch.setattr(SourceForm, "clean_url", look)
        register_source(by=boris, title="Other", url=form.cleaned_data["url"])
        return form.cleaned_data["url"]

    monkeypatch.setattr(SourceForm, "clean_url", looked_too_early)
    answer = desk(ada).post(page("sources_source_add"), NEW)
    assert problems(answer) == ["Somebody brought it in at this very moment. Nothing was saved."]
    assert answer.context["adminform"].form["title"].value() == "Readout of the call"


def test_a_source_keeps_its_own_address(source, boris):
    saved(desk(boris), page("sources_source_change", source.pk), title="The joint communiqué")
    assert (fresh(source).title, fresh(source).history.first().history_user) == ("The joint communiqué", boris)


def test_a_hidden_source_needs_a_description(ada):
    answer = desk(ada).post(page("sources_source_add"), NEW | {"confidentiality": "confidential"})
    assert placed(answer) == [("#id_described_as", "Write what readers see of a source that is not public.")]


def test_a_work_is_no_copy_of_itself(source, boris):
    answer = saved(desk(boris), page("sources_source_change", source.pk), copy_of=source.public_id)
    assert problems(answer) == ["Choose another source: this is the same one."]


def test_two_works_are_no_copies_of_each_other(source, ada, boris):
    copy = a_source(ada, "Copy", copy_of=source)
    answer = saved(desk(boris), page("sources_source_change", source.pk), copy_of=copy.public_id)
    assert placed(answer) == [("#id_copy_of", "Choose another source: that one is a copy of this one already.")]
    assert fresh(source).copy_of is None


def test_a_copy_of_a_copy_is_kept_as_a_copy_of_the_original(source, ada):
    copy = a_source(ada, "Copy", copy_of=source)
    desk(ada).post(page("sources_source_add"), NEW | {"copy_of": copy.public_id})
    assert Source.objects.get(title=NEW["title"]).copy_of == source


def test_the_original_of_a_copy_is_named_by_its_title(source, ada, boris):
    copy = a_source(ada, "Second wire")
    saved(desk(boris), page("sources_source_change", copy.pk), copy_of="Joint communiqué")
    assert fresh(copy).copy_of == source


def test_a_late_form_is_refused(source, boris, vera):
    client, address = desk(boris), page("sources_source_change", source.pk)
    form = client.get(address).context["adminform"].form
    saved(desk(vera), address, title="Vera's title")
    typed = {field.html_name: field.value() for field in form} | {"title": "My title"}
    answer = client.post(
        address, {name: value for name, value in typed.items() if value is not None and value is not False}
    )
    assert (fresh(source).title, answer.context["overtaken"]) == ("Vera's title", [("Title", "Vera's title")])


def test_an_extract_and_a_passage_are_added_and_shown(source, ada):
    client = desk(ada)
    client.post(words(source, "extract"), {"extract-text": "They agreed\r\nto cut duties.", "extract-note": "p. 2"})
    client.post(words(source, "passage"), {"passage-exact": "to cut duties", "passage-locator": "p. 2"})
    copy, passage = Snapshot.objects.get(), Excerpt.objects.get()
    assert (copy.texts.get().text, copy.taken_by, copy.note) == ("They agreed\nto cut duties.", ada, "p. 2")
    assert (passage.exact, passage.snapshot, passage.grade, passage.locator) == (
        "to cut duties",
        copy,
        "extract",
        "p. 2",
    )
    shown = client.get(page("sources_source_change", source.pk)).context
    assert (list(shown["copies"]), list(shown["passages"])) == ([copy], [passage])


def test_a_passage_too_short_is_refused_and_kept_in_the_form(source, ada):
    answer = desk(ada).post(words(source, "passage"), {"passage-exact": "short"})
    assert (problems(answer), answer.context["form"]["exact"].value()) == (
        ["The passage has 5 characters; fewer than 12 prove nothing. Copy more of it."], "short"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("what", "typed", "problem"),
    [
        (
            "extract",
            {"extract-text": "They agreed.", "extract-note": "p.\x012"},
            ("#id_extract-note", "Remove the control character U+0001 at position 3."),
        ),
        (
            "extract",
            {"extract-text": "They\x01 agreed."},
            ("#id_extract-text", "Remove the control character U+0001 at position 5."),
        ),
        (
            "passage",
            {"passage-exact": "They agreed to cut.", "passage-locator": "p.\u202e2"},
            ("#id_passage-locator", "Remove the direction mark U+202E at position 3."),
        ),
        (
            "passage",
            {"passage-exact": "They agreed to cut.", "passage-locator": "p.\x012"},
            ("#id_passage-locator", "Remove the control character U+0001 at position 3."),
        ),
        (
            "passage",
            {"passage-exact": "They\x01 agreed to cut."},
            ("#id_passage-exact", "Remove the control character U+0001 at position 5."),
        ),
    ],
)
def test_what_no_text_may_hold_is_said_beside_its_field(source, ada, what, typed, problem):
    answer = desk(ada).post(words(source, what), typed)
    assert (answer.status_code, placed(answer)) == (200, [problem])
    assert (Snapshot.objects.count(), Excerpt.objects.count()) == (0, 0)


def test_readers_of_the_desk_add_no_words(source, vera, noor):
    vera.groups.set(vera.groups.filter(name="publisher"))
    answers = [
        desk(vera).post(words(source, what), {"extract-text": "x"}).status_code for what in ("extract", "passage")
    ]
    assert (answers, Snapshot.objects.count()) == ([403, 403], 0)


def test_words_of_no_known_kind_are_not_found(source, ada):
    assert desk(ada).get(words(source, "notes")).status_code == 404


def test_the_list_shows_a_hidden_source_as_readers_know_it(ada):
    a_source(ada, "Memo by A. Canary", confidentiality="confidential", described_as="an official")
    take_extract(Source.objects.get(), "They agreed on everything.", by=ada)
    html = desk(ada).get(page("sources_source_changelist")).content.decode()
    assert ("an official" in html, "Canary" in html) == (True, False)


def test_every_field_that_needs_it_says_what_to_write(ada):
    fields = desk(ada).get(page("sources_source_add")).context["adminform"].form.fields
    assert [name for name, field in fields.items() if not field.help_text] == []
    assert "gate whether origins" not in fields["source_class"].help_text


def test_who_stands_behind_a_source_is_chosen_and_only_a_draft_leaves_it_open(boris):
    source = find_source("https://example.org/new", by=boris)
    client, address = desk(boris), page("sources_source_change", source.pk)
    assert client.get(address).context["adminform"].form["source_class"].value() == ""
    assert problems(saved(client, address, title="A readout", draft=False)) == [
        "Choose who stands behind it. Only a draft may leave it open."
    ]
    saved(client, address, title="A readout", draft=False, source_class="wire")
    assert (fresh(source).draft, fresh(source).source_class) == (False, "wire")


def test_an_address_that_does_not_open_stands_in_the_list_on_the_page_and_on_the_start_page(ada, boris, vera):
    opens, closed = a_source(ada, "Open"), a_source(ada, "Closed")
    for source, result in ((opens, {"trouble": ""}), (closed, {"trouble": "gone"})):
        CaptureRequest.objects.create(
            source=source,
            url=source.url,
            asked_at=DAY,
            done_at=DAY,
            result="failed",
            outcome="It answered 404.",
            **result,
        )
    listed = desk(vera).get(f"{page('sources_source_changelist')}?address=closed")
    assert list(listed.context["cl"].queryset) == [closed]
    assert "Address does not open since 2 November 2023" in listed.content.decode()
    html = desk(ada).get(page("sources_source_change", closed.pk)).content.decode()
    assert "Not since 2 November 2023" in html
    assert "We hold no copy of it" in html
    assert "does not open" not in desk(ada).get(page("sources_source_change", opens.pk)).content.decode()
    starts = [text_of(desk(user).get(page("index")).content.decode()) for user in (ada, boris)]
    said = "Addresses of sources that do not open (1)"
    assert [said in start for start in starts] == [False, True]
    assert "Closed not since 2 November 2023" in starts[1]


def test_an_interview_is_noted_on_its_page_and_a_second_person_sees_the_notes(ada, boris, vera):
    source = a_source(ada, "Talk with an official", kind="interview", source_class="own_reporting", url="")
    take_extract(source, "She said that duties will fall.", by=ada)
    address, own = page("sources_source_interview", source.pk), page("sources_source_change", source.pk)
    sent = {
        "date": "4 March 2024",
        "medium": "phone",
        "recorded": True,
        "recording": "safe 2",
        "ground_rules": "background",
    }
    at_once = desk(vera).get(address).context["form"]
    answer = post_form(desk(ada), address, **sent)
    assert problems(answer) == ["Write what readers see of a source that is not public."]
    wrong = {"described_as": "an official\x07", "recorded": False}
    assert placed(post_form(desk(ada), address, **sent | wrong)) == [
        ("#id_recording", "Say that it was recorded, or leave out where the recording is.")
    ]
    assert placed(post_form(desk(ada), address, **sent | wrong | {"recorded": True})) == [
        ("#id_described_as", "Remove the control character U+0007 at position 12.")
    ]
    post_form(desk(ada), address, **sent, described_as="a trade official")
    notes = fresh(source).notes
    assert (notes.notes_by, notes.recording, str(fresh(source))) == (ada, "safe 2", "a trade official")
    late = desk(vera).post(address, filled(at_once, **sent | {"medium": "video"}))
    assert problems(late) == ["Somebody else noted it after you opened this form. Look, then save again."]
    assert (late.context["form"]["medium"].value(), fresh(notes).medium) == ("video", "phone")
    assert desk(vera).post(address, filled(late.context["form"])).status_code == 302  # she has looked
    post_form(desk(ada), address, medium="phone", notes_by=ada.pk)
    assert "independent_because" not in desk(ada).get(address).context["form"].fields
    assert "You took these notes. Another person must see them." in desk(ada).get(own).content.decode()
    desk(boris).post(page("sources_source_seen", source.pk))
    html = desk(vera).get(own).content.decode()
    for words in ("4 March 2024 · By phone · notes by Ada Report · recorded: safe 2", "Notes seen by Boris Check."):
        assert words in html
    stale = desk(vera).get(address).context["form"]
    post_form(desk(vera), address, independent_because="They work for two governments.")
    late = desk(ada).post(address, filled(stale, medium="video"))
    assert problems(late)[0].startswith("Somebody else changed")
    told = desk(vera).get(page("sources_source_history", source.pk)).content.decode()
    assert "They work for two governments." in told
    change_source(fresh(source), by=ada, confidentiality="confidential")
    assert "safe 2" not in desk(boris).get(own).content.decode()
    assert "safe 2" not in desk(boris).get(page("sources_source_history", source.pk)).content.decode()


def test_a_passage_that_the_copy_words_otherwise_says_so_when_it_is_added_and_on_the_page(source, ada):
    a_copy(source, "They agreed to cut duties on 58 goods in June.", by=ada)
    sent = {"passage-exact": "They agreed to cut duties on 85 goods in June."}
    (message,) = get_messages(desk(ada).post(words(source, "passage"), sent).wsgi_request)
    assert (message.level_tag, message.message) == (
        "warning",
        "Added: “They agreed to cut duties on 85 goods in June.” · Almost: a few words differ from the saved copy. "
        "The copy says “58” there; the passage does not. "
        "The passage says “85”; the copy does not say so there.",
    )
    text = text_of(desk(ada).get(page("sources_source_change", source.pk)).content.decode())
    assert text[text.index("removed:") :].startswith("removed: 85added: 58 goods in June.")
    (message,) = get_messages(
        desk(ada).post(words(source, "passage"), {"passage-exact": "nobody ever said"}).wsgi_request
    )
    assert (message.level_tag, message.message) == (
        "warning", "Added: “nobody ever said” · No verbatim match in the saved copy.",
    )  # fmt: skip


def test_a_passage_found_in_typed_words_says_who_typed_them(source, ada, boris):
    type_text(a_copy(source, None, by=ada), "They agreed to cut duties.", by=boris)
    (message,) = get_messages(desk(ada).post(words(source, "passage"), {"passage-exact": "agreed to cut"}).wsgi_request)
    proof = "Found word for word in words typed from the scan by Boris Check."
    assert (message.level_tag, message.message) == ("success", f"Added: “agreed to cut” · {proof}")
    assert proof in text_of(desk(ada).get(page("sources_source_change", source.pk)).content.decode())

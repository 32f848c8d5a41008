"""Where words could be from: asked of the copies that the desk holds, of none that the asker may not read."""

import pytest
from django.core.files.base import ContentFile
from django.db import connection

from sources.archiving import keep_upload
from sources.enums import Grade, TranslationKind
from sources.excerpting import take_extract
from sources.indexing import index_missing, index_text, unindexed
from sources.models import SnapshotText, TextStretch
from sources.reading import add_translation, type_text
from sources.retracting import retract
from sources.sourcing import LONGEST, candidates
from sources.word_index import INDEX, install_index, missing_parts
from tests.sources.copies import a_copy
from tests.stories import a_source

TEXTS = {
    "Statement": "The Ministry announced on Monday that three precursor chemicals would be controlled from September.",
    "声明": "商务部周一宣布，自九月一日起对三种芬太尼前体化学品实施管制。双方同意继续开展禁毒合作。",
    "Заявление": "Министерство объявило в понедельник, что с сентября три прекурсора будут поставлены под контроль.",
    "بيان": "أعلنت الوزارة يوم الاثنين أن ثلاث مواد كيميائية ستخضع للرقابة اعتبارا من أيلول.",
    "แถลงการณ์": "กระทรวงประกาศเมื่อวันจันทร์ว่าสารตั้งต้นสามชนิดจะถูกควบคุมตั้งแต่เดือนกันยายน",
    "Elsewhere": "Whales were counted along the coast. The harbour was closed for a week, and nobody complained.",
}


@pytest.fixture
def copies(ada):
    """One copy of each text, kept by the rules."""
    for title, text in TEXTS.items():
        keep_upload(a_source(ada, title, url=""), ContentFile(text.encode(), "copy.txt"), by=ada)


def found(words, user):
    return [(str(one.source), one.grade) for one in candidates(words, user=user)]


@pytest.mark.parametrize(
    ("words", "title", "grade"),
    [
        ("three precursor chemicals would be controlled", "Statement", Grade.EXACT),
        ("Three precusor chemicals would be controled", "Statement", Grade.CLOSE),
        ("The Ministry announced … that three precursor chemicals", "Statement", Grade.CUTS),
        ("对三种芬太尼前体化学品实施管制", "声明", Grade.EXACT),
        ("три прекурсора будут поставлены под контроль", "Заявление", Grade.EXACT),
        ("أن ثلاث مواد كيميائية ستخضع للرقابة", "بيان", Grade.EXACT),
        ("สารตั้งต้นสามชนิดจะถูกควบคุม", "แถลงการณ์", Grade.EXACT),
        ("on Monday", "Statement", Grade.TOO_SHORT),  # its very words, though they prove nothing
        ("From September controls on precursors, said the ministry", "Statement", Grade.ABSENT),
    ],
)
def test_a_passage_leads_to_its_source_in_any_script(copies, ada, words, title, grade):
    assert found(words, ada)[0] == (title, grade)


@pytest.mark.parametrize(
    "words",
    ["", " ", "…", '"', "' OR 1=1 --", "precursor* NEAR(chemicals) AND NOT", "a:b ^c {d} (e", "%s %(x)s \\", "& | ! <->",
     "😀𝔘", "\ud800", "x\x00y", "Quetzalcoatl sneezed"],
)  # fmt: skip
def test_any_words_may_be_asked(copies, ada, words):
    assert [title for title, _grade in found(words, ada)] in ([], ["Statement"])


def test_what_shares_one_rare_word_and_common_ones_is_not_offered(copies, ada):
    for number in range(6):
        say = (
            f"Letter {number} was about the harbour and its whales."
            if number
            else "Nothing was said about the harbour."
        )
        a_source_with(say, ada)
    assert found("Completely different words about nothing in particular here", ada) == []


def a_source_with(words, user):
    return keep_upload(a_source(user, words, url=""), ContentFile(words.encode(), "copy.txt"), by=user)


def test_of_endless_words_the_beginning_is_asked(copies, ada):
    assert found(f"{TEXTS['Statement']} " + "and chemicals " * LONGEST, ada)[0][0] == "Statement"


def test_copies_of_a_confidential_source_are_for_its_owner_and_for_editors(ada, boris, vera, noor):
    source = a_source(ada, "Memo", url="", confidentiality="confidential", described_as="an official")
    keep_upload(source, ContentFile(b"The canary sings in the ministry at noon.", "memo.txt"), by=ada)
    words = "The canary sings in the ministry"
    assert [[title for title, _ in found(words, user)] for user in (ada, vera)] == [["an official"]] * 2
    assert [found(words, user) for user in (boris, noor)] == [[], []]


def test_what_the_desk_typed_proves_nothing_and_a_translation_says_so(ada):
    extract = a_source(ada, "Typed", url="")
    take_extract(extract, TEXTS["Statement"], by=ada)
    chinese = keep_upload(
        a_source(ada, "声明", url=""), ContentFile(TEXTS["声明"].encode(), "copy.txt"), by=ada
    ).snapshot
    add_translation(chinese, TEXTS["Statement"], by=ada, language="en", kind=TranslationKind.OWN)
    rows = candidates("three precursor chemicals would be controlled", user=ada)
    assert [(str(one.source), one.grade, one.translated) for one in rows] == [
        ("Typed", Grade.EXTRACT, False),
        ("声明", Grade.EXACT, True),
    ]
    assert "proves no passage" in rows[1].told


def test_a_retracted_source_is_found_behind_the_others(copies, ada, vera):
    again = a_source(ada, "Again", url="")
    keep_upload(again, ContentFile(TEXTS["Statement"].encode(), "copy.txt"), by=ada)
    words = "three precursor chemicals would be controlled"
    assert [title for title, _ in found(words, ada)] == ["Again", "Statement"]
    retract(again, by=vera, reason="Forged.")
    assert [title for title, _ in found(words, ada)] == ["Statement", "Again"]


def test_a_passage_over_the_border_of_two_stretches_is_found_with_its_page(ada):
    copy = a_copy(a_source(ada, "Long", url=""), None, by=ada)
    filler = "The delegates went on to speak of whales and harbours. " * 17
    type_text(copy, f"{filler}\n[page 2]\n{TEXTS['Statement']} {filler}", by=ada)
    assert TextStretch.objects.count() > 1
    one = candidates(TEXTS["Statement"], user=ada)[0]
    assert (one.grade, one.words, one.locator) == (Grade.EXACT, TEXTS["Statement"], "p. 2")


def test_a_text_that_changes_is_found_by_its_new_words_alone(copies, ada):
    row = SnapshotText.objects.get(snapshot__source__title="Elsewhere")
    row.text = "Penguins marched."
    row.save()
    index_text(row)
    assert (found("Whales were counted along the coast", ada), found("Penguins marched", ada)) == (
        [], [("Elsewhere", Grade.EXACT)],
    )  # fmt: skip


def test_texts_of_before_are_indexed_and_a_lost_index_is_put_back(ada):
    a_copy(a_source(ada, "Old", url=""), TEXTS["Statement"], by=ada)  # past the rules, as before there was an index
    assert (found(TEXTS["Statement"], ada), index_missing(), unindexed().count()) == ([], 1, 0)
    connection.check_constraints()  # else PostgreSQL makes no index beside them
    with connection.cursor() as cursor:
        cursor.execute(f"DROP {'TABLE' if connection.vendor == 'sqlite' else 'INDEX'} {INDEX}")
    assert missing_parts(connection) == [INDEX]
    install_index(connection)
    assert missing_parts(connection) == []
    assert found(TEXTS["Statement"], ada) == [("Old", Grade.EXACT)]

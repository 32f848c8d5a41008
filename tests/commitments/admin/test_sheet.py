"""The sheet of an occasion: rows proposed all at once or not at all, a table read first, confirmed by another person."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from zeal import zeal_ignore

from commitments.models import Commitment
from commitments.publishing import take_back
from commitments.registering import change_commitment
from policydesk.lib.errors import NotAllowed
from sources.excerpting import take_extract
from sources.interviewing import write_interview
from sources.models import Source
from sources.registering import change_source
from tests.desk import desk, filled, page, problems, told
from tests.ledger import a_commitment, a_passage, an_actor, an_occasion, published
from tests.stories import a_source

FIRST = "Borovia will open two of its ports to herring boats"
SECOND = "both sides will set up a hotline by the end of March"


@pytest.fixture
def occasion(ada):
    """Talks of two states, and their communiqué."""
    take_extract(a_source(ada, "Joint communiqué"), f"It was announced that {FIRST}. Also, {SECOND}.", by=ada)
    return an_occasion(ada, participants=[an_actor(ada), an_actor(ada, "Arland")])


def sheet(occasion) -> str:
    return page("commitments_occasion_sheet", occasion.pk)


def rows(client, address, **typed):
    """Open the sheet and propose: `typed` as row_0_words."""
    forms = client.get(f"{address}?source=Joint communiqué").context["forms"]
    data = filled(forms["rows"].management_form)
    for row in forms["rows"]:
        data |= filled(row)
    typed = {re.sub("^row_([0-9]+)_", r"row-\1-", name): value for name, value in typed.items()}
    return client.post(address, data | {"do": "propose", "source": "Joint communiqué"} | typed)


def read(user, occasion):
    """The sheet as this person opened it, with all chosen that waits."""
    shown = desk(user).get(sheet(occasion))
    versions = dict(re.findall(r'name="(version-\d+)" value="(\d+)"', shown.content.decode()))
    return {"do": "confirm", "chosen": [made.pk for made in shown.context["waiting"]]} | versions


def party_row(made, place, role=""):
    party = made.parties.order_by("pk")[place]
    return {"actor": party.actor, "role": role or party.role, "side": party.side}


@zeal_ignore([{"model": "commitments.Commitment"}])  # each row is written and looked at by the rule for one
def test_rows_become_commitments_with_parties_date_and_source_filled_in(occasion, ada):
    answer = rows(desk(ada), sheet(occasion), row_0_words=FIRST, row_2_words=SECOND, row_2_mutual="on",
                  row_2_due_words="by the end of March", row_2_due_on="2024-03-31")  # fmt: skip
    assert told(answer) == ["2 commitments were proposed."]
    ports, hotline = Commitment.objects.order_by("pk")
    assert (ports.title, ports.occasion, str(ports.made_on), ports.undertaking.work.title, ports.public) == (
        FIRST, occasion, "2024-01-30", "Joint communiqué", False,
    )  # fmt: skip
    assert [(row.actor.name, row.role) for row in ports.parties.all()] == [
        ("Borovia", "pledger"), ("Arland", "counterparty"),
    ]  # fmt: skip
    assert [row.actor.name for row in hotline.pledgers] == ["Borovia", "Arland"]
    assert (str(hotline.due_on), hotline.history.get().history_user) == ("2024-03-31", ada)


def test_one_wrong_row_leaves_none_and_is_named(occasion, ada):
    answer = rows(desk(ada), sheet(occasion), row_0_words=FIRST, row_1_words=SECOND, row_1_due_on="2024-03-31")
    assert problems(answer) == ["Write the words that give this date: a date is never invented."]
    assert answer.context["problems"][0].field == "Row 2, Due, in its words"
    assert not Commitment.objects.exists()
    assert problems(rows(desk(ada), sheet(occasion))) == ["Fill in a row at least: the words, by whom and to whom."]


@zeal_ignore([{"model": "commitments.Commitment"}])  # each row is written and looked at by the rule for one
def test_another_person_confirms_what_was_proposed_and_nobody_their_own(occasion, ada, vera, ines):
    rows(desk(vera), sheet(occasion), row_0_words=FIRST, row_1_words=SECOND)
    chosen = read(ines, occasion)
    assert "added “" in problems(desk(vera).post(sheet(occasion), chosen))[0]
    assert "may not publish" in problems(desk(ada).post(sheet(occasion), chosen))[0]
    assert not Commitment.objects.public().exists()
    assert told(desk(ines).post(sheet(occasion), chosen)) == ["2 commitments are public now."]
    assert Commitment.objects.public().count() == 2


def test_what_was_changed_while_it_was_read_is_not_confirmed_before_it_is_read_again(occasion, ada, vera, ines):
    made = a_commitment(ada, occasion=occasion)
    seen = read(ines, occasion)
    change_commitment(made, by=vera, title="Open three ports")
    answer = desk(ines).post(sheet(occasion), seen)
    assert ["Somebody else changed “Open three ports” after you opened it" in each for each in problems(answer)] == [
        True
    ]
    assert problems(desk(ines).post(sheet(occasion), {"do": "confirm", "chosen": [made.pk]}))  # a page without versions
    assert not Commitment.objects.public().exists()
    assert told(desk(ines).post(sheet(occasion), read(ines, occasion))) == ["1 commitment is public now."]


@pytest.mark.parametrize(
    ("change", "bars"),
    [
        (lambda made, by: change_commitment(made, by=by, title="Open three ports"), True),
        (lambda made, by: change_commitment(made, by=by, due_words="soon"), True),
        (lambda made, by: change_commitment(made, by=by, parties=[party_row(made, 0), party_row(made, 1, "beneficiary")]), True),
        (lambda made, by: change_commitment(made, by=by, tag_list="herring"), False),
    ],
    ids=["title", "term", "parties", "topics"],
)  # fmt: skip
def test_who_rewrote_what_a_row_says_does_not_confirm_it(occasion, ada, vera, change, bars):
    made = a_commitment(ada, occasion=occasion)
    change(made, vera)
    answer = desk(vera).post(sheet(occasion), read(vera, occasion))
    assert (told(answer), Commitment.objects.public().exists()) == (
        ([], False) if bars else (["1 commitment is public now."], True)
    )
    assert not bars or "You changed what “" in problems(answer)[0]


@zeal_ignore([{"model": "commitments.Commitment"}])  # each row is written and looked at by the rule for one
def test_words_that_stand_in_nothing_that_the_desk_holds_are_told_and_confirmed_by_nobody(occasion, ada, vera, ines):
    made = "words unique zebra promise"
    for words in (FIRST, made):
        rows(desk(vera), sheet(occasion), row_0_words=words)
    client = desk(ines)
    wanting = f"“{made}” stands in no copy and in no extract that the desk holds of “Joint communiqué”."
    _first, (_choice, which, stops) = client.get(sheet(occasion)).context["forms"]["confirm"].rows
    assert (str(which), stops) == (made, [wanting])
    (fault,) = problems(client.post(sheet(occasion), read(ines, occasion)))
    assert fault.startswith(f"{made}: {wanting}")
    assert not Commitment.objects.public().exists()
    assert wanting in client.get(page("commitments_commitment_publish", which.pk)).content.decode()

    take_extract(which.undertaking.work, f"Two words: {made}.", by=ada)
    assert told(client.post(sheet(occasion), read(ines, occasion))) == ["2 commitments are public now."]


def test_confirming_where_nothing_waits_is_told_in_a_sentence(occasion, vera):
    answer = desk(vera).post(sheet(occasion), {"do": "confirm"})
    assert (answer.status_code, problems(answer)) == (200, ["Choose a commitment at least."])


def test_what_was_typed_and_not_proposed_stays_when_others_are_confirmed(occasion, ada, ines):
    made = a_commitment(ada, occasion=occasion)
    typed = {"do": "confirm", "chosen": [made.pk], "row_1_words": SECOND, "row_1_due_on": "some day"}
    for versions, public in (({}, False), (read(ines, occasion), True)):
        answer = rows(desk(ines), sheet(occasion), **versions | typed)
        row = [*answer.context["forms"]["rows"]][1]
        kept = (row["words"].value(), row["due_on"].value(), answer.context["source"].title)
        assert (answer.status_code, kept) == (200, (SECOND, "some day", "Joint communiqué"))
        assert Commitment.objects.public().exists() is public
    assert "1 commitment is public now." in answer.content.decode()
    assert answer.content.decode().count("<form") == 1 + desk(ines).get("/admin/").content.decode().count("<form")


def test_what_is_chosen_stays_chosen_while_a_copy_is_shown(occasion, ada, ines):
    made = a_commitment(ada, occasion=occasion)
    shown = rows(desk(ines), sheet(occasion), do="show", chosen=[made.pk])
    assert [choice.data["selected"] for choice, _made, _stops in shown.context["forms"]["confirm"].rows] == [True]


def test_a_table_fills_the_grid_and_writes_nothing(occasion, ada):
    table = f"words,by,to,mutual\n{FIRST},Borovia,Arland,\n{SECOND},Arland,Borovia,yes\n"
    file = SimpleUploadedFile("promises.csv", table.encode())
    context = desk(ada).post(sheet(occasion), {"do": "read", "table": file}).context
    assert [(row["words"].value(), bool(row["mutual"].value())) for row in context["forms"]["rows"]][:2] == [
        (FIRST, False), (SECOND, True),
    ]  # fmt: skip
    assert not Commitment.objects.exists()
    wrong = SimpleUploadedFile("promises.csv", b"words,whom\n\xff,x\n")
    assert problems(desk(ada).post(sheet(occasion), {"do": "read", "table": wrong})) == [
        "promises.csv:2:1: this byte is not UTF-8. Save the table as XLSX, or as CSV in UTF-8."
    ]


@pytest.mark.parametrize(
    ("table", "parties"),
    [
        ("words,by,to\nx,Arland,\ny,,\nz,,Arland\n", [("Arland", ""), ("", ""), ("", "Arland")]),
        ("words,to,title\nx\n", [("", "")]),
        ("words,title\nx,y\n", [("Borovia", "Arland")]),
    ],
)
def test_a_table_that_names_parties_is_not_filled_in_where_it_names_none(occasion, ada, table, parties):
    file = SimpleUploadedFile("promises.csv", table.encode())
    grid = desk(ada).post(sheet(occasion), {"do": "read", "table": file}).context["forms"]["rows"]
    shown = [tuple(str(row[name].value() or "") for name in ("by", "to")) for row in grid]
    assert shown[:-1] == parties


@zeal_ignore([{"model": "commitments.Commitment"}])  # each row is written and looked at by the rule for one
def test_the_source_that_is_seen_is_the_one_that_counts_and_none_is_chosen_for_anybody(occasion, ada):
    a_commitment(ada, occasion=occasion, undertaking=a_passage(ada, title="Another paper"))
    client = desk(ada)
    html = client.get(sheet(occasion)).content.decode()
    (field,) = re.findall(r'<input[^>]* name="source"[^>]*>', html)
    assert ("hidden" in field, "value=" in field, "Another paper" in html.split("<datalist")[0]) == (
        False,
        False,
        False,
    )
    for typed in ("no such source", ""):
        (fault,) = problems(rows(client, sheet(occasion), source=typed, row_0_words=FIRST))
        assert fault.startswith("No source is called “no such source”." if typed else "This field is required")
    rows(client, sheet(occasion), row_0_words=FIRST)
    assert Commitment.objects.latest("pk").undertaking.work.title == "Joint communiqué"


def test_typed_rows_stay_when_a_copy_is_shown_and_when_a_table_is_read(occasion, ada):
    def stand(answer):
        grid = answer.context["forms"]["rows"]
        return [tuple(row[name].value() or "" for name in ("words", "by", "due_on")) for row in grid]

    typed = {"row_1_words": SECOND, "row_1_by": "nobody known", "row_1_due_on": "some day"}
    blank, kept = ("", "Borovia", ""), (SECOND, "nobody known", "some day")
    shown = rows(desk(ada), sheet(occasion), do="show", **typed)
    assert (stand(shown), problems(shown)) == ([blank, kept, *[blank] * 4], [])
    assert "It was announced that" in shown.content.decode()

    table = f"words,by,to\n{FIRST},Arland,Borovia\n"
    for name, faulty in (("t.csv", False), ("t.pdf", True)):
        file = SimpleUploadedFile(name, b"words,by\n\xff,x\n" if faulty else table.encode())
        answer = rows(desk(ada), sheet(occasion), do="read", table=file, **typed)
        below = [row[0] for row in stand(answer) if row != kept and row[0]]
        assert (kept in stand(answer), below) == (True, [] if faulty else [FIRST]), name
    assert not Commitment.objects.exists()


def test_a_table_for_which_the_grid_has_no_room_is_told_so(occasion, ada, monkeypatch):
    monkeypatch.setattr("commitments.admin.sheet_form.MOST_ROWS", 3)
    table = SimpleUploadedFile("t.csv", f"words\n{FIRST}\n{SECOND}\n".encode())
    answer = rows(desk(ada), sheet(occasion), do="read", table=table, row_0_words=FIRST)
    assert problems(answer) == ["The grid holds 3 rows, with an empty one below. Propose those that stand there first."]


def test_a_source_that_nobody_knows_is_told_beside_its_field(occasion, ada):
    answer = desk(ada).get(f"{sheet(occasion)}?source=no such paper")
    assert (answer.status_code, problems(answer)) == (200, [
        "No source is called “no such paper”. Choose one from the list, or paste its address."
    ])  # fmt: skip
    assert answer.context["source"] is None


@zeal_ignore([{"model": "commitments.Commitment"}])
def test_a_source_that_is_not_to_be_cited_is_told_at_its_field_and_not_in_a_row(occasion, ada):
    source = Source.objects.get()
    change_source(source, by=ada, kind="interview", confidentiality="background", described_as="Joint communiqué")
    write_interview(source, by=ada, date=date(2024, 3, 4), medium="phone", notes_by=ada, ground_rules="off_record")
    answer = rows(desk(ada), sheet(occasion), row_0_words=FIRST)
    told = "This was said off the record: it is for the desk to know, and is never cited."
    assert answer.context["forms"]["source"].errors == {"source": [told]}
    assert (answer.context["forms"]["rows"].errors[0], Commitment.objects.count()) == ({}, 0)


def test_who_may_add_commitments_and_no_passages_is_told_so_on_the_sheet(occasion, ada, monkeypatch):
    def refuse(*args, **kwargs):
        raise NotAllowed("You may not add passages.")

    monkeypatch.setattr("commitments.gathering.add_excerpt", refuse)
    assert problems(rows(desk(ada), sheet(occasion), row_0_words=FIRST)) == ["You may not add passages."]


def test_what_was_taken_back_does_not_wait_to_be_confirmed(occasion, ada, vera, ines):
    made = published(a_commitment(ada, occasion=occasion), vera)
    take_back(made, by=vera, reason="It was never said.")
    new = a_commitment(ada, "Open a third port", occasion=occasion)
    assert [*desk(ines).get(sheet(occasion)).context["waiting"]] == [new]
    desk(ines).post(sheet(occasion), {"do": "confirm", "chosen": [made.pk]})
    assert not Commitment.objects.public().exists()


def test_who_may_not_add_commitments_has_no_sheet(occasion, noor, ada):
    assert desk(noor).get(sheet(occasion)).status_code in (302, 403)
    assert "Borovia will open" in desk(ada).get(f"{sheet(occasion)}?source=Joint communiqué").content.decode()

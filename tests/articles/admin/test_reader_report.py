"""Reports of readers at the desk."""

import csv
from io import StringIO

import pytest
from django.contrib.auth.models import Group

from articles.publishing import publish
from articles.reporting import receive_report
from tests.desk import desk, page, post_form, problems, told
from tests.stories import a_claim, a_story, confirmed, fresh, ready

QUEUE = "articles_readerreport_changelist"


@pytest.fixture
def report(ada, boris, vera):
    story = a_story(ada)
    claim = confirmed(a_claim(story, ada), attach=vera, check=boris)
    publish(ready(story, by=vera), by=vera)
    return receive_report(story, "The figure <b>is</b> wrong.", edition=1, claim=claim, email="reader@example.org")


def address(report):
    return page("articles_readerreport_change", report.pk)


def test_a_report_is_taken_and_decided_on_its_page(report, boris):
    client = desk(boris)
    html = client.get(address(report)).content.decode()
    assert "The figure &lt;b&gt;is&lt;/b&gt; wrong." in html
    assert f"?claim={report.claim.public_id}#claim" in html
    assert told(post_form(client, address(report), assigned_to=boris.pk, assign="1")) == ["Assigned."]
    assert problems(post_form(client, address(report), closed="1", decided="")) == ["Say what was decided, and why."]
    answer = post_form(client, address(report), answered="1", decided="Corrected.")
    assert told(answer) == ["Decided: Answered: something changes."]
    assert (fresh(report).state, fresh(report).decided_by) == ("answered", boris)
    assert told(post_form(client, address(report), reopen="1")) == ["It waits again."]


def test_what_was_written_of_the_decision_is_kept_when_the_report_is_assigned(report, boris, vera):
    client = desk(boris)
    post_form(client, address(report), assigned_to=vera.pk, decided="The figure is of 2023.", assign="1")
    answer = desk(vera).get(address(report))
    assert (fresh(report).state, fresh(report).assigned_to) == ("in_work", vera)
    assert (answer.context["form"]["decided"].value(), fresh(report).decided_by) == ("The figure is of 2023.", None)
    assert "<dt>What was decided</dt>" not in answer.content.decode()  # it is not decided yet
    assert "The figure is of 2023." not in client.get(page("articles_readerreport_csv")).content.decode()


def test_the_queue_is_what_the_start_page_counts(report, boris, vera):
    receive_report(report.article, "Another.", edition=1)
    for person, count in ((boris, 2), (vera, 2)):
        listed = desk(person).get(f"{page(QUEUE)}?state=open").context["cl"]
        assert listed.result_count == count
        boxes = [box for box in desk(person).get(page("index")).context["waiting"] if box.box.key == "reports"]
        assert [(box.count, len(box.lines)) for box in boxes] == [(2, 2)]
    post_form(desk(boris), address(report), assigned_to=boris.pk, assign="1")
    assert desk(boris).get(f"{page(QUEUE)}?state=mine").context["cl"].result_count == 1
    post_form(desk(boris), address(report), closed="1", decided="Nothing is wrong.")
    assert desk(vera).get(f"{page(QUEUE)}?state=open").context["cl"].result_count == 1


def test_the_reader_is_named_to_nobody_who_may_not_work_reports(report, ada, noor, boris):
    noor.groups.add(Group.objects.get(name="auditor"))
    noor.is_staff = True
    noor.save()
    history = page("articles_readerreport_history", report.pk)
    for place in (address(report), page(QUEUE), history, f"{page(QUEUE)}?q=reader@example.org"):
        answer = desk(noor).get(place)
        assert (answer.status_code, "reader@example.org" in answer.content.decode().replace("?q=reader@", "").replace('value="reader@example.org"', "")) == (200, False)  # fmt: skip
        assert desk(ada).get(place).status_code == 403
    assert "reader@example.org" in desk(boris).get(address(report)).content.decode()
    assert desk(noor).post(address(report), {"closed": "1", "decided": "No."}).status_code == 403
    assert fresh(report).state == "new"


def test_the_list_is_taken_along_as_csv_without_formulas_and_without_readers(report, boris):
    receive_report(report.article, "=HYPERLINK(1)", edition=1)
    post_form(desk(boris), address(report), closed="1", decided="@nobody: nothing is wrong.")
    client, listed = desk(boris), page("articles_readerreport_csv")
    answer = client.get(listed)
    header, *rows = csv.reader(StringIO(answer.content.decode()))
    told_ = [dict(zip(header, row, strict=True)) for row in rows]
    assert [(row["message"], row["state"], row["decided"]) for row in told_] == [
        ("The figure <b>is</b> wrong.", "closed", "'@nobody: nothing is wrong."), ("'=HYPERLINK(1)", "new", ""),
    ]  # fmt: skip
    assert (told_[0]["claim"], told_[0]["decided_by"]) == (str(report.claim), "Boris Check")
    assert "example.org" not in answer.content.decode()
    assert client.get(listed + "?state=open").content.decode().count("\n") == 2
    shown = client.get(page(QUEUE) + "?state=open").content.decode()
    assert "Report on the story" in shown
    assert "Report on “" not in shown

"""Who a hidden source is: known on its own page, and nowhere else."""

import pytest
from django.contrib.admin.models import LogEntry

from sources.models.identity import SourceIdentity
from tests.conftest import person
from tests.desk import desk, filled, page, saved, told
from tests.stories import a_source, fresh

CANARY = "Zebulon Canary"


@pytest.fixture
def hidden(ada):
    return a_source(ada, "Hidden", confidentiality="confidential", described_as="an official")


@pytest.fixture
def identity(hidden, ada):
    desk(ada).post(page("sources_sourceidentity_add"), {"source": hidden.pk, "name": CANARY, "contact": "By phone."})
    return SourceIdentity.objects.get()


def test_the_owner_writes_it_down_and_an_editor_may_change_it(identity, ada, vera):
    saved(desk(vera), page("sources_sourceidentity_change", identity.pk), contact="By letter.")
    assert [row.history_user for row in identity.history.all()] == [vera, ada]


def test_a_late_form_does_not_overwrite_what_another_wrote(identity, ada, vera):
    client, address = desk(ada), page("sources_sourceidentity_change", identity.pk)
    form = client.get(address).context["adminform"].form
    saved(desk(vera), address, contact="By letter.")
    answer = client.post(address, filled(form, name="Zebulon C."))
    assert (fresh(identity).name, fresh(identity).contact) == (CANARY, "By letter.")
    assert answer.context["overtaken"] == [("Name", CANARY), ("Contact", "By letter.")]
    client.post(address, filled(answer.context["adminform"].form))
    assert (fresh(identity).name, fresh(identity).contact) == ("Zebulon C.", "By phone.")


def test_another_reporter_sees_no_trace_of_it(identity, hidden):
    other = person("otto", "Otto", "Other", "reporter")
    client = desk(other)
    listed = client.get(page("sources_sourceidentity_changelist"))
    answers = [
        client.get(page(f"sources_sourceidentity_{name}", identity.pk)).status_code for name in ("change", "history")
    ]
    offered = client.get(page("sources_sourceidentity_add")).context["adminform"].form.fields["source"].queryset
    assert (list(listed.context["cl"].queryset), answers, list(offered)) == ([], [302, 404], [])
    forged = client.post(page("sources_sourceidentity_add"), {"source": hidden.pk, "name": "Forged"})
    assert (forged.status_code, SourceIdentity.objects.count()) == (200, 1)


def test_the_name_is_in_no_log_no_message_and_on_no_other_page(identity, hidden, ada, vera):
    answer = saved(desk(vera), page("sources_sourceidentity_change", identity.pk), name=f"{CANARY} II")
    logs = [f"{entry.object_repr} {entry.change_message}" for entry in LogEntry.objects.all()]
    client = desk(vera)
    pages = [
        "/admin/",
        page("sources_source_changelist"),
        page("sources_source_change", hidden.pk),
        page("sources_source_history", hidden.pk),
        page("sources_sourceidentity_changelist"),
    ]
    shown = [client.get(path).content.decode() for path in pages]
    assert [CANARY in text for text in (*logs, *told(answer), *shown)] == [False] * (len(logs) + len(told(answer)) + 5)
    assert CANARY in client.get(page("sources_sourceidentity_history", identity.pk)).content.decode()


def test_the_page_of_the_source_leads_there_only_those_who_may_know(identity, hidden, ada, boris):
    way = page("sources_sourceidentity_change", identity.pk)
    shown = [way in desk(who).get(page("sources_source_change", hidden.pk)).content.decode() for who in (ada, boris)]
    assert shown == [True, False]


def test_only_hidden_sources_have_one(ada):
    a_source(ada)
    form = desk(ada).get(page("sources_sourceidentity_add")).context["adminform"].form
    assert list(form.fields["source"].queryset) == []


def test_no_search_and_no_filter_answers_letter_by_letter(identity, vera):
    client, address = desk(vera), page("sources_sourceidentity_changelist")
    assert [client.get(f"{address}?{ask}").status_code for ask in ("name__startswith=Z", "contact=x")] == [400, 400]


def test_every_field_says_what_to_write(hidden, ada):
    fields = desk(ada).get(page("sources_sourceidentity_add")).context["adminform"].form.fields
    assert [name for name, field in fields.items() if not field.help_text] == []

"""A partial date in a model brings its first and last day along and keeps them in step."""

from datetime import date

import pytest
from django.apps import apps
from django.core import serializers
from django.core.exceptions import FieldError, ValidationError
from django.db.migrations.state import ProjectState
from django.forms import modelform_factory

from policydesk.lib.date_fields import DayField, EdgeField, PartialDateField, PartialDateFormField
from policydesk.lib.dates import PartialDate
from sources.models import Source
from tests.stories import a_source, fresh

FORM = modelform_factory(Source, fields=["published"])
SENTENCE = "Write the date as 2024, 2024-01, 2024-01-28 or 28 January 2024, or a span as 2024-01-08/2024-01-09."


def edges(source):
    return source.published_earliest, source.published_latest


def test_text_comes_back_as_a_date_with_its_first_and_last_day(ada):
    source = fresh(a_source(ada, published="2024-02"))
    assert (source.published, *edges(source)) == (PartialDate("2024-02"), date(2024, 2, 1), date(2024, 2, 29))


def test_a_change_moves_the_days_and_emptying_empties_them(ada):
    source = fresh(a_source(ada, published="2024-02"))
    source.published = "2023"
    source.save(by=ada)
    assert edges(fresh(source)) == (date(2023, 1, 1), date(2023, 12, 31))
    source.published = ""
    source.save(by=ada)
    assert (fresh(source).published, *edges(fresh(source))) == ("", None, None)


def test_rows_made_in_bulk_have_their_days(db):
    Source.objects.bulk_create(
        [Source(title="Treaty", public_id="bbbbbbbb", published=PartialDate("1990-10-03/1990-10-04"))]
    )
    assert edges(Source.objects.get(title="Treaty")) == (date(1990, 10, 3), date(1990, 10, 4))


def test_the_history_keeps_text_and_days(ada):
    version = a_source(ada, published="2024-02").history.first()
    assert (version.published, *edges(version)) == (PartialDate("2024-02"), date(2024, 2, 1), date(2024, 2, 29))


def test_assigning_an_equal_date_is_no_change(ada):
    source = fresh(a_source(ada, published="2024-02"))
    source.published = "2024-02"
    assert source.changed_fields() == []


def test_queries_go_by_days_and_by_equal_text(ada):
    for title, published in [("Year", "2024"), ("Day", "2024-05-01"), ("None", "")]:
        a_source(ada, title, published=published)

    def titles(**asked):
        return list(Source.objects.filter(**asked).values_list("title", flat=True).order_by("title"))

    assert titles(published_latest__lt="2024-06-01") == ["Day"]
    assert titles(published_earliest__gte=date(2024, 1, 1)) == ["Day", "Year"]
    assert titles(published="2024") == ["Year"]
    assert titles(published=PartialDate("2024-05-01")) == ["Day"]
    assert titles(published__startswith="2024-") == ["Day"]
    assert titles(published="") == ["None"]


@pytest.mark.parametrize("lookup", ["gt", "gte", "lt", "lte", "range"])
def test_the_text_answers_no_question_of_order(lookup):
    with pytest.raises(FieldError, match="Unsupported lookup"):
        Source.objects.filter(**{f"published__{lookup}": "2024"})


def test_a_wrong_date_is_refused_with_a_sentence_beside_its_field(db):
    source = Source(title="Readout", published="last May")
    with pytest.raises(ValidationError) as refused:
        source.full_clean()
    assert refused.value.message_dict == {"published": [SENTENCE]}
    with pytest.raises(ValidationError, match="Write the date"):
        source.save()


def test_a_form_gives_a_date_shows_its_text_and_sees_no_change_in_it(ada):
    source = fresh(a_source(ada, published="2024-02"))
    form = FORM({"published": " 2024-02 "}, instance=source)
    assert (form.is_valid(), form.cleaned_data["published"], form.has_changed()) == (
        True,
        PartialDate("2024-02"),
        False,
    )
    assert 'value="2024-02"' in str(FORM(instance=source))
    assert FORM({"published": ""}, instance=source).changed_data == ["published"]


def test_a_form_refuses_with_the_same_sentence_and_keeps_what_was_typed(db):
    form = FORM({"published": "2024-02-30"})
    assert form.errors == {"published": [SENTENCE]}
    assert 'value="2024-02-30"' in str(form)


def test_the_days_are_in_no_form():
    assert [field.name for field in Source._meta.fields if field.name.startswith("published_") and field.editable] == []


def test_a_model_rebuilt_from_a_migration_has_its_date_columns_once():
    columns = [field.name for field in ProjectState.from_apps(apps).apps.get_model("sources", "Source")._meta.fields]
    assert sorted(name for name in columns if name.startswith("published")) == [
        "published",
        "published_earliest",
        "published_latest",
    ]


def test_a_field_read_back_from_a_migration_brings_no_columns_of_its_own():
    _name, path, args, kwargs = PartialDateField(blank=True).deconstruct()
    assert (path, args, kwargs) == (
        "policydesk.lib.date_fields.PartialDateField",
        [],
        {"blank": True, "max_length": 21, "edges": False},
    )
    assert EdgeField().deconstruct()[3] == {"null": True, "editable": False}


def test_rows_are_written_out_and_read_in(ada):
    source = a_source(ada, published="2024-02")
    (read,) = serializers.deserialize("json", serializers.serialize("json", [source]))
    assert read.object.published == PartialDate("2024-02")


@pytest.mark.parametrize(("typed", "found"), [("24 Nov 2026", "2026-11-24"), ("November 2026", "2026-11")])
def test_a_form_takes_a_date_as_people_spell_it(typed, found):
    assert str(PartialDateFormField().clean(typed)) == found


@pytest.mark.parametrize("typed", ["2026-11-24", "24 Nov 2026", "24 November 2026", "24/11/2026"])
def test_a_day_is_taken_as_people_write_it(typed):
    assert DayField().clean(typed) == date(2026, 11, 24)


@pytest.mark.parametrize("typed", ["Nov 2026", "2026", "31 Nov 2026", "soon", "24 Nov 26", "24 Brumaire 2026"])
def test_what_is_no_day_is_refused_with_a_sentence(typed):
    with pytest.raises(ValidationError, match="Write the day as 2026-11-24 or 24 Nov 2026"):
        DayField().clean(typed)

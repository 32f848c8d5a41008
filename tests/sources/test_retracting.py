"""Taking a source out of what counts: who may, with a reason that names nobody hidden, and back again."""

from datetime import UTC, datetime

import pytest

from policydesk.lib.errors import NotAllowed, Refused, Stale
from sources.identifying import write_identity
from sources.models.identity import SourceIdentity
from sources.retracting import retract, take_back
from tests.stories import a_source, fresh

AT = datetime(2024, 3, 6, 12, tzinfo=UTC)
REASON = "The ministry says that it never issued it."


@pytest.fixture
def source(ada):
    return a_source(ada)


def test_an_editor_retracts_with_a_reason_and_the_history_keeps_it(source, vera):
    retract(source, by=vera, reason=f" {REASON} ", at=AT)
    source = fresh(source)
    assert (source.retracted_at, source.retracted_by, source.retracted_reason) == (AT, vera, REASON)
    assert source.history.first().history_change_reason == REASON
    assert source.retraction == source


@pytest.mark.parametrize("name", ["ada", "boris"])
def test_nobody_else_does(request, source, name):
    with pytest.raises(NotAllowed, match="Ask an editor"):
        retract(source, by=request.getfixturevalue(name), reason=REASON)
    assert fresh(source).retracted_at is None


def test_it_needs_a_reason_and_happens_once(source, vera):
    with pytest.raises(Refused, match="Write why the source counts no more"):
        retract(source, by=vera, reason=" \n")
    retract(source, by=vera, reason=REASON)
    with pytest.raises(Refused, match="retracted already"):
        retract(fresh(source), by=vera, reason=REASON)


def test_a_source_that_changed_meanwhile_is_not_retracted(source, vera):
    with pytest.raises(Stale):
        retract(source, by=vera, reason=REASON, version=source.version + 1)
    assert fresh(source).retracted_at is None


def test_a_copy_falls_with_its_original_and_not_the_other_way_round(source, ada, vera):
    copy = a_source(ada, "As printed elsewhere", copy_of=source)
    retract(copy, by=vera, reason=REASON)
    assert fresh(source).retraction is None
    take_back(fresh(copy), by=vera, reason="A mistake of ours.")
    retract(fresh(source), by=vera, reason=REASON)
    assert fresh(copy).retraction == source


def test_it_is_taken_back_with_a_reason(source, vera):
    with pytest.raises(Refused, match="is not retracted"):
        take_back(source, by=vera, reason="x")
    retract(source, by=vera, reason=REASON)
    with pytest.raises(Refused, match="Write why the source counts after all"):
        take_back(source, by=vera, reason=" ")
    take_back(source, by=vera, reason="The ministry found it.")
    source = fresh(source)
    assert (source.retraction, source.retracted_reason) == (None, "")
    assert [row.history_change_reason for row in source.history.all()][:2] == ["The ministry found it.", REASON]


@pytest.mark.parametrize("secret", ["Memo of the 4th", "a. canary", "Dr Anna Canary"])
def test_the_reason_never_names_a_hidden_source(ada, vera, secret):
    source = a_source(
        ada, "Memo of the 4th", authors="A. Canary", confidentiality="confidential", described_as="an official"
    )
    write_identity(SourceIdentity(source=source, name="Dr Anna Canary"), by=vera)
    with pytest.raises(Refused, match="names a source that readers may not know") as refusal:
        retract(source, by=vera, reason=f"We learned that {secret} was wrong.")
    assert secret not in str(refusal.value)
    retract(fresh(source), by=vera, reason="It contradicts itself.")

"""Random walks through the doors of the log, a few of them here; `make soak` takes many."""

import pytest

from commitments.models import StatusChange
from tests.commitments.walking import Ledger, walk


@pytest.mark.django_db
def test_a_walk_of_five_roles_leaves_no_status_without_evidence_and_a_second_person_and_no_edited_log():
    walk(walks=2, steps=25)


@pytest.mark.django_db
def test_a_walk_may_reach_the_log_and_sees_an_entry_that_was_edited(monkeypatch):
    """The walk can fail: it comes to entries, and neither an edited one nor a pledger who left one behind passes."""
    machine = Ledger()
    machine.propose("reporter", "in_progress", "2024-03-01", [(0, "for", "effect", False)], "", None)
    machine.answer("checker", 0, "confirm")
    machine.no_row_of_the_log_was_edited_or_went()
    assert StatusChange.objects.count() == 1
    machine.written[StatusChange.objects.get().pk]["rationale"] = "As it never was."
    with pytest.raises(AssertionError):
        machine.no_row_of_the_log_was_edited_or_went()
    machine.those_whom_an_entry_judged_together_stay_together()
    machine.change_who_undertakes_it("editor", (0,))
    machine.those_whom_an_entry_judged_together_stay_together()
    monkeypatch.setattr("commitments.registering._refuse_other_pledgers", lambda *given: None)
    machine.change_who_undertakes_it("editor", (0,))
    with pytest.raises(AssertionError):
        machine.those_whom_an_entry_judged_together_stay_together()
    machine.teardown()

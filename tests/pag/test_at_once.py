"""Two people at the same moment: one result, and nobody's words are lost."""

import uuid

import pytest

from pag import actions
from pag.models import AgendaItem, Decision
from tests.at_once import at_once
from tests.pag.wording import WHY
from ui.refusals import Stale


@pytest.mark.django_db(transaction=True)
def test_two_who_record_at_once_make_one_decision(item, manager, chair, decision):
    actions.declare(item=item, answer="none", by=chair)

    def as_(person, words):
        return lambda: actions.record_decision(
            item=item, decision=decision("advice", decision=words), by=person, submission_key=uuid.uuid4()
        )

    results = at_once(as_(manager, "The manager's words."), as_(chair, "The chair's words."))
    (written,) = [each for each in results if isinstance(each, Decision)]
    (refused,) = [each for each in results if isinstance(each, Stale)]
    assert refused.theirs["decision"] == written.decision
    assert Decision.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_cases_put_on_at_once_get_two_places(meeting, manager, another_case):
    cases = [another_case("One"), another_case("Two")]
    at_once(
        *(
            lambda case=case: actions.put_on_agenda(
                case=case, meeting=meeting, without_triage=WHY, by=manager
            )
            for case in cases
        )
    )
    assert sorted(AgendaItem.objects.values_list("position", flat=True)) == [1, 2]

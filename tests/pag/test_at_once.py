"""Two people at the same moment: one result, and nobody's words are lost."""

import uuid
from functools import partial

import pytest

from cases.access import may_read
from pag import actions
from pag.models import AgendaItem, Decision, Group, Participant, StoodAside
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
def test_two_clicks_at_once_set_up_one_group(organisation, administrator):
    facts = {"name": "PSG", "abbreviation": "PSG", "kind": "psg", "submission_key": uuid.uuid4()}
    create = partial(actions.create_group, organisation=organisation, by=administrator, **facts)
    one, other = at_once(create, create)
    assert one == other == Group.objects.get()


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


@pytest.mark.django_db(transaction=True)
def test_a_member_who_stands_aside_while_it_is_recorded_took_part_before_it_or_not_at_all(
    item, manager, member, decision
):
    """Whichever comes first, nobody is recorded as taking part in an item that was closed to them."""
    actions.declare(item=item, answer="none", by=member)
    (seat,) = item.meeting.group.members.filter(person=member)
    recorded, aside = at_once(
        lambda: actions.record_decision(
            item=item, decision=decision("advice"), by=manager, took_part=[seat], submission_key=uuid.uuid4()
        ),
        lambda: actions.declare(item=item, answer="yes", statement="A friend.", by=member),
    )
    assert aside.answer == "yes" and not may_read(member, item.case)
    denial = StoodAside.objects.get(denial__person=member).denial
    if isinstance(recorded, Decision):
        assert recorded.recorded_at <= denial.starts_at
        assert [each.member for each in recorded.item.participants.all()] == [seat]
    else:
        assert "did not declare" in str(recorded)
        assert not Decision.objects.exists() and not Participant.objects.exists()

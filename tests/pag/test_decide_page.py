"""Recording what the group decided."""

import re
import uuid

import pytest
from django.urls import reverse

from accounts.models import Draft
from cases.actions import withdraw
from pag import actions
from pag.models import Decision
from pag.sitting import sitting_of
from tests.pag.pages import decide_url, text_of

pytestmark = pytest.mark.django_db


def decision_answers(**changed):
    return {
        "considered": "The triage.",
        "kinds": ["advice"],
        "decision": "A mentor for three months.",
        "rationale": "It helps.",
        "listened_to": "yes",
        "listened_how": "Read out.",
        "same_for_another": "yes",
        "same_why": "",
        "system_part": "Short of staff.",
        "submission_key": str(uuid.uuid4()),
        # What the check page adds.
        "checked": "1",
        "without_quorum": "Only one of us could come.",
        "actions-TOTAL_FORMS": "1",
        "actions-INITIAL_FORMS": "0",
        "options-TOTAL_FORMS": "1",
        "options-INITIAL_FORMS": "0",
        **changed,
    }


def an_action(**changed):
    facts = {
        "what": "Find a mentor",
        "owner": "",
        "owner_name": "Practice manager",
        "completion": "It is on file.",
    }
    due = {"due_on_day": "1", "due_on_month": "4", "due_on_year": "2030"}
    return {f"actions-0-{name}": value for name, value in (facts | due | changed).items()}


def test_the_manager_records_a_decision_with_an_action(as_, item, manager, case):
    client = as_(manager)
    answers = decision_answers(**an_action(owner=str(manager.pk), owner_name=""))
    for _click in range(2):
        response = client.post(decide_url(item), answers)
        assert response.status_code == 302
    decision = Decision.objects.get()
    assert decision.actions.get().owner == manager
    page = text_of(client.get(response.url))
    assert "A mentor for three months." in page
    assert "Find a mentor" in page
    assert client.get(decide_url(item)).status_code == 302


def test_the_form_keeps_what_was_typed_and_says_what_is_missing(as_, item, manager):
    answers = decision_answers(
        kinds=["investigation", "adjourn", "other", "occupational_health"], rationale=""
    )
    response = as_(manager).post(decide_url(item), answers | an_action(owner_name="", due_on_year="2020"))
    page = text_of(response)
    assert response.status_code == 422
    for sentence in (
        "Enter the rationale",
        "Choose the investigator, or write the name of somebody else",
        "Enter the date the terms of reference follow",
        "Answer “Why is the report asked for?”",
        "Enter the day until which it is adjourned",
        "Answer “What is the group waiting for?”",
        "Choose the owner, or write the name of somebody else",
        "Due date must be",
    ):
        assert sentence in page
    assert "A mentor for three months." in page
    assert not Decision.objects.exists()


def test_what_is_missing_in_a_row_says_in_which(as_, item, manager):
    rows = an_action(due_on_day="") | {"actions-1-what": "Another", "actions-TOTAL_FORMS": "2"}
    page = text_of(as_(manager).post(decide_url(item), decision_answers() | rows))
    for said in ("Action 1: due date must", "Action 2: enter the due date", "Action 2: choose the owner"):
        assert said in page


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"kinds": ["close", "monitoring"]}, "cannot both be decided"),
        ({"kinds": []}, "Select at least one answer"),
        ({"kinds": ["banish"]}, "Select one of the answers listed"),
    ],
)
def test_kinds_that_do_not_go_are_refused_in_words(as_, item, manager, changed, sentence):
    response = as_(manager).post(decide_url(item), decision_answers(**changed))
    assert response.status_code == 422
    assert sentence in text_of(response)


def test_what_belongs_to_a_kind_not_picked_is_not_recorded(as_, item, manager):
    as_(manager).post(decide_url(item), decision_answers(investigator="Dr Other", other_kind="Something"))
    decision = Decision.objects.get()
    assert (decision.investigator, decision.other_kind) == ("", "")


def test_the_investigator_is_somebody_who_signs_in_here_or_a_name(as_, item, manager, chair, member):
    actions.declare(item=item, answer="yes", statement="A friend.", by=chair)
    due = {"terms_due_day": "1", "terms_due_month": "1", "terms_due_year": str(item.meeting.day.year + 1)}

    def sends(**who):
        answers = decision_answers(kinds=["investigation"]) | due | who
        return as_(manager).post(decide_url(item), answers)

    both = sends(investigator_person=str(member.pk), investigator="Dr Other")
    assert "from the list, or write a name, not both" in text_of(both)
    # Whoever stands aside is not offered.
    assert sends(investigator_person=str(chair.pk)).status_code == 422
    sends(investigator_person=str(member.pk))
    decision = Decision.objects.get()
    assert (decision.investigator, decision.investigator_person) == (member.name, member)


def test_another_action_without_javascript_checks_nothing_yet(as_, item, manager):
    response = as_(manager).post(
        decide_url(item), decision_answers(rationale="", **{"actions-another": "1"}) | an_action()
    )
    page = text_of(response)
    assert response.status_code == 200
    assert "There is a problem" not in page
    assert 'name="actions-1-what"' in page
    assert "Find a mentor" in page


def test_an_action_with_two_owners_is_refused(as_, item, manager):
    response = as_(manager).post(decide_url(item), decision_answers() | an_action(owner=str(manager.pk)))
    assert response.status_code == 422
    assert "not both" in text_of(response)


def test_the_practitioner_can_be_chosen_as_owner(as_, item, manager):
    client = as_(manager)
    assert "Dr Amara Okafor, the practitioner" in text_of(client.get(decide_url(item)))
    client.post(decide_url(item), decision_answers() | an_action(owner="practitioner", owner_name=""))
    assert Decision.objects.get().actions.get().practitioner


def test_adjourning_to_the_past_is_refused_at_the_field(as_, item, manager):
    facts = {"adjourned_until_day": "1", "adjourned_until_month": "1", "adjourned_until_year": "2020"}
    response = as_(manager).post(
        decide_url(item), decision_answers(kinds=["adjourn"], adjourned_for="Papers.", **facts)
    )
    assert response.status_code == 422
    assert "Adjourned until must be after" in text_of(response)


def test_what_was_sent_in_vain_is_kept_for_who_closes_the_page(as_, item, manager):
    client = as_(manager)
    sent = decision_answers(rationale="", decision="Typed quickly.") | an_action(due_on_year="2020")
    assert client.post(decide_url(item), sent).status_code == 422
    page = text_of(client.get(decide_url(item)))
    assert "Typed quickly." in page and "Find a mentor" in page
    assert "without_quorum" not in Draft.objects.get().body


def test_another_window_is_told_that_it_is_recorded_and_by_whom(as_, item, manager):
    client, answers = as_(manager), decision_answers()
    unchecked = {name: value for name, value in answers.items() if name != "checked"}
    assert "Nothing is recorded yet." in text_of(client.post(decide_url(item), unchecked))
    client.post(decide_url(item), answers)
    for again in (unchecked, answers):
        page = text_of(client.post(decide_url(item), again, follow=True))
        assert "You recorded the decision on this item" in page and "It is recorded once." in page
        assert "Nothing is recorded yet." not in page
    assert not Draft.objects.exists()
    # One that was begun anew keeps what was typed there.
    other = unchecked | {"submission_key": str(uuid.uuid4()), "rationale": "Typed later."}
    answer = client.post(decide_url(item), other)
    page = text_of(answer)
    assert answer.status_code == 422 and "Typed later." in page
    assert "You recorded the decision on this item" in page and "Nothing is recorded yet." not in page


def test_a_second_persons_words_are_kept(as_, item, manager, chair, record):
    record("advice")
    actions.declare(item=item, answer="none", by=chair)
    seats = [str(member.pk) for member in sitting_of(item).able]
    answers = decision_answers(rationale="Mine, typed at length.", took_part=seats)
    response = as_(chair).post(decide_url(item), answers)
    page = text_of(response)
    assert response.status_code == 422
    assert "Mine, typed at length." in page
    assert "The notes have improved" in page


def test_deciding_on_a_withdrawn_case_keeps_what_was_typed(as_, item, case, manager):
    withdraw(case=case, reason="By mistake.", submission_key=uuid.uuid4(), by=manager)
    response = as_(manager).post(decide_url(item), decision_answers(rationale="Typed at length."))
    assert response.status_code == 422
    assert "Open it again" in text_of(response)
    assert "Typed at length." in text_of(response)
    client = as_(manager)
    assert "Withdrawn" in text_of(client.get(f"/meetings/{item.meeting_id}/"))
    assert "Put on an agenda" not in text_of(client.get(reverse("case_group", args=[case.reference])))


def test_what_was_being_typed_comes_back(as_, item, manager):
    body = "considered=Half+a+sentence&actions-TOTAL_FORMS=2&actions-0-what=First&actions-1-what=Second"
    Draft.objects.keep(manager, f"decision:{item.pk}", body)
    client = as_(manager)
    page = text_of(client.get(decide_url(item)))
    for typed in ("Half a sentence", "First", "Second"):
        assert typed in page
    client.post(decide_url(item), decision_answers())
    assert not Draft.objects.filter(person=manager).exists()


def test_a_member_who_does_not_preside_has_no_form(as_, item, member):
    actions.declare(item=item, answer="none", by=member)
    client = as_(member)
    assert client.get(decide_url(item)).status_code == 403
    assert client.post(decide_url(item), decision_answers()).status_code == 403
    assert decide_url(item) not in text_of(client.get(item.get_absolute_url()))


def test_owners_offered_are_those_to_whom_the_case_is_open(as_, item, manager, chair, member, organisation):
    actions.declare(item=item, answer="none", by=member)
    actions.declare(item=item, answer="yes", statement="A friend.", by=chair)
    page = text_of(as_(manager).get(decide_url(item)))
    offered = re.search(r'<select name="actions-0-owner".*?</select>', page, re.DOTALL)[0]
    assert "Memberson" in offered
    assert "Manager" in offered
    assert "Chairperson" not in offered
    response = as_(manager).post(decide_url(item), decision_answers() | an_action(owner=str(chair.pk)))
    assert response.status_code == 422

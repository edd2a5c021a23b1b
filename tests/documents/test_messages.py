"""A message that did not leave for certain waits for somebody who may decide about it."""

import itertools

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import Event
from cases.actions.access import deny
from cases.models import CaseAccess
from documents.actions import want_pdf
from documents.models import Pdf
from documents.work import work_for
from outbox import actions
from outbox.models import Message
from outbox.signals import settled
from ui.refusals import NotAllowed, Refusal

pytestmark = pytest.mark.django_db
State = Message.State
_numbers = itertools.count(1)


def put(state: str, *, case=None, organisation=None) -> Message:
    message = actions.put(
        key=f"test:{next(_numbers)}",
        to="amara@example.test",
        subject="A letter for you",
        body="x",
        organisation=organisation,
        case=case,
    )
    done = {"settled_at": timezone.now()} if state in ("sent", "failed", "unknown") else {}
    Message.objects.filter(pk=message.pk).update(state=state, error="It was <refused>.", **done)
    message.refresh_from_db()
    return message


@pytest.fixture
def page(client, people):
    def get(who: str):
        client.force_login(getattr(people, who))
        return client.get(reverse("outbox"))

    return get


@pytest.fixture
def decide(client, people):
    def post(who: str, message: Message, decision: str):
        client.force_login(getattr(people, who))
        return client.post(reverse("outbox_decide", args=[message.pk]), {"decision": decision}, follow=True)

    return post


@pytest.fixture
def told():
    states: list[str] = []

    def hear(message: Message, **_kwargs: object) -> None:
        states.append(message.state)

    settled.connect(hear)
    yield states
    settled.disconnect(hear)


def test_the_page_says_to_whom_about_what_and_why(page, case):
    put("failed", case=case)
    shown = page("manager").content.decode()
    assert "amara@example.test" in shown
    assert case.reference in shown
    assert "It was &lt;refused&gt;." in shown
    assert "It did arrive" not in shown


def test_nothing_to_decide_is_said(page):
    assert "There is nothing to decide." in page("manager").content.decode()


@pytest.mark.parametrize("state", ["waiting", "sending", "sent"])
def test_what_needs_nobody_is_not_shown(page, case, state):
    put(state, case=case)
    assert "amara@example.test" not in page("manager").content.decode()


@pytest.mark.parametrize("who", ["administrator", "assurance", "advisor"])
def test_who_does_not_run_cases_sees_no_messages(page, decide, case, who):
    message = put("unknown", case=case)
    assert page(who).status_code == 404
    assert decide(who, message, "send").status_code == 404


def test_messages_of_another_organisation_are_not_there(page, decide, case):
    message = put("unknown", case=case)
    assert "amara@example.test" not in page("stranger").content.decode()
    assert decide("stranger", message, "send").status_code == 404


def test_messages_about_a_case_one_may_not_see_are_not_there(page, decide, case, people):
    message = put("unknown", case=case)
    reason = CaseAccess.Reason.values[0]
    deny(case=case, person=people.officer, reason=reason, source="test", by=people.manager)
    assert "amara@example.test" not in page("officer").content.decode()
    assert decide("officer", message, "send").status_code == 404
    assert work_for(people.officer) == []


def test_a_message_about_no_case_is_for_those_who_run_cases(page, people):
    put("failed", organisation=people.organisation)
    assert "amara@example.test" in page("manager").content.decode()


def test_it_is_sent_again_when_somebody_says_so(decide, case, told, people):
    message = put("unknown", case=case)
    response = decide("manager", message, "send")
    assert "on its way again" in response.content.decode()
    message.refresh_from_db()
    assert (message.state, message.attempts, message.error) == (State.WAITING, 0, "")
    event = Event.objects.get(kind="message.sent_again")
    assert (event.actor_key, event.case_key) == (people.manager.pk, case.pk)
    assert event.organisation_key == people.organisation.pk


def test_it_arrived_when_somebody_found_out(decide, case, told, people):
    message = put("unknown", case=case)
    decide("manager", message, "arrived")
    message.refresh_from_db()
    assert (message.state, message.decided_by) == (State.SENT, people.manager)
    assert told == [State.SENT], "a letter that waited for it is sent now"
    assert Event.objects.filter(kind="message.arrived").count() == 1


def test_what_was_refused_cannot_have_arrived(case, people):
    with pytest.raises(Refusal, match="cannot have arrived"):
        actions.mark_arrived(message=put("failed", case=case), by=people.manager)


def test_what_was_dealt_with_elsewhere_is_left(page, decide, case, told):
    message = put("failed", case=case)
    decide("manager", message, "elsewhere")
    message.refresh_from_db()
    assert message.state == State.FAILED
    assert told == []
    assert "amara@example.test" not in page("manager").content.decode()


def test_two_people_decide_once(case, people):
    message = put("unknown", case=case)
    actions.send_again(message=message, by=people.manager)
    with pytest.raises(Refusal, match="already decided"):
        actions.mark_arrived(message=message, by=people.officer)
    assert Event.objects.filter(kind__startswith="message.").count() == 1


def test_a_decision_nobody_offered_is_not_there(decide, case):
    assert decide("manager", put("unknown", case=case), "burn").status_code == 404


@pytest.mark.parametrize("action", [actions.send_again, actions.mark_arrived, actions.settle_elsewhere])
@pytest.mark.parametrize("who", ["administrator", "stranger"])
def test_the_actions_ask_for_the_permission_themselves(case, people, action, who):
    with pytest.raises(NotAllowed):
        action(message=put("unknown", case=case), by=getattr(people, who))


def test_a_message_of_no_organisation_is_nobodys_to_decide(people):
    with pytest.raises(NotAllowed):
        actions.send_again(message=put("unknown"), by=people.manager)


def test_my_work_says_how_many_wait(case, people):
    assert work_for(people.manager) == []
    put("unknown", case=case)
    put("failed", case=case)
    (item,) = work_for(people.manager)
    assert item.sentence == "2 messages did not leave for certain: decide what to do"
    assert item.url == reverse("outbox")


def test_my_work_costs_the_same_however_many_wait(case, people, django_assert_num_queries):
    people.manager.permissions_by_organisation()
    put("unknown", case=case)
    with django_assert_num_queries(5):
        work_for(people.manager)
    for _each in range(5):
        put("failed", case=case)
    with django_assert_num_queries(5):
        work_for(people.manager)


def test_my_work_names_a_pdf_that_could_not_be_made(case, kind, people, media):
    pdf = want_pdf(kind=kind.registered, subject=case, case=case, by=people.manager)
    Pdf.objects.filter(pk=pdf.pk).update(state="failed", error="Too long.")
    (item,) = work_for(people.manager)
    assert item.sentence == f"A PDF you asked for could not be made: Report {case.reference}"
    assert work_for(people.officer) == []
    kind.told.words = "Shorter."
    want_pdf(kind=kind.registered, subject=case, case=case, by=people.manager)
    assert work_for(people.manager) == [], "a newer one takes its place"


def test_an_invitation_waits_for_those_who_look_after_people_and_for_nobody_else(page, decide, people):
    message = put("failed", organisation=people.organisation)
    Message.objects.filter(pk=message.pk).update(key="invitation-7")
    assert "amara@example.test" not in page("manager").content.decode()
    assert decide("manager", message, "send").status_code == 404
    assert not work_for(people.manager)
    (item,) = work_for(people.administrator)
    assert "The invitation to amara@example.test" in item.sentence
    assert item.url == f"/people/?organisation={people.organisation.pk}"
    assert "on its way again" in decide("administrator", message, "send").content.decode()

"""A decision between meetings on its pages, from asking for it to what the next meeting says of it."""

import uuid

import pytest
from django.urls import reverse

from cases.actions import answer_safety, withdraw
from cases.actions.record import SafetyAnswer
from cases.policies import step_in_force
from pag import actions
from pag.agenda.actions import add_other
from pag.models import AgendaItem, Decision
from pag.permissions import member_of
from tests.pag.pages import decide_url, text_of
from tests.pag.wording import WHY
from ui.dates import today

pytestmark = pytest.mark.django_db

SAID = {
    "considered": "What was raised today.",
    "listened_to": "yes",
    "listened_how": "They were rung.",
    "kinds": "advice",
    "decision": "A colleague sits in.",
    "rationale": "The least that keeps people safe.",
    "same_for_another": "yes",
    "system_part": "Nobody was on call.",
    "options-TOTAL_FORMS": "0",
    "options-INITIAL_FORMS": "0",
    "actions-TOTAL_FORMS": "0",
    "actions-INITIAL_FORMS": "0",
}


def test_from_asking_to_what_the_next_meeting_says(as_, case, group, manager, chair, member, plan, deputy):
    client = as_(manager)
    tab = reverse("case_group", args=[case.reference])
    new = reverse("between_new", args=[case.reference])
    assert new in text_of(client.get(tab))
    assert "no further meeting is planned" in text_of(client.get(new))
    assert client.post(new, {"why": "", "submission_key": uuid.uuid4()}).status_code == 422
    seat = member_of(group, member)
    answers = {"group": group.pk, "why": "<b>Now</b>", "members": seat.pk, "submission_key": uuid.uuid4()}
    client.post(new, answers)
    item = AgendaItem.objects.get()
    page = text_of(client.get(tab))
    assert "A decision between meetings is asked for" in page
    assert new not in page
    occasion = item.meeting.get_absolute_url()
    assert "&lt;b&gt;Now&lt;/b&gt;" in text_of(client.get(occasion))
    assert "Decision between meetings" not in text_of(client.get("/meetings/"))
    # Nothing of it opens before declaring; then it does.
    client = as_(chair)
    page = text_of(client.get(occasion))
    assert "First: do you have a conflict of interest?" in page
    assert "Now&lt;/b&gt;" not in page
    for person in (chair, member):
        actions.declare(item=item, answer="none", by=person)
    page = text_of(client.get(occasion))
    consulted = reverse("between_consulted", args=[item.meeting_id, item.pk])
    assert consulted in page
    assert "has declared, not consulted yet" in page
    # What is known so far can be kept; the decision waits until it is said of everybody.
    page = text_of(client.post(consulted, {"sent": "1"}, follow=True))
    assert "say also how Dr Robin Memberson was consulted" in page
    early = {**SAID, "submission_key": str(uuid.uuid4()), "checked": "1"}
    assert "Say first how Dr Robin Memberson was consulted" in text_of(client.post(decide_url(item), early))
    client.post(consulted, {f"how_{item.consulted.get().pk}": "phone"})
    # The existing form, without the quorum.
    page = text_of(client.get(decide_url(item)))
    assert "What is decided?" in page and "It is chosen" in page
    assert "What the group looked at" not in page and "The group chose it" not in page
    assert "Who took part" not in page
    typed = {**SAID, "submission_key": str(uuid.uuid4())}
    page = text_of(client.post(decide_url(item), typed))
    for said in ("Decided by", "Dr Robin Chairperson", "Dr Robin Memberson, clinical member (telephone)"):
        assert said in page
    assert "Deciding without a quorum" not in page
    client.post(decide_url(item), {**typed, "checked": "1"})
    decision = Decision.objects.get()
    assert "Not yet: the group says at its next meeting." in text_of(client.get(tab))
    assert "A colleague sits in." in text_of(client.get(occasion))
    _ratified(decision, plan(), deputy, chair, manager, as_)


def _ratified(decision, meeting, deputy, chair, manager, as_):
    """The deputy, who was not consulted, declares on the page of the meeting; then it is ratified."""
    deputys = as_(deputy)
    page = text_of(deputys.get(meeting.get_absolute_url()))
    assert f"To ratify. {decision.item.case.reference}" in page
    assert "A colleague" not in page
    assert "Decisions to ratify" in page
    url = reverse("ratify", args=[meeting.pk, decision.pk])
    assert deputys.get(url).status_code == 403
    deputys.post(reverse("meeting_declare", args=[meeting.pk]), {"none_with_any": "1"})
    assert deputys.get(url).status_code == 200
    client = as_(manager)
    add_other(meeting=meeting, title="Dates", words="", by=manager, submission_key=uuid.uuid4())
    actions.move_meeting(meeting=meeting, to="in_progress", by=manager)
    page = text_of(client.get(reverse("meeting_move", args=[meeting.pk]) + "?to=end"))
    assert url in page and "Item 1: Dates" in page and "is settled" not in page
    client = as_(chair)
    refused = client.post(url, {"outcome": "not_agreed", "words": ""})
    assert (refused.status_code, "what the group said" in text_of(refused)) == (422, True)
    client.post(url, {"outcome": "not_agreed", "words": "<i>Less</i>."})
    assert meeting.items.get().waits
    # The case is before them again: who has not declared on it anew reads nothing of it meanwhile.
    page = text_of(client.get(meeting.get_absolute_url()))
    assert "this is closed to you until you have declared" in page
    assert "Less" not in page
    client = as_(manager)
    page = text_of(client.get(meeting.get_absolute_url()))
    assert "Not agreed." in page
    assert "&lt;i&gt;Less&lt;/i&gt;." in page
    assert client.get(url).status_code == 302


def test_an_immediate_step_is_ended_on_the_page_of_the_meeting(as_, case, meeting, manager, chair):
    answer = SafetyAnswer(unsafe=True, step="No lists.", decided_by="Dr X", review_on=today())
    step = answer_safety(case=case, answer=answer, by=manager)
    client = as_(manager)
    assert reverse("case_put_on_agenda", args=[case.reference]) in text_of(
        client.get(meeting.get_absolute_url())
    )
    url = reverse("ratify_step", args=[meeting.pk, step.pk])
    assert client.get(url).status_code == 404
    actions.put_on_agenda(case=case, meeting=meeting, without_triage=WHY, by=manager)
    assert client.get(url).status_code == 200
    client.post(url, {"outcome": "ended", "words": "No longer needed."})
    assert step_in_force(case) is None
    page = text_of(client.get(meeting.get_absolute_url()))
    assert "It ends today." in page


def test_a_case_that_ended_meanwhile_says_so_and_can_be_called_off(as_, item, case, manager, chair, meeting):
    actions.declare(item=item, answer="none", by=chair)
    withdraw(case=case, reason="By mistake.", by=manager, submission_key=uuid.uuid4())
    client = as_(manager)
    page = text_of(client.get(meeting.get_absolute_url()))
    assert "This case was withdrawn meanwhile" in page
    assert reverse("agenda_take_off", args=[meeting.pk, item.pk]) in page
    client.post(reverse("agenda_take_off", args=[meeting.pk, item.pk]), {"reason": "Withdrawn."})
    assert "Nothing is on the agenda yet" in text_of(client.get(meeting.get_absolute_url()))

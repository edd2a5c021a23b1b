"""The pages of groups and meetings: what they show, to whom, and with how many queries."""

import datetime as dt
import re
import uuid

import pytest
from django.urls import reverse

from accounts.models import Draft
from audit.models import Event
from cases.actions import log_contact, receive_account, withdraw
from cases.models import Case
from pag import actions
from pag.actions import NewAction
from pag.forms.meeting import clock_time
from pag.models import AgendaItem, Decision, Group, GroupMember, Meeting
from tests.factories import make_organisation, make_person
from tests.pag.wording import WHY
from ui.dates import today

pytestmark = pytest.mark.django_db

CONTENT = "Records of three consultations were not complete."


@pytest.fixture
def as_(client):
    """Return a function that signs somebody in and gives the client."""

    def signs_in(person):
        client.force_login(person)
        return client

    return signs_in


def text_of(response):
    return response.content.decode()


def declare_url(meeting):
    return reverse("meeting_declare", args=[meeting.pk])


def decide_url(item):
    return reverse("decide", args=[item.meeting_id, item.position])


# Meetings


def test_the_list_shows_meetings_to_come_and_past(as_, manager, plan):
    plan(7)
    plan(-7, place="Old Room")
    page = text_of(as_(manager).get("/meetings/"))
    assert page.index("Room 1") < page.index("Old Room")
    assert "Plan a meeting" in page


def test_a_member_sees_the_meetings_of_their_group_and_plans_none(as_, member, meeting):
    client = as_(member)
    page = text_of(client.get("/meetings/"))
    assert reverse("meeting", args=[meeting.pk]) in page
    assert "Plan a meeting" not in page
    assert client.get("/meetings/new/").status_code == 404


@pytest.mark.parametrize("role", ["advisor", "lessons_lead", "assurance_reader", "administrator"])
def test_other_roles_find_no_meetings(as_, organisation, meeting, role):
    client = as_(make_person(role, organisation=organisation))
    assert client.get("/meetings/").status_code == 404
    assert client.get(f"/meetings/{meeting.pk}/").status_code == 404


@pytest.mark.parametrize("role", ["case_manager", "group_member", "responsible_officer"])
def test_another_organisation_learns_nothing(as_, item, role):
    client = as_(make_person(role, organisation=make_organisation()))
    for name, args in [
        ("meeting", [item.meeting_id]),
        ("meeting_item", [item.meeting_id, 1]),
        ("decide", [item.meeting_id, 1]),
        ("agenda_take_off", [item.meeting_id, 1]),
        ("agenda_step_back", [item.meeting_id, 1]),
        ("case_group", [item.case.reference]),
        ("case_put_on_agenda", [item.case.reference]),
        ("group", [item.meeting.group_id]),
    ]:
        assert client.get(reverse(name, args=args)).status_code == 404, name
    assert client.post(declare_url(item.meeting)).status_code == 404


def test_a_member_of_the_organisation_outside_the_group_sees_no_meeting(as_, organisation, meeting):
    outsider = make_person("group_member", organisation=organisation)
    client = as_(outsider)
    assert client.get(f"/meetings/{meeting.pk}/").status_code == 404
    assert reverse("meeting", args=[meeting.pk]) not in text_of(client.get("/meetings/"))


def meeting_answers(group, **changed):
    return {
        "group": group.pk,
        "day_day": "3",
        "day_month": "3",
        "day_year": "2027",
        "time": "2pm",
        "place": "Room 1",
        "link": "",
        "submission_key": str(uuid.uuid4()),
        **changed,
    }


def test_planning_a_meeting(as_, manager, group):
    answers = meeting_answers(group)
    client = as_(manager)
    for _click in range(2):
        response = client.post("/meetings/new/", answers)
    meeting = Meeting.objects.get()
    assert response.url == f"/meetings/{meeting.pk}/"
    assert (meeting.day, meeting.starts_at.hour) == (dt.date(2027, 3, 3), 14)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"time": "soon"}, "must be like 14:00"),
        ({"time": "25:00"}, "must be like 14:00"),
        ({"place": ""}, "a place, a link to join, or both"),
        ({"link": "javascript:alert(1)"}, "must start with https://"),
        (
            {"papers_due_day": "4", "papers_due_month": "3", "papers_due_year": "2027"},
            "on the day of the meeting or earlier",
        ),
    ],
)
def test_a_meeting_with_something_wrong_comes_back(as_, manager, group, changed, sentence):
    response = as_(manager).post("/meetings/new/", meeting_answers(group, **changed))
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert not Meeting.objects.exists()


def test_another_organisations_group_cannot_be_chosen(as_, group):
    stranger = make_person("case_manager", organisation=make_organisation())
    response = as_(stranger).post("/meetings/new/", meeting_answers(group))
    assert response.status_code == 422
    assert not Meeting.objects.exists()


def test_who_runs_meetings_moves_them_by_a_button(as_, manager, meeting, chair):
    url = reverse("meeting_move", args=[meeting.pk])
    as_(chair).post(url, {"to": "papers_out"})
    meeting.refresh_from_db()
    assert meeting.stage == "planned"
    as_(manager).post(url, {"to": "papers_out"})
    meeting.refresh_from_db()
    assert meeting.stage == "papers_out"


@pytest.mark.parametrize("to", ["closed", "nonsense", ""])
def test_other_stages_have_no_button(as_, manager, meeting, to):
    assert as_(manager).post(reverse("meeting_move", args=[meeting.pk]), {"to": to}).status_code == 404


# Declaring


def test_before_declaring_a_member_sees_reference_name_and_place_only(as_, item, case, member, manager):
    receive_account(
        case=case,
        text="My own words.",
        received_on=today(),
        how="letter",
        by=manager,
        submission_key=uuid.uuid4(),
    )
    AgendaItem.objects.filter(pk=item.pk).update(note="A note for the group.")
    page = text_of(as_(member).get(f"/meetings/{item.meeting_id}/"))
    for shown in (case.reference, "Dr Amara Okafor", "Invented Surgery"):
        assert shown in page
    for hidden in (CONTENT, "My own words", "A note for the group", "own account", "Quorum is", WHY):
        assert hidden not in page


@pytest.mark.parametrize("name", ["meeting_item", "decide", "agenda_step_back"])
def test_content_stays_closed_before_declaring(as_, item, chair, name):
    response = as_(chair).get(reverse(name, args=[item.meeting_id, 1]))
    assert response.status_code == 403
    assert "Declare on this item" in text_of(response)
    assert CONTENT not in text_of(response)


def test_none_with_any_opens_all_items_in_one_step(as_, item, member, meeting, manager, another_case):
    actions.put_on_agenda(case=another_case("Second"), meeting=meeting, without_triage=WHY, by=manager)
    client = as_(member)
    for _click in range(2):
        assert client.post(declare_url(meeting), {"none_with_any": "1"}).status_code == 302
    assert CONTENT in text_of(client.get(item.get_absolute_url()))
    assert client.get(reverse("meeting_item", args=[meeting.pk, 2])).status_code == 200


def test_one_by_one_each_item_is_answered(as_, item, member, meeting, manager, another_case):
    actions.put_on_agenda(case=another_case("Second"), meeting=meeting, without_triage=WHY, by=manager)
    client = as_(member)
    response = client.post(declare_url(meeting), {"answer_1": "none"})
    assert response.status_code == 422
    assert "conflict of interest with item 2" in text_of(response)
    response = client.post(declare_url(meeting), {"answer_1": "none", "answer_2": "yes"})
    assert "Say what the connection with item 2" in text_of(response)
    assert not item.declarations.exists()
    client.post(declare_url(meeting), {"answer_1": "none", "answer_2": "yes", "yes_2": "My cousin."})
    assert item.declarations.get().answer == "none"


def test_yes_and_none_with_any_contradict_each_other(as_, item, member, meeting):
    response = as_(member).post(
        declare_url(meeting), {"answer_1": "yes", "yes_1": "My cousin.", "none_with_any": "1"}
    )
    assert response.status_code == 422
    assert "My cousin." in text_of(response)
    assert not item.declarations.exists()


def test_a_recused_item_is_gone_for_that_person(as_, item, member, meeting, manager, another_case, case):
    actions.put_on_agenda(case=another_case("Second"), meeting=meeting, without_triage=WHY, by=manager)
    client = as_(member)
    client.post(declare_url(meeting), {"answer_1": "unsure", "unsure_1": "A friend?", "answer_2": "none"})
    page = text_of(client.get(f"/meetings/{meeting.pk}/"))
    for gone in (case.reference, "Okafor", CONTENT):
        assert gone not in page
    assert "Second" in page
    for name in ("meeting_item", "decide", "agenda_take_off", "agenda_step_back"):
        assert client.get(reverse(name, args=[meeting.pk, 1])).status_code == 404
    assert client.get(reverse("case_group", args=[case.reference])).status_code == 404
    assert case.reference not in text_of(client.get("/cases/"))
    assert "1 case" in text_of(client.get("/meetings/"))


def test_stepping_back_later_closes_the_item(as_, item, member, meeting):
    client = as_(member)
    client.post(declare_url(meeting), {"none_with_any": "1"})
    url = reverse("agenda_step_back", args=[meeting.pk, 1])
    assert client.post(url, {"statement": ""}).status_code == 422
    assert client.post(url, {"statement": "I know the patient."}).status_code == 302
    assert client.get(item.get_absolute_url()).status_code == 404


def test_the_chair_and_the_manager_see_who_takes_no_part(as_, item, member, chair, manager, meeting):
    actions.declare(item=item, answer="yes", statement="My <b>cousin</b>.", by=member)
    actions.declare(item=item, answer="none", by=chair)
    page = text_of(as_(chair).get(f"/meetings/{meeting.pk}/"))
    assert "Not taking part" in page
    assert "My &lt;b&gt;cousin&lt;/b&gt;." in page
    page = text_of(as_(manager).get(f"/meetings/{meeting.pk}/"))
    assert "Memberson" in page
    assert "cousin" not in page


def test_other_members_do_not_see_who_takes_no_part(as_, item, member, join, meeting):
    other = join("lay", "Layperson")
    actions.declare(item=item, answer="yes", statement="My cousin.", by=member)
    actions.declare(item=item, answer="none", by=other)
    page = text_of(as_(other).get(f"/meetings/{meeting.pk}/"))
    assert "Not taking part" not in page
    assert "cousin" not in page


# Reading


def test_a_declared_member_reads_account_concern_and_note(as_, item, case, member, manager):
    receive_account(
        case=case,
        text="My <script>own</script> words.",
        received_on=today(),
        how="letter",
        by=manager,
        submission_key=uuid.uuid4(),
    )
    AgendaItem.objects.filter(pk=item.pk).update(note="A note for the group.")
    actions.declare(item=item, answer="none", by=member)
    page = text_of(as_(member).get(item.get_absolute_url()))
    for shown in ("My &lt;script&gt;own&lt;/script&gt; words.", CONTENT, "A note for the group.", WHY):
        assert shown in page
    assert "colleague" not in page.lower()
    assert Event.objects.filter(kind="case.looked", actor_key=member.pk, case_key=case.pk).count() == 1


def test_readiness_is_said_in_words(as_, item, manager, member):
    page = text_of(as_(manager).get(f"/meetings/{item.meeting_id}/"))
    for line in (
        "No triage yet",
        "No account from the practitioner yet",
        "No documents",
        "0 of 2 members declared",
    ):
        assert line in page
    assert "2 of 2 voting members can take part" in page
    assert "a peer (doctor), a lay member" in page


@pytest.mark.parametrize("number", [0, 2, 99])
def test_an_item_that_is_not_there_is_not_found(as_, item, manager, number):
    assert as_(manager).get(f"/meetings/{item.meeting_id}/items/{number}/").status_code == 404


# Deciding


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
        "actions-TOTAL_FORMS": "1",
        "actions-INITIAL_FORMS": "0",
        **changed,
    }


def an_action(**changed):
    facts = {"what": "Find a mentor", "owner": "", "owner_name": "Practice manager"}
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
        "Enter the name of the investigator",
        "Enter the date the terms of reference follow",
        "Answer “Why is the report asked for?”",
        "Enter the adjourned until",
        "Answer “What is the group waiting for?”",
        "Choose the owner, or write the name of somebody else",
        "Due date must be",
    ):
        assert sentence in page
    assert "A mentor for three months." in page
    assert not Decision.objects.exists()


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


def test_another_action_without_javascript_checks_nothing_yet(as_, item, manager):
    response = as_(manager).post(
        decide_url(item), decision_answers(rationale="", **{"actions-another": "1"}) | an_action()
    )
    page = text_of(response)
    assert response.status_code == 200
    assert "There is a problem" not in page
    assert 'name="actions-1-what"' in page
    assert "Find a mentor" in page


def test_a_second_persons_words_are_kept(as_, item, manager, chair, record):
    record("advice")
    actions.declare(item=item, answer="none", by=chair)
    response = as_(chair).post(decide_url(item), decision_answers(rationale="Mine, typed at length."))
    page = text_of(response)
    assert response.status_code == 422
    assert "Mine, typed at length." in page
    assert "The notes have improved" in page


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


# Off the agenda, onto it, and the tab


def test_taking_off_asks_why(as_, item, manager, member):
    url = reverse("agenda_take_off", args=[item.meeting_id, 1])
    client = as_(manager)
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "Not ready."}).status_code == 302
    assert not AgendaItem.objects.live().exists()
    actions.put_on_agenda(case=item.case, meeting=item.meeting, without_triage=WHY, by=manager)
    actions.declare(item=AgendaItem.objects.live().get(), answer="none", by=member)
    assert as_(member).get(url).status_code == 403


def test_putting_on_an_agenda_from_the_case(as_, manager, case, meeting):
    url = reverse("case_put_on_agenda", args=[case.reference])
    client = as_(manager)
    response = client.post(url, {"meeting": meeting.pk, "without_triage": "", "note": ""})
    assert response.status_code == 422
    response = client.post(url, {"meeting": meeting.pk, "without_triage": "Urgent.", "note": ""})
    assert response.url == f"/meetings/{meeting.pk}/"
    assert "On the agenda" in text_of(client.get(reverse("case_group", args=[case.reference])))


def test_without_a_meeting_the_page_says_so(as_, manager, case):
    page = text_of(as_(manager).get(reverse("case_put_on_agenda", args=[case.reference])))
    assert "No meeting is planned" in page


def test_only_who_runs_meetings_puts_a_case_on(as_, item, case, member):
    actions.declare(item=item, answer="none", by=member)
    client = as_(member)
    assert client.get(reverse("case_put_on_agenda", args=[case.reference])).status_code == 403
    assert "Put on an agenda" not in text_of(client.get(reverse("case_group", args=[case.reference])))


def test_the_tab_says_how_long_the_practitioner_waits(as_, case, plan, manager, decision, chair):
    item = actions.put_on_agenda(case=case, meeting=plan(-7), without_triage=WHY, by=manager)
    actions.record_decision(item=item, decision=decision("advice"), by=manager, submission_key=uuid.uuid4())
    url = reverse("case_group", args=[case.reference])
    client = as_(manager)
    assert "Waiting to be told: the group met 5 working days ago" in text_of(client.get(url))
    log_contact(
        case=case,
        how="phone",
        on=today(),
        summary="Called.",
        told=True,
        listened=False,
        by=manager,
        submission_key=uuid.uuid4(),
    )
    assert "5 working days after the meeting" in text_of(client.get(url))


def test_an_owner_says_that_an_action_is_done(as_, item, record, manager, member, case):
    actions.declare(item=item, answer="none", by=member)
    action = record("advice", actions=[NewAction(what="Do it", due_on=today(), owner=member)]).actions.get()
    url = reverse("group_action_done", args=[case.reference, action.pk])
    client = as_(member)
    assert "It is done" in text_of(client.get(reverse("case_group", args=[case.reference])))
    for _click in range(2):
        assert client.post(url).status_code == 302
    action.refresh_from_db()
    assert action.done_by == member
    assert client.post(reverse("group_action_done", args=[case.reference, 999999])).status_code == 404


# Groups


def test_an_administrator_sets_up_a_group_and_its_members(as_, organisation, administrator):
    client = as_(administrator)
    answers = {
        "organisation": organisation.pk,
        "name": "Professional Standards Group",
        "abbreviation": "PSG",
        "kind": "psg",
        "submission_key": str(uuid.uuid4()),
    }
    response = client.post("/groups/new/", answers)
    group = Group.objects.get()
    person = make_person("group_member", organisation=organisation, last_name="Newcomer")
    answers = {
        "person": person.pk,
        "kind": "peer",
        "discipline": "dentist",
        "voting": "yes",
        "starts_on_day": "1",
        "starts_on_month": "1",
        "starts_on_year": "2026",
    }
    client.post(response.url, answers)
    assert "Peer (dentist" in text_of(client.get(f"/groups/{group.pk}/"))
    member = GroupMember.objects.get()
    end = reverse("group_member_end", args=[group.pk, member.pk])
    wrong = {"ends_on_day": "1", "ends_on_month": "1", "ends_on_year": "2025"}
    assert client.post(end, wrong).status_code == 422
    client.post(end, {"ends_on_day": "2", "ends_on_month": "1", "ends_on_year": "2026"})
    assert "Former members" in text_of(client.get(f"/groups/{group.pk}/"))
    assert "0 members" in text_of(client.get("/groups/"))


def test_a_second_chair_is_refused_in_words(as_, administrator, group, chair, organisation):
    person = make_person("group_member", organisation=organisation)
    answers = {
        "person": person.pk,
        "kind": "chair",
        "voting": "yes",
        "starts_on_day": "1",
        "starts_on_month": "1",
        "starts_on_year": "2030",
    }
    response = as_(administrator).post(f"/groups/{group.pk}/", answers)
    assert response.status_code == 422
    assert "one chair at a time" in text_of(response)


@pytest.mark.parametrize("role", ["case_manager", "group_member", "advisor"])
def test_groups_are_kept_by_administrators_only(as_, organisation, group, role):
    client = as_(make_person(role, organisation=organisation))
    for url in ("/groups/", "/groups/new/", f"/groups/{group.pk}/"):
        assert client.get(url).status_code == 404


def test_an_administrator_sees_no_meeting(as_, administrator, meeting):
    assert as_(administrator).get(f"/meetings/{meeting.pk}/").status_code == 404


# Queries


@pytest.mark.parametrize("cases", [1, 12])
def test_the_meeting_page_takes_the_same_queries_whatever_is_on_it(
    as_, cases, manager, meeting, chair, member, join, another_case, django_assert_num_queries
):
    join("peer", "Peerson", discipline="doctor")
    for number in range(cases):
        item = actions.put_on_agenda(
            case=another_case(f"Number{number}"), meeting=meeting, without_triage=WHY, by=manager
        )
        actions.declare(item=item, answer="none", by=chair)
    client = as_(chair)
    with django_assert_num_queries(20):
        assert client.get(f"/meetings/{meeting.pk}/").status_code == 200


@pytest.mark.parametrize("number", [1, 12])
def test_the_list_of_meetings_takes_the_same_queries(as_, number, manager, plan, django_assert_num_queries):
    for days in range(number):
        plan(days)
        plan(-days - 1)
    client = as_(manager)
    with django_assert_num_queries(11):
        assert client.get("/meetings/").status_code == 200


@pytest.mark.parametrize("decisions", [1, 4])
def test_the_tab_takes_the_same_queries(
    as_, decisions, manager, case, plan, decision, django_assert_num_queries
):
    for number in range(decisions):
        item = actions.put_on_agenda(case=case, meeting=plan(number - 9), without_triage=WHY, by=manager)
        actions.record_decision(
            item=item,
            decision=decision("adjourn"),
            actions=[NewAction(what="Do it", due_on=today(), owner=manager)] * 3,
            by=manager,
            submission_key=uuid.uuid4(),
        )
    assert Case.objects.get(pk=case.pk).stage == "with_group"
    client = as_(manager)
    with django_assert_num_queries(20):
        assert client.get(reverse("case_group", args=[case.reference])).status_code == 200


# What somebody else did meanwhile


def test_taking_off_what_was_decided_meanwhile_is_refused_in_words(as_, item, manager, record):
    record("advice")
    response = as_(manager).post(
        reverse("agenda_take_off", args=[item.meeting_id, 1]), {"reason": "Not ready."}
    )
    assert response.status_code == 422
    assert "no longer open" in text_of(response)
    assert "Not ready." in text_of(response)


def test_putting_on_a_second_agenda_is_refused_in_words(as_, item, case, manager, plan):
    url = reverse("case_put_on_agenda", args=[case.reference])
    response = as_(manager).post(
        url, {"meeting": plan(7).pk, "without_triage": WHY, "note": "Please read first."}
    )
    assert response.status_code == 422
    assert "already" in text_of(response)
    assert "Please read first." in text_of(response)


def test_deciding_on_a_withdrawn_case_keeps_what_was_typed(as_, item, case, manager):
    withdraw(case=case, reason="By mistake.", submission_key=uuid.uuid4(), by=manager)
    response = as_(manager).post(decide_url(item), decision_answers(rationale="Typed at length."))
    assert response.status_code == 422
    assert "Open it again" in text_of(response)
    assert "Typed at length." in text_of(response)
    client = as_(manager)
    assert "Withdrawn" in text_of(client.get(f"/meetings/{item.meeting_id}/"))
    assert "Put on an agenda" not in text_of(client.get(reverse("case_group", args=[case.reference])))


def test_a_move_that_the_table_does_not_know_is_said(as_, manager, meeting):
    client = as_(manager)
    url = reverse("meeting_move", args=[meeting.pk])
    client.post(url, {"to": "in_progress"})
    response = client.post(url, {"to": "papers_out"}, follow=True)
    assert "cannot go to “Papers out”" in text_of(response)


def test_two_groups_of_one_name_are_refused_in_words(as_, administrator, group, organisation):
    answers = {
        "organisation": organisation.pk,
        "name": group.name,
        "abbreviation": "P",
        "kind": "pag",
        "submission_key": str(uuid.uuid4()),
    }
    response = as_(administrator).post("/groups/new/", answers)
    assert response.status_code == 422
    assert "another name" in text_of(response)


def test_dates_of_a_new_membership_come_in_order(as_, administrator, group, organisation):
    answers = {
        "person": make_person("group_member", organisation=organisation).pk,
        "kind": "lay",
        "voting": "no",
        "starts_on_day": "2",
        "starts_on_month": "1",
        "starts_on_year": "2030",
        "ends_on_day": "1",
        "ends_on_month": "1",
        "ends_on_year": "2030",
    }
    response = as_(administrator).post(f"/groups/{group.pk}/", answers)
    assert response.status_code == 422
    assert "last day cannot come before the first" in text_of(response)
    assert not group.members.exists()


def test_an_action_with_two_owners_is_refused(as_, item, manager):
    response = as_(manager).post(decide_url(item), decision_answers() | an_action(owner=str(manager.pk)))
    assert response.status_code == 422
    assert "not both" in text_of(response)


def test_adjourning_to_the_past_is_refused_at_the_field(as_, item, manager):
    facts = {"adjourned_until_day": "1", "adjourned_until_month": "1", "adjourned_until_year": "2020"}
    response = as_(manager).post(
        decide_url(item), decision_answers(kinds=["adjourn"], adjourned_for="Papers.", **facts)
    )
    assert response.status_code == 422
    assert "Adjourned until must be after" in text_of(response)


@pytest.mark.parametrize("typed", ["9am", "09:00", "9.00", "9:00 AM"])
def test_times_are_understood_as_people_type_them(typed):
    assert clock_time(typed) == dt.time(9)


@pytest.mark.parametrize("typed", ["9", "13pm", "0am", "12:60", "noon", ""])
def test_other_times_are_not_guessed(typed):
    assert clock_time(typed) is None

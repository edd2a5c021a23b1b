"""The pages of a case, used as a browser without JavaScript uses them."""

import datetime as dt
import re
import uuid

import pytest

from accounts.models import Draft, Membership
from cases import actions
from cases.models import Case, CaseSummary, Practitioner
from cases.policies import Owed, Way
from tests.factories import make_case, make_organisation, make_person, make_practitioner
from tests.ui.html import Html
from ui.dates import today


def day_boxes(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def whole_form(page, **changes):
    """Return a filled "record a concern" form with the hidden fields of the page."""
    key = re.search(r'name="submission_key" value="([^"]+)"', page).group(1)
    organisation = re.search(r'name="organisation" value="([^"]+)"', page).group(1)
    return {
        "organisation": organisation,
        "submission_key": key,
        "who": "new",
        "title": "Dr",
        "first_name": "Ọlámidé",
        "last_name": "Adéyẹmí",
        "discipline": "doctor",
        "regulator": "GMC",
        "registration_number": "765",
        "route": "performers_lists",
        "category": "conduct",
        "summary": "Two patients waited without being told why.",
        "source": "patient",
        "source_detail": "",
        "unsafe": "no",
        "connection": "none",
        **day_boxes("concern_received_on", today()),
        **changes,
    }


OWED = Owed("Dr Okafor has not been told.", (Way("Write & send the letter", "/letters-of-okafor/"),))


@pytest.fixture
def blank(signed_in):
    return signed_in.get("/cases/new/").content.decode()


def test_recording_a_concern_opens_a_case_and_warns_of_a_number_of_another_shape(signed_in, blank):
    response = signed_in.post("/cases/new/", whole_form(blank), follow=True)
    case = Case.objects.get()
    assert response.redirect_chain[-1][0] == f"/cases/{case.reference}/"
    done, note = response.content.decode().split("Please note")
    assert "does not look like a GMC number" in note
    assert "Done" in done, "what was done comes first"
    assert case.practitioner.name == "Dr Ọlámidé Adéyẹmí"


def test_a_second_click_on_the_same_page_opens_no_second_case(signed_in, blank):
    for _ in range(2):
        signed_in.post("/cases/new/", whole_form(blank, same_as=""))
    assert Case.objects.count() == Practitioner.objects.count() == 1


def test_what_is_missing_is_said_and_what_was_typed_stays(signed_in, blank):
    response = signed_in.post(
        "/cases/new/", whole_form(blank, summary="", unsafe="yes", decided_by="Dr Hale")
    )
    page = response.content.decode()
    assert response.status_code == 422
    for sentence in ("Enter what was raised", "Enter the immediate step"):
        assert sentence in page
    assert 'value="Dr Hale"' in page
    assert 'value="Adéyẹmí"' in page
    assert not Case.objects.exists()


def test_a_likely_duplicate_is_asked_about_once(signed_in, blank, manager, organisation):
    known = make_practitioner(
        by=manager,
        organisation=organisation,
        first_name="Ọlámidé",
        last_name="Adéyẹmí",
        registration_number="",
    )
    response = signed_in.post("/cases/new/", whole_form(blank))
    assert response.status_code == 422
    assert "Somebody like this is recorded already" in response.content.decode()
    signed_in.post("/cases/new/", whole_form(blank, same_as=known.pk))
    assert Case.objects.get().practitioner == known
    assert Practitioner.objects.count() == 1


def test_saying_that_it_is_somebody_else_records_a_second_practitioner(
    signed_in, blank, manager, organisation
):
    make_practitioner(by=manager, organisation=organisation, first_name="Ọlámidé", last_name="Adéyẹmí")
    signed_in.post("/cases/new/", whole_form(blank, same_as=""))
    assert Practitioner.objects.count() == 2


def test_those_who_record_no_cases_get_no_page(client, organisation):
    client.force_login(make_person("advisor", organisation=organisation))
    assert client.get("/cases/new/").status_code == 404


@pytest.mark.parametrize(
    ("page", "answers", "said"),
    [
        ("notes/new", {"text": "Rang the practice.", "topic": "general"}, "Rang the practice."),
        (
            "contacts/new",
            {"how": "phone", "summary": "Explained the next step.", "told": "on", "topic": "general"},
            "Explained the next step.",
        ),
        (
            "account/new",
            {"text": "I had worked eleven hours.", "how": "letter"},
            "I had worked eleven hours.",
        ),
        (
            "safety",
            {"unsafe": "yes", "step": "A colleague sits in.", "decided_by": "Dr Hale"},
            "A colleague sits in.",
        ),
        (
            "concerns/new",
            {"category": "conduct", "summary": "A further matter.", "source": "colleague"},
            "A further matter.",
        ),
        (
            "representative/new",
            {"name": "Ms Chaudhry", "consent_scope": "All letters."},
            "Ms Chaudhry",
        ),
    ],
)
def test_what_is_written_down_shows_on_the_case(signed_in, case, page, answers, said):
    address = f"/cases/{case.reference}/{page}/"
    blank = signed_in.get(address).content.decode()
    keys = dict(re.findall(r'name="(submission_key|version)" value="([^"]+)"', blank))
    days = {}
    for name in ("on", "received_on", "review_on", "concern_received_on", "consent_from"):
        days |= day_boxes(name, today())
    response = signed_in.post(address, {**keys, **days, **answers}, follow=True)
    assert response.redirect_chain == [(f"/cases/{case.reference}/", 302)]
    assert said in response.content.decode()


def test_html_in_a_note_is_shown_as_text(signed_in, case):
    address = f"/cases/{case.reference}/notes/new/"
    key = re.search(r'name="submission_key" value="([^"]+)"', signed_in.get(address).content.decode()).group(
        1
    )
    signed_in.post(address, {"submission_key": key, "topic": "general", "text": "<script>alert(1)</script>"})
    page = signed_in.get(f"/cases/{case.reference}/").content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_second_of_two_people_sees_both_versions_and_loses_nothing(signed_in, client, case):
    address = f"/cases/{case.reference}/practitioner/"
    form = {"title": "Dr", "last_name": "Okafor", "discipline": "doctor", "version": "1"}
    assert signed_in.post(address, {**form, "phone": "01632 960001"}).status_code == 302
    response = signed_in.post(address, {**form, "phone": "01632 960002"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "01632 960001" in page
    assert 'value="01632 960002"' in page
    again = {
        **form,
        "phone": "01632 960002",
        "version": re.search(r'name="version" value="(\d+)"', page).group(1),
    }
    assert signed_in.post(address, again).status_code == 302
    case.practitioner.refresh_from_db()
    assert case.practitioner.phone == "01632 960002"


def test_a_draft_kept_while_typing_is_there_after_signing_in_again(client, case, manager):
    address = f"/cases/{case.reference}/notes/new/"
    client.force_login(manager)
    draft_url = re.search(r'data-draft-url="([^"]+)"', client.get(address).content.decode()).group(1)
    answer = client.post(draft_url, {"text": "Half a sent", "csrfmiddlewaretoken": "x"})
    assert re.fullmatch(r"\d\d:\d\d", answer.json()["saved_at"])
    client.logout()
    client.force_login(manager)
    page = client.get(address).content.decode()
    assert "Half a sent" in page
    assert "This is what you had typed" in page
    key = re.search(r'name="submission_key" value="([^"]+)"', page).group(1)
    client.post(address, {"text": "A whole sentence.", "topic": "general", "submission_key": key})
    assert not Draft.objects.exists()


def test_somebody_else_s_draft_is_never_shown(client, case, manager, organisation):
    Draft.objects.keep(manager, f"AddNote:{case.reference}", "text=Private+thoughts")
    client.force_login(make_person("case_manager", organisation=organisation))
    assert "Private thoughts" not in client.get(f"/cases/{case.reference}/notes/new/").content.decode()


def test_closing_lists_what_is_owed_and_refuses_in_words(signed_in, case, monkeypatch):
    monkeypatch.setattr("cases.policies._closing_checks", [lambda _case: [OWED]])
    address = f"/cases/{case.reference}/close/"
    page = signed_in.get(address).content.decode()
    assert "Dr Okafor has not been told." in page
    assert '<a class="nhsuk-link" href="/letters-of-okafor/">Write &amp; send the letter</a>' in page
    assert "closing_note" not in page
    Case.objects.filter(pk=case.pk).update(stage="outcome")
    response = signed_in.post(address, {"closing": "learning", "closing_note": "Agreed by hand."})
    assert response.status_code == 422
    assert "This case cannot close yet" in response.content.decode()
    assert "Agreed by hand." in response.content.decode()


def test_what_may_go_on_is_named_and_the_case_can_close(signed_in, case, monkeypatch):
    monkeypatch.setattr("cases.policies._closing_checks", [])
    monkeypatch.setattr("cases.policies._reminders", [lambda _case: [OWED]])
    page = signed_in.get(f"/cases/{case.reference}/close/").content.decode()
    assert "/letters-of-okafor/" in page
    assert "closing_note" in page


OWED_AT = {
    "received": ("still to be written: nobody has been asked", ["triage/", "withdraw/"]),
    "with_group": ("has still to decide about it", ["group/"]),
    "investigation": ("at “Investigation”: say first what came of it", ["conclude/"]),
    "monitoring": ("at “Monitoring”: say first what came of it", ["conclude/"]),
}


@pytest.mark.parametrize("stage", OWED_AT)
def test_where_a_case_cannot_close_the_page_says_how_it_goes_on(signed_in, case, stage):
    Case.objects.filter(pk=case.pk).update(stage=stage)
    shown = Html(signed_in.get(f"/cases/{case.reference}/close/").content.decode())
    sentence, ways = OWED_AT[stage]
    assert sentence in shown.text(".app-warning")
    links = [link.get("href") for link in shown.all(".app-warning a")]
    assert links == [f"/cases/{case.reference}/{way}" for way in ways]
    for link in links:
        assert signed_in.get(link).status_code == 200


def concluded(case, **changes):
    return {
        "came_of": "The records were complete in nine of ten.",
        "told_how": "phone",
        **day_boxes("told_on", today()),
        "submission_key": "7a1f4b0e-1111-4222-8333-444455556666",
        **changes,
    }


@pytest.mark.parametrize("stage", ["investigation", "monitoring"])
def test_an_investigation_is_finished_once_the_practitioner_was_told(signed_in, case, stage):
    Case.objects.filter(pk=case.pk).update(stage=stage)
    overview = Html(signed_in.get(f"/cases/{case.reference}/").content.decode())
    address = f"/cases/{case.reference}/conclude/"
    links = [link.get("href") for link in overview.all("main a")]
    assert address in links
    assert f"/cases/{case.reference}/group/" in links
    assert f"The {stage} is finished" in signed_in.get(address).content.decode()
    for _click in range(2):
        assert signed_in.post(address, concluded(case)).status_code == 302
    case.refresh_from_db()
    assert case.stage == "outcome"
    assert case.notes.get().text == f"What came of the {stage}: The records were complete in nine of ten."
    contact = case.contacts.get()
    assert (contact.told, contact.how, contact.on) == (True, "phone", today())
    assert case.summary.last_told_on == today()


def test_nobody_concludes_before_the_practitioner_was_told(signed_in, case):
    Case.objects.filter(pk=case.pk).update(stage="investigation")
    tomorrow = today() + dt.timedelta(days=1)
    for changes in ({"told_how": ""}, day_boxes("told_on", tomorrow), {"came_of": ""}):
        response = signed_in.post(f"/cases/{case.reference}/conclude/", concluded(case, **changes))
        assert response.status_code == 422
    case.refresh_from_db()
    assert (case.stage, case.notes.count(), case.contacts.count()) == ("investigation", 0, 0)


@pytest.mark.parametrize("stage", ["received", "triage", "with_group", "outcome"])
def test_where_nothing_is_looked_into_nothing_is_finished(signed_in, case, stage):
    Case.objects.filter(pk=case.pk).update(stage=stage)
    address = f"/cases/{case.reference}/conclude/"
    assert address not in signed_in.get(f"/cases/{case.reference}/").content.decode()
    assert "nothing to finish here" in signed_in.get(address).content.decode()
    response = signed_in.post(address, concluded(case))
    assert response.status_code == 422
    assert "nine of ten" in response.content.decode()
    assert not case.notes.exists()


def test_a_note_that_only_some_may_read_says_so(signed_in, case, manager):
    for topic in ("general", "health"):
        actions.note(case=case, text=f"A {topic} note.", topic=topic, by=manager, submission_key=uuid.uuid4())
    shown = Html(signed_in.get(f"/cases/{case.reference}/").content.decode())
    assert [each.text for each in shown.all(".app-entry__about .nhsuk-tag")] == ["Health"]


def test_withdrawing_and_opening_again(signed_in, case):
    address = f"/cases/{case.reference}/withdraw/"
    key = re.search(r'name="submission_key" value="([^"]+)"', signed_in.get(address).content.decode()).group(
        1
    )
    signed_in.post(address, {"reason": "Recorded by mistake.", "submission_key": key})
    case.refresh_from_db()
    assert case.stage == "withdrawn"
    assert "Recorded by mistake." in signed_in.get(f"/cases/{case.reference}/").content.decode()
    again = f"/cases/{case.reference}/reopen/"
    assert "goes back to the start" in signed_in.get(again).content.decode()
    assert signed_in.post(again, {"reason": ""}).status_code == 422
    for _ in range(2):
        signed_in.post(again, {"reason": "It was raised again.", "submission_key": str(uuid.uuid4())})
    case.refresh_from_db()
    assert case.stage == "received"
    assert [note.text for note in case.notes.filter(text__startswith="Opened")] == [
        "Opened again: It was raised again."
    ]


def test_a_person_without_leave_to_run_cases_sees_no_such_links(client, case, organisation):
    lead = make_person("lessons_lead", organisation=organisation)
    Case.objects.filter(pk=case.pk).update(first_with_group_on=today())
    client.force_login(lead)
    page = client.get(f"/cases/{case.reference}/").content.decode()
    assert "Add a note" not in page
    assert "Is anyone unsafe today? Answered" in page
    assert "<p>No.</p>" in page
    assert "amara.okafor@example.test" not in page
    assert client.get(f"/cases/{case.reference}/notes/new/").status_code == 403


def test_handing_over_on_leave_gives_every_open_case_and_shows_no_content(client, manager, organisation):
    cases = [make_case(by=manager) for _ in range(2)]
    to = make_person("case_manager", organisation=organisation)
    client.force_login(make_person("administrator", organisation=organisation))
    address = f"/people/{manager.pk}/hand-over/"
    page = client.get(address).content.decode()
    assert "manages 2 open cases" in page
    assert cases[0].reference not in page
    assert "Okafor" not in page
    client.post(address, {"to": to.pk})
    assert {case.manager for case in Case.objects.all()} == {to}


def test_the_overview_asks_the_same_number_of_questions_however_much_is_on_it(
    signed_in, case, manager, django_assert_max_num_queries
):
    import uuid

    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from cases import actions

    with CaptureQueriesContext(
        connection,
    ) as few:
        signed_in.get(f"/cases/{case.reference}/")
    for number in range(8):
        actions.note(case=case, text=f"Note {number}", by=manager, submission_key=uuid.uuid4())
        actions.log_contact(
            case=case,
            how="phone",
            on=today() - dt.timedelta(days=number),
            summary="Rang.",
            told=True,
            listened=False,
            by=manager,
            submission_key=uuid.uuid4(),
        )
    with CaptureQueriesContext(connection) as many:
        signed_in.get(f"/cases/{case.reference}/")
    assert len(many) == len(few)


def test_who_may_see_a_restricted_case_is_chosen_by_name_and_role(client, case, organisation, manager):
    officer = make_person("responsible_officer", organisation=organisation)
    both = make_person("advisor", "lessons_lead", organisation=organisation, last_name="Twice")
    unseeing = [
        make_person(role, organisation=organisation, last_name=role)
        for role in ("administrator", "assurance_reader")
    ]
    reader = make_person("case_manager", organisation=organisation, last_name="Reader")
    elsewhere = make_organisation()
    Membership.objects.create(person=both, organisation=elsewhere, role="administrator", starts_on=today())
    actions.assign_advisor(case=case, advisor=both, by=manager)
    client.force_login(officer)
    shown = Html(client.get(f"/cases/{case.reference}/restrict/").content.decode())
    hints = {
        shown.text(f"label[for='{box.get('id')}']"): shown.described(f"#{box.get('id')}")
        for box in shown.all("input[name='people']")
    }
    assert hints[both.name] == "Professional advisor, Lessons lead. Is to declare on it"
    assert hints[reader.name] == "Case manager. Reads it now"
    # The case manager and whoever restricts it always see it; others see no case, whoever asks.
    assert hints.keys().isdisjoint(person.name for person in (manager, officer, *unseeing))
    address = f"/cases/{case.reference}/restrict/"
    assert client.post(address, {"people": [unseeing[0].pk]}).status_code == 422
    assert client.post(address, {"people": [both.pk]}).status_code == 302
    shown = Html(client.get(address).content.decode())
    assert [box.get("value") for box in shown.all("input[name='people']") if "checked" in box.attrib] == [
        str(both.pk)
    ]
    overview = client.get(f"/cases/{case.reference}/").content.decode()
    assert "Change who may see it" in overview
    assert both.name in overview.split("Restricted to")[1].split("</p>")[0]


def test_the_pastoral_contact_s_address_is_a_link_and_the_number_none(signed_in, case):
    CaseSummary.objects.filter(case=case).update(
        pastoral_contact="Mrs Jo Hill", pastoral_reach="01632 960 111, jo@hill.test"
    )
    shown = Html(signed_in.get(f"/cases/{case.reference}/").content.decode())
    (fact,) = (
        fact for fact in shown.all(".app-facts__fact") if "Pastoral contact" in "".join(fact.itertext())
    )
    assert [link.get("href") for link in fact.iter("a")] == ["mailto:jo@hill.test"]
    assert [line.text for line in fact.iter("span")] == ["01632 960 111"]


@pytest.mark.parametrize(
    ("key", "page", "words"),
    [
        ("AddNote:{}", "notes/new/", "Start again with an empty form"),
        ("NewCase", "", "Start again with an empty form"),
        ("ChangeDetails:{}", "details/", "Start again from what is saved"),
        ("SavePlan:{}", "support/plan/", "Start again with an empty form"),
    ],
)
def test_starting_again_says_what_one_starts_from(signed_in, case, manager, key, page, words):
    Draft.objects.keep(manager, key.format(case.reference), "number=1")
    address = f"/cases/{case.reference}/{page}" if page else "/cases/new/"
    assert words in signed_in.get(address).content.decode()


def end_manager(manager, client, organisation):
    """End the manager's role as the administrator does, and return what the browser shows then."""
    client.force_login(make_person("administrator", organisation=organisation))
    return client.post(f"/people/roles/{manager.memberships.get().pk}/end/", follow=True)


def test_the_end_of_a_manager_s_role_names_their_cases_and_leads_to_the_hand_over(
    client, case, manager, organisation
):
    make_case(by=manager)
    admin = make_person("administrator", organisation=organisation)
    to = make_person("case_manager", organisation=organisation)
    client.force_login(admin)
    address = f"/people/roles/{manager.memberships.get().pk}/end/"
    shown = Html(client.get(address).content.decode())
    assert "They manage 2 open cases, as" in shown.text(".app-warning")
    assert case.reference not in shown.text("main")
    assert f"/people/{manager.pk}/hand-over/" in shown.one(".app-warning a").get("href")
    response = client.post(address, follow=True)
    assert response.redirect_chain[-1][0].startswith(f"/people/{manager.pk}/hand-over/")
    assert "2 open cases still in their name" in client.get("/people/").content.decode()
    client.post(response.redirect_chain[-1][0], {"to": to.pk})
    assert {each.manager for each in Case.objects.all()} == {to}
    assert "still in their name" not in client.get("/people/").content.decode()


def test_a_manager_who_keeps_another_such_role_leaves_nothing_behind(client, case, manager, organisation):
    Membership.objects.create(
        person=manager, organisation=organisation, role="administrator", starts_on=today()
    )
    client.force_login(make_person("administrator", organisation=organisation))
    role = manager.memberships.get(role="administrator")
    shown = client.get(f"/people/roles/{role.pk}/end/").content.decode()
    assert "Nothing at" in shown
    assert "They manage" not in shown


def test_the_officer_is_told_of_open_cases_that_nobody_manages_any_more(client, case, manager, organisation):
    officer = make_person("responsible_officer", organisation=organisation)
    client.force_login(officer)
    assert "no case manager at work" not in Html(client.get("/").content.decode()).text("main")
    end_manager(manager, client, organisation)
    client.force_login(officer)
    shown = Html(client.get("/").content.decode())
    assert "1 open case has no case manager at work: hand it over" in shown.text("main")
    listed = client.get("/cases/?unmanaged=on").content.decode()
    assert case.reference in listed
    other = make_case(by=make_person("case_manager", organisation=organisation))
    assert other.reference not in client.get("/cases/?unmanaged=on").content.decode()


def test_the_administrator_is_led_to_the_hand_over_of_somebody_who_left(client, case, manager, organisation):
    end_manager(manager, client, organisation)
    shown = Html(client.get("/").content.decode())
    assert "Hand over 1 open case of somebody whose role has ended" in shown.text("main")
    address = next(a.get("href") for a in shown.all("main a") if "hand-over" in a.get("href"))
    shown = Html(client.get(address).content.decode())
    assert "Nobody else here is a case manager yet." in shown.text("main")
    assert case.reference not in shown.text("main")
    client.force_login(make_person("administrator", organisation=make_organisation()))
    assert client.get(f"/people/{manager.pk}/hand-over/").status_code == 404
    assert "Hand over" not in Html(client.get("/").content.decode()).text("main")


def test_whoever_rings_sees_the_number_and_who_represents_them_and_today_is_filled_in(
    signed_in, case, manager
):
    Practitioner.objects.update(phone="01632 960 123")
    actions.record_representative(
        practitioner=case.practitioner,
        details={
            "name": "Jo <Lawyer>",
            "organisation_name": "Defence Union",
            "phone": "01632 960 999",
            "consent_scope": "Everything about the meeting.",
            "consent_from": today(),
        },
        submission_key=uuid.uuid4(),
        by=manager,
    )
    shown = Html(signed_in.get(f"/cases/{case.reference}/contacts/new/").content.decode())
    told = shown.text("main .app-sheet")
    assert "01632 960 123" in told
    assert "Jo <Lawyer>, Defence Union, 01632 960 999" in told
    assert "Everything about the meeting." in told
    assert shown.one("#id_on_day").get("value") == str(today().day)


def test_a_case_is_handed_to_somebody_else_than_its_manager(signed_in, case, manager, organisation):
    address = f"/cases/{case.reference}/hand-over/"
    shown = signed_in.get(address).content.decode()
    assert "Nobody else is a case manager here yet" in shown
    other = make_person("case_manager", organisation=organisation)
    shown = Html(signed_in.get(address).content.decode())
    assert [each.get("value") for each in shown.all("input[name=manager]")] == [str(other.pk)]
    assert signed_in.post(address, {"manager": manager.pk}).status_code == 422
    signed_in.post(address, {"manager": other.pk})
    case.refresh_from_db()
    assert case.manager == other

"""The administrator's pages, used as a browser without JavaScript uses them."""

import datetime as dt
import re
import uuid

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import about_people
from accounts.about_people import Held
from accounts.models import Invitation, Membership
from accounts.roles import BY_KEY
from outbox.models import Message
from tests.factories import make_organisation, make_person
from tests.ui.html import Html
from ui.dates import day, today
from ui.refusals import NotAllowed

pytestmark = pytest.mark.django_db


@pytest.fixture
def second(admin):
    """A further organisation, later in the alphabet, that the same administrator looks after."""
    organisation = make_organisation(name="Zzz Trust")
    Membership.objects.create(
        person=admin, organisation=organisation, role="administrator", starts_on=today()
    )
    return organisation


def page(response):
    assert response.status_code == 200
    return Html(response.content.decode())


def form_answers(**answers):
    key = str(uuid.uuid4())
    return {
        "email": "amy@example.test",
        "last_name": "Well",
        "roles": ["advisor"],
        "submission_key": key,
    } | answers


def follow(client, response, organisation):
    """Follow a redirect and make sure that the organisation is still the one chosen."""
    assert f"organisation={organisation.pk}" in response["Location"]
    return page(client.get(response["Location"]))


def test_members_are_listed_by_name_with_their_roles_and_others_are_not(signed_in, organisation):
    member = make_person("advisor", "group_member", organisation=organisation, last_name="Abel")
    left = make_person("advisor", organisation=organisation, last_name="Gone")
    left.memberships.update(ends_on="2020-01-01", starts_on="2019-01-01")
    make_person("advisor", organisation=make_organisation(), last_name="Elsewhere")
    shown = page(signed_in.get("/people/"))
    text = shown.text("main table")
    assert "Professional advisor, Group member" in text
    assert text.index(member.email) < text.index("Administrator")
    assert "Gone" not in text
    assert "Elsewhere" not in text


def test_a_role_with_an_end_says_when(signed_in, organisation):
    member = make_person("advisor", organisation=organisation)
    member.memberships.update(ends_on=today())
    assert f"(until the end of {day(today())})" in page(signed_in.get("/people/")).text("main")
    assert f"until the end of {day(today())}" in page(signed_in.get(f"/people/{member.pk}/")).text("main")


def test_the_list_takes_the_same_number_of_questions_however_many_people(signed_in, organisation):
    def questions():
        signed_in.get("/people/")
        with CaptureQueriesContext(connection) as asked:
            signed_in.get("/people/")
        return len(asked)

    signed_in.post("/people/invite/", form_answers(email="first@example.test"))
    few = questions()
    for number in range(6):
        make_person("advisor", "group_member", organisation=organisation)
        signed_in.post("/people/invite/", form_answers(email=f"p{number}@example.test"))
    assert questions() == few


@pytest.mark.parametrize("role", ["case_manager", "responsible_officer", "assurance_reader"])
def test_the_pages_are_not_there_for_anybody_else(client, organisation, role):
    client.force_login(make_person(role, organisation=organisation))
    for path in ("/people/", "/people/invite/", "/people/invite/many/", "/organisation/"):
        assert client.get(path).status_code == 404


def test_somebody_is_invited_from_the_page_and_can_be_uninvited(signed_in, organisation):
    response = signed_in.post("/people/invite/", form_answers(first_name="Amy"), follow=True)
    assert "The invitation to amy@example.test is on its way" in page(response).text("main")
    shown = page(signed_in.get("/people/"))
    assert "Amy Well" in shown.text("main")
    again = form_answers(roles=["lessons_lead"])
    said = page(signed_in.post("/people/invite/", again, follow=True)).text("main")
    assert "It replaces the one for Professional advisor, whose link works no more." in said
    shown = page(signed_in.get("/people/"))
    withdraw = shown.one("a[href*='/withdraw/']").get("href")
    assert "amy@example.test" in page(signed_in.get(withdraw)).text("main")
    response = signed_in.post(withdraw, follow=True)
    assert "The invitation to amy@example.test is withdrawn" in page(response).text("main")
    assert "Nobody is waiting to accept" in page(response).text("main")


def test_a_double_click_invites_once(signed_in):
    answers = form_answers()
    for _click in range(2):
        assert signed_in.post("/people/invite/", answers).status_code == 302
    assert Invitation.objects.count() == 1
    assert Message.objects.count() == 1


def test_the_database_holds_one_invitation_a_page(ask):
    first, _link = ask()
    second, _link = ask(email="other@example.test")
    with pytest.raises(IntegrityError, match="submission_key"), transaction.atomic():
        Invitation.objects.filter(pk=second.pk).update(submission_key=first.submission_key)


@pytest.mark.parametrize(
    ("state", "sentence"),
    [("failed", "could not be sent."), ("unknown", "It is not known whether the invitation was sent.")],
)
def test_an_invitation_that_did_not_leave_is_said_and_can_be_sent_again(signed_in, ask, state, sentence):
    _well, _link = ask(email="well@example.test")
    invitation, _link = ask()
    message = Message.objects.get(key=f"invitation-{invitation.pk}")
    error = "The mail server refused it <550>."
    Message.objects.filter(pk=message.pk).update(state=state, error=error, settled_at=timezone.now())
    shown = page(signed_in.get("/people/"))
    (said,) = shown.all(".app-unsent")
    words = " ".join("".join(said.itertext()).split())
    assert sentence in words
    assert error in words
    assert f"The invitation to {invitation.email} did not leave" in page(signed_in.get("/")).text("main")
    again = shown.one(".app-unsent form").get("action")
    response = signed_in.post(again, {"decision": "send"}, follow=True)
    assert response.redirect_chain[-1][0] == f"/people/?organisation={invitation.organisation_id}"
    assert not page(response).all(".app-unsent")
    message.refresh_from_db()
    assert message.state == "waiting"
    assert "did not leave" not in page(signed_in.get("/")).text("main")


def test_what_is_wrong_with_an_invitation_is_said_and_nothing_typed_is_lost(signed_in, organisation):
    shown = page(signed_in.post("/people/invite/", form_answers(last_name="")))
    assert shown.text(".nhsuk-error-summary li") == "Enter the last name"
    assert shown.one("#id_email").get("value") == "amy@example.test"
    member = make_person("advisor", organisation=organisation)
    shown = page(signed_in.post("/people/invite/", form_answers(email=member.email)))
    assert "is a member of" in shown.text(".nhsuk-error-summary")
    assert shown.one("#id_last_name").get("value") == "Well"


def test_another_organisation_s_person_invitation_and_role_are_not_there(signed_in, ask, organisation):
    elsewhere = make_organisation()
    other = make_person("administrator", "advisor", organisation=elsewhere)
    invitation, _link = ask()
    Invitation.objects.filter(pk=invitation.pk).update(organisation=elsewhere)
    role = other.memberships.get(role="advisor")
    assert signed_in.get(f"/people/{other.pk}/").status_code == 404
    assert signed_in.post(f"/people/{other.pk}/", {"role": "advisor"}).status_code == 404
    assert signed_in.post(f"/people/roles/{role.pk}/end/").status_code == 404
    assert signed_in.post(f"/people/invitations/{invitation.pk}/withdraw/").status_code == 404
    assert signed_in.get(f"/people/?organisation={elsewhere.pk}").status_code == 404
    assert signed_in.get(f"/organisation/?organisation={elsewhere.pk}").status_code == 404
    role.refresh_from_db()
    assert role.ends_on is None


def test_a_role_is_given_and_ended_on_the_person_s_page(signed_in, organisation):
    member = make_person("advisor", organisation=organisation)
    address = f"/people/{member.pk}/"
    assert "Select" in page(signed_in.post(address, {"role": ""})).text("main")
    response = signed_in.post(address, {"role": "lessons_lead"}, follow=True)
    assert f"{member.name} has the role now" in page(response).text("main")
    shown = page(response)
    assert {box.get("value") for box in shown.all("input[name='role']")}.isdisjoint(
        {"advisor", "lessons_lead"}
    )
    advisor = member.memberships.get(role="advisor")
    end = shown.one(f"a[href^='/people/roles/{advisor.pk}/']").get("href")
    asked = page(signed_in.get(end))
    assert f"End the role Professional advisor of {member.name}?" in asked.text("h1")
    assert advisor in Membership.objects.current()
    response = signed_in.post(end, follow=True)
    assert "The role Professional advisor of" in page(response).text("main")
    assert re.search(r"Professional advisor, .* to ", page(response).text("main"))
    assert signed_in.post(end).status_code == 404


def test_a_role_to_come_says_from_when(signed_in, organisation):
    member = make_person("advisor", organisation=organisation)
    Membership.objects.create(
        person=member, organisation=organisation, role="lessons_lead", starts_on="2090-03-03"
    )
    assert "Lessons lead, from 3 March 2090" in page(signed_in.get(f"/people/{member.pk}/")).text("main")


def test_a_role_of_their_own_is_given_by_another_administrator_where_there_is_one(
    signed_in, admin, organisation
):
    page, role = f"/people/{admin.pk}/?organisation={organisation.pk}", {"role": "case_manager"}
    colleague = make_person("administrator", organisation=organisation)
    refused = signed_in.post(page, role)
    assert "Ask another administrator to give it to you." in refused.content.decode()
    assert set(admin.memberships.values_list("role", flat=True)) == {"administrator"}
    colleague.memberships.update(role="advisor")
    assert signed_in.post(page, role).status_code == 302
    assert admin.memberships.filter(role="case_manager").exists()


def test_a_role_ended_today_reads_to_today(signed_in, organisation):
    member = make_person("advisor", organisation=organisation)
    response = signed_in.post(f"/people/roles/{member.memberships.get().pk}/end/", follow=True)
    assert f"to {day(today())} at " in page(response).text("main")
    assert day(today() - dt.timedelta(days=1)) not in page(response).text("main")


def test_the_last_administrator_is_told_why_their_role_stays(signed_in, admin):
    response = signed_in.post(f"/people/roles/{admin.memberships.get().pk}/end/", follow=True)
    assert "This is the only administrator" in page(response).text("main")
    assert admin.memberships.current().exists()


def test_an_administrator_who_ends_their_own_role_is_led_to_a_page_they_may_open(
    signed_in, admin, organisation
):
    make_person("administrator", organisation=organisation)
    response = signed_in.post(f"/people/roles/{admin.memberships.get().pk}/end/", follow=True)
    assert response.redirect_chain == [("/", 302)]
    assert response.status_code == 200


def test_whoever_loses_the_right_while_the_page_is_open_is_told_so(signed_in, admin, monkeypatch):
    def no_more(**_details):
        raise NotAllowed("You may not change roles any more.")

    monkeypatch.setattr("accounts.actions.end_role", no_more)
    response = signed_in.post(f"/people/roles/{admin.memberships.get().pk}/end/")
    assert response.status_code == 403
    assert "You may not change roles any more." in response.content.decode()


def test_what_changes_something_is_asked_once_more_and_never_done_by_a_link(
    signed_in, admin, ask, organisation
):
    make_person("administrator", organisation=organisation)
    invitation, _link = ask()
    role = admin.memberships.get()
    for path in (f"/people/roles/{role.pk}/end/", f"/people/invitations/{invitation.pk}/withdraw/"):
        assert len(page(signed_in.get(path)).all("main button.nhsuk-button--warning")) == 1
    role.refresh_from_db()
    invitation.refresh_from_db()
    assert (role.ends_on, invitation.withdrawn_at) == (None, None)


def test_the_last_administrator_is_offered_no_button_that_would_be_refused(signed_in, admin):
    shown = page(signed_in.get(f"/people/roles/{admin.memberships.get().pk}/end/"))
    assert "This is the only administrator" in shown.text("main")
    assert not shown.all("main form")


def test_what_is_in_somebody_s_hands_is_named_before_their_role_ends(signed_in, organisation, monkeypatch):
    held = Held("They look after <2> things.", "Give them away", "person")
    asked = []
    monkeypatch.setattr(
        about_people, "_holdings", [lambda person, where, kept: asked.append((person, kept)) or [held]]
    )
    member = make_person("advisor", "lessons_lead", organisation=organisation)
    address = f"/people/roles/{member.memberships.get(role='advisor').pk}/end/"
    shown = page(signed_in.get(address))
    assert "They look after <2> things." in shown.text(".app-warning")
    assert shown.one(".app-warning a").get("href").startswith(f"/people/{member.pk}/")
    assert asked == [(member, BY_KEY["lessons_lead"].permissions)]


def test_an_invitation_that_is_not_open_any_more_is_not_asked_about(signed_in, ask):
    invitation, _link = ask()
    Invitation.objects.update(withdrawn_at=timezone.now())
    response = signed_in.get(f"/people/invitations/{invitation.pk}/withdraw/", follow=True)
    assert "is not open any more" in page(response).text("main")


def test_people_whose_role_has_ended_are_listed_with_a_way_to_their_page(signed_in, organisation):
    left = make_person("advisor", "lessons_lead", organisation=organisation, last_name="Gone")
    left.memberships.update(ends_on="2020-01-01", starts_on="2019-01-01")
    elsewhere = make_person("advisor", organisation=make_organisation(), last_name="Elsewhere")
    elsewhere.memberships.update(ends_on="2020-01-01", starts_on="2019-01-01")
    shown = page(signed_in.get("/people/"))
    assert shown.text("main").count("Gone") == 1
    assert "Elsewhere" not in shown.text("main")
    href = shown.one(f"main a[href^='/people/{left.pk}/']").get("href")
    assert "No role at present" in page(signed_in.get(href)).text("main")


def test_who_looks_after_two_organisations_stays_in_the_one_they_chose(signed_in, second, organisation):
    query = f"?organisation={second.pk}"
    shown = page(signed_in.get("/people/" + query))
    assert shown.text("h1") == "People of Zzz Trust"
    chosen = shown.one("nav[aria-label='Organisation'] a[aria-current]")
    assert chosen.get("href") == query
    member = make_person("advisor", organisation=second)

    response = signed_in.post("/people/invite/" + query, form_answers())
    shown = follow(signed_in, response, second)
    assert "amy@example.test" in shown.text("main")
    assert Invitation.objects.get().organisation == second

    sheet = "email,last name,roles\nben@example.test,Good,Advisor"
    response = signed_in.post(
        "/people/invite/many/" + query, {"sheet": sheet, "confirm": "1", "submission_key": str(uuid.uuid4())}
    )
    shown = follow(signed_in, response, second)
    assert "ben@example.test" in shown.text("main")

    withdraw = shown.all("a[href*='/withdraw/']")[0].get("href")
    follow(signed_in, signed_in.post(withdraw), second)
    assert Invitation.objects.filter(withdrawn_at__isnull=False).count() == 1

    response = signed_in.post(f"/people/{member.pk}/{query}", {"role": "lessons_lead"})
    shown = follow(signed_in, response, second)
    end = shown.all("a[href*='/end/']")[0].get("href")
    follow(signed_in, signed_in.post(end), second)
    assert member.memberships.current().count() == 1

    for link in shown.all("main a[href*='/people/']"):
        assert query in link.get("href")
    for path in ("/people/invite/", "/people/invite/many/", "/organisation/"):
        cancel = page(signed_in.get(path + query)).one(".app-buttons__cancel")
        assert cancel.get("href") == "/people/" + query


def test_without_a_choice_pages_are_about_one_of_them_and_nonsense_chooses_nothing(signed_in, second):
    for query in ("", "?organisation=x", "?organisation="):
        assert page(signed_in.get("/people/" + query)).text("h1").startswith("People of ")
    assert signed_in.get("/people/?organisation=0").status_code == 404


def test_names_are_shown_as_text(signed_in, organisation):
    member = make_person("advisor", organisation=organisation, last_name="<i>Odd</i>")
    for path in ("/people/", f"/people/{member.pk}/"):
        assert "<i>Odd" not in signed_in.get(path).content.decode()


def test_the_account_page_says_what_one_may_do_and_where(client, organisation):
    person = make_person("advisor", organisation=organisation)
    client.force_login(person)
    text = page(client.get("/account/")).text("main")
    assert f"Professional advisor at {organisation}" in text
    assert "A clinician who triages" in text
    person.memberships.update(ends_on=today())
    assert f"until the end of {day(today())}" in page(client.get("/account/")).text("main")
    person.memberships.all().delete()
    assert "You have no role at present" in page(client.get("/account/")).text("main")

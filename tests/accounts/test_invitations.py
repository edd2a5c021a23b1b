"""People join by invitation only; whoever reads the mailbox, and nobody else, can accept it."""

import datetime as dt
import hashlib
import uuid

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import actions
from accounts.actions.invite import Invitee
from accounts.models import Invitation, Membership, Person
from audit.models import Event
from outbox.models import Message
from tests.accounts.conftest import ADDRESS, delivered, link_to
from tests.factories import PASSWORD, make_organisation, make_person
from tests.ui.html import Html
from ui.dates import today
from ui.refusals import NotAllowed, Refusal

pytestmark = pytest.mark.django_db
GOOD = {"password": "three words nobody guesses", "again": "three words nobody guesses"}


def page(response):
    return Html(response.content.decode())


def roles_of(person):
    return set(person.memberships.current().values_list("role", flat=True))


def put_back(invitation, **fields):
    Invitation.objects.filter(pk=invitation.pk).update(**fields)


def test_only_a_hash_of_the_secret_is_stored(ask):
    invitation, link = ask()
    token = link.split("/")[2]
    stored = " ".join(str(value) for value in Invitation.objects.filter(pk=invitation.pk).values_list()[0])
    assert token not in stored
    assert invitation.token_hash == hashlib.sha256(token.encode()).hexdigest()
    assert not Event.objects.filter(detail__icontains=token).exists()


def test_somebody_new_chooses_a_password_and_is_in(ask, client, organisation):
    invitation, _link = ask(roles=("advisor", "group_member"), title="Dr", job_title="GP")
    link = delivered(invitation)
    shown = page(client.get(link))
    assert "Professional advisor" in shown.text("main")
    assert "Dr New Colleague" in shown.text("main")
    response = client.post(link, GOOD, follow=True)
    assert response.redirect_chain == [("/", 302)]
    person = Person.objects.get(email=ADDRESS)
    assert client.session["_auth_user_id"] == str(person.pk)
    assert (person.name, person.job_title) == ("Dr New Colleague", "GP")
    assert person.check_password(GOOD["password"])
    assert roles_of(person) == {"advisor", "group_member"}
    assert {membership.starts_on for membership in person.memberships.all()} == {today()}
    assert Event.objects.filter(kind="accounts.invitation_accepted", actor_key=person.pk).count() == 1


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"password": "short", "again": "short"}, "at least 12 characters"),
        ({"password": "password1234", "again": "password1234"}, "too common"),
        (GOOD | {"again": "three other words here"}, "The two passwords differ"),
        (GOOD | {"again": ""}, "again"),
    ],
)
def test_a_password_that_will_not_do_is_said_and_nobody_joins(ask, client, answers, sentence):
    _invitation, link = ask()
    shown = page(client.post(link, answers))
    assert sentence in shown.text(".nhsuk-error-summary")
    assert not Person.objects.filter(email=ADDRESS).exists()


def test_the_secret_address_is_told_to_no_page_it_leads_to_and_kept_in_no_cache(ask, client):
    _invitation, link = ask()
    response = client.get(link)
    assert response["Referrer-Policy"] == "strict-origin"
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    "ended",
    [
        {"expires_at": timezone.now() - dt.timedelta(seconds=1)},
        {"withdrawn_at": timezone.now()},
        {"accepted_at": timezone.now()},
    ],
    ids=["run out", "withdrawn", "used"],
)
def test_a_link_that_has_ended_says_so_and_lets_nobody_in(ask, client, admin, ended):
    invitation, link = ask()
    put_back(invitation, **ended)
    for response in (client.get(link), client.post(link, GOOD)):
        assert response.status_code == 410
        assert "cannot be used any more" in page(response).text("h1")
        assert admin.name in page(response).text("main")
        assert response["Referrer-Policy"] == "strict-origin"
    with pytest.raises(Refusal, match="used, withdrawn or has run out"):
        actions.accept(invitation=invitation, password="three words nobody guesses")
    assert not Person.objects.filter(email=ADDRESS).exists()


def test_an_invitation_lasts_two_weeks(ask):
    invitation, _link = ask()
    lasts = invitation.expires_at - timezone.now()
    assert dt.timedelta(days=13, hours=23) < lasts <= dt.timedelta(days=14)


def test_a_second_use_of_the_same_link_makes_nothing(ask, client):
    _invitation, link = ask()
    client.post(link, GOOD)
    client.logout()
    assert client.post(link, GOOD).status_code == 410
    assert Person.objects.filter(email=ADDRESS).count() == 1
    assert Membership.objects.filter(person__email=ADDRESS).count() == 1


def test_a_link_nobody_was_sent_is_not_there(client, organisation):
    assert client.get("/join/made-up/").status_code == 404


def test_somebody_else_who_is_signed_in_is_told_and_can_sign_out_and_come_back(ask, client, organisation):
    _invitation, link = ask()
    other = make_person("advisor", organisation=make_organisation())
    client.force_login(other)
    shown = page(client.get(link))
    assert f"You are signed in as {other.email}" in shown.text("main")
    assert "Join as" not in shown.text("main")
    refused = page(client.post(link, {}, follow=True))
    assert "was sent to another address" in refused.text("main")
    assert not other.memberships.filter(organisation=organisation).exists()
    out = shown.one("main form[action='/sign-out/'] input[name='next']").get("value")
    assert client.post("/sign-out/", {"next": out})["Location"] == link
    assert client.post(link, GOOD)["Location"] == "/"


def test_somebody_with_an_account_joins_by_signing_in_and_keeps_their_password(ask, client, organisation):
    known = make_person(email=ADDRESS)
    _invitation, link = ask()
    shown = page(client.get(link))
    assert not shown.all("input[type='password']")
    sign_in = shown.one("main a[href^='/sign-in/']").get("href")
    refused = client.post(link, GOOD)
    assert "You have an account already" in page(refused).text("main")
    assert client.post(sign_in, {"login": ADDRESS, "password": PASSWORD})["Location"] == link
    assert f"Join as {ADDRESS}" in page(client.get(link)).text("main")
    assert client.post(link)["Location"] == "/"
    known.refresh_from_db()
    assert known.check_password(PASSWORD)
    assert roles_of(known) == {"advisor"}


def test_a_role_held_already_or_named_twice_is_held_once(ask, organisation, admin):
    invitation, _link = ask(roles=("advisor", "advisor", "group_member"))
    person = make_person(email=ADDRESS)
    actions.give_role(person=person, organisation=organisation, role="advisor", by=admin)
    actions.accept(invitation=invitation, by=person)
    assert sorted(person.memberships.values_list("role", flat=True)) == ["advisor", "group_member"]


def test_a_new_invitation_to_the_same_address_replaces_the_first(ask, client):
    first, old = ask()
    second, new = ask(email=ADDRESS.upper())
    first.refresh_from_db()
    assert first.withdrawn_at
    assert list(Invitation.objects.open(at=timezone.now())) == [second]
    assert client.get(old).status_code == 410
    assert client.post(new, GOOD)["Location"] == "/"


def test_two_organisations_may_invite_the_same_person(ask):
    _first, one = ask()
    elsewhere = make_organisation()
    there = make_person("administrator", organisation=elsewhere)
    second = actions.invite(
        organisation=elsewhere,
        invitee=Invitee(ADDRESS, "Colleague", ("advisor",)),
        submission_key=uuid.uuid4(),
        by=there,
    )
    assert Invitation.objects.open(at=timezone.now()).count() == 2
    assert link_to(second) != one


def test_the_database_holds_one_open_invitation_an_address_and_one_end_each(ask):
    invitation, _link = ask()
    copy = Invitation.objects.get(pk=invitation.pk)
    copy.pk, copy.token_hash, copy.email = None, "x", ADDRESS.upper()
    with pytest.raises(IntegrityError, match="one_open"), transaction.atomic():
        copy.save()
    now = timezone.now()
    with pytest.raises(IntegrityError, match="ends_one_way"), transaction.atomic():
        put_back(invitation, accepted_at=now, withdrawn_at=now)


def test_a_withdrawn_invitation_is_withdrawn_once_and_a_used_one_never(ask, admin):
    invitation, _link = ask()
    for _ in range(2):
        actions.withdraw_invitation(invitation=invitation, by=admin)
    assert Event.objects.filter(kind="accounts.invitation_withdrawn").count() == 1
    used, _link = ask()
    actions.accept(invitation=used, password=GOOD["password"])
    actions.withdraw_invitation(invitation=used, by=admin)
    used.refresh_from_db()
    assert used.withdrawn_at is None


def test_a_member_is_not_invited_again_but_somebody_who_left_is(ask, organisation):
    member = make_person("advisor", organisation=organisation, email=ADDRESS)
    with pytest.raises(Refusal, match="is a member of"):
        ask()
    member.memberships.update(ends_on=today() - dt.timedelta(days=1))
    invitation, _link = ask()
    actions.accept(invitation=invitation, by=member)
    assert roles_of(member) == {"advisor"}


@pytest.mark.parametrize("roles", [(), ("advisor", "king")])
def test_an_invitation_without_a_role_we_know_is_refused(ask, roles):
    with pytest.raises(Refusal, match="at least one role"):
        ask(roles=roles)
    assert not Message.objects.exists()


def test_only_those_who_manage_people_invite_and_withdraw(ask, organisation):
    invitation, _link = ask()
    invitee = Invitee("other@example.test", "Other", ("advisor",))
    for role in ("case_manager", "responsible_officer"):
        somebody = make_person(role, organisation=organisation)
        with pytest.raises(NotAllowed):
            actions.invite(
                organisation=organisation, invitee=invitee, submission_key=uuid.uuid4(), by=somebody
            )
        with pytest.raises(NotAllowed):
            actions.withdraw_invitation(invitation=invitation, by=somebody)
    assert Invitation.objects.open(at=timezone.now()).count() == 1


def test_an_address_that_is_not_accepted_yet_opens_nothing(ask, client):
    ask()
    assert not Person.objects.filter(email=ADDRESS).exists()
    assert str(Invitation.objects.get()).startswith(ADDRESS)

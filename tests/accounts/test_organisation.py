"""The details that head every letter, and two people who change them at the same time."""

import pytest
from django.db import IntegrityError, transaction

from accounts.actions import change_organisation
from accounts.models import Organisation
from audit.models import Event
from tests.factories import make_person
from tests.ui.html import Html
from ui.refusals import NotAllowed, Stale

pytestmark = pytest.mark.django_db


def page(response):
    assert response.status_code == 200
    return Html(response.content.decode())


def details(version, **changes):
    return {
        "name": "Invented Region",
        "kind": "region",
        "address": "1 Invented Street\nTestford",
        "phone": "01632 960001",
        "version": version,
        **changes,
    }


def test_the_details_are_changed_and_it_is_recorded_without_their_words(signed_in, organisation, admin):
    response = signed_in.post("/organisation/", details(1), follow=True)
    assert "The details are saved" in page(response).text("main")
    organisation.refresh_from_db()
    assert (organisation.name, organisation.version) == ("Invented Region", 2)
    event = Event.objects.get(kind="organisation.changed")
    assert (event.actor_key, event.organisation_key, event.detail) == (admin.pk, organisation.pk, {})


def test_whoever_saves_second_sees_both_and_loses_nothing(signed_in, organisation):
    signed_in.post(
        "/organisation/", details(1, name="Their name", kind="trust", address="<b>Their</b> street")
    )
    shown = page(signed_in.post("/organisation/", details(1, name="My name")))
    assert "Somebody else saved this" in shown.text(".nhsuk-error-summary")
    assert shown.one("#id_name").get("value") == "My name"
    text = shown.text("main")
    assert "Their name" in text
    assert "Trust" in text
    assert "<b>Their</b>" in text
    organisation.refresh_from_db()
    assert organisation.name == "Their name"
    # Having seen theirs, saving again is accepted.
    version = shown.one("[name=version]").get("value")
    assert version == "2"
    signed_in.post("/organisation/", details(version, name="My name"))
    organisation.refresh_from_db()
    assert (organisation.name, organisation.version) == ("My name", 3)


def test_only_what_differs_is_shown_as_theirs(organisation, admin):
    Organisation.objects.filter(pk=organisation.pk).update(version=4, name="Theirs", kind="icb")
    with pytest.raises(Stale) as stale:
        change_organisation(
            organisation=organisation,
            details={"name": "Mine", "kind": "region", "phone": ""},
            version=3,
            by=admin,
        )
    assert stale.value.theirs == {"name": "Theirs", "kind": "Integrated care board"}
    assert stale.value.version == 4


def test_only_those_who_manage_the_organisation_change_it(organisation):
    officer = make_person("responsible_officer", organisation=organisation)
    with pytest.raises(NotAllowed):
        change_organisation(organisation=organisation, details={"name": "Mine"}, version=1, by=officer)


def test_a_page_is_refused_that_lost_the_right_while_it_was_open(signed_in, monkeypatch):
    def no_more(**_details):
        raise NotAllowed("You may not change this any more.")

    monkeypatch.setattr("accounts.actions.change_organisation", no_more)
    response = signed_in.post("/organisation/", details(1))
    assert response.status_code == 403
    assert "You may not change this any more." in response.content.decode()


def test_a_missing_name_is_said(signed_in, organisation):
    shown = page(signed_in.post("/organisation/", details(1, name="")))
    assert shown.text(".nhsuk-error-summary li") == "Enter the name"


@pytest.mark.parametrize("prefix", ["", "A", "ab", "A1"])
def test_the_database_holds_only_prefixes_of_two_to_six_capitals(organisation, prefix):
    with pytest.raises(IntegrityError, match="prefix_capitals"), transaction.atomic():
        Organisation.objects.filter(pk=organisation.pk).update(reference_prefix=prefix)

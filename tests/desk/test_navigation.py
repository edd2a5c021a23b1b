"""The menu offers what each role may open, and every entry opens."""

import datetime as dt

import pytest

from accounts.models import Membership
from tests.desk.conftest import page, texts
from tests.factories import make_organisation, make_person
from ui.dates import today

pytestmark = pytest.mark.django_db

MENUS = {
    "advisor": ["My work", "Cases", "Scoring guide"],
    "group_member": ["My work", "Cases", "Meetings", "Actions", "Scoring guide"],
    "case_manager": ["My work", "Cases", "Meetings", "Actions", "Scoring guide", "Messages"],
    "responsible_officer": [
        "My work",
        "Cases",
        "Meetings",
        "Actions",
        "Improvements",
        "Figures",
        "Scoring guide",
        "Messages",
    ],
    "lessons_lead": ["My work", "Cases", "Improvements", "Figures"],
    "assurance_reader": ["My work", "Figures"],
    "administrator": ["My work", "Scoring guide", "People", "Groups"],
}
LINKS = ".nhsuk-header__navigation-link[href]"


def menu(client, path="/"):
    return page(client.get(path))


@pytest.mark.parametrize("role", MENUS)
def test_each_role_sees_its_menu_and_every_entry_opens(client, organisation, role):
    client.force_login(make_person(role, organisation=organisation))
    shown = menu(client)
    assert texts(shown, LINKS) == MENUS[role]
    for link in shown.all(LINKS):
        assert client.get(link.get("href")).status_code == 200


def test_several_roles_see_each_entry_once(client, organisation):
    client.force_login(make_person("case_manager", "administrator", "advisor", organisation=organisation))
    labels = texts(menu(client), LINKS)
    assert labels == [*MENUS["case_manager"], "People", "Groups"]


def test_the_menu_says_where_one_is(signed_in, case):
    for path, label in (
        ("/", "My work"),
        ("/cases/", "Cases"),
        (f"/cases/{case.reference}/timeline/", "Cases"),
    ):
        current = [link for link in menu(signed_in, path).all(LINKS) if link.get("aria-current") == "true"]
        assert ["".join(link.itertext()) for link in current] == [label]


def test_the_header_names_the_person_and_their_organisations_of_today(client, organisation):
    person = make_person("advisor", organisation=organisation)
    for number, start in enumerate((0, 1)):
        Membership.objects.create(
            person=person,
            organisation=make_organisation(name=f"Elsewhere {number}"),
            role="advisor",
            starts_on=today() + dt.timedelta(days=start),
        )
    client.force_login(person)
    shown = menu(client)
    assert shown.text(".app-header__who") == person.name
    assert shown.text(".app-header__organisation") == f"Elsewhere 0, {organisation}"
    assert shown.one(".app-header__person a").get("href") == "/account/"


def test_somebody_without_a_role_sees_their_work_only(client, db):
    client.force_login(make_person())
    shown = menu(client)
    assert texts(shown, LINKS) == ["My work"]
    assert not shown.all(".app-header__organisation")


def test_nobody_signed_in_sees_no_menu(client, db):
    assert not menu(client, "/sign-in/").all(LINKS)

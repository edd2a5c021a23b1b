"""Choices offered from the database: in their own words, as radio buttons or a box to type in."""

from typing import Any

import pytest

from accounts.models import Organisation, Person
from tests.factories import make_person
from tests.ui.html import sent, show
from ui import fields
from ui.fields.models import FEW
from ui.forms import Form


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [fields.RadiosModel, fields.CheckboxesModel, fields.SelectModel])
def test_rows_are_offered_in_their_own_words(kind: Any) -> None:
    Organisation.objects.create(name="Northwold", kind="region", reference_prefix="NW")
    asked = kind(
        Organisation.objects.all(),
        words=lambda row: f"{row.name} region",
        row_hint=lambda row: f"Prefix {row.reference_prefix}",
        label="Organisation",
    )
    page = show(type("Asking", (Form,), {"q": asked})())
    assert "Northwold region" in page.source
    assert ("Prefix NW" in page.source) is (kind is not fields.SelectModel)


@pytest.mark.django_db
def test_a_row_of_many_can_be_typed_for_and_a_foreign_one_is_refused() -> None:
    made = type(
        "Asking", (Form,), {"q": fields.AutocompleteModel(Organisation.objects.none(), label="Organisation")}
    )
    assert show(made()).one("select#id_q").get("data-autocomplete") == "true"
    assert made(sent({"q": "1"})).errors["q"] == ["Select one of the answers listed for the organisation"]


def test_hidden_values_are_carried() -> None:
    form = type("Asking", (Form,), {"q": fields.Hidden(), "day": fields.Day(label="Day")})
    page = show(form(initial={"q": "<x>", "day": "2026-03-04"}))
    assert page.one("input[type=hidden][name=q]").get("value") == "<x>"
    assert [each.get("value") for each in page.all("input[id^=id_day_]")] == ["4", "3", "2026"]
    assert show(form(initial={"day": "nonsense"})).one("#id_day_day").get("value") == ""


@pytest.mark.django_db
def test_a_few_people_are_radio_buttons_with_their_job_titles_and_no_empty_one() -> None:
    people = [make_person(last_name=f"Few{number}", job_title="Dentist") for number in range(FEW)]
    rows = Person.objects.filter(last_name__startswith="Few")
    made = type("Asking", (Form,), {"q": fields.AutocompleteModel(rows, label="Who", hint="One of them")})
    page = show(made())
    assert [each.get("value") for each in page.all("input[type=radio]")] == [str(row.pk) for row in people]
    assert page.described(f"#{page.all('input[type=radio]')[0].get('id')}") == "Dentist"
    assert "Type a name" not in page.source
    wrong = show(made(sent({})))
    first = page.all("input[type=radio]")[0].get("id")
    assert wrong.one(".nhsuk-error-summary a").get("href") == f"#{first}"
    assert made(sent({"q": str(people[0].pk)})).is_valid()


@pytest.mark.django_db
def test_more_people_are_a_box_that_says_how_it_is_used() -> None:
    for number in range(FEW + 1):
        make_person(last_name=f"Many{number}")
    rows = Person.objects.filter(last_name__startswith="Many")
    made = type("Asking", (Form,), {"q": fields.AutocompleteModel(rows, label="Who", hint="One of them")})
    page = show(made())
    assert page.described("select#id_q") == "One of them. Type a name, or choose from the list."
    assert page.one("select#id_q").get("data-autocomplete") == "true"
    few = type("Asking", (Form,), {"q": fields.AutocompleteModel(rows[:2], label="Who", few=0)})
    assert show(few()).all("select#id_q")

"""Forms over models: our fields stand in for the model's, and what is closed is emptied on the record."""

from typing import Any

import pytest
from django.contrib.postgres.fields import ArrayField
from django.db import models

from accounts.models import Membership, Organisation, Person
from tests.factories import make_person
from tests.ui.html import sent, show
from ui import fields
from ui.fields.mapping import formfield
from ui.fields.models import FEW
from ui.forms import Form, ModelForm

CHOICES = [("a", "Alpha"), ("b", "Beta")]


@pytest.mark.parametrize(
    ("field", "kind"),
    [
        (models.CharField("practice code", max_length=6), fields.Text),
        (models.CharField(choices=CHOICES), fields.Radios),
        (models.CharField(choices=[(str(n), str(n)) for n in range(9)]), fields.Select),
        (models.TextField(), fields.LongText),
        (models.DateField(), fields.Day),
        (models.EmailField(), fields.Email),
        (models.PositiveSmallIntegerField(), fields.Number),
        (models.BooleanField(default=False), fields.Tick),
        (ArrayField(models.CharField(choices=CHOICES)), fields.Checkboxes),
        (Membership._meta.get_field("organisation"), fields.SelectModel),
    ],
)
def test_each_kind_of_column_has_its_field(field: Any, kind: type) -> None:
    if not hasattr(field, "attname"):
        field.set_attributes_from_name("some_thing")
    made = formfield(field)
    assert type(made) is kind
    assert made.label[:1].isupper()


@pytest.mark.parametrize("field", [models.DateTimeField(), models.URLField(), models.DurationField()])
def test_a_column_of_a_kind_we_have_no_field_for_keeps_djangos(field: Any) -> None:
    field.set_attributes_from_name("some_thing")
    assert formfield(field) is not None


class OrganisationForm(ModelForm):
    kind = fields.Radios(
        label="Kind", choices=Organisation.Kind.choices, reveals={"other": ["enquiries_hours"]}
    )

    class Meta:
        model = Organisation
        fields = ["name", "kind", "address", "enquiries_hours"]


def test_lengths_and_labels_come_from_the_model() -> None:
    form = OrganisationForm(sent({"name": "x" * 201, "kind": "trust"}))
    assert form.errors["name"] == ["Name must be 200 characters or fewer: it is 1 character too long"]
    assert form["address"].label == "Postal address"


@pytest.mark.parametrize("sends_it", [True, False])
def test_what_an_option_showed_before_is_emptied_on_the_record(sends_it: bool) -> None:
    before = Organisation(name="Old", kind="other", enquiries_hours="9 to 5", reference_prefix="AB")
    typed = {"name": "New", "kind": "trust"} | ({"enquiries_hours": "9 to 5"} if sends_it else {})
    form = OrganisationForm(sent(typed), instance=before)
    form.validate_unique = lambda: None
    assert form.is_valid(), form.errors
    assert (before.name, before.kind, before.enquiries_hours) == ("New", "trust", "")


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

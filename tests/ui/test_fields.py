"""Each kind of field: its label, its hint, its error in plain words that name it, what was typed kept."""

from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django.asserts import assertHTMLEqual

from tests.ui.html import sent, show
from ui import fields
from ui.fields.choices import DropDown
from ui.forms import Form

CHOICES = [("a", "Alpha"), ("b", "Beta")]
FIELDS: dict[str, tuple[Any, dict[str, Any], str]] = {
    "text": (
        fields.Text(label="Name of practitioner", hint="As registered."),
        {},
        "Enter the name of practitioner",
    ),
    "long": (
        fields.LongText(label="Summary of concern(s)", hint="In the words it was told to you."),
        {},
        "Enter the summary of concern(s)",
    ),
    "number": (
        fields.Number(label="Number of patients", hint="Roughly."),
        {"q": "lots"},
        "Number of patients must be a whole number, like 12",
    ),
    "email": (
        fields.Email(label="E-mail address", hint="For letters."),
        {"q": "not one"},
        "E-mail address must be like name@example.com",
    ),
    "phone": (
        fields.Phone(label="Telephone", hint="In the day."),
        {"q": "ring me"},
        "Telephone must be like 01632 960 001 or +44 808 157 0192",
    ),
    "select": (
        fields.Select(label="Advisor", hint="Who triages.", choices=CHOICES),
        {},
        "Select the advisor",
    ),
    "auto": (
        fields.Autocomplete(label="Practice", hint="Type its name.", choices=CHOICES),
        {"q": "zzz"},
        "Select one of the answers listed for the practice",
    ),
    "upload": (fields.Upload(label="Letter", hint="PDF."), {}, "Choose a file for “Letter”"),
    "tick": (
        fields.Tick(label="I have read it", hint="All of it."),
        {},
        "Tick the box “I have read it” to go on",
    ),
}
GROUPS: dict[str, tuple[Any, dict[str, Any], str]] = {
    "radios": (fields.Radios(label="Route", hint="Pick one.", choices=CHOICES), {}, "Select the route"),
    "yes or no": (
        fields.YesNo(label="Is anyone unsafe today?", hint="Ask now."),
        {},
        "Answer “Is anyone unsafe today?”",
    ),
    "checkboxes": (
        fields.Checkboxes(label="Factors", hint="All that apply.", choices=CHOICES),
        {},
        "Select at least one for “Factors”",
    ),
    "day": (fields.Day(label="Date of review", hint="Like 27 3 2026."), {}, "Enter the date of review"),
}


def form_of(field: Any, answers: dict[str, Any] | None = None, **files: Any) -> Form:
    made = type("Asking", (Form,), {"q": field})
    return made() if answers is None else made(sent(answers), files)


@pytest.mark.parametrize(("field", "answers", "sentence"), FIELDS.values(), ids=FIELDS)
def test_a_control_has_its_label_its_hint_and_its_error(field: Any, answers: dict, sentence: str) -> None:
    page = show(form_of(field, answers))
    control = "#id_q"
    assert page.text("label[for=id_q]").startswith(field.label)
    assert field.help_text in page.described(control)
    assert f"Error: {sentence}" in page.described(control)
    assert page.one(control).get("aria-invalid") == "true"
    assert page.text(".nhsuk-error-summary a") == sentence
    assert page.one(".nhsuk-error-summary a").get("href") == "#id_q"


@pytest.mark.parametrize(("field", "answers", "sentence"), GROUPS.values(), ids=GROUPS)
def test_a_group_has_its_legend_its_hint_and_its_error(field: Any, answers: dict, sentence: str) -> None:
    page = show(form_of(field, answers))
    assert page.text("legend").startswith(field.label)
    assert field.help_text in page.described("fieldset")
    assert f"Error: {sentence}" in page.described("fieldset")
    target = page.one(".nhsuk-error-summary a").get("href")
    assert page.one(f"input[id='{target[1:]}']") is not None


@pytest.mark.parametrize("name", [*FIELDS, *GROUPS])
def test_a_field_without_mistakes_says_nothing_of_errors(name: str) -> None:
    field = (FIELDS | GROUPS)[name][0]
    page = show(form_of(field))
    assert not page.all(".nhsuk-error-message, .nhsuk-error-summary, [aria-invalid]")


@pytest.mark.parametrize(
    ("field", "typed", "selector", "attribute"),
    [
        (fields.Text(label="T", max_length=2), "too <b>long", "#id_q", "value"),
        (fields.Number(label="N"), "lots", "#id_q", "value"),
        (fields.Email(label="E"), "not one", "#id_q", "value"),
        (fields.Radios(label="R", choices=CHOICES, errors={}), "b", "#id_q_1", "checked"),
    ],
)
def test_what_was_typed_comes_back(field: Any, typed: str, selector: str, attribute: str) -> None:
    page = show(form_of(field, {"q": typed}))
    found = page.one(selector).get(attribute)
    assert found is not None
    assert attribute == "checked" or found == typed


def test_long_text_comes_back_escaped() -> None:
    page = show(form_of(fields.LongText(label="Words", max_length=5), {"q": "</textarea><script>x</script>"}))
    assert page.text("#id_q") == "</textarea><script>x</script>"
    assert not page.all("script")


def test_too_long_says_by_how_much() -> None:
    form = form_of(fields.LongText(label="Summary of concern(s)", max_length=10), {"q": "x" * 24})
    assert form.errors["q"] == [
        "Summary of concern(s) must be 10 characters or fewer: it is 14 characters too long"
    ]


def test_a_line_break_counts_as_one_character() -> None:
    form = form_of(fields.LongText(label="Words", max_length=5), {"q": "ab\r\ncd"})
    assert form.is_valid()
    assert form.cleaned_data["q"] == "ab\ncd"


def test_long_text_says_how_much_room_there_is() -> None:
    page = show(form_of(fields.LongText(label="Words", max_length=300)))
    assert page.one("[data-module=nhsuk-character-count]").get("data-maxlength") == "300"
    assert "300 characters" in page.described("#id_q")


def test_the_browser_never_cuts_text_silently() -> None:
    assert "maxlength" not in show(form_of(fields.Text(label="Name", max_length=5))).source


def test_a_number_forgives_spaces_and_commas() -> None:
    form = form_of(fields.Number(label="Patients", min_value=1), {"q": " 1,200 "})
    assert form.is_valid()
    assert form.cleaned_data["q"] == 1200


def test_a_number_out_of_bounds_says_the_bound() -> None:
    field = fields.Number(label="Number of patients", min_value=1, max_value=9)
    assert form_of(field, {"q": "0"}).errors["q"] == ["Number of patients must be 1 or more"]
    assert form_of(field, {"q": "10"}).errors["q"] == ["Number of patients must be 9 or less"]


@pytest.mark.parametrize("number", ["01632 960 001", "+44 808 157 0192", "(01632) 960001 ext 12"])
def test_telephone_numbers_are_kept_as_typed(number: str) -> None:
    form = form_of(fields.Phone(label="Telephone"), {"q": number})
    assert form.is_valid()
    assert form.cleaned_data["q"] == number


def test_yes_and_no_give_true_and_false() -> None:
    for answers, meaning in ({"q": "yes"}, True), ({"q": "no"}, False), ({}, None):
        form = form_of(fields.YesNo(label="Told?", required=False), answers)
        assert form.is_valid()
        assert form.cleaned_data["q"] is meaning


def test_yes_or_no_shows_what_is_stored() -> None:
    made = type("Asking", (Form,), {"q": fields.YesNo(label="Told?")})
    assert show(made(initial={"q": False})).one("#id_q_1").get("checked") is not None
    assert not made(sent({"q": "no"}), initial={"q": False}).has_changed()


def test_a_list_starts_with_nothing_chosen_even_where_choices_come_later() -> None:
    form = form_of(fields.Select(label="Advisor"))
    form.fields["q"].choices = CHOICES
    assert [option.get("value") for option in show(form).all("option")] == ["", "a", "b"]


def test_an_autocomplete_is_a_plain_list_without_javascript() -> None:
    select = show(form_of(fields.Autocomplete(label="Practice", choices=CHOICES))).one("select#id_q")
    assert select.get("data-autocomplete") == "true"


def test_an_option_carries_its_hint() -> None:
    page = show(form_of(fields.Radios(label="Route", choices=CHOICES, hints={"b": "The second."})))
    assert page.described("#id_q_1") == "The second."


def test_optional_fields_say_so_and_required_ones_do_not() -> None:
    assert "(optional)" in show(form_of(fields.Text(label="Code", required=False))).text("label")
    assert "(optional)" not in show(form_of(fields.Text(label="Code"))).text("label")


@pytest.mark.parametrize(
    ("field", "file", "sentence"),
    [
        (
            fields.Upload(label="Letter", kinds=(".pdf",)),
            SimpleUploadedFile("notes.exe", b"x"),
            "notes.exe must be one of these kinds: PDF",
        ),
        (
            fields.Upload(label="Letter", max_mb=0),
            SimpleUploadedFile("big.pdf", b"x" * 2_000_000),
            "big.pdf is 2 MB. The largest file that can be sent here is 0 MB",
        ),
        (
            fields.Upload(label="Letter"),
            SimpleUploadedFile("empty.pdf", b""),
            "The file chosen for “Letter” is empty. Please choose another",
        ),
    ],
)
def test_a_refused_file_is_named(field: Any, file: SimpleUploadedFile, sentence: str) -> None:
    assert form_of(field, {}, q=file).errors["q"] == [sentence]


def test_own_sentences_win() -> None:
    field = fields.Text(label="Name", missing="Tell us who this is about")
    assert form_of(field, {}).errors["q"] == ["Tell us who this is about"]


@pytest.mark.parametrize(
    ("label", "sentence"),
    [
        ("NHS number", "Enter the NHS number"),
        ("Your name", "Enter your name"),
        ("How the concern was raised", "Enter how the concern was raised"),
        ("GP's address", "Enter the GP's address"),
        ("Who was told?", "Answer “Who was told?”"),
    ],
)
def test_sentences_read_like_english(label: str, sentence: str) -> None:
    assert form_of(fields.Text(label=label), {}).errors["q"] == [sentence]


def test_an_unstorable_character_is_refused_by_name() -> None:
    form = form_of(fields.Text(label="Name"), {"q": "a\x00b"})
    assert form.errors["q"] == ["Name has a character that cannot be kept"]


@pytest.mark.parametrize(
    ("field", "kept"),
    [
        (fields.Text(label="Title"), "Letter Bcc: a@example.org gpj.exe"),
        (fields.Text(label="Password", strip=False), "Letter\r\nBcc: a@example.org\u2028\u202egpj.exe "),
        (fields.LongText(label="Note"), "Letter\nBcc: a@example.org\u2028\u202egpj.exe"),
    ],
)
def test_one_line_stays_one_line_and_reads_as_it_is(field: Any, kept: str) -> None:
    """A line more would begin a header of an e-mail or a download; a turned direction hides an ending."""
    assert field.clean("Letter\r\nBcc: a@example.org\u2028\u202egpj.exe ") == kept


def test_what_is_neither_yes_nor_no_counts_as_a_change_and_breaks_nothing() -> None:
    assert fields.YesNo(label="Agreed?").has_changed(None, "14")
    assert not fields.YesNo(label="Agreed?").has_changed(True, "yes")


def test_two_forms_of_one_kind_do_not_share_their_answers() -> None:
    made = type("Asking", (Form,), {"q": fields.Radios(label="Route", choices=CHOICES)})
    first, second = made(), made()
    first.fields["q"].reveals["a"] = ["x"]
    assert second.fields["q"].reveals == {}


@pytest.mark.parametrize(
    "choices",
    [[("", "Any"), ("a", "<Alpha> & co"), ('"', "Quote")], [("Letters", [("a", "Alpha")]), ("b", "Beta")]],
)
@pytest.mark.parametrize("value", ["a", "", None, '"'])
def test_our_drop_down_is_django_s(choices: list[Any], value: str | None) -> None:
    ours, theirs = DropDown(choices=choices), forms.Select(choices=choices)
    attrs = {"id": "id_q", "class": "nhsuk-select", "required": True, "disabled": False}
    assertHTMLEqual(ours.render("q", value, attrs), theirs.render("q", value, attrs))

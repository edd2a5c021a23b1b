"""What forms do: reveal, carry keys and versions, refuse kindly, lay themselves out."""

import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.ui.html import sent, show, template
from ui import fields
from ui.forms import Form, SubmissionKey, VersionField
from ui.formsets import rows_of
from ui.layout import Buttons, Fieldset, Include, More, Row, Section
from ui.refusals import NotAllowed, Refusal, Stale


class Safety(Form):
    unsafe = fields.YesNo(label="Is anyone unsafe today?", reveals={"yes": ["step", "proof"]})
    step = fields.Radios(
        label="Step", choices=[("stop", "Stop"), ("other", "Other")], reveals={"other": ["which"]}
    )
    which = fields.Text(label="Which step")
    proof = fields.Upload(label="Proof", required=False)
    tools = fields.Checkboxes(
        label="Tools", choices=[("a", "A"), ("b", "B")], reveals={"b": ["day"]}, required=False
    )
    day = fields.Day(label="Day")


def test_what_an_option_shows_is_asked_for_when_it_is_picked() -> None:
    form = Safety(sent({"unsafe": "yes", "step": "other", "tools": ["a", "b"]}))
    assert form.errors == {"which": ["Enter which step"], "day": ["Enter the day"]}


def test_what_an_option_would_show_is_not_asked_for_and_is_emptied_otherwise() -> None:
    file = SimpleUploadedFile("proof.pdf", b"x")
    typed = {"unsafe": "no", "step": "other", "which": "typed before", "day_day": "nonsense"}
    form = Safety(sent(typed), {"proof": file})
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {
        "unsafe": False, "step": "", "which": "", "proof": None, "tools": [], "day": None,
    }  # fmt: skip


def test_what_a_closed_option_would_show_in_turn_is_closed_too() -> None:
    form = Safety(sent({"unsafe": "no", "step": "other"}))
    assert form.is_valid()
    assert form.closed == {"step", "which", "proof", "day"}


def test_revealed_fields_stand_inside_their_option_once() -> None:
    page = show(Safety())
    assert page.one("[id=conditional-id_unsafe_0] [name=step][value=stop]") is not None
    assert page.one("[id=conditional-id_unsafe_0] [id=conditional-id_step_1] [name=which]") is not None
    assert len(page.all("[name=which]")) == 1
    assert page.one("#id_unsafe_0").get("data-aria-controls") == "conditional-id_unsafe_0"


def test_errors_are_summed_up_in_the_order_of_the_page() -> None:
    form = Safety(sent({"unsafe": "yes", "step": "other", "tools": ["b"]}))
    form.add_error(None, "First things first")
    links = [(each.get("href"), each.text) for each in show(form).all(".nhsuk-error-summary a")]
    assert links == [("#id_which", "Enter which step"), ("#id_day_day", "Enter the day")]
    assert "First things first" in show(form).text(".nhsuk-error-summary")


class Shared(Form):
    key = SubmissionKey()
    version = VersionField(initial=3)
    words = fields.LongText(label="Words")
    more = fields.Text(label="More", required=False)


def answers(**changes: Any) -> Any:
    return sent({"key": str(uuid.uuid4()), "version": "3", "words": "mine", **changes})


def test_each_blank_page_has_a_key_of_its_own_which_re_display_keeps() -> None:
    first, second = (show(Shared()).one("#id_key").get("value") for _ in range(2))
    assert first != second
    assert show(Shared(answers(key=first, words=""))).one("#id_key").get("value") == first


@pytest.mark.parametrize("changes", [{"key": "nonsense"}, {"version": ""}])
def test_a_page_whose_hidden_parts_are_damaged_says_that_it_is_out_of_date(changes: dict[str, str]) -> None:
    page = show(Shared(answers(**changes)))
    assert page.text(".nhsuk-error-summary li").startswith("This page was out of date")


def test_a_refusal_stands_at_the_top_and_nothing_typed_is_lost() -> None:
    form = Shared(answers())
    assert form.is_valid()
    form.refuse(Refusal("The group has not met yet. Put the case on an agenda first."))
    page = show(form)
    assert page.text(".nhsuk-error-summary li").startswith("The group has not met yet.")
    assert page.text("#id_words") == "mine"


def test_after_somebody_else_saved_first_both_versions_are_seen_and_saving_again_works() -> None:
    form = Shared(answers())
    assert form.is_valid()
    form.refuse(Stale(theirs={"words": "theirs", "more": "", "gone": "x"}, version=4))
    page = show(form)
    assert page.text("#id_words") == "mine"
    assert "theirs" in page.described("#id_words")
    assert "nothing" in page.described("#id_more")
    assert page.one("#id_version").get("value") == "4"


def test_a_refusal_is_its_sentence() -> None:
    assert str(NotAllowed("Only the chair may do this.")) == "Only the chair may do this."
    assert issubclass(NotAllowed, Refusal)
    assert issubclass(Stale, Refusal)


def test_a_draft_fills_the_form_without_complaining() -> None:
    form = Safety()
    form.take_draft("unsafe=yes&step=other&which=Half+a+sen&tools=b&day_day=3&day_month=&day_year=")
    page = show(form)
    assert page.one("[name=which]").get("value") == "Half a sen"
    assert page.one("#id_unsafe_0").get("checked") is not None
    assert page.one("#id_day_day").get("value") == "3"
    assert not page.all(".nhsuk-error-message")


def test_a_draft_keeps_the_version_it_was_typed_against() -> None:
    form = Shared()
    form.take_draft("version=1&words=old")
    assert form["version"].value() == "1"
    assert form["words"].value() == "old"


class Laid(Form):
    submit_label = "Save the concern"
    one = fields.Text(label="One")
    two = fields.Text(label="Two")
    three = fields.Text(label="Three", required=False)
    choice = fields.Radios(label="Choice", choices=[("x", "X")], reveals={"x": ["four"]})
    four = fields.Text(label="Four")
    layout = [
        Section("First part", Row("one", "two"), hint="Quietly."),
        Fieldset("Second part", "choice"),
        More("Seldom needed", "three"),
        Include("components/empty.html", text="Between the fields"),
        Buttons("Send", secondary=("Save as draft", "draft"), cancel="/back/"),
    ]


def test_a_layout_is_followed() -> None:
    page = show(Laid())
    assert page.text("section h2") == "First part"
    assert [each.get("name") for each in page.all(".app-row input")] == ["one", "two"]
    assert page.text("fieldset.app-fieldset > legend") == "Second part"
    assert page.one("[id=conditional-id_choice_0] [name=four]") is not None
    assert page.one("details").get("open") is None
    assert "Between the fields" in page.source
    assert [button.text for button in page.all("button")] == ["Send", "Save as draft"]
    assert page.one("button[name=draft]") is not None
    assert page.text("a[href='/back/']") == "Cancel"


def test_a_fold_is_open_where_it_holds_something() -> None:
    assert show(Laid(initial={"three": "here"})).one("details").get("open") is not None


def test_what_an_option_shows_within_a_layout_is_asked_for_on_the_server() -> None:
    assert Laid(sent({"one": "1", "two": "2", "choice": "x"})).errors == {"four": ["Enter the four"]}


def test_a_form_never_lets_the_browser_check_and_says_where_drafts_go() -> None:
    form = Laid()
    form.draft_url = "/drafts/x/"
    tag = show(form).one("form")
    assert tag.get("novalidate") is not None
    assert tag.get("data-draft-url") == "/drafts/x/"
    assert tag.get("method") == "post"


class Action(Form):
    what = fields.Text(label="Action")


Actions = rows_of(Action, extra=1, most=3)
ROWS = "{% include 'components/rows.html' with one='action' %}"


def rows(total: int, **more: str) -> Any:
    return sent({"a-TOTAL_FORMS": str(total), "a-INITIAL_FORMS": "0", **more})


def test_another_row_can_be_had_without_javascript_and_without_complaints() -> None:
    formset = Actions(rows(1, **{"a-0-what": "", "a-another": "1"}), prefix="a")
    assert formset.wants_another
    assert not formset.is_valid()
    page = template(ROWS, formset=formset)
    assert len(page.all("[data-rows] > [data-row]")) == 2
    assert not page.all(".nhsuk-error-message")
    assert page.one("template") is not None


@pytest.mark.parametrize("total", ["", "many", "²", "9" * 5000])
def test_a_count_of_rows_that_no_page_sends_is_no_error(total: str) -> None:
    formset = Actions(sent({"a-TOTAL_FORMS": total, "a-INITIAL_FORMS": "0", "a-another": "1"}), prefix="a")
    assert len(formset.forms) == 1


def test_rows_left_blank_or_removed_are_left_out() -> None:
    formset = Actions(
        rows(3, **{"a-0-what": "Meet", "a-1-what": "", "a-2-what": "Gone", "a-2-DELETE": "on"}), prefix="a"
    )
    assert formset.is_valid()
    assert [row["what"] for row in formset.filled] == ["Meet"]


def test_a_mistake_in_a_row_is_linked_from_the_summary_of_the_page() -> None:
    formset = Actions(rows(1, **{"a-0-what": "x" * 300}), prefix="a")
    assert not formset.is_valid()
    page = template(
        "{% page_problems as found %}{% include 'nhsuk/error_summary.html' with problems=found %}", f=formset
    )
    assert page.one("a").get("href") == "#id_a-0-what"


def test_too_many_rows_are_refused_in_words() -> None:
    formset = Actions(rows(4, **{f"a-{n}-what": "x" for n in range(4)}), prefix="a")
    assert not formset.is_valid()
    assert list(formset.non_form_errors()) == ["There can be 3 of these at most"]

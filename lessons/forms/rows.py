"""The rows of a review that can be added to: key lessons and improvement actions."""

from collections.abc import Mapping
from typing import Any, ClassVar, cast

from django import forms as django_forms
from django.http import QueryDict

from accounts.models import Membership, Organisation, Person
from lessons.models import Framework
from ui import forms
from ui.fields import Checkboxes, Day, LongText, Select, Text

AT_MOST = 40


class LessonForm(forms.Form):
    """One key lesson; a row left empty is none."""

    text = LongText(
        label="What is the learning from this?", rows=3, max_length=2000, count=False, required=False
    )
    submit_label = None
    marks_optional = False


class ActionForm(forms.Form):
    """One improvement action; a row left empty is none."""

    what = LongText(
        label="What will change?",
        hint="A change to how the work is done helps longer than a reminder to people.",
        rows=3,
        max_length=2000,
        count=False,
        required=False,
    )
    owner = Select(
        label="Owner",
        hint="Who sees to it. It will stand in their list of work.",
        empty="Choose a person, or name a body below",
        required=False,
    )
    owner_body = Text(
        label="Or a body that owns it", hint="Such as a practice or a committee.", required=False
    )
    due_on = Day(label="Due date", required=False)
    answers = Checkboxes(label="Which factors does it answer?", small=True, required=False)
    submit_label = None
    marks_optional = False

    def __init__(
        self, *args: Any, people: dict[str, Person], factors: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        self.fields["owner"].choices = [(key, named(person)) for key, person in people.items()]
        self.fields["answers"].choices = factors

    def clean_owner(self) -> Person | None:
        return self.people.get(self.cleaned_data["owner"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        rest = any(data.get(name) for name in ("owner", "owner_body", "due_on", "answers"))
        if rest and not data.get("what") and "what" not in self.errors:
            self.add_error("what", "Say what will change, or take this action out")
        if data.get("owner") and data.get("owner_body"):
            self.add_error("owner_body", "Choose a person or name a body, not both")
        return data


class Rows(django_forms.BaseFormSet):
    """Rows that can be added and taken out, and that can be filled from a draft."""

    row_name: ClassVar[str]

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["DELETE"].label = f"Take this {self.row_name} out"

    def written(self) -> list[dict[str, Any]]:
        """Return the answers of the rows that hold something and were not taken out."""
        rows = [form.cleaned_data for form in self.forms if form not in self.deleted_forms]
        return [row for row in rows if any(row.values())]

    def take_draft(self, data: QueryDict) -> None:
        """Fill the unbound rows with what was typed."""
        for form in self.forms:
            form.take_draft(data)

    def show_theirs(self, theirs: Mapping[str, str]) -> None:
        """Put what somebody else saved beside the fields."""
        for form in self.forms:
            names = {form.add_prefix(name): name for name in form.fields}
            form.theirs = {names[key]: text for key, text in theirs.items() if key in names}


class LessonRows(Rows):
    row_name = "lesson"


class ActionRows(Rows):
    row_name = "action"


LessonFormSet = cast(
    "type[LessonRows]",
    django_forms.formset_factory(LessonForm, formset=LessonRows, extra=1, max_num=AT_MOST, can_delete=True),
)
ActionFormSet = cast(
    "type[ActionRows]",
    django_forms.formset_factory(ActionForm, formset=ActionRows, extra=1, max_num=AT_MOST, can_delete=True),
)


def rows_in(data: QueryDict, prefix: str) -> int:
    """Return how many rows were sent, never more than are allowed."""
    typed = data.get(f"{prefix}-TOTAL_FORMS", "")
    return min(int(typed), AT_MOST) if typed.isdecimal() and typed.isascii() and len(typed) < 5 else 0


def with_rows(data: QueryDict, prefix: str, count: int) -> QueryDict:
    """Return the data with at least `count` rows."""
    data = data.copy()
    data[f"{prefix}-TOTAL_FORMS"] = str(max(rows_in(data, prefix), min(count, AT_MOST)))
    return data


def people_of(organisation: Organisation) -> dict[str, Person]:
    """Return those who belong to the organisation today, by key as a form sends it."""
    current = Membership.objects.current().within(organisation)
    people = Person.objects.filter(pk__in=current.values("person"), is_active=True)
    return {str(person.pk): person for person in people}


def named(person: Person) -> str:
    """Return a person as a list of owners names them."""
    return f"{person.name}, {person.job_title}" if person.job_title else person.name


def factor_choices(framework: Framework) -> list[tuple[str, str]]:
    """Return every factor of the framework with its type, for an action to answer."""
    return [
        (factor.key, f"{kind.label}: {factor.label}")
        for kind in framework.types.prefetch_related("factors")
        for factor in kind.factors.all()
    ]

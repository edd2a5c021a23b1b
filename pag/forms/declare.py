"""Declaring on the items of a meeting, before any content opens."""

from collections.abc import Mapping, Sequence
from typing import Any

from pag.actions import Answer
from pag.models import AgendaItem, ItemDeclaration
from ui import fields
from ui.forms import Form

NONE, YES, UNSURE = ItemDeclaration.Answer.NONE, ItemDeclaration.Answer.YES, ItemDeclaration.Answer.UNSURE
CHOICES = [(NONE, "None"), (YES, "Yes, there is one"), (UNSURE, "I am not sure")]
WITH_ANY = "none_with_any"


class DeclareForm(Form):
    """One question an item, which shows its reference, name and place of work and nothing else.

    A field is named by the key of its item, because the order of an agenda may change while a page is open.
    `readers` says who reads what is declared, by the key of the item. The second button says "none with any
    of these" in one step; of a single one it says so.
    """

    submit_label = "Declare"
    secondary = ("I have no conflict with any of these", WITH_ANY)

    def __init__(
        self, data: Any = None, *, items: Sequence[AgendaItem], readers: Mapping[int, str], **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.items = items
        if len(items) == 1:
            self.secondary = ("I have no conflict with this case", WITH_ANY)
        self.none_with_any = data is not None and WITH_ANY in data
        for item in items:
            answer, yes, unsure = (f"{name}_{item.pk}" for name in ("answer", "yes", "unsure"))
            who = item.case.practitioner
            self.fields[answer] = fields.Radios(
                label=f"{headed(item)}{item.case.reference}: {who.name}",
                hint=who.practice_name or "Place of work not recorded",
                choices=CHOICES,
                small=True,
                reveals={YES: [yes], UNSURE: [unsure]},
                required=not self.none_with_any,
                missing=f"Say whether you have a conflict of interest with {item.called}",
            )
            self.fields[yes] = statement("What is the connection?", item, readers[item.pk])
            self.fields[unsure] = statement("What may the connection be?", item, readers[item.pk])

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        for item in self.items:
            name = f"answer_{item.pk}"
            if self.none_with_any and answers.get(name) in (YES, UNSURE):
                self.add_error(
                    name,
                    f"You did not choose “None” for {item.called}. Change that, or press “Declare”",
                )
        return answers

    def answers(self) -> dict[AgendaItem, Answer]:
        """Return what was declared, by item."""
        return {item: self._answer(item) for item in self.items}

    def _answer(self, item: AgendaItem) -> Answer:
        data, key = self.cleaned_data, item.pk
        said = data[f"yes_{key}"] or data[f"unsure_{key}"]
        return Answer(answer=data[f"answer_{key}"] or NONE, statement=said)


def headed(item: AgendaItem) -> str:
    """Return what stands before the case: its number, or that it was decided between meetings."""
    if not item.meeting.is_between:
        return f"Item {item.position}. "
    return "" if item.waits else "To ratify. "


def statement(label: str, item: AgendaItem, reader: str) -> fields.LongText:
    """Return the field that a yes or an unsure shows; `reader` is who reads it, such as "chair"."""
    return fields.LongText(
        label=label,
        hint=read_by(reader),
        rows=2,
        max_length=1000,
        missing=f"Say what the connection with {item.called} is, or may be",
    )


def read_by(reader: str) -> str:
    """Return who reads a statement, and who does not."""
    return f"The {reader} reads this. The practitioner does not."


class StepBackForm(Form):
    """The connection that came up."""

    statement = fields.LongText(
        label="What is the connection, or what may it be?",
        rows=3,
        max_length=1000,
    )
    submit_label = "Step back"
    warning = True

    def __init__(self, *args: Any, reader: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["statement"].help_text = read_by(reader)

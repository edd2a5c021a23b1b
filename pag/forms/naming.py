"""A form that points out names in what was typed: a question, answered by a tick."""

import copy
from collections.abc import Callable
from typing import Any

from ui import fields
from ui.forms import Form
from ui.words import listed

RIGHT, ASKED = "names_are_right", "names_asked"


class NamesForm(Form):
    """Asks about the names that `named` finds in the words typed; the same names are asked about once.

    `reads` says who would read them. What is asked is no answer: it is not among `cleaned_data`.
    """

    named: Callable[[str], list[str]] | None = None
    reads = ""

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        words = "\n".join(each for each in answers.values() if isinstance(each, str))
        found = self.named(words) if self.named else []
        if found:
            self._ask("; ".join(f"“{each}”" for each in found), found)
        return answers

    def _ask(self, asked: str, found: list[str]) -> None:
        quoted = listed(f"“{each}”" for each in found)
        same = self.data.get(self.add_prefix(ASKED)) == asked
        self.fields[RIGHT] = fields.Tick(
            label=f"It is right that {quoted} {'stands' if len(found) == 1 else 'stand'} here",
            required=False,
        )
        self.fields[ASKED] = fields.Hidden()
        if same and self.data.get(self.add_prefix(RIGHT)):
            return
        now: Any = copy.copy(self.data)
        now[self.add_prefix(ASKED)] = asked
        now.pop(self.add_prefix(RIGHT), None)
        self.data = now
        self.add_error(
            RIGHT, f"Look at {quoted}. {self.reads} Change the words, or tick the box if it is right so."
        )

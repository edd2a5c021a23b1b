"""Saying that what was arranged is done."""

from ui import fields
from ui.dates import today
from ui.forms import Form


class ArrangedForm(Form):
    """Since when, and what came of it."""

    done_on = fields.Day(label="Date it was done", initial=today)
    words = fields.LongText(
        label="What came of it",
        hint="A sentence or two for those who look at the case later.",
        required=False,
        rows=3,
        max_length=2000,
    )
    submit_label = "It is done"

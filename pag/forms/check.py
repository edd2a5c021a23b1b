"""What is asked on the page that shows a decision before it is final."""

from typing import Any

from pag.quorum import Quorum
from ui import fields
from ui.forms import Form


class CheckForm(Form):
    """Why it was decided without a quorum, where it was."""

    without_quorum = fields.LongText(
        label="Deciding without a quorum: why?",
        hint="It is kept with the decision, for the group and those who run the case. "
        "The practitioner does not see it.",
        missing="Say why it was decided without a quorum, or change who took part",
        rows=3,
        max_length=2000,
    )
    form_tag = False
    submit_label = None

    def __init__(self, *args: Any, quorum: Quorum, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if quorum.possible:
            del self.fields["without_quorum"]

"""What is asked on the page that shows a decision before it is final."""

from collections.abc import Sequence
from typing import Any

from pag.notices import Notice
from pag.quorum import Quorum
from ui import fields
from ui.forms import Form


class CheckForm(Form):
    """Why it was decided without a quorum, where it was; and why what stands out is right, if one says."""

    without_quorum = fields.LongText(
        label="Deciding without a quorum: why?",
        hint="It is kept with the decision, for the group and those who run the case. "
        "The practitioner does not see it.",
        missing="Say why it was decided without a quorum, or change who took part",
        rows=3,
        max_length=2000,
    )
    NAMES = ("without_quorum", *Notice.values)
    form_tag = False
    submit_label = None

    def __init__(self, *args: Any, quorum: Quorum, noticed: Sequence[Notice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.noticed = noticed
        if quorum.possible:
            del self.fields["without_quorum"]
        for notice in noticed:
            self.fields[notice.value] = fields.LongText(
                label=f"{notice.label}",
                hint="If it should be otherwise, change it. If it is right so, you may say why: "
                "it is kept with the decision.",
                rows=2,
                max_length=1000,
                required=False,
            )

    @property
    def why(self) -> str:
        """Return why it was decided without a quorum; empty where there was one."""
        return str(self.cleaned_data.get("without_quorum", ""))

    def reasons(self) -> dict[Notice, str]:
        """Return the answers to what stands out."""
        return {notice: self.cleaned_data[notice.value] for notice in self.noticed}

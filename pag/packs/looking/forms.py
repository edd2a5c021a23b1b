"""What to do about each finding in a document, and a redacted copy in its place."""

from collections.abc import Sequence
from typing import Any

from files.sniffing import KINDS
from pag.packs.looking.actions import decisions_for
from pag.packs.looking.models import Finding
from ui import fields
from ui.forms import Form, SubmissionKey
from ui.words import listed

FINDING = "finding-"


class DecideForm(Form):
    """A drop-down list for each finding; what is left at “Not decided yet” stays undecided."""

    submit_label = "Keep what is decided"
    marks_optional = False
    narrow = False

    def __init__(self, *args: Any, findings: Sequence[Finding], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [each for each in findings if each.kind != Finding.Kind.UNSEEN]
        if len(known) > 1:
            self.fields["all"] = fields.Select(
                label="The same for all that are not decided yet",
                choices=decisions_for(known[0]),
                empty="Each by itself",
                required=False,
            )
        for each in findings:
            words = f": {each.words}" if each.words else ""
            where = f"{on_pages(each.pages)}. " if each.pages else ""
            self.fields[f"{FINDING}{each.pk}"] = fields.Select(
                label=f"{each.get_kind_display()}{words}",
                hint=f"{where}{_excerpt(each)}",
                choices=decisions_for(each),
                empty="Not decided yet",
                required=False,
            )
        self.unseen = {each.pk for each in findings if each.kind == Finding.Kind.UNSEEN}

    def decisions(self) -> dict[int, str]:
        """Return what was decided, by the finding's key."""
        same = self.cleaned_data.get("all", "")
        given = {
            int(name.removeprefix(FINDING)): value
            for name, value in self.cleaned_data.items()
            if name.startswith(FINDING)
        }
        with_same = {key: value or ("" if key in self.unseen else same) for key, value in given.items()}
        return {key: value for key, value in with_same.items() if value}


class RedactedForm(Form):
    """A copy of the document in which what nobody needs is blacked out."""

    file = fields.Upload(
        label="Redacted copy",
        hint="Black out for good: what is only covered with a box can often still be copied out.",
        kinds=KINDS,
    )
    submission_key = SubmissionKey()
    submit_label = "Use the copy in the papers"


def on_pages(pages: Sequence[int]) -> str:
    """Return "Page 3" or "Pages 3, 4 and 9"; of many, the first ten."""
    if len(pages) == 1:
        return f"Page {pages[0]}"
    shown = [str(each) for each in pages[:10]]
    return f"Pages {', '.join(shown)} and more" if len(pages) > 10 else f"Pages {listed(shown)}"


def _excerpt(finding: Finding) -> str:
    if finding.kind == Finding.Kind.UNSEEN:
        return f"{finding.excerpt} Look yourself."
    return f"“… {finding.excerpt} …”"

"""Which letter to write."""

from typing import Any

from cases.models import Case
from letters.models import Kind, Letter
from pag.models import Decision
from triage.models import Sharing
from ui import fields
from ui.dates import day
from ui.forms import Form, SubmissionKey

HINTS = {
    Kind.FIRST: "Says that a concern has been raised, what it is about, what comes next and who can help.",
    Kind.REFLECTIONS: "Asks for their own account before the group meets.",
    Kind.UPDATE: "Says where things stand, what takes longer and when they hear again. Also without news.",
}
ENDED = {
    Kind.CLOSING: "Says what the end of the case means, what stays on record, and who is still there.",
}


class NewLetterForm(Form):
    which = fields.Radios(label="Which letter?")
    submission_key = SubmissionKey()
    layout = ["which"]
    submit_label = "Draft the letter"

    def __init__(self, *args: Any, case: Case, encloses: Sharing | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.encloses = encloses
        written = Letter.objects.of_case(case).filter(decision__isnull=False).values("decision")
        self.decisions = {
            f"outcome-{decision.pk}": decision
            for decision in Decision.objects.of_case(case).exclude(pk__in=written)
        }
        outcomes = [
            (key, f"Outcome letter about the meeting on {day(decision.decided_on)}")
            for key, decision in self.decisions.items()
        ]
        which = self.fields["which"]
        hints = ENDED if case.ended else HINTS
        which.choices = [*((kind, kind.label) for kind in hints), *outcomes]
        which.hints = {str(kind): hint for kind, hint in hints.items()}

    def chosen(self) -> dict[str, Any]:
        """Return the kind, for an outcome letter the decision it tells, and what goes with it."""
        which = self.cleaned_data["which"]
        decision = self.decisions.get(which)
        kind = Kind.OUTCOME if decision else which
        return {"kind": kind, "decision": decision, "encloses": self.encloses}

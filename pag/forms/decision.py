"""Recording what the group decided, and the actions that follow."""

from typing import Any

from accounts.models import Person
from cases.models import Case
from cases.models.case import Route
from pag.actions import NewAction, NewDecision
from pag.kinds import DecisionKind, contradiction
from pag.models import Decision, GroupMember, Meeting
from pag.sitting import Sitting
from ui import fields
from ui.dates import day
from ui.forms import Form, SubmissionKey
from ui.layout import Include, Section

KIND = DecisionKind
HINTS: dict[str, str] = {
    KIND.ADJOURN: "The practitioner is told of an adjournment too",
    KIND.OCCUPATIONAL_HEALTH: "Only with the practitioner's consent: it is their choice",
    KIND.REFERRAL_ADVISORY: "Such as the Practitioner Performance Advice service of NHS Resolution",
    KIND.REFERRAL_DECISION_PANEL: "The panel that may impose conditions, suspend or remove",
}


# What the list of owners sends for the practitioner.
THEMSELVES = "practitioner"
FINAL_FIELDS = ("final_by", "final_name", "final_given", "final_decision", "final_on", "final_due")
FINAL = Section(
    "Who decides",
    "final_by",
    "final_given",
    hint="On this route (MHPS) the group advises. The case manager or the medical director decides.",
)


class DecisionForm(Form):
    """Who took part, what the group considered and decided, why, and a short pause before it is recorded."""

    took_part = fields.Checkboxes(
        label="Who took part in this item?",
        hint="Tick everybody who was there for it. Only members who declared no conflict can be ticked.",
        missing="Tick who took part in this item",
        small=True,
    )
    considered = fields.LongText(
        label="Considered",
        hint="What the group looked at and talked about. The letter to the practitioner quotes it.",
        missing="Enter what the group considered",
        rows=5,
        max_length=8000,
    )
    listened_to = fields.YesNo(
        label="Was the practitioner listened to?",
        hint="Listened to: their own account was taken and considered. Being told is something else.",
    )
    listened_how = fields.LongText(
        label="How, or why not",
        hint="The letter quotes it too: write it so that the practitioner can read it about themselves.",
        missing="Say how the practitioner was listened to, or why they were not",
        rows=3,
        max_length=3000,
    )
    kinds = fields.Checkboxes(
        label="What did the group decide?",
        hint="All that apply",
        choices=DecisionKind.choices,
        hints=HINTS,
        small=True,
        reveals={
            KIND.INVESTIGATION: ["investigator", "terms_due"],
            KIND.OCCUPATIONAL_HEALTH: ["health_reason"],
            KIND.ADJOURN: ["adjourned_until", "adjourned_for"],
            KIND.OTHER: ["other_kind"],
        },
    )
    investigator = fields.Text(label="Name of the investigator")
    terms_due = fields.Day(label="Date the terms of reference follow")
    health_reason = fields.LongText(label="Why is the report asked for?", rows=3, max_length=2000)
    adjourned_until = fields.Day(label="Adjourned until")
    adjourned_for = fields.LongText(label="What is the group waiting for?", rows=3, max_length=2000)
    other_kind = fields.Text(label="What else was decided?")
    decision = fields.LongText(
        label="Decision",
        hint="What happens now, and what it means. The letter to the practitioner quotes it.",
        rows=5,
        max_length=6000,
    )
    rationale = fields.LongText(
        label="Rationale",
        hint="Why this, and why nothing less would do. The letter quotes it too.",
        rows=5,
        max_length=6000,
    )
    final_by = fields.Radios(
        label="Who decides on the advice?",
        hint="The letter names them.",
        choices=Decision.Final.choices,
        small=True,
        reveals={Decision.Final.MEDICAL_DIRECTOR: ["final_name"]},
    )
    final_name = fields.Text(label="Name of the medical director", max_length=200)
    final_given = fields.YesNo(
        label="Have they decided?",
        yes="Yes",
        no="Not yet",
        reveals={"yes": ["final_decision", "final_on"], "no": ["final_due"]},
    )
    final_decision = fields.LongText(
        label="What did they decide?",
        hint="The letter to the practitioner quotes it.",
        rows=3,
        max_length=6000,
    )
    final_on = fields.Day(label="Date they decided", past=True)
    final_due = fields.Day(label="Date by which they will decide")
    same_for_another = fields.Radios(
        label="Would it have been the same for another person?",
        hint="Somebody of another background, place of work or standing, with the same facts.",
        choices=Decision.Same.choices,
        inline=True,
    )
    same_why = fields.LongText(
        label="If not, or if you are not sure: why?", rows=2, max_length=2000, required=False
    )
    system_part = fields.LongText(
        label="What did the system contribute?",
        hint="Workload, tools, team, organisation. “Nothing that we know of” is an answer.",
        rows=3,
        max_length=3000,
    )
    submission_key = SubmissionKey()
    form_tag = False
    submit_label = None
    layout = [
        Section("What the group looked at", "considered", "listened_to", "listened_how"),
        Section("What the group decided", "kinds", "decision", "rationale"),
        Section(
            "A short pause",
            "same_for_another",
            "same_why",
            "system_part",
            hint="Before it is recorded. The answers are kept with the decision; nobody is marked on them.",
        ),
    ]

    def __init__(self, *args: Any, meeting: Meeting, sitting: Sitting, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting, self.case = meeting, case
        self.able = {str(member.pk): member for member in sitting.able}
        self.fields["took_part"].choices = [(key, _as_what(member)) for key, member in self.able.items()]
        present = Section(
            "Who took part", "took_part", Include("pag/_sitting.html", sitting=sitting), hint=sitting.asks
        )
        looked_at, decided, pause = type(self).layout
        self.layout = [present, looked_at, decided, pause]
        if case.route == Route.MHPS:
            for name in ("final_on", "final_due"):
                self.fields[name].earliest = meeting.day
            self.layout.insert(3, FINAL)
        else:
            for name in FINAL_FIELDS:
                del self.fields[name]
        if not self.able:
            del self.fields["took_part"]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        contradicts = contradiction(answers.get("kinds") or [])
        if contradicts:
            self.add_error("kinds", contradicts)
        until = answers.get("adjourned_until")
        if until and until <= self.meeting.day:
            self.add_error("adjourned_until", f"Adjourned until must be after {day(self.meeting.day)}")
        return answers

    def decided(self) -> NewDecision:
        """Return the answers as the action takes them."""
        beside = ("submission_key", "took_part", "final_given")
        answers = {name: value for name, value in self.cleaned_data.items() if name not in beside}
        if answers.get("final_by") == Decision.Final.CASE_MANAGER:
            answers["final_name"] = self.case.manager.name
        return NewDecision(**answers)

    def present(self) -> list[GroupMember]:
        """Return the members who were ticked."""
        return [self.able[key] for key in self.cleaned_data.get("took_part", [])]


def _as_what(member: GroupMember) -> str:
    """Return a member as one ticks them: "Mrs Ada Lay, lay member"."""
    return f"{member.person.name}, {member.in_words}" + ("" if member.voting else " (no vote)")


class ActionForm(Form):
    """One action: what, who, by when."""

    what = fields.LongText(label="Action", rows=2, max_length=2000)
    owner = fields.Select(
        label="Owner",
        hint="Who sees to it. A colleague finds it on their list of work; the letter asks the practitioner.",
        empty="Somebody else, named below",
        required=False,
    )
    owner_name = fields.Text(
        label="Name of somebody else", hint="Such as a practice or another person.", required=False
    )
    due_on = fields.Day(label="Due date")
    marks_optional = False

    def __init__(
        self, *args: Any, owners: dict[str, Person], meeting: Meeting, practitioner: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.owners = owners
        self.fields["due_on"].earliest = meeting.day
        people = [(key, person.name) for key, person in owners.items()]
        self.fields["owner"].choices = [(THEMSELVES, f"{practitioner}, the practitioner"), *people]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        owner, name = answers.get("owner"), answers.get("owner_name")
        if owner and name:
            self.add_error("owner_name", "Choose the owner from the list, or write a name, not both")
        elif not (owner or name):
            self.add_error("owner", "Choose the owner, or write the name of somebody else")
        return answers

    def as_action(self) -> NewAction:
        """Return the row as the action takes it."""
        answers = self.cleaned_data
        return NewAction(
            what=answers["what"],
            due_on=answers["due_on"],
            owner=self.owners.get(answers["owner"]),
            owner_name=answers["owner_name"],
            practitioner=answers["owner"] == THEMSELVES,
        )

"""Recording what the group decided, with the options it looked at and the actions that follow."""

import dataclasses
from collections.abc import Collection, Sequence
from typing import Any

from django.http import QueryDict

from cases.models.case import Route
from pag.actions import NewArrangement, NewDecision, NewOption
from pag.consequences import ASKED, EVERY, in_words
from pag.investigators import people_who_may_investigate
from pag.kinds import DecisionKind, contradiction
from pag.models import AgendaItem, Decision, GroupMember
from pag.room.attending import Proposal
from pag.sitting import Sitting
from ui import fields
from ui.dates import day
from ui.forms import Form, SubmissionKey
from ui.formsets import Rows
from ui.layout import Block, Include, More, Section
from ui.words import listed

KIND = DecisionKind
FINAL_FIELDS = ("final_by", "final_name", "final_given", "final_decision", "final_on", "final_due")
FINAL = Section(
    "Who decides",
    "final_by",
    "final_given",
    hint="On this route (MHPS) the group advises. The case manager or the medical director decides.",
)


def _names(kind: DecisionKind) -> list[str]:
    """Return the names of the fields that say what is arranged for a kind."""
    parts = ("to", "by", "due") if ASKED[kind].to else ("by", "due")
    return [f"{kind.value}_{part}" for part in parts]


CONSIDERED_BETWEEN = "What you looked at, and talked about with those you consulted. The letter quotes it."


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
    factors = fields.LongText(
        label="Contributory and system factors noticed",
        hint="What made it more likely, or less: in the patients' needs, the task, the person's health and "
        "skills, the team, the place of work, the organisation, the world around it. The lessons review "
        "begins here.",
        rows=3,
        max_length=6000,
        required=False,
    )
    kinds = fields.Checkboxes(
        label="What did the group decide?",
        hint=f"All that apply. {EVERY}",
        choices=DecisionKind.choices,
        hints={kind: in_words(kind) for kind in KIND},
        small=True,
        reveals={
            KIND.INVESTIGATION: ["investigator_person", "investigator", "terms_due"],
            KIND.OCCUPATIONAL_HEALTH: ["health_reason"],
            KIND.ADJOURN: ["adjourned_until", "adjourned_for"],
            KIND.OTHER: ["other_kind"],
            **{kind: _names(kind) for kind in ASKED},
        },
    )
    investigator_person = fields.Select(
        label="Who investigates?",
        hint="Choosing somebody who signs in here does not open the case to them.",
        empty="Somebody else, named below",
        required=False,
    )
    investigator = fields.Text(label="Name of the investigator", required=False)
    terms_due = fields.Day(label="Date the terms of reference follow")
    health_reason = fields.LongText(label="Why is the report asked for?", rows=3, max_length=2000)
    adjourned_until = fields.Day(label="Adjourned until", missing="Enter the day until which it is adjourned")
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
    dissent = fields.LongText(
        label="What did somebody hold against it, and why?",
        hint="Name nobody, unless they ask you to. No letter quotes it.",
        rows=3,
        max_length=4000,
        required=False,
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
    marks_optional = ("factors", "dissent", "same_why")

    def __init__(
        self,
        data: Any = None,
        *,
        item: AgendaItem,
        sitting: Sitting,
        proposal: Proposal,
        options: Rows,
        actions: Rows,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.item, self.sitting = item, sitting
        self.able = {str(member.pk): member for member in sitting.able}
        self.no_more: list[GroupMember] = []
        if data is not None:
            self.data = self._without_those_who_cannot(data)
        self.fields["took_part"].choices = [
            (key, _as_what(member, sitting)) for key, member in self.able.items()
        ]
        self.investigators = people_who_may_investigate(self.item.case)
        self.fields["investigator_person"].choices = [
            (key, person.name) for key, person in self.investigators.items()
        ]
        self._ask_what_is_arranged()
        self.layout = self._sections(proposal, options, actions)
        if self.item.case.route == Route.MHPS:
            for name in ("final_on", "final_due"):
                self.fields[name].earliest = self.item.meeting.day
        else:
            self.layout.remove(FINAL)
            for name in FINAL_FIELDS:
                del self.fields[name]
        if self.item.meeting.is_between:
            # Nobody sits together, and no quorum is asked.
            del self.layout[0]
            self.fields["kinds"].label = "What is decided?"
            considered = self.fields["considered"]
            considered.help_text = CONSIDERED_BETWEEN
            considered.error_messages["required"] = "Enter what was considered"
        if not self.able or self.item.meeting.is_between:
            del self.fields["took_part"]

    def _sections(self, proposal: Proposal, options: Rows, actions: Rows) -> list[str | Block]:
        alone = self.item.meeting.is_between
        return [
            Section(
                "Who took part",
                *(["took_part"] if self.able else []),
                Include("pag/_sitting.html", sitting=self.sitting, proposal=proposal),
                hint=self.sitting.asks,
            ),
            Section(
                "What was looked at" if alone else "What the group looked at",
                "considered",
                "listened_to",
                "listened_how",
                "factors",
            ),
            Section(
                "Options looked at",
                Include(
                    "components/rows.html",
                    formset=options,
                    one="option",
                    add_label="Add another option",
                ),
                hint="Also those that were not chosen. Mark the least restrictive one that protects "
                "patients. Rows left empty are left out.",
            ),
            Section(
                "What is decided" if alone else "What the group decided",
                "kinds",
                "decision",
                "rationale",
                More("Somebody held something against it", "dissent"),
            ),
            FINAL,
            Section(
                "Actions",
                Include(
                    "components/rows.html",
                    formset=actions,
                    one="action",
                    add_label="Add another action",
                ),
                hint="Who does what, by when. Rows left empty are left out.",
            ),
            Section(
                "A short pause",
                "same_for_another",
                "same_why",
                "system_part",
                hint="Before it is recorded. The answers are kept with the decision; nobody is marked on "
                "them.",
            ),
        ]

    def _ask_what_is_arranged(self) -> None:
        for kind, asked in ASKED.items():
            labels = {"to": asked.to, "by": asked.by_whom, "due": asked.due_on}
            for name in _names(kind):
                label = labels[name.rsplit("_", 1)[1]]
                made = fields.Day if name.endswith("_due") else fields.Text
                self.fields[name] = made(label=label, missing=f"{kind.label}: answer “{label}”")
            self.fields[f"{kind.value}_due"].earliest = self.item.meeting.day
        regulator = self.item.case.practitioner.get_regulator_display()
        self.fields["referral_regulator_to"].initial = regulator

    def _without_those_who_cannot(self, data: QueryDict) -> QueryDict:
        """Take away the ticks of members who can no longer take part, and remember whose they were."""
        ticked = data.getlist("took_part")
        gone = [key for key in ticked if key not in self.able and key.isdecimal()]
        members = GroupMember.objects.filter(group=self.item.meeting.group_id, pk__in=gone)
        self.no_more = list(members.select_related("person")) if gone else []
        if not self.no_more:
            return data
        taken = {str(member.pk) for member in self.no_more}
        now = data.copy()
        now.setlist("took_part", [key for key in ticked if key not in taken])
        return now

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        if self.no_more:
            names = listed(member.person.name for member in self.no_more)
            self.add_error(
                "took_part" if self.able else None,
                f"{names} can no longer take part in this item, so the tick was taken away. Look at who took "
                "part, and send it again",
            )
        contradicts = contradiction(answers.get("kinds") or [])
        if contradicts:
            self.add_error("kinds", contradicts)
        if KIND.INVESTIGATION in (answers.get("kinds") or []):
            self._clean_investigator(answers)
        until = answers.get("adjourned_until")
        if until and until <= self.item.meeting.day:
            self.add_error("adjourned_until", f"Adjourned until must be after {day(self.item.meeting.day)}")
        return answers

    def _clean_investigator(self, answers: dict[str, Any]) -> None:
        chosen, named = answers.get("investigator_person"), answers.get("investigator")
        if chosen and named:
            self.add_error("investigator", "Choose the investigator from the list, or write a name, not both")
        elif not (chosen or named):
            self.add_error(
                "investigator_person", "Choose the investigator, or write the name of somebody else"
            )

    def decided(self, *, options: Sequence[NewOption] = ()) -> NewDecision:
        """Return the answers as the action takes them."""
        names = {field.name for field in dataclasses.fields(NewDecision)}
        answers = {name: value for name, value in self.cleaned_data.items() if name in names}
        if answers.get("final_by") == Decision.Final.CASE_MANAGER:
            answers["final_name"] = self.item.case.manager.name
        person = self.investigators.get(answers["investigator_person"])
        answers["investigator_person"] = person
        answers["investigator"] = person.name if person else answers["investigator"]
        return NewDecision(**answers, options=options, arrangements=self._arranged(answers["kinds"]))

    def _arranged(self, kinds: Collection[str]) -> list[NewArrangement]:
        said = self.cleaned_data
        return [
            NewArrangement(
                kind.value,
                by_whom=said[f"{kind.value}_by"],
                due_on=said[f"{kind.value}_due"],
                to=said.get(f"{kind.value}_to", ""),
            )
            for kind in ASKED
            if kind in kinds
        ]

    def ticked(self) -> list[GroupMember]:
        """Return the members who are ticked as the page shows it, whether it was sent or not."""
        keys = self["took_part"].value() if "took_part" in self.fields else []
        return [self.able[key] for key in keys or [] if key in self.able]

    def present(self) -> list[GroupMember]:
        """Return the members who were ticked."""
        return [self.able[key] for key in self.cleaned_data.get("took_part", [])]


def _as_what(member: GroupMember, sitting: Sitting) -> str:
    """Return a member as one ticks them: "Mrs Ada Lay, lay member"."""
    votes = member.voting and member.person_id not in sitting.no_vote
    return f"{member.person.name}, {member.in_words}" + ("" if votes else " (no vote)")

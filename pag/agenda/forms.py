"""Other items of an agenda, decisions between meetings, and what a meeting said of them."""

from typing import Any

from cases.models import Case, CaseAccess
from pag.forms.agenda import in_words, meetings_for
from pag.forms.naming import NamesForm
from pag.models import (
    AgendaItem,
    Consulted,
    Group,
    GroupMember,
    ItemDeclaration,
    Ratification,
    StepRatification,
)
from pag.naming import READ_BY_ALL
from ui import fields
from ui.forms import Form, SubmissionKey, VersionField

NOT_REACHED = (Consulted.How.NOT_REACHED.value, Consulted.How.NOT_REACHED.label)
NOT_ABLE = "They have not declared “None”, and so cannot be consulted yet."
NO_NAMES = "Every member reads this. Name no practitioner and no case: a case has a place of its own."


class OtherForm(NamesForm):
    """A new item that is not about a case."""

    reads = READ_BY_ALL
    title = fields.Text(label="What is it?", hint=NO_NAMES, max_length=200)
    words = fields.LongText(
        label="More about it",
        hint="Name no practitioner here either.",
        rows=4,
        max_length=4000,
        required=False,
    )
    submission_key = SubmissionKey()
    submit_label = "Put it on the agenda"


class OtherChangeForm(OtherForm):
    """The same, worded anew."""

    version = VersionField()
    submit_label = "Save"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["submission_key"]


class OutcomeForm(NamesForm):
    """What came of another item."""

    reads = READ_BY_ALL
    outcome = fields.LongText(
        label="What came of it?",
        hint="What was agreed, and who does what by when. Name no practitioner.",
        rows=5,
        max_length=6000,
    )
    version = VersionField()
    submit_label = "Save"


class MoveItemForm(Form):
    """Which other meeting of the group looks at the case."""

    meeting = fields.SelectModel(label="Meeting")
    why = fields.LongText(
        label="Why is it moved?",
        hint="It stands in the minutes of the meeting that it leaves.",
        rows=3,
        max_length=1000,
        required=False,
    )
    submit_label = "Move it to this meeting"

    def __init__(self, *args: Any, item: AgendaItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meetings = meetings_for(item.case).filter(group=item.meeting.group_id).exclude(pk=item.meeting_id)
        self.fields["meeting"].queryset = meetings
        self.fields["meeting"].words = in_words
        self.has_meetings = meetings.exists()


class AskBetweenForm(Form):
    """Why a case cannot wait until the next meeting, and who is to be consulted."""

    group = fields.SelectModel(label="Group")
    why = fields.LongText(
        label="Why can it not wait until the next meeting?",
        hint="Who presides reads this first, and the group when it ratifies the decision.",
        rows=4,
        max_length=3000,
    )
    members = fields.CheckboxesModel(
        label="Who is to be consulted, beside the chair and the deputy?",
        hint="They are asked to declare first. The others are asked once it is decided.",
        required=False,
    )
    submission_key = SubmissionKey()
    submit_label = "Ask for a decision"

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = Group.objects.filter(organisation=case.organisation_id)
        self.group_list = list(groups)
        several = len(self.group_list) > 1
        self.fields["group"].queryset = groups
        if not several:
            self.fields["group"].initial = self.group_list[0].pk if self.group_list else None
        kept_out = CaseAccess.objects.denials().filter(case=case)
        members = GroupMember.objects.current().filter(group__in=groups).select_related("person", "group")
        members = members.exclude(person__in=kept_out.values("person"))
        members = members.order_by("group", "person__last_name", "person__first_name")
        self.fields["members"].queryset = members.exclude(kind__in=GroupMember.PRESIDING)
        self.fields["members"].words = lambda member: (
            f"{member.person.name}, {member.in_words}"
            + (f" ({member.group.abbreviation})" if several else "")
        )


class ConsultedForm(Form):
    """How each chosen member was consulted, as far as they were; the deputy says why not the chair."""

    submit_label = "Save"
    marks_optional = False

    def __init__(self, *args: Any, item: AgendaItem, says_why: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        declared = set(
            item.declarations.filter(answer=ItemDeclaration.Answer.NONE).values_list("person", flat=True)
        )
        self.chosen = list(item.consulted.select_related("member__person"))
        for each in self.chosen:
            able = each.member.person_id in declared
            choices = Consulted.How.choices if able else [NOT_REACHED]
            self.fields[f"how_{each.pk}"] = fields.Radios(
                label=f"How was {each.member.person.name}, {each.member.in_words}, consulted?",
                hint="They have declared." if able else NOT_ABLE,
                choices=choices,
                initial=each.how,
                small=True,
                required=False,
            )
        if says_why:
            presided = getattr(item, "presided", None)
            self.fields["instead"] = fields.LongText(
                label="Why do you decide, and not the chair?",
                hint="For example that the chair is away.",
                rows=2,
                max_length=1000,
                initial=presided.instead if presided else "",
            )

    def facts(self) -> dict[str, Any]:
        """Return the answers as the action takes them."""
        answers = self.cleaned_data
        how = {each.pk: answers[f"how_{each.pk}"] for each in self.chosen}
        return {"how": how, "instead": answers.get("instead", "")}


class RatifyForm(Form):
    """What the group said of a decision between meetings."""

    outcome = fields.Radios(
        label="What did the group say?",
        choices=Ratification.Outcome.choices,
        hints={
            Ratification.Outcome.CHANGES: "The decision as it was recorded stays as it is",
            Ratification.Outcome.NOT_AGREED: "The case is put on the agenda again",
        },
    )
    words = fields.LongText(
        label="In a few words",
        hint="Needed unless the group simply agreed: what should be different, and why.",
        rows=4,
        max_length=4000,
        required=False,
    )
    submit_label = "Record what the group said"
    marks_optional = False


class RatifyStepForm(RatifyForm):
    """What the group said of an immediate step."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        outcome = self.fields["outcome"]
        outcome.choices = StepRatification.Outcome.choices
        outcome.hints = {StepRatification.Outcome.ENDED: "The case then says that nobody is unsafe today"}
        self.fields["words"].help_text = "Needed where it ends: why it is no longer needed."

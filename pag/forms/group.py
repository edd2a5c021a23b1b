"""Groups and who belongs to them."""

from typing import Any

from accounts.models import Membership, Organisation, Person
from accounts.permissions import Permission, organisations_with
from cases.models.practitioner import Discipline
from pag.models import Group, GroupMember
from pag.models.group import SEEING
from ui import fields
from ui.dates import today
from ui.forms import Form, SubmissionKey


class GroupForm(Form):
    """A new group."""

    organisation = fields.SelectModel(label="Organisation")
    name = fields.Text(
        label="Name of the group", hint="As letters say it: “Performance Advisory Group”", max_length=150
    )
    abbreviation = fields.Text(label="Abbreviation", hint="For example PAG", width=10, max_length=20)
    kind = fields.Radios(label="Kind of group", choices=Group.Kind.choices)
    submission_key = SubmissionKey()
    submit_label = "Set up the group"

    def __init__(self, *args: Any, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = organisations_with(by, Permission.ORGANISATION_MANAGE)
        self.fields["organisation"].queryset = Organisation.objects.filter(pk__in=keys)
        if len(keys) == 1:
            self.fields["organisation"].initial = keys[0]


class MemberForm(Form):
    """A new member of a group."""

    person = fields.AutocompleteModel(
        label="Person",
        hint="Somebody who may see meetings: a group member, case manager or responsible officer",
    )
    kind = fields.Radios(
        label="Takes part as",
        missing="Select what they take part as",
        choices=GroupMember.Kind.choices,
        reveals={GroupMember.Kind.PEER: ["discipline"]},
    )
    discipline = fields.Select(label="Discipline of the peer", choices=Discipline.choices)
    voting = fields.YesNo(label="May vote", initial="yes")
    starts_on = fields.Day(label="First day", initial=today)
    ends_on = fields.Day(label="Last day", required=False)
    layout = ["person", "kind", "voting", "starts_on", "ends_on"]
    submit_label = "Add the member"

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        current = Membership.objects.current().filter(organisation=group.organisation_id, role__in=SEEING)
        people = Person.objects.filter(pk__in=current.values("person"), is_active=True)
        members = group.members.current().values("person")
        self.fields["person"].queryset = people.exclude(pk__in=members)

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        start, end = answers.get("starts_on"), answers.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", "The last day cannot come before the first. Check the two dates")
        return answers


class EndMembershipForm(Form):
    """The last day of a membership."""

    ends_on = fields.Day(label="Last day in the group", initial=today)
    submit_label = "End the membership"
    warning = True

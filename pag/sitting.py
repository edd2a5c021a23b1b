"""Who can take part in one item, who took part, and whether that is a quorum."""

from collections.abc import Collection
from dataclasses import dataclass

from cases.models import CaseAccess
from pag.models import AgendaItem, GroupMember, ItemDeclaration, QuorumRule
from pag.quorum import Quorum, quorum_of


@dataclass(frozen=True)
class Sitting:
    """The members on the day of the meeting, parted by whether they can take part in one item.

    `able` declared no conflict on it; `silent` have not declared; `aside` stand aside or are kept out.
    """

    rule: QuorumRule
    discipline: str
    able: list[GroupMember]
    silent: list[GroupMember]
    aside: list[GroupMember]

    @property
    def asks(self) -> str:
        """What the rule asks, in a sentence."""
        return f"A quorum here is {self.rule.in_words[:1].lower()}{self.rule.in_words[1:]}."

    def quorum(self, present: Collection[GroupMember]) -> Quorum:
        """Work out the rule for those who took part."""
        members = [*self.able, *self.silent, *self.aside]
        here = {member.person_id for member in present}
        absent = {member.person_id for member in members} - here
        return quorum_of(self.rule, members, kept_out=absent, discipline=self.discipline)


def sitting_of(item: AgendaItem) -> Sitting:
    """Return who can take part in the item, by the rule in force on the day of its meeting."""
    meeting = item.meeting
    members = list(meeting.group.members.current(on=meeting.day).select_related("person"))
    said = dict(ItemDeclaration.objects.filter(item=item).values_list("person", "answer"))
    denials = CaseAccess.objects.current().filter(case=item.case_id, effect=CaseAccess.Effect.DENY)
    kept_out = set(denials.values_list("person", flat=True))
    parts: dict[str, list[GroupMember]] = {"able": [], "silent": [], "aside": []}
    for member in members:
        answer = said.get(member.person_id)
        if member.person_id in kept_out or answer not in (None, ItemDeclaration.Answer.NONE):
            parts["aside"].append(member)
        else:
            parts["able" if answer else "silent"].append(member)
    return Sitting(
        rule=QuorumRule.objects.in_force(meeting.group, on=meeting.day),
        discipline=item.case.practitioner.discipline,
        **parts,
    )

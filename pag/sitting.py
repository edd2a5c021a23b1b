"""Who can take part in one item, who took part, and whether that is a quorum."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from cases.models import CaseAccess
from pag.models import AgendaItem, GroupMember, ItemDeclaration, Meeting, QuorumRule
from pag.no_vote import NoVotes, no_votes, said_of
from pag.quorum import SET_ONE, Quorum, quorum_of


@dataclass(frozen=True)
class Sitting:
    """The members on the day of the meeting, parted by whether they can take part in one item.

    `able` declared no conflict on it; `silent` have not declared; `aside` stand aside or are kept out.
    `no_vote` says who has no vote in it by the rule, by the key of the person, and why.
    Between meetings no quorum is `asked`.
    """

    rule: QuorumRule | None
    discipline: str
    able: list[GroupMember]
    silent: list[GroupMember]
    aside: list[GroupMember]
    no_vote: NoVotes
    asked: bool = True

    @property
    def asks(self) -> str:
        """What the rule asks, in a sentence."""
        if self.rule is None:
            return SET_ONE
        return f"A quorum here is {self.rule.in_words[:1].lower()}{self.rule.in_words[1:]}."

    def quorum(self, present: Collection[GroupMember]) -> Quorum:
        """Work out the rule for those who took part."""
        if not self.asked:
            return Quorum(rule=self.rule, voting=0, can_take_part=0, missing=[])
        members = [*self.able, *self.silent, *self.aside]
        here = {member.person_id for member in present}
        absent = {member.person_id for member in members} - here
        return quorum_of(
            self.rule, members, kept_out=absent, discipline=self.discipline, no_vote=self.no_vote
        )

    @property
    def without_vote(self) -> list[str]:
        """A sentence for each who can be there and has no vote in this item."""
        return said_of([*self.able, *self.silent], self.no_vote)


def sitting_of(item: AgendaItem) -> Sitting:
    """Return who can take part in the item, by the rule in force on the day of its meeting."""
    return sittings_of(item.meeting, [item])[item.pk]


def sittings_of(
    meeting: Meeting, items: Sequence[AgendaItem], *, members: Sequence[GroupMember] | None = None
) -> dict[int, Sitting]:
    """Return the same for several items of one meeting, by their key; as many queries for one as for all."""
    if members is None:
        members = list(meeting.group.members.current(on=meeting.day).select_related("person"))
    said: dict[int, dict[int, str]] = defaultdict(dict)
    for item, person, answer in ItemDeclaration.objects.filter(item__in=items).values_list(
        "item", "person", "answer"
    ):
        said[item][person] = answer
    kept_out: dict[int, set[int]] = defaultdict(set)
    denials = CaseAccess.objects.denials()
    for case, person in denials.filter(case__in=[item.case_id for item in items]).values_list(
        "case", "person"
    ):
        kept_out[case].add(person)
    rule = QuorumRule.objects.in_force(meeting.group, on=meeting.day)
    no_vote = no_votes(items, members, rule)
    return {
        item.pk: _parted(item, rule, members, said[item.pk], kept_out[item.case_id], no_vote=no_vote[item.pk])
        for item in items
    }


def _parted(
    item: AgendaItem,
    rule: QuorumRule | None,
    members: Sequence[GroupMember],
    said: dict[int, str],
    kept_out: set[int],
    *,
    no_vote: NoVotes,
) -> Sitting:
    parts: dict[str, list[GroupMember]] = {"able": [], "silent": [], "aside": []}
    for member in members:
        answer = said.get(member.person_id)
        if member.person_id in kept_out or answer not in (None, ItemDeclaration.Answer.NONE):
            parts["aside"].append(member)
        else:
            parts["able" if answer else "silent"].append(member)
    return Sitting(
        rule=rule,
        discipline=item.case.practitioner.discipline,
        no_vote=no_vote,
        asked=not item.meeting.is_between,
        **parts,
    )

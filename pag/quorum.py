"""Whether the group may decide: the quorum rule, worked out for one item and said in words."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from cases.models.practitioner import Discipline
from pag.models import GroupMember, QuorumRule
from ui.words import counted, listed


@dataclass(frozen=True)
class Quorum:
    """What the rule asks, how many voting members can take part in one item, and what is missing."""

    rule: QuorumRule
    voting: int
    can_take_part: int
    missing: list[str]

    @property
    def possible(self) -> bool:
        return not self.missing

    @property
    def in_words(self) -> str:
        """Such as "5 of 6 voting members can take part in this item."; else what is missing, only."""
        if self.missing:
            return f"Missing: {self.missing_in_words}."
        return f"{self.can_take_part} of {counted(self.voting, 'voting member')} can take part in this item."

    @property
    def missing_in_words(self) -> str:
        """Such as "1 more voting member and a lay member"; empty where nothing is missing."""
        return listed(self.missing) if self.missing else ""


def quorum_of(
    rule: QuorumRule, members: Sequence[GroupMember], *, kept_out: Collection[int], discipline: str
) -> Quorum:
    """Work out the rule for one item.

    `members` are the group's on the day, `kept_out` the keys of those who cannot take part in the item,
    `discipline` the practitioner's. Who attends is not known yet: this says what is possible.
    """
    voting = [member for member in members if member.voting]
    able = [member for member in voting if member.person_id not in kept_out]
    missing = []
    short = rule.voting_minimum - len(able)
    if short > 0:
        missing.append(counted(short, "more voting member"))
    kinds = GroupMember.Kind
    if rule.needs_peer and not any(m.kind == kinds.PEER and m.discipline == discipline for m in able):
        missing.append(f"a peer ({Discipline(discipline).label.lower()})")
    if rule.needs_lay and not any(m.kind == kinds.LAY for m in able):
        missing.append("a lay member")
    return Quorum(rule=rule, voting=len(voting), can_take_part=len(able), missing=missing)

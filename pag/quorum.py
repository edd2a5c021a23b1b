"""Whether the group may decide: the quorum rule, worked out for one item and said in words."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from cases.models.practitioner import Discipline
from pag.models import GroupMember, QuorumRule
from pag.models.quorum import Needed
from ui.words import counted, listed

NO_RULE = "a quorum rule (none is in force for this group on that day)"
SET_ONE = (
    "No quorum rule is in force for this group on that day. Ask an administrator or a responsible officer to "
    "set one, on the page of the group."
)


@dataclass(frozen=True)
class Quorum:
    """What the rule asks, how many voting members can take part in one item, and what is missing.

    Without a rule nobody can say what a quorum is, so that is what is missing.
    """

    rule: QuorumRule | None
    voting: int
    can_take_part: int
    missing: list[str]

    @property
    def possible(self) -> bool:
        return not self.missing

    @property
    def in_words(self) -> str:
        """Such as "5 of 6 voting members can take part in this item."; else what is missing, only."""
        if self.rule is None:
            return SET_ONE
        if self.missing:
            return f"Missing: {self.missing_in_words}."
        return f"{self.can_take_part} of {counted(self.voting, 'voting member')} can take part in this item."

    @property
    def missing_in_words(self) -> str:
        """Such as "1 more voting member and a lay member"; empty where nothing is missing."""
        return listed(self.missing) if self.missing else ""


def quorum_of(
    rule: QuorumRule | None,
    members: Sequence[GroupMember],
    *,
    kept_out: Collection[int],
    discipline: str,
    no_vote: Mapping[int, str] | None = None,
) -> Quorum:
    """Work out the rule for one item.

    `members` are the group's on the day, `kept_out` the keys of those who cannot take part in the item,
    `no_vote` those who have no vote in it, `discipline` the practitioner's. Who attends is not known yet:
    this says what is possible.
    """
    voting = [each for each in members if each.voting and each.person_id not in (no_vote or {})]
    able = [member for member in voting if member.person_id not in kept_out]
    if rule is None:
        return Quorum(rule=None, voting=len(voting), can_take_part=len(able), missing=[NO_RULE])
    missing = []
    short = rule.voting_minimum - len(able)
    if short > 0:
        missing.append(counted(short, "more voting member"))
    for needed in Needed:
        if needed in rule.needed and not any(_is(member, needed, discipline) for member in able):
            peer = f"a peer ({Discipline(discipline).label.lower()})"
            missing.append(peer if needed == Needed.PEER else str(needed.label))
    return Quorum(rule=rule, voting=len(voting), can_take_part=len(able), missing=missing)


def _is(member: GroupMember, needed: Needed, discipline: str) -> bool:
    if needed == Needed.PRESIDING:
        return member.presides
    if needed == Needed.PEER:
        return member.kind == GroupMember.Kind.PEER and member.discipline == discipline
    return member.kind == needed

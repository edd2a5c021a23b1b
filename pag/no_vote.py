"""Who has no vote in an item by the rule, whatever else they are in the group: they may be in the room."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from pag.models import AgendaItem, Decision, GroupMember, NewInvestigator, QuorumRule
from pag.models.quorum import Excluded
from pag.triaged import triaged_by

NoVotes = Mapping[int, str]
WHY = {
    Excluded.TRIAGE: "triaged the case",
    Excluded.INVESTIGATOR: "investigates the case",
}


def no_votes(
    items: Iterable[AgendaItem], members: Collection[GroupMember], rule: QuorumRule | None
) -> dict[int, dict[int, str]]:
    """Return, by the key of the item, which members have no vote in it, by person, and why.

    An investigator stands in a decision of the group: as somebody who signs in here, else as a name, and a
    member of that name is taken to be them.
    """
    items = list(items)
    excluded = rule.excluded if rule else []
    cases = {item.case_id for item in items}
    investigators: dict[int, set[int]] = defaultdict(set)
    triaged: Mapping[int, Collection[int]] = {}
    if Excluded.INVESTIGATOR in excluded:
        named = Decision.objects.filter(item__case__in=cases).exclude(investigator="")
        said = named.order_by().values_list("item__case", "investigator", "investigator_person")
        since = NewInvestigator.objects.filter(decision__item__case__in=cases).order_by()
        later = since.values_list("decision__item__case", "name", "person")
        for case, text, person in [*said, *later]:
            investigators[case] |= {each.person_id for each in members if _is_they(each, text, person)}
    if Excluded.TRIAGE in excluded:
        triaged = triaged_by(cases)
    return {
        item.pk: dict.fromkeys(investigators[item.case_id], str(Excluded.INVESTIGATOR))
        | dict.fromkeys(triaged.get(item.case_id, ()), str(Excluded.TRIAGE))
        for item in items
    }


def said_of(members: Iterable[GroupMember], no_vote: NoVotes) -> list[str]:
    """Return a sentence for each member who has no vote in the item."""
    return [
        f"{each.person.name} {WHY[Excluded(no_vote[each.person_id])]}: may be there, does not vote and is "
        "not counted."
        for each in members
        if each.person_id in no_vote
    ]


def _is_they(member: GroupMember, text: str, person: int | None) -> bool:
    return member.person_id == person if person else _is_named(member, text)


def _is_named(member: GroupMember, text: str) -> bool:
    words = f" {' '.join(text.casefold().replace(',', ' ').split())} "
    person = member.person
    return all(f" {name.casefold()} " in words for name in (person.first_name, person.last_name))

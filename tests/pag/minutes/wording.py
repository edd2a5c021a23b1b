"""A decision in so many words, and what somebody approves."""

from accounts.models import Person
from pag.actions import NewDecision
from pag.minutes import actions
from pag.minutes.models import Minutes, MinutesSection
from pag.minutes.reading import sections_of
from pag.models import AgendaItem


def a_decision(**words: str) -> NewDecision:
    facts = {
        "considered": "The account.",
        "kinds": ["advice"],
        "decision": "Advice.",
        "rationale": "Because.",
        "listened_to": True,
        "listened_how": "It was read out.",
        "same_for_another": "yes",
        "system_part": "A new system.",
        "without_quorum": "Only one could come.",
    }
    return NewDecision(**(facts | words))


def versions(minutes: Minutes, by: Person) -> str:
    """Return what the page of approving sends for this person."""
    return actions.seen(actions.theirs_to_approve(sections_of(minutes), by))


def section_of(minutes: Minutes, item: AgendaItem) -> MinutesSection:
    return MinutesSection.objects.select_related("minutes__meeting__group", "item__case").get(
        minutes=minutes, item=item
    )

"""What stands out in a decision before it is recorded: said gently, never in the way of it."""

from collections.abc import Collection

from django.db import models

from pag.kinds import DecisionKind


class Notice(models.TextChoices):
    LISTENED_WITHOUT_ACCOUNT = (
        "listened_without_account",
        "“Was the practitioner listened to?” says yes, and no account from them is in the file.",
    )
    NOTHING_AND_ADVICE = (
        "nothing_and_advice",
        "“No further action” stands together with “Advice or learning”, which asks something of them.",
    )
    NO_LEAST = (
        "no_least",
        "No options are written down, and so none is named as the least restrictive that protects patients.",
    )


# Where a decision is no more than this, nothing less restrictive could have been done.
NOTHING_LESS = frozenset({DecisionKind.NO_FURTHER_ACTION, DecisionKind.ADJOURN, DecisionKind.CLOSE})


def notices(
    *, kinds: Collection[str], listened_to: bool, has_account: bool, has_options: bool
) -> list[Notice]:
    """Return what stands out."""
    found = []
    if listened_to and not has_account:
        found.append(Notice.LISTENED_WITHOUT_ACCOUNT)
    if {DecisionKind.NO_FURTHER_ACTION, DecisionKind.ADVICE} <= set(kinds):
        found.append(Notice.NOTHING_AND_ADVICE)
    if not has_options and not set(kinds) <= NOTHING_LESS:
        found.append(Notice.NO_LEAST)
    return found

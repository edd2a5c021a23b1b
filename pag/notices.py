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


def notices(*, kinds: Collection[str], listened_to: bool, has_account: bool) -> list[Notice]:
    """Return what stands out."""
    found = []
    if listened_to and not has_account:
        found.append(Notice.LISTENED_WITHOUT_ACCOUNT)
    if {DecisionKind.NO_FURTHER_ACTION, DecisionKind.ADVICE} <= set(kinds):
        found.append(Notice.NOTHING_AND_ADVICE)
    return found

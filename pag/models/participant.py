"""Who took part in an item when the group decided about it."""

import pgtrigger
from django.db import models
from django.db.models import Q

from pag.models.agenda import AgendaItem
from pag.models.group import GroupMember
from pag.models.quorum import Excluded


class Participant(models.Model):
    """One member who took part in one item, as what they were in the group then. It never changes.

    They had declared no conflict of interest on this very item: the action that records it sees to that.
    `no_vote` says why the rule gave them no vote in this item; what a member has no vote in at all stands
    with the member.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="participants")
    member = models.ForeignKey(GroupMember, on_delete=models.PROTECT, related_name="+")
    no_vote = models.CharField("why no vote in this item", max_length=20, choices=Excluded, blank=True)

    class Meta:
        ordering = ["item_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "member"], name="pag_participant_once"),
            models.CheckConstraint(
                name="pag_participant_known_no_vote", condition=Q(no_vote__in=["", *Excluded.values])
            ),
        ]
        triggers = [pgtrigger.Protect(name="recorded_once", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.member_id} in {self.item_id}"

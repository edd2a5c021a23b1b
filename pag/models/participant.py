"""Who took part in an item when the group decided about it."""

import pgtrigger
from django.db import models

from pag.models.agenda import AgendaItem
from pag.models.group import GroupMember


class Participant(models.Model):
    """One member who took part in one item, as what they were in the group then. It never changes.

    They had declared no conflict of interest on this very item: the action that records it sees to that.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="participants")
    member = models.ForeignKey(GroupMember, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["item", "pk"]
        constraints = [models.UniqueConstraint(fields=["item", "member"], name="pag_participant_once")]
        triggers = [pgtrigger.Protect(name="recorded_once", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.member_id} in {self.item_id}"

"""What changes papers: items of every kind, declarations, standing aside, when and where it is."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from cases.models import Case
from outbox.queue import enqueue_on_commit
from pag.models import AgendaItem, ItemDeclaration, Meeting, OtherItem
from pag.signals import let_back_in, meeting_changed, order_changed, stood_aside


@receiver(post_save, sender=AgendaItem, dispatch_uid="packs.item")
def item_changed(*, instance: AgendaItem, **_signal: Any) -> None:
    """Look at the papers of the meeting once the change stands."""
    _keep(instance.meeting_id)


@receiver(post_save, sender=ItemDeclaration, dispatch_uid="packs.declared")
def declared(*, instance: ItemDeclaration, **_signal: Any) -> None:
    """Look at the papers of the meeting once the declaration stands."""
    _keep(instance.item.meeting_id)


@receiver(post_save, sender=OtherItem, dispatch_uid="packs.other")
def other_changed(*, instance: OtherItem, **_signal: Any) -> None:
    """Look at the papers of the meeting once what is on its agenda beside the cases stands."""
    _keep(instance.meeting_id)


@receiver([stood_aside, let_back_in], dispatch_uid="packs.aside")
def access_changed(*, case: Case, **_signal: Any) -> None:
    """Look at the papers of every meeting that has the case."""
    for meeting in AgendaItem.objects.live().filter(case=case).values_list("meeting", flat=True):
        _keep(meeting)


@receiver([order_changed, meeting_changed], dispatch_uid="packs.meeting")
def meeting_changes(*, meeting: Meeting, **_signal: Any) -> None:
    """Look at the papers of a meeting whose items have other numbers now, or that is elsewhere."""
    _keep(meeting.pk)


def _keep(meeting: int) -> None:
    from pag.packs.tasks import keep

    enqueue_on_commit(keep, meeting)

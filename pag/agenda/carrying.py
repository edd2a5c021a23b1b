"""What an item keeps of the one before it, where its case was taken off an agenda of the same group."""

from pag.models import AgendaItem, OwnNote, PackChoice, PaperRead, Question


def carry_over(item: AgendaItem) -> None:
    """Give a new item what was prepared on the last that was taken off: questions, papers, marks.

    What was decided about names and numbers in the documents is kept with the documents themselves. Nobody
    sees any of it before they have declared on the new item. What a group has decided on keeps its own.
    """
    earlier = AgendaItem.objects.filter(case=item.case_id, meeting__group=item.meeting.group_id)
    before = earlier.exclude(pk=item.pk).order_by("pk").last()
    if before is None or before.state != AgendaItem.State.TAKEN_OFF:
        return
    for kept in (Question, PackChoice, PaperRead, OwnNote):
        kept.objects.filter(item=before).update(item=item)

"""What the reading page shows, and how far somebody is with their papers: a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import Person
from pag.models import AgendaItem
from pag.packs.papers import Paper, papers_of
from pag.reading.models import OwnNote, PaperRead, Question


@dataclass(frozen=True)
class ToRead:
    """A paper of an item, and whether this reader read it as it is now."""

    paper: Paper
    read: bool


@dataclass(frozen=True)
class Reading:
    """The papers of one item for one reader."""

    item: AgendaItem
    papers: list[ToRead]

    @property
    def total(self) -> int:
        return len(self.papers)

    @property
    def read(self) -> int:
        return sum(each.read for each in self.papers)

    @property
    def words(self) -> str:
        return f"{self.read} of {self.total} read"

    @property
    def done(self) -> bool:
        return bool(self.papers) and self.read == self.total


def readings_of(person: Person, items: Sequence[AgendaItem]) -> dict[int, Reading]:
    """Return what there is to read in items that are open to `person`, by the item's key."""
    marks = set(
        PaperRead.objects.filter(item__in=items, person=person).values_list("item", "kind", "subject_key")
    )
    return {
        each.item.pk: Reading(
            each.item, [ToRead(paper, (each.item.pk, *paper.row) in marks) for paper in each.papers]
        )
        for each in papers_of(person, items)
    }


def note_of(person: Person, item: AgendaItem) -> OwnNote | None:
    """Return what `person` noted for themselves about an item that is open to them."""
    return OwnNote.objects.filter(item=item, person=person).first()


def questions_of(item: AgendaItem) -> list[Question]:
    """Return what was asked about an item that the caller was given, the first first."""
    return list(item.questions.select_related("asked_by", "answered_by"))


def get_question_or_404(item: AgendaItem, pk: int) -> Question:
    """Return a question about the item that nobody has answered yet."""
    question = get_object_or_404(Question.objects.filter(item=item).select_related("asked_by"), pk=pk)
    if question.answered_at:
        raise Http404
    return question

"""How far the look through chosen documents is, for whoever runs the meeting: a fixed number of queries."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q
from django.http import Http404

from accounts.models import Person
from documents.models import Document
from pag.models import AgendaItem, PackChoice
from pag.packs.looking.models import Finding, Look
from pag.packs.papers import closed_in
from ui.words import counted


@dataclass(frozen=True)
class Looked:
    """A chosen document: its look, if there was one, how much was found, and how much is undecided."""

    document: Document
    look: Look | None
    found: int = 0
    undecided: int = 0

    @property
    def words(self) -> str:
        if self.look is None or self.look.preparing:
            return "Being looked through"
        if self.undecided:
            return f"{counted(self.undecided, 'finding')} to decide about"
        return "Everything found is decided about" if self.found else "Nothing was found; that is no proof"

    @property
    def colour(self) -> str:
        if self.look is None or self.look.preparing:
            return "blue"
        return "yellow" if self.undecided else "green"


@dataclass
class ItemLooked:
    """The chosen documents of one item that the person may see; `hidden` counts unsettled others."""

    documents: list[Looked] = field(default_factory=list)
    hidden: int = 0


def looked_through(person: Person, items: Sequence[AgendaItem]) -> dict[int, ItemLooked]:
    """Return how far the look is, by the item's key."""
    closed = closed_in(person, [item.case for item in items])
    cases = {item.pk: item.case_id for item in items}
    looks = {
        (each.document_id, each.case_id): each
        for each in Look.objects.filter(case__in=cases.values()).annotate(
            found=Count("findings"), undecided=Count("findings", filter=Q(findings__decision=""))
        )
    }
    rows: Any = PackChoice.documents.through.objects.filter(packchoice__item__in=items)
    found: dict[int, ItemLooked] = defaultdict(ItemLooked)
    for row in rows.select_related("packchoice", "document__file").order_by("document__number"):
        key, document = row.packchoice.item_id, row.document
        if document.case_id != cases[key]:
            continue
        look = looks.get((document.pk, document.case_id))
        one = Looked(document, look, look.found if look else 0, look.undecided if look else 0)
        if document.topic not in closed[document.case_id]:
            found[key].documents.append(one)
        elif one.colour != "green":
            found[key].hidden += 1
    return found


def get_looked_or_404(item: AgendaItem, person: Person, number: int) -> tuple[Document, list[Finding] | None]:
    """Return a document chosen for the item and open to `person`, with all that was found in it.

    None while it is still looked through.
    """
    chosen = PackChoice.objects.filter(item=item).values("documents")
    document = Document.objects.open_to(person, item.case).filter(pk__in=chosen, number=number).first()
    if document is None:
        raise Http404
    look = Look.objects.filter(document=document, case=item.case, state=Look.State.READY).first()
    if look is None:
        return document, None
    return document, list(look.findings.select_related("decided_by"))

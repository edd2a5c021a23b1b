"""The practitioner's copy of a review as something to enclose: what the letters ask of triage."""

from accounts.models import Person
from accounts.permissions import Permission, has
from cases.models import Case
from cases.topics import closed_topics
from documents.models import Pdf
from files.models import StoredFile
from triage.models import Review, Sharing
from triage.permissions import check_can_share
from triage.sharing import pieces, shows_closed
from ui.dates import day
from ui.refusals import NotAllowed, Refusal


def called(sharing: Sharing) -> str:
    """Return what a copy is called beside a letter; the practitioner reads it too."""
    return f"What the triage review of {day(sharing.review.reviewed_on)} says (copy {sharing.number})"


def enclosable(person: Person, case: Case) -> list[Sharing]:
    """Return the copies of the case that `person`, who may see it, may enclose with a letter, newest first.

    A fixed number of queries, each copy with its review.
    """
    if not has(person, Permission.CASE_RUN, within=case.organisation):
        return []
    settled = Sharing.objects.settled().filter(review__case=case, pdf__state=Pdf.State.READY)
    found = list(settled.prefetch_related("withheld").order_by("-settled_at", "-pk"))
    if not found:
        return []
    closed = closed_topics(person, case)
    reviews = Review.objects.whole().without_topics(closed).in_bulk({each.review_id for each in found})
    open_to = []
    for each in found:
        review = reviews.get(each.review_id)
        if review and not shows_closed(each, pieces(review), closed):
            each.review = review
            open_to.append(each)
    return open_to


def check_can_enclose(person: Person, case: Case, sharing: Sharing) -> None:
    """Raise unless `person` may share this copy of the case with the practitioner, and its PDF is there."""
    review = Review.objects.whole().get(pk=sharing.review_id)
    if review.case_id != case.pk:
        raise Refusal("That copy belongs to another case. Choose one of this case.")
    check_can_share(person, case, review)
    if shows_closed(sharing, pieces(review), closed_topics(person, case)):
        raise NotAllowed("That copy gives the title of a document that is not open to you.")
    file_of(sharing)


def may_open(person: Person, case: Case, sharing: Sharing) -> bool:
    """Tell whether a copy that is enclosed with a letter is open to `person`, who may see the case."""
    closed = closed_topics(person, case)
    review = Review.objects.whole().get(pk=sharing.review_id)
    return review.topic not in closed and not shows_closed(sharing, pieces(review), closed)


def file_of(sharing: Sharing) -> StoredFile:
    """Return the finished PDF of a settled copy. Raises Refusal while it is not made."""
    if sharing.pdf is None or sharing.pdf.state != Pdf.State.READY or sharing.pdf.file is None:
        raise Refusal("The PDF of this copy is not ready yet. Share it once it is.")
    return sharing.pdf.file

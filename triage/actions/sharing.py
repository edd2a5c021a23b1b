"""Sharing a review with the practitioner: marking what to withhold, and settling the copy."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from accounts.models import Person
from audit.actions import record
from cases.models import Case
from cases.topics import closed_topics
from documents.actions import want_pdf
from triage import events
from triage.models import Review, Sharing, Withheld
from triage.permissions import check_can_share
from triage.shared_report import PRACTITIONER, comments_deadline
from triage.sharing import Mark, Piece, differences, marks_of, pieces, suggested_marks
from triage.sharing_checks import checks
from triage.withholding import OTHER, REASONS_VERSION, reasons, stands_in
from ui.refusals import Refusal, Stale

CHANGED = (
    "Somebody else saved what is withheld while you were working on it. Nothing you marked is lost: look at "
    "what each of you marked, then save again."
)


@transaction.atomic
def save_sharing(
    *, review: Review, marks: Iterable[Mark], names_reviewer: bool, version: int, by: Person
) -> Sharing:
    """Keep what is to be withheld from the practitioner's copy of `review`, which is still a draft.

    `version` is that of the draft the page showed, 0 where there was none. What `by` may not see they decide
    nothing about: it stays as it was, or withheld.
    """
    case = Case.objects.locked(review.case_id)
    review = _submitted(case, review)
    check_can_share(by, case, review)
    parts = pieces(review)
    draft = Sharing.objects.filter(review=review, state=Sharing.State.DRAFT).first()
    now = draft.version if draft else 0
    before = _before(review, parts)
    marks = _checked(marks, parts, closed_topics(by, case), before)
    saved_by_them = draft and version == now - 1 and draft.saved_by_id == by.pk
    if draft and saved_by_them and (draft.names_reviewer, marks) == (names_reviewer, list(before.values())):
        # A second click.
        return draft
    if version != now:
        raise Stale(CHANGED, theirs=differences(before.values(), marks, parts), version=now)
    if draft is None:
        last = Sharing.objects.of_review(review).first()
        draft = Sharing(review=review, number=last.number + 1 if last else 1, version=0)
    draft.version += 1
    draft.names_reviewer, draft.reasons_version = names_reviewer, REASONS_VERSION
    draft.saved_at, draft.saved_by = timezone.now(), by
    draft.save()
    draft.withheld.all().delete()
    Withheld.objects.bulk_create([row for mark in marks for row in _rows(draft, mark)])
    record(events.SHARING_SAVED, by=by, case=case, topic=review.topic, subject=draft, number=draft.number)
    return draft


@transaction.atomic
def settle_sharing(*, sharing: Sharing, version: int, by: Person) -> Sharing:
    """Settle the copy: from now on it never changes, and its PDF is made. A second click settles it once."""
    case = Case.objects.locked(sharing.review.case_id)
    sharing = Sharing.objects.locked(sharing.pk)
    sharing.review = review = _submitted(case, sharing.review)
    check_can_share(by, case, review)
    if not sharing.is_draft:
        return sharing
    if sharing.version != version:
        raise Stale(
            "What is withheld was saved again after you opened this page. Read the copy through once more.",
            version=sharing.version,
        )
    stopping = [check.sentence for check in checks(sharing, review, person=by) if check.stops]
    if stopping:
        raise Refusal(" ".join(["The copy cannot be settled yet.", *stopping]))
    sharing.settled_at, sharing.settled_by = timezone.now(), by
    sharing.comments_by = comments_deadline(case).on
    sharing.pdf = want_pdf(kind=PRACTITIONER, subject=sharing, case=case, by=by, topic=review.topic)
    sharing.state = Sharing.State.FINAL
    sharing.version += 1
    sharing.save()
    record(
        events.SHARING_SETTLED, by=by, case=case, topic=review.topic, subject=sharing, number=sharing.number
    )
    return sharing


def _submitted(case: Case, review: Review) -> Review:
    whole = case.triage_reviews.with_answers().get(pk=review.pk)
    if whole.is_draft:
        raise Refusal("This triage review is still being written. It can be shared once it is submitted.")
    return whole


def _before(review: Review, parts: list[Piece]) -> dict[str, Mark]:
    """Return what was withheld last, or is withheld unless somebody decides otherwise, by part."""
    last = Sharing.objects.of_review(review).with_parts().first()
    marks = marks_of(last.withheld.all()) if last else suggested_marks(parts)
    return {mark.part: mark for mark in marks}


def _checked(
    marks: Iterable[Mark], parts: list[Piece], closed: set[str], before: dict[str, Mark]
) -> list[Mark]:
    """Return the marks in the order of the review; raise Refusal for one that no page of ours gives."""
    given = {mark.part: mark for mark in marks}
    if set(given) - {piece.key for piece in parts}:
        raise Refusal("A part was marked that this review does not have. Open the page again.")
    kept = []
    for piece in parts:
        mark = before.get(piece.key) if piece.topic in closed else given.get(piece.key)
        if mark:
            _check_mark(mark, piece)
            kept.append(mark)
    return kept


def _check_mark(mark: Mark, piece: Piece) -> None:
    if mark.reason not in reasons() or (mark.reason == OTHER and not mark.reason_words.strip()):
        raise Refusal(f"{piece.heading}: say for which reason it is withheld.")
    if mark.whole == bool(mark.passages):
        raise Refusal(f"{piece.heading}: withhold the whole part, or some of its words.")
    for passage in mark.passages:
        if not any(stands_in(passage, text) for text in piece.texts):
            raise Refusal(
                f"{piece.heading}: “{passage}” does not stand there as whole words. Copy them again."
            )


def _rows(sharing: Sharing, mark: Mark) -> list[Withheld]:
    words = [""] if mark.whole else list(dict.fromkeys(mark.passages))
    reason_words = mark.reason_words.strip() if mark.reason == OTHER else ""
    return [
        Withheld(
            sharing=sharing,
            part=mark.part,
            whole=mark.whole,
            words=each,
            reason=mark.reason,
            reason_words=reason_words,
        )
        for each in words
    ]

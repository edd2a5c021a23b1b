"""What is asked of a review as it is saved, and what was answered."""

from dataclasses import dataclass

from triage import scoring
from triage.beginning import outdated, unfinished
from triage.choices import choices_asked
from triage.models import NoticeAnswer, Review
from triage.notices import OF_WORDING, Notice, begun_otherwise, left_unfinished, notices
from triage.reading import answers_of
from triage.scale import Scale


@dataclass(frozen=True)
class AskedNow:
    """A notice on a draft, with the reason given so far."""

    notice: Notice
    reason: str


def notices_of(review: Review) -> list[Notice]:
    """Return what to ask about `review`, fetched with `whole()`."""
    highest = scoring.overall(review.risks.all())
    data, scale = answers_of(review), Scale(review.guide)
    otherwise = begun_otherwise(outdated(data, scale, review.begun))
    # One question at a time: a beginning that no longer fits need not be finished.
    open_lines = [] if any(each.field == "recommendation" for each in otherwise) else review.begun
    return [
        *otherwise,
        *left_unfinished(unfinished(data, open_lines)),
        *choices_asked(data, scale),
        *notices(data, colour=highest.colour if highest else ""),
    ]


def asked_now(review: Review) -> list[AskedNow]:
    """Return what is asked of a draft, each with the reason given."""
    given = {f"{each.code}:{each.about}": each.reason for each in review.notice_answers.all()}
    return [AskedNow(each, given.get(each.key, "")) for each in notices_of(review)]


def shown_to_readers(review: Review) -> list[NoticeAnswer]:
    """Return what readers of a submitted review see: every reason, and contradictions left open.

    A question of wording that was not answered stays between the service and the reviewer.
    """
    return [each for each in review.notice_answers.all() if each.reason or each.code not in OF_WORDING]

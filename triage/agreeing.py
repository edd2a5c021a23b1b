"""How far two advisors are in agreeing on a score, as the page of the two scorings says it to each reader."""

from dataclasses import dataclass

from accounts.models import Person
from cases.models import Case
from triage.models import ProposedScore, SecondScoring
from triage.permissions import decides_second, may_agree
from triage.presenters import score_words
from triage.scale import Scale


@dataclass(frozen=True)
class Written:
    """A score that was written down for both, with its colour and words by the guide of the two."""

    proposed: ProposedScore
    colour: str
    words: str


@dataclass(frozen=True)
class Agreeing:
    """`waiting` is what the other advisor has yet to answer, `other` who that is; `earlier` the newest first.

    `may_write` and `may_decide` are about the reader. `absent` names advisors to whom the case is no longer
    open: then only the responsible officer can decide.
    """

    waiting: Written | None
    earlier: list[Written]
    other: Person | None
    may_write: bool
    may_decide: bool
    absent: list[Person]
    number: int

    def may_answer(self, person: Person) -> bool:
        """Tell whether the score that waits is for `person` to confirm."""
        return bool(self.may_write and self.waiting and self.waiting.proposed.by_id != person.pk)

    def of(self, proposed: ProposedScore) -> Written:
        """Return one of those that were written down."""
        every = [*([self.waiting] if self.waiting else []), *self.earlier]
        return next(each for each in every if each.proposed == proposed)


def agreeing(scoring: SecondScoring, person: Person, case: Case, scale: Scale) -> Agreeing:
    """Return how far the two are, for `person`; both scorings are in. A fixed number of queries."""
    written = [_written(each, scale) for each in scoring.proposed.newest_first()]
    waiting = next((each for each in written if each.proposed.is_open), None)
    open_still = scoring.state == SecondScoring.State.SCORED
    return Agreeing(
        waiting=waiting,
        earlier=[each for each in written if each is not waiting],
        other=_other(scoring, person, waiting),
        may_write=open_still and may_agree(person, case, scoring),
        may_decide=open_still and decides_second(person, case, scoring),
        absent=[each for each in scoring.pair if open_still and not may_agree(each, case, scoring)],
        number=written[0].proposed.number if written else 0,
    )


def _other(scoring: SecondScoring, person: Person, waiting: Written | None) -> Person | None:
    """Return who has yet to answer; where nothing waits, the other one for a reader who is of the two."""
    if waiting:
        return scoring.other_than(waiting.proposed.by)
    return scoring.other_than(person) if person in scoring.pair else None


def _written(proposed: ProposedScore, scale: Scale) -> Written:
    return Written(
        proposed=proposed,
        colour=scale.band(proposed.score).colour,
        words=score_words(proposed.likelihood, proposed.severity, scale),
    )

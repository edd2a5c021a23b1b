"""How far two advisors are in agreeing on a score, as the page of the two scorings says it to each reader."""

from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import Person
from cases.models import Case
from triage.models import ProposedScore, SecondScoring
from triage.permissions import decides_second, may_agree
from triage.presenters import score_words
from triage.scale import Scale
from ui.words import listed


@dataclass(frozen=True)
class Written:
    """A score that was written down for both, with its colour and words by the guide of the two."""

    proposed: ProposedScore
    colour: str
    words: str


@dataclass(frozen=True)
class Agreeing:
    """`waiting` is what the other side has yet to answer, `others` who that is: "Dr A or Dr B".

    `may_write`, `may_answer` and `may_decide` are about the reader. `together` says who wrote one of the two
    scorings together: any of them speaks for it. `absent` says who wrote the one for which nobody can speak
    any more, because the case is no longer open to them: then only the responsible officer can decide.
    """

    waiting: Written | None
    earlier: list[Written]
    others: str
    may_write: bool
    may_answer: bool
    may_decide: bool
    together: list[str]
    absent: str
    number: int

    def of(self, proposed: ProposedScore) -> Written:
        """Return one of those that were written down."""
        every = [*([self.waiting] if self.waiting else []), *self.earlier]
        return next(each for each in every if each.proposed == proposed)


def agreeing(scoring: SecondScoring, person: Person, case: Case, scale: Scale) -> Agreeing:
    """Return how far the two are, for `person`; both scorings are in. A fixed number of queries."""
    written = [_written(each, scale) for each in scoring.proposed.newest_first()]
    waiting = next((each for each in written if each.proposed.is_open), None)
    open_still = scoring.state == SecondScoring.State.SCORED
    can = [each for each in scoring.authors if open_still and may_agree(each, case, scoring)]
    return Agreeing(
        waiting=waiting,
        earlier=[each for each in written if each is not waiting],
        others=_others(scoring, waiting.proposed.by if waiting else person, can),
        may_write=person in can,
        may_answer=bool(person in can and waiting and person in scoring.across(waiting.proposed.by)),
        may_decide=open_still and decides_second(person, case, scoring),
        together=[_names(side) for side in scoring.sides if len(side) > 1],
        absent=" and ".join(
            _names(side) for side in scoring.sides if open_still and not set(side) & set(can)
        ),
        number=written[0].proposed.number if written else 0,
    )


def _others(scoring: SecondScoring, person: Person, can: list[Person]) -> str:
    """Return who speaks for the scoring across from that of `person`, an author of one of the two."""
    if person not in scoring.authors:
        return ""
    across = scoring.across(person)
    return _names([each for each in across if each in can] or across, joining="or")


def _names(people: Iterable[Person], *, joining: str = "and") -> str:
    return listed([each.name for each in people], joining=joining)


def _written(proposed: ProposedScore, scale: Scale) -> Written:
    return Written(
        proposed=proposed,
        colour=scale.band(proposed.score).colour,
        words=score_words(proposed.likelihood, proposed.severity, scale),
    )

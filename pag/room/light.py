"""The quorum light of one item: whether those in the room may decide it now, and why not, in words."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from pag.models import GroupMember
from pag.no_vote import said_of
from pag.quorum import Quorum
from pag.room.seats import Seat
from pag.sitting import Sitting
from ui.words import counted, listed


@dataclass(frozen=True)
class Light:
    """`said` is the light in words; `why` who is missing, and where they are.

    `without_vote` has a sentence for each who is there and has no vote in the item. `for_all` is what may be
    said where everybody reads it.
    """

    met: bool
    said: str
    why: str
    asks: str
    without_vote: tuple[str, ...] = ()
    for_all: str = ""

    @property
    def label(self) -> str:
        return "Quorum: yes" if self.met else "Quorum: no"


# For those who may not know who stands aside: what is missing, and who would help, could tell.
UNSAID = "Those here are no quorum for it. Who presides knows what is missing."


def light_of(sitting: Sitting, seats: Mapping[int, Seat], *, names: bool) -> Light:
    """Work out the light: in the room for an item is who is here and declared no conflict on it.

    `seats` are by the key of the person. Nobody who stands aside is named: their number is said elsewhere.
    Without `names`, nothing lets one work out who does: where somebody stands aside, a list of those who are
    missing would name them by leaving them out.
    """
    there = [member for member in sitting.able if seats[member.person_id].here]
    quorum = sitting.quorum(there)
    without_vote = tuple(said_of(there, sitting.no_vote))
    if quorum.possible:
        said = f"{counted(quorum.can_take_part, 'voting member')} {_is(quorum.can_take_part)} here for it."
        return Light(True, said, "", sitting.asks, without_vote, for_all=said)
    for_all = UNSAID if sitting.aside and sitting.rule else quorum.in_words
    if for_all == UNSAID and not names:
        return Light(False, UNSAID, "", sitting.asks, without_vote, for_all=UNSAID)
    why = " ".join(_why(sitting, there, quorum, seats))
    return Light(False, quorum.in_words, why, sitting.asks, without_vote, for_all=for_all)


def _is(number: int) -> str:
    return "is" if number == 1 else "are"


def _why(sitting: Sitting, there: list[GroupMember], quorum: Quorum, seats: Mapping[int, Seat]) -> list[str]:
    """Say where those are who would help: any without whom less would be missing."""
    away: dict[str, list[str]] = defaultdict(list)
    for member in (*sitting.able, *sitting.silent):
        if member in there or sitting.quorum([*there, member]).missing == quorum.missing:
            continue
        seat = seats[member.person_id]
        away[seat.away or "has not declared on it yet"].append(seat.name)
    return [_sentence(names, words) for words, names in away.items()]


def _sentence(names: list[str], words: str) -> str:
    if len(names) > 1:
        words = words.replace("has not", "have not", 1)
    return f"{listed(names)} {words}."

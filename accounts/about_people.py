"""What the apps above know about people: pages about them, what is in their hands, e-mails not sent."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import reverse

from accounts.models import Invitation, Organisation, Person
from accounts.permissions import Permission


@dataclass(frozen=True)
class Unsent:
    """Why the e-mail of an invitation did not leave for certain, and where to ask for it again."""

    sentence: str
    again_url: str


@dataclass(frozen=True)
class Held:
    """Something in somebody's hands that the end of a role leaves behind, in one sentence.

    `url_name` takes the person's key: the page on which it is given to somebody else, worded by `label`.
    """

    sentence: str
    label: str = ""
    url_name: str = ""


# What a person holds in an organisation that needs more than the permissions `kept` there.
Holding = Callable[[Person, Organisation, frozenset[Permission]], list[Held]]
# How much people of an organisation left behind, in a few words, by their keys.
LeftBehind = Callable[[Organisation], dict[int, str]]

_holdings: list[Holding] = []
_left_behind: list[LeftBehind] = []
_links: list[tuple[str, str, str]] = []
_unsent: list[Callable[[Iterable[Invitation]], dict[int, Unsent]]] = []


def register_link(heading: str, label: str, url_name: str) -> None:
    """Offer a page about a person; `url_name` takes the person's key. Apps call this when they start."""
    _links.append((heading, label, url_name))


def links_about(person: Person) -> list[dict[str, str]]:
    """Return the pages offered about `person`."""
    return [
        {"heading": heading, "label": label, "href": reverse(name, args=[person.pk])}
        for heading, label, name in _links
    ]


def register_unsent(asked: Callable[[Iterable[Invitation]], dict[int, Unsent]]) -> None:
    """Give what tells which invitations did not leave. The app above that knows calls this at its start."""
    _unsent.append(asked)


def unsent_among(invitations: Iterable[Invitation]) -> dict[int, Unsent]:
    """Return which of these invitations did not leave for certain, by their keys."""
    return {key: each for asked in _unsent for key, each in asked(invitations).items()}


def register_holding(asked: Holding) -> None:
    """Give what tells what somebody holds. Apps call this when they start."""
    _holdings.append(asked)


def held_without(person: Person, organisation: Organisation, kept: frozenset[Permission]) -> list[Held]:
    """Return what `person` would leave behind, were they left with the permissions `kept`."""
    return [held for asked in _holdings for held in asked(person, organisation, kept)]


def register_left_behind(asked: LeftBehind) -> None:
    """Give what tells how much people left behind. Apps call this when they start."""
    _left_behind.append(asked)


def left_behind_in(organisation: Organisation) -> dict[int, str]:
    """Return what people of the organisation left behind when a role ended, by their keys."""
    found: dict[int, list[str]] = {}
    for asked in _left_behind:
        for key, words in asked(organisation).items():
            found.setdefault(key, []).append(words)
    return {key: ", ".join(words) for key, words in found.items()}

"""What the apps above know about people: further pages about them, and e-mails that did not leave."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import reverse

from accounts.models import Invitation, Person


@dataclass(frozen=True)
class Unsent:
    """Why the e-mail of an invitation did not leave for certain, and where to ask for it again."""

    sentence: str
    again_url: str


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

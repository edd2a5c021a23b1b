"""What the apps above offer on the page about a person."""

from django.urls import reverse

from accounts.models import Person

_links: list[tuple[str, str, str]] = []


def register_link(heading: str, label: str, url_name: str) -> None:
    """Offer a page about a person; `url_name` takes the person's key. Apps call this when they start."""
    _links.append((heading, label, url_name))


def links_about(person: Person) -> list[dict[str, str]]:
    """Return the pages offered about `person`."""
    return [
        {"heading": heading, "label": label, "href": reverse(name, args=[person.pk])}
        for heading, label, name in _links
    ]

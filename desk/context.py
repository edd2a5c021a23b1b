"""The menu: what this person may open, and where they are."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from accounts.permissions import OPENS_CASES
from accounts.permissions import Permission as P

# Label, URL name, the start of the address that makes it current, and who sees it (any of these).
MENU: tuple[tuple[str, str, str, frozenset[P]], ...] = (
    ("My work", "home", "/", frozenset()),
    ("Cases", "cases", "/cases/", OPENS_CASES),
    ("Meetings", "meetings", "/meetings/", frozenset({P.MEETING_SEE, P.MEETING_RUN})),
    ("Actions", "group_actions", "/actions/", frozenset({P.MEETING_SEE, P.MEETING_RUN})),
    ("Improvements", "lessons_actions", "/lessons/", frozenset({P.LESSONS_ASSURE})),
    ("Figures", "figures", "/figures/", frozenset({P.ASSURANCE_SEE})),
    (
        "Scoring guide",
        "triage_guide",
        "/triage/guide",
        frozenset({P.TRIAGE_WRITE, P.TRIAGE_ASSIGN, P.MEETING_SEE, P.GUIDE_EDIT}),
    ),
    ("Messages", "outbox", "/messages/", frozenset({P.CASE_RUN})),
    ("People", "people", "/people/", frozenset({P.PEOPLE_MANAGE})),
    ("Groups", "groups", "/groups/", frozenset({P.ORGANISATION_MANAGE})),
)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Return the menu and the organisations' names for somebody signed in; nothing for anybody else."""
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return {}
    by_organisation = person.permissions_by_organisation()
    held = frozenset().union(*by_organisation.values())
    return {
        "navigation": [
            {"label": label, "href": reverse(name), "current": _current(request.path, start)}
            for label, name, start, needed in MENU
            if not needed or needed & held
        ],
        "organisation_name": ", ".join(person.organisation_names()),
        "account_url": reverse("account"),
    }


def _current(path: str, start: str) -> bool:
    return path == start if start == "/" else path.startswith(start)

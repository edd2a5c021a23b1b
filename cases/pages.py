"""The frame of every page about one case: its header, and the tabs that apps above add."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.models import Person
from accounts.permissions import Permission, has
from audit.actions import record_look
from cases import events
from cases.models import Case
from cases.policies import step_in_force
from cases.stages import PATH, Stage
from cases.summary import way_to_next
from cases.topics import closed_topics
from ui.dates import ago, day


@dataclass(frozen=True)
class Tab:
    """One tab of a case. `url_name` takes the reference; `shown` says to whom it is open.

    `alone` says that it is there for somebody who scores the case on their own.
    """

    key: str
    label: str
    url_name: str
    order: int
    shown: Callable[[Person, Case], bool] = lambda _person, _case: True
    alone: bool = False


_tabs: list[Tab] = []


def register_tab(tab: Tab) -> None:
    """Add a tab; apps call this when they start. Tabs stand in the order of the process."""
    _tabs.append(tab)
    _tabs.sort(key=lambda each: each.order)


@dataclass(frozen=True)
class Onward:
    """A way for a case to go on from one of `stages`. `url_name` takes the reference."""

    label: str
    explained: str
    url_name: str
    stages: frozenset[Stage]
    order: int


@dataclass(frozen=True)
class Link:
    """A link on a case's Overview for everybody who reads it. `url_name` takes the reference."""

    label: str
    url_name: str


_links: list[Link] = []


def register_link(link: Link) -> None:
    """Offer a link at the foot of the Overview; apps call this when they start."""
    _links.append(link)


def links_of(case: Case) -> list[tuple[str, str]]:
    """Return the links at the foot of the Overview, as words and address."""
    return [(each.label, reverse(each.url_name, args=[case.reference])) for each in _links]


_onward: list[Onward] = []


def register_onward(onward: Onward) -> None:
    """Offer a way to go on to those who run the case; apps call this when they start."""
    _onward.append(onward)
    _onward.sort(key=lambda each: each.order)


@dataclass(frozen=True)
class Open:
    """A way that is open to one case now."""

    label: str
    explained: str
    url: str


def ways_on(case: Case) -> list[Open]:
    """Return how `case` can go on from where it is."""
    return [
        Open(each.label, each.explained, reverse(each.url_name, args=[case.reference]))
        for each in _onward
        if case.stage in each.stages
    ]


def render_case(
    request: HttpRequest,
    case: Case,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    tab: str,
    topic: str = "general",
    status: int = 200,
) -> HttpResponse:
    """Render a page that extends `cases/base.html`, and record that this person looked.

    However it was asked for: a header, or a form that comes back, would else let somebody read unseen.
    """
    person = request.user
    record_look(events.LOOKED, by=person, case=case, topic=topic)
    return render(
        request,
        template,
        {"case": case, "header": header(person, case, tab=tab), **(context or {})},
        status=status,
    )


def header(person: Person, case: Case, *, tab: str) -> dict[str, Any]:
    """Return what the head of a case shows `person` (see `components/case_header.html`), with its tabs."""
    if case.alone:
        return _header_alone(person, case, tab=tab)
    closed = closed_topics(person, case)
    summary = case.summary
    scored = bool(summary.colour) and summary.score_topic not in closed
    safety = step_in_force(case)
    return {
        "reference": case.reference,
        "name": case.practitioner.name,
        "about": about(case),
        "route": case.get_route_display(),
        "restricted": case.restricted,
        "show_colour": summary.score_topic not in closed,
        "colour": summary.colour if scored else "",
        "score": summary.score if scored else None,
        "scored_on": summary.scored_on if scored else None,
        "stages": _path(case),
        "next_step": summary.next_step or "Nothing is waiting",
        "next_url": way_to_next(person, case),
        "next_on": summary.next_due,
        "told": f"{day(summary.last_told_on)} ({ago(summary.last_told_on)})"
        if summary.last_told_on
        else "Not yet",
        "people": _people(case),
        "safety": safety if safety and not case.ended else None,
        "may_answer_safety": has(person, Permission.CASE_RUN, within=case.organisation),
        "closed_topics": closed,
        "tabs": _shown([each for each in _tabs if each.shown(person, case)], case, tab),
    }


def _header_alone(person: Person, case: Case, *, tab: str) -> dict[str, Any]:
    """Return what the head shows somebody who scores the case on their own: nothing that depends on a score.

    Neither stage nor next step, whom to ask about the process and nobody else; only the tabs made for it.
    """
    return {
        "reference": case.reference,
        "name": case.practitioner.name,
        "about": about(case),
        "route": case.get_route_display(),
        "show_colour": False,
        "people": _people(case)[:1],
        "tabs": _shown([each for each in _tabs if each.alone and each.shown(person, case)], case, tab),
    }


def _shown(tabs: list[Tab], case: Case, current: str) -> list[dict[str, Any]]:
    return [
        {
            "label": each.label,
            "href": reverse(each.url_name, args=[case.reference]),
            "current": each.key == current,
        }
        for each in tabs
    ]


def about(case: Case) -> str:
    """Return discipline, registration and place of work in one line."""
    who = case.practitioner
    return ", ".join(
        part for part in (who.get_discipline_display(), who.registration, who.practice_name) if part
    )


def _people(case: Case) -> list[dict[str, str]]:
    advisor = case.advisor
    # How to reach them, as the support plan joins it: a number, an e-mail address, or both.
    reach = case.summary.pastoral_reach.split(", ")
    return [
        {
            "role": "Case manager",
            "name": case.manager.name,
            "email": case.manager.email,
            "phone": case.manager.phone,
        },
        {
            "role": "Professional advisor",
            "name": advisor.name if advisor else "",
            "email": advisor.email if advisor else "",
            "phone": "",
        },
        {
            "role": "Pastoral contact",
            "name": case.summary.pastoral_contact,
            "email": next((each for each in reach if "@" in each), ""),
            "phone": ", ".join(each for each in reach if "@" not in each),
        },
    ]


def _path(case: Case) -> list[dict[str, str]]:
    """Return the stage path: the usual steps, with the side step a case is on in its place."""
    stage = Stage(case.stage)
    steps = list(PATH)
    if stage in (Stage.INVESTIGATION, Stage.MONITORING):
        steps.insert(steps.index(Stage.OUTCOME), stage)
    if stage == Stage.WITHDRAWN:
        steps = [Stage.RECEIVED, Stage.WITHDRAWN]
    at = steps.index(stage)
    states = [
        "done" if index < at else "current" if index == at else "to_come" for index in range(len(steps))
    ]
    return [{"label": step.label, "state": state} for step, state in zip(steps, states, strict=True)]

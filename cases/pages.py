"""The frame of every page about one case: its header, and the tabs that apps above add."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.models import Person
from audit.actions import record_look
from cases import events
from cases.models import Case, SafetyCheck
from cases.stages import PATH, Stage
from cases.topics import closed_topics
from ui.dates import today


@dataclass(frozen=True)
class Tab:
    """One tab of a case. `url_name` takes the reference; `shown` says to whom it is open."""

    key: str
    label: str
    url_name: str
    order: int
    shown: Callable[[Person, Case], bool] = lambda _person, _case: True


_tabs: list[Tab] = []


def register_tab(tab: Tab) -> None:
    """Add a tab; apps call this when they start. Tabs stand in the order of the process."""
    _tabs.append(tab)
    _tabs.sort(key=lambda each: each.order)


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
    """Render a page that extends `cases/base.html`, and record that this person looked."""
    person = request.user
    if request.method == "GET" and not getattr(request, "htmx", False):
        record_look(events.LOOKED, by=person, case=case, topic=topic)
    return render(
        request, template, {"case": case, "header": header(person, case, tab=tab), **(context or {})}, status=status
    )


def header(person: Person, case: Case, *, tab: str) -> dict[str, Any]:
    """Return what the head of a case shows `person`, with its tabs."""
    closed = closed_topics(person, case)
    summary = case.summary
    safety = SafetyCheck.objects.filter(case=case).first()
    return {
        "summary": summary,
        "show_score": bool(summary.colour) and summary.score_topic not in closed,
        "path": _path(case),
        "safety": safety if safety and safety.unsafe else None,
        "days_since_told": (today() - summary.last_told_on).days if summary.last_told_on else None,
        "closed_topics": closed,
        "tabs": [
            {
                "key": each.key,
                "label": each.label,
                "url": reverse(each.url_name, args=[case.reference]),
                "current": each.key == tab,
            }
            for each in _tabs
            if each.shown(person, case)
        ],
    }


def _path(case: Case) -> list[dict[str, Any]]:
    """Return the stage path: the usual steps, with the side step a case is on in its place."""
    stage = Stage(case.stage)
    steps = list(PATH)
    if stage in (Stage.INVESTIGATION, Stage.MONITORING):
        steps.insert(steps.index(Stage.OUTCOME), stage)
    if stage == Stage.WITHDRAWN:
        steps = [Stage.RECEIVED, Stage.WITHDRAWN]
    at = steps.index(stage)
    return [
        {"label": step.label, "done": index < at, "current": index == at} for index, step in enumerate(steps)
    ]

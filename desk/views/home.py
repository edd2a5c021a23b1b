"""My work: what needs me today?"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import Person
from accounts.permissions import Permission, organisations_with
from cases.work import WorkItem
from cases.work import work_for as cases_work
from desk.measures import readable_by
from documents.work import work_for as documents_work
from lessons.work import work_for as lessons_work
from letters.work import work_for as letters_work
from pag.work import work_for as pag_work
from support.work import work_for as support_work
from triage.work import work_for as triage_work

ROOMS: tuple[Callable[[Person], list[WorkItem]], ...] = (
    cases_work,
    support_work,
    triage_work,
    pag_work,
    letters_work,
    documents_work,
    lessons_work,
)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """One list by urgency, whatever roles this person has."""
    items = sorted((item for room in ROOMS for item in room(request.user)), key=lambda item: item.order)
    groups = [
        ("Now", [item for item in items if item.urgent]),
        ("Today, or waiting already", [item for item in items if not item.urgent and item.waits]),
        ("Next", [item for item in items if not item.urgent and not item.waits]),
    ]
    context = {
        "groups": [group for group in groups if group[1]],
        "may_triage": bool(organisations_with(request.user, Permission.TRIAGE_WRITE)),
        "may_see_group_figures": bool(organisations_with(request.user, Permission.MEETING_RUN))
        or bool(readable_by(request.user).open_cases),
        "may_see_figures": bool(organisations_with(request.user, Permission.ASSURANCE_SEE)),
    }
    return render(request, "desk/home.html", context)

"""Meetings: which, when, are we ready?"""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import Permission, check_has, has, organisations_with
from pag import actions
from pag.access import (
    by_part,
    closed_items,
    correctable_items,
    get_meeting_or_404,
    items_of,
    meetings_of,
    standing_of,
    told_of_conflicts,
)
from pag.actions.declare import still_to_declare
from pag.agenda.page import agenda_of
from pag.agenda.still_open import still_open
from pag.agenda.views.between import between_page
from pag.answering import readers_of
from pag.forms import DeclareForm
from pag.minutes.access import for_page_of
from pag.models import Meeting, QuorumRule
from pag.packs.access import has_papers
from pag.packs.actions import send_out
from pag.packs.looking.actions import unsettled_in
from pag.packs.models import PackVersion
from pag.planning.page import planning_of
from pag.quorum import SET_ONE
from pag.readiness import Prepared, prepared_items
from pag.reading.access import readings_of
from pag.steps import END, NO_PAPERS_YET, PAPERS_OUT, STEPS, Step, affected, steps_of, warning_of
from pag.transitions import MeetingStage
from ui.dates import clock, day, today
from ui.refusals import NotAllowed, Refusal
from ui.tables import Cell, Column, Table, status_cell
from ui.words import counted

PAST_SHOWN = 50
COLOURS = {"Planned": "grey", "Cancelled": "red", "Papers out": "blue", "In progress": "green"}


@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    """The meetings this person may see: to come, and past."""
    sees = organisations_with(request.user, Permission.MEETING_SEE)
    runs = organisations_with(request.user, Permission.MEETING_RUN)
    if not (sees or runs):
        raise Http404
    visible = meetings_of(request.user).held()
    upcoming, past = visible.upcoming(on=today()), visible.past(on=today())[:PAST_SHOWN]
    context = {
        "upcoming": _table("To come", upcoming, empty="No meeting is planned."),
        "past": _table("Past", past, empty="No meeting has been held yet."),
        "may_plan": bool(runs),
    }
    return render(request, "pag/meetings.html", context)


def _table(caption: str, found: Any, *, empty: str) -> Table:
    columns = [Column("Date"), Column("Group"), Column("Where"), Column("Agenda"), Column("Stage")]
    return Table(caption, columns, [_row(meeting) for meeting in found], empty=empty, caption_hidden=True)


def _row(meeting: Any) -> list[Cell]:
    return [
        Cell(day(meeting.day), href=meeting.get_absolute_url(), hint=clock(meeting.starts_at)),
        Cell(meeting.group.name, hint=meeting.group.organisation.name),
        Cell(meeting.place or "By link"),
        Cell(counted(meeting.number_of_items, "case") if meeting.number_of_items else "Nothing yet"),
        status_cell(meeting.state_in_words, COLOURS.get(meeting.state_in_words, "white")),
    ]


@require_safe
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting: are we ready, may we decide, what did we decide?"""
    return _page(request, get_meeting_or_404(request.user, pk))


@require_POST
def meeting_declare(request: HttpRequest, pk: int) -> HttpResponse:
    """Declare on the items still to be declared on, one by one or none with any."""
    found = get_meeting_or_404(request.user, pk)
    items = still_to_declare(found, request.user)
    form = DeclareForm(request.POST, items=items, readers=readers_of(request.user, items))
    if not form.is_valid():
        return _page(request, found, form=form)
    try:
        actions.declare_each(answers=form.answers(), by=request.user)
    except NotAllowed:
        raise
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(request, found, form=form)
    messages.success(
        request, "Thank you. What you declared is kept, and what is open to you can be read below."
    )
    return redirect(found)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a step of the meeting does to whom, and take it."""
    found = get_meeting_or_404(request.user, pk)
    check_has(request.user, Permission.MEETING_RUN, within=found.group.organisation)
    step = STEPS.get((request.POST if request.method == "POST" else request.GET).get("to", ""))
    if step is None:
        raise Http404
    if request.method == "POST":
        return _take(request, found, step)
    if step not in steps_of(found):
        return redirect(found)
    standing = standing_of(request.user, found.group)
    items = prepared_items(found, items_of(request.user, found), request.user, member=standing.member)
    unsettled = unsettled_in(found) if step is PAPERS_OUT else None
    context = {
        "meeting": found,
        "step": step,
        "affected": affected(step, items),
        "unsettled": unsettled,
        "warning": warning_of(step, found, items),
        "beside": still_open(found, items, request.user, standing) if step is END else [],
    }
    return render(request, "pag/move.html", context)


def _take(request: HttpRequest, found: Meeting, step: Step) -> HttpResponse:
    try:
        if step is END:
            actions.end_meeting(meeting=found, by=request.user)
        elif step is PAPERS_OUT:
            send_out(meeting=found, by=request.user, why=request.POST.get("why", ""))
        else:
            actions.move_meeting(meeting=found, to=MeetingStage(step.key), by=request.user)
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        made = step is not PAPERS_OUT or has_papers(found)
        messages.success(request, step.done if made else NO_PAPERS_YET)
    return redirect(found)


def _page(request: HttpRequest, found: Meeting, *, form: DeclareForm | None = None) -> HttpResponse:
    standing = standing_of(request.user, found.group)
    items = items_of(request.user, found)
    prepared = prepared_items(found, items, request.user, member=standing.member)
    moved, way = request.GET.get("moved", ""), request.GET.get("way", "")
    agenda = agenda_of(found, prepared, request.user, standing, moved=moved, way=way)
    undeclared = [each.item for each in prepared if each.to_declare]
    undeclared += [each.item for each in agenda.ratify if each.to_declare]
    reader = told_of_conflicts(found, standing.member) if undeclared else ""
    if form is None and undeclared:
        form = DeclareForm(items=undeclared, readers=readers_of(request.user, undeclared))
    if found.is_between:
        if form is not None:
            form.action = reverse("meeting_declare", args=[found.pk])
        return between_page(request, found, standing, form if undeclared else None, reader)
    if form is not None:
        form.action = reverse("meeting_declare", args=[found.pk])
    if standing.member:
        readings = readings_of(request.user, [each.item for each in prepared if each.open])
        prepared = [replace(each, reading=readings.get(each.item.pk)) for each in prepared]
    shown: list[tuple[int, int, Prepared | None]] = [
        (each.item.position, each.item.pk, each) for each in prepared if not each.to_declare
    ]
    # An item from which they stand aside keeps its number on the agenda, and says nothing else.
    closed = closed_items(request.user, found) if standing.member else {}
    visible = {each.item.pk for each in prepared}
    shown += [(position, key, None) for key, position in closed.items() if key not in visible]
    context = {
        "meeting": found,
        "standing": standing,
        "form": form if undeclared else None,
        "undeclared": undeclared,
        "reader": reader,
        "items": [(*row, agenda.beside[row[1]]) for row in sorted(shown)],
        "agenda": agenda,
        "correctable": correctable_items(request.user, found) if closed else set(),
        "members": by_part(found.group.members.current(on=found.day).select_related("person")),
        "minutes_here": for_page_of(found, standing),
        "planning": planning_of(found, standing),
        "rule": QuorumRule.objects.in_force(found.group, on=found.day),
        "set_one": SET_ONE,
        "may_rule": has(request.user, Permission.QUORUM_SET, within=found.group.organisation),
        "papers": PackVersion.objects.of(request.user, found).first(),
        "steps": steps_of(found) if standing.runs else [],
        "unrecorded": [item for item in items if item.waits and found.ended_at],
    }
    return render(request, "pag/meeting.html", context, status=422 if form and form.errors else 200)

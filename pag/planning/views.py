"""Planning meetings, changing and cancelling one, and taking it into one's own calendar."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import Permission, check_has, organisations_with
from pag import actions
from pag.access import get_meeting_or_404
from pag.models import Meeting
from pag.planning.actions import cancel_meeting, change_meeting, plan_series
from pag.planning.calendar import calendar_file
from pag.planning.days import with_weekday
from pag.planning.forms import CancelForm, ChangeForm, DaysForm, PlanForm
from pag.planning.inviting import sequence_for
from pag.planning.policies import check_can_cancel, check_not_begun
from ui.refusals import NotAllowed, Refusal
from ui.words import counted

# What the button of the page with the days sends: only then is anything planned. The other goes back.
CHECKED, CHANGE = "checked", "change"


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_new(request: HttpRequest) -> HttpResponse:
    """Plan a meeting, or a series: then, and where a day stands out, the days are shown first."""
    if not organisations_with(request.user, Permission.MEETING_RUN):
        raise Http404
    form = PlanForm(request.POST or None, by=request.user)
    form.cancel_url = reverse("meetings")
    if request.method != "POST" or not form.is_valid() or CHANGE in request.POST:
        return _plan_page(request, form, status=422 if form.errors else 200)
    odd, days = form.odd(), form.days()
    check = DaysForm(request.POST if CHECKED in request.POST else None, odd=odd, series=form.is_series)
    if (odd or form.is_series) and not check.is_valid():
        return _days_page(request, form, check, days)
    try:
        return _plan(request, form, check.settled(days) if check.is_bound else days)
    except NotAllowed:
        raise
    except Refusal as refusal:
        form.refuse(refusal)
        return _plan_page(request, form, status=422)


def _plan(request: HttpRequest, form: PlanForm, days: list[dt.date]) -> HttpResponse:
    group, key = form.cleaned_data["group"], form.cleaned_data["submission_key"]
    said = [form.when_and_where(each) for each in days]
    if form.is_series:
        plan_series(
            group=group,
            every_weeks=form.cleaned_data["every_weeks"],
            meetings=said,
            by=request.user,
            submission_key=key,
        )
        messages.success(request, f"{counted(len(days), 'meeting')} planned. The members are invited.")
        return redirect("meetings")
    planned = actions.plan_meeting(group=group, **vars(said[0]), by=request.user, submission_key=key)
    invited = " The members are invited." if planned.starts_at > timezone.now() else ""
    messages.success(request, f"The meeting is planned.{invited}")
    return redirect(planned)


def _plan_page(request: HttpRequest, form: PlanForm, *, status: int) -> HttpResponse:
    return render(request, "pag/meeting_new.html", {"form": form}, status=status)


def _days_page(request: HttpRequest, form: PlanForm, check: DaysForm, days: list[dt.date]) -> HttpResponse:
    typed = request.POST.copy()
    for name in ("csrfmiddlewaretoken", CHECKED, *check.fields):
        typed.pop(name, None)
    context = {
        "group": form.cleaned_data["group"],
        "check": check,
        "days": [(with_weekday(each), form.when_and_where(each).papers_due) for each in days],
        "series": form.is_series,
        "carried": [(name, value) for name, values in typed.lists() for value in values],
    }
    return render(request, "pag/planning/days.html", context, status=422 if check.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change when or where the group meets, or the deadline for papers."""
    found = _to_run(request, pk)
    form = ChangeForm(request.POST or None, meeting=found)
    form.cancel_url = found.get_absolute_url()
    if not _still(request, found, check_not_begun):
        return redirect(found)
    if request.method == "POST" and form.is_valid():
        answers = form.cleaned_data
        try:
            changed = change_meeting(
                meeting=found,
                to=form.when_and_where(),
                version=answers["version"],
                reason=answers.get("reason", ""),
                by=request.user,
            )
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            told = changed.sequence != found.sequence and changed.starts_at > timezone.now()
            messages.success(
                request, f"The meeting is changed.{' The members are told by e-mail.' if told else ''}"
            )
            return redirect(found)
    context = {"meeting": found, "form": form}
    return render(request, "pag/planning/change.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel a meeting at which nothing was decided."""
    found = _to_run(request, pk)
    form = CancelForm(request.POST or None)
    form.cancel_url = found.get_absolute_url()
    if found.cancelled_at or not _still(request, found, check_can_cancel):
        return redirect(found)
    if request.method == "POST" and form.is_valid():
        try:
            cancel_meeting(meeting=found, by=request.user, **form.cleaned_data)
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "The meeting is cancelled. Its cases can be put on another agenda.")
            return redirect(found)
    context = {"meeting": found, "form": form, "waiting": found.items.waiting().count()}
    return render(request, "pag/planning/cancel.html", context, status=422 if form.errors else 200)


@require_safe
def calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand over the meeting for one's own calendar: the same entry as in the invitation."""
    found = get_meeting_or_404(request.user, pk)
    sequence = sequence_for(found, request.user)
    content = calendar_file(found, method="PUBLISH", sequence=sequence, at=timezone.now())
    disposition = {"Content-Disposition": 'attachment; filename="meeting.ics"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=disposition)


def _to_run(request: HttpRequest, pk: int) -> Meeting:
    found = get_meeting_or_404(request.user, pk)
    check_has(request.user, Permission.MEETING_RUN, within=found.group.organisation)
    return found


def _still(request: HttpRequest, meeting: Meeting, check: Any) -> bool:
    """Tell whether that can still be done; else the page of the meeting says why not."""
    try:
        check(meeting)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return False
    return True

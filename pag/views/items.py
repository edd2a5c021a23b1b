"""One item of a meeting: reading it, recording what the group decided, taking it off the agenda."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Draft
from accounts.permissions import Permission, check_has, has
from audit.actions import record_look
from cases.events import LOOKED
from cases.topics import closed_topics
from documents.models import Document
from pag import actions
from pag.access import get_item_or_404, standing_of
from pag.forms import ActionForm, DecisionForm, StepBackForm, TakeOffForm
from pag.forms.decision import people_who_may_own
from pag.models import AgendaItem, ItemDeclaration
from pag.permissions import can_record, check_can_read, check_can_record
from pag.readiness import prepared_items
from triage.presenters import newest_result
from ui.formsets import Rows, rows_of
from ui.refusals import NotAllowed, Refusal

YES = ItemDeclaration.Answer.YES
ActionRows = rows_of(ActionForm, most=20)


@require_safe
def item(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """What the group reads about a case, once declared: triage, account, documents, concerns."""
    found = get_item_or_404(request.user, pk, number)
    check_can_read(found, request.user)
    record_look(LOOKED, by=request.user, case=found.case)
    closed = closed_topics(request.user, found.case)
    standing = standing_of(request.user, found.meeting.group)
    (prepared,) = prepared_items(found.meeting, [found], request.user, member=standing.member)
    context = {
        "item": found,
        "case": found.case,
        "meeting": found.meeting,
        "standing": standing,
        "prepared": prepared,
        "result": newest_result(request.user, found.case),
        "concerns": found.case.concerns.all(),
        "accounts": found.case.accounts.exclude(topic__in=closed),
        "documents": Document.objects.of_case(found.case).without_topics(closed),
        "decision": getattr(found, "decision", None),
        "stands_in": bool(standing.member) and found.waits,
        "may_record": found.waits and can_record(found, request.user),
        "may_take_off": found.waits
        and has(request.user, Permission.MEETING_RUN, within=found.case.organisation),
    }
    return render(request, "pag/item.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Record what the group decided about an item."""
    found = get_item_or_404(request.user, pk, number)
    check_can_record(found, request.user)
    row_arguments = {"owners": people_who_may_own(found.case), "meeting": found.meeting}
    if request.method == "POST":
        return _record(request, found, row_arguments)
    if not found.waits:
        return redirect(found)
    draft = Draft.objects.kept(request.user, _draft_key(found))
    form = DecisionForm(meeting=found.meeting)
    rows = ActionRows(prefix="actions", form_kwargs=row_arguments)
    if draft:
        body = QueryDict(draft.body)
        form.take_draft(body)
        rows = _rows_of_draft(body, row_arguments)
    return _decide_page(request, found, form, rows, draft=draft)


def _record(request: HttpRequest, found: AgendaItem, row_arguments: dict[str, Any]) -> HttpResponse:
    form = DecisionForm(request.POST, meeting=found.meeting)
    rows = ActionRows(request.POST, prefix="actions", form_kwargs=row_arguments)
    if rows.wants_another:
        form.hold()
    elif form.is_valid() & rows.is_valid():
        gone = rows.deleted_forms
        try:
            actions.record_decision(
                item=found,
                decision=form.decided(),
                actions=[row.as_action() for row in rows.forms if row.has_changed() and row not in gone],
                submission_key=form.cleaned_data["submission_key"],
                by=request.user,
            )
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            Draft.objects.drop(request.user, _draft_key(found))
            messages.success(request, f"The decision is recorded. Next: tell {found.case.practitioner.name}.")
            return redirect(found)
    return _decide_page(request, found, form, rows, status=200 if rows.wants_another else 422)


def _rows_of_draft(body: QueryDict, row_arguments: dict[str, Any]) -> Rows:
    """Return the rows of actions as they were being typed."""
    typed = body.get("actions-TOTAL_FORMS", "1")
    number = min(int(typed), 20) if typed.isdecimal() else 1
    rows = rows_of(ActionForm, extra=number)(prefix="actions", form_kwargs=row_arguments)
    for row in rows:
        row.take_draft(body)
    return rows


def _decide_page(
    request: HttpRequest,
    found: AgendaItem,
    form: DecisionForm,
    rows: Rows,
    *,
    draft: Draft | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "item": found,
        "case": found.case,
        "meeting": found.meeting,
        "form": form,
        "rows": rows,
        "draft": draft,
        "draft_key": _draft_key(found),
    }
    return render(request, "pag/decide.html", context, status=status)


def _draft_key(found: AgendaItem) -> str:
    return f"decision:{found.pk}"


@require_http_methods(["GET", "HEAD", "POST"])
def take_off(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Take a case off the agenda."""
    found = get_item_or_404(request.user, pk, number)
    check_has(request.user, Permission.MEETING_RUN, within=found.case.organisation)
    check_can_read(found, request.user)
    form = TakeOffForm(request.POST or None)
    form.cancel_url = found.get_absolute_url()
    if request.method == "POST" and form.is_valid():
        try:
            actions.take_off_agenda(item=found, by=request.user, **form.cleaned_data)
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "The case is off the agenda.")
            return redirect(found.meeting)
    context = {"item": found, "case": found.case, "meeting": found.meeting, "form": form}
    return render(request, "pag/take_off.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def step_back(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Step back from an item one had declared no conflict on: it closes at once."""
    found = get_item_or_404(request.user, pk, number)
    check_can_read(found, request.user)
    form = StepBackForm(request.POST or None)
    form.cancel_url = found.get_absolute_url()
    if request.method == "POST" and form.is_valid():
        try:
            actions.declare(item=found, answer=YES, by=request.user, **form.cleaned_data)
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "Thank you. The case is closed to you, and the chair is told.")
            return redirect(found.meeting)
    context = {"item": found, "case": found.case, "meeting": found.meeting, "form": form}
    return render(request, "pag/step_back.html", context, status=422 if form.errors else 200)

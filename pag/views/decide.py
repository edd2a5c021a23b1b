"""Recording what the group decided about an item: written, checked, and then final."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.models import Draft
from pag import actions
from pag.access import get_item_or_404
from pag.actions import NewAction
from pag.following.owners import people_who_may_own
from pag.forms import ActionForm, CheckForm, DecisionForm
from pag.models import AgendaItem, Decision, GroupMember
from pag.permissions import check_can_record
from pag.sets_going import sets_going
from pag.sitting import Sitting, sitting_of
from ui.formsets import Rows, rows_of
from ui.refusals import NotAllowed, Refusal

ActionRows = rows_of(ActionForm, most=20)
# What the button of the check page sends: only then is anything recorded.
CHECKED, CHANGE = "checked", "change"
NOT_CARRIED = ("csrfmiddlewaretoken", CHECKED, CHANGE)


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """Write down what the group decided about an item, see what will be recorded, and record it."""
    found = get_item_or_404(request.user, pk, item_pk)
    check_can_record(found, request.user)
    row_arguments = {
        "owners": people_who_may_own(found.case),
        "meeting": found.meeting,
        "practitioner": found.case.practitioner.name,
    }
    sitting = sitting_of(found)
    if request.method == "POST":
        return _sent(request, found, sitting, row_arguments)
    if not found.waits:
        return redirect(found)
    draft = Draft.objects.kept(request.user, _draft_key(found))
    form = DecisionForm(meeting=found.meeting, sitting=sitting, case=found.case)
    rows = ActionRows(prefix="actions", form_kwargs=row_arguments)
    if draft:
        body = QueryDict(draft.body)
        form.take_draft(body)
        rows = _rows_of_draft(body, row_arguments)
    return _decide_page(request, found, form, rows, draft=draft)


def _sent(
    request: HttpRequest, found: AgendaItem, sitting: Sitting, row_arguments: dict[str, Any]
) -> HttpResponse:
    form = DecisionForm(request.POST, meeting=found.meeting, sitting=sitting, case=found.case)
    rows = ActionRows(request.POST, prefix="actions", form_kwargs=row_arguments)
    if rows.wants_another:
        form.hold()
    elif not (form.is_valid() & rows.is_valid()):
        return _decide_page(request, found, form, rows, status=422)
    elif CHANGE not in request.POST:
        return _checked(request, found, sitting, form, rows)
    return _decide_page(request, found, form, rows)


def _checked(
    request: HttpRequest, found: AgendaItem, sitting: Sitting, form: DecisionForm, rows: Rows
) -> HttpResponse:
    """Record what was checked; show what will be recorded where that is still to be done."""
    present = form.present()
    decision = actions.as_decision(form.decided(), item=found, sitting=sitting, took_part=present)
    check = CheckForm(
        request.POST if CHECKED in request.POST else None,
        quorum=sitting.quorum(present),
        noticed=actions.noticed(decision),
    )
    gone = rows.deleted_forms
    agreed = [row.as_action() for row in rows.forms if row.has_changed() and row not in gone]
    if not check.is_valid():
        return _check_page(request, decision, check, took_part=present, agreed=agreed)
    try:
        actions.record_decision(
            item=found,
            decision=replace(form.decided(), without_quorum=check.why),
            took_part=present,
            actions=agreed,
            answers=check.reasons(),
            submission_key=form.cleaned_data["submission_key"],
            by=request.user,
        )
    except NotAllowed:
        raise
    except Refusal as refusal:
        form.refuse(refusal)
        return _decide_page(request, found, form, rows, status=422)
    Draft.objects.drop(request.user, _draft_key(found))
    messages.success(request, f"The decision is recorded. Next: tell {found.case.practitioner.name}.")
    return redirect(found)


def _check_page(
    request: HttpRequest,
    decision: Decision,
    check: CheckForm,
    *,
    took_part: list[GroupMember],
    agreed: list[NewAction],
) -> HttpResponse:
    found = decision.item
    # Kept as a draft, for whoever leaves from here; what was typed is also carried by the page itself.
    typed = request.POST.copy()
    for name in (*NOT_CARRIED, *check.fields):
        typed.pop(name, None)
    Draft.objects.keep(request.user, _draft_key(found), typed.urlencode())
    context = {
        "item": found,
        "case": found.case,
        "meeting": found.meeting,
        "decision": decision,
        "took_part": took_part,
        "actions": [each.row() for each in agreed],
        "sets_going": sets_going(decision, actions=len(agreed)),
        "form": check,
        "carried": [(name, value) for name, values in typed.lists() for value in values],
    }
    return render(request, "pag/decide_check.html", context, status=422 if check.errors else 200)


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

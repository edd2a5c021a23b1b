"""Improvement actions: the list, and one action with what shows that it was done."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import Permission, organisations_with
from audit.actions import record_look
from cases.events import LOOKED
from cases.models import Case
from cases.topics import LESSONS
from lessons import actions
from lessons.forms import ChangeActionForm, CompleteActionForm, SendBackForm
from lessons.models import ImprovementAction
from lessons.permissions import can_assure, can_change, can_do, check_can_assure, check_can_change
from ui.dates import ago, day
from ui.refusals import NotAllowed, Refusal
from ui.tables import Cell, Column, Table, status_cell

A_PAGE = 50
SHOWN = {"to-do": "To do", "to-assure": "To be made sure of", "all": "All"}
EMPTY = {
    "to-do": "Nothing is waiting to be done.",
    "to-assure": "Nothing is waiting for somebody to make sure of it.",
    "all": "No lessons review has led to an action yet.",
}
COLUMNS = [
    Column("What will change"),
    Column("Owner"),
    Column("Due", together=True),
    Column("State"),
    Column("Case", together=True),
]


def action_list(request: HttpRequest) -> HttpResponse:
    """List the actions the person follows or owns, soonest due first."""
    rows = ImprovementAction.objects.visible_to(request.user).agreed()
    if not organisations_with(request.user, Permission.LESSONS_ASSURE) and not rows.exists():
        raise Http404
    shown = request.GET.get("show", "to-do")
    shown = shown if shown in SHOWN else "to-do"
    rows = {"to-do": rows.to_do, "to-assure": rows.to_assure, "all": rows.all}[shown]()
    rows = rows.select_related("owner", "assured_by", "review__case").order_by(
        "state", F("due_on").asc(), "pk"
    )
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "table": _table(request, page.object_list, shown),
        "page": page,
        "filters": [{"key": key, "label": label, "current": key == shown} for key, label in SHOWN.items()],
        "shown": shown,
    }
    return render(request, "lessons/actions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def action(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one action; its owner, or a lead for them, says that it is done."""
    found = _action_or_404(request, pk)
    form = CompleteActionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.complete_action(action=found, evidence=form.cleaned_data["evidence"], by=request.user)
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "Thank you. The action is marked as done.")
            return redirect("lessons_action", pk)
    return _action_page(request, found, form)


@require_POST
def assure(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that somebody else made sure."""
    found = _action_or_404(request, pk)
    try:
        actions.assure_action(action=found, by=request.user)
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "It is recorded that you made sure of this.")
    return redirect("lessons_action", pk)


@require_POST
def not_yet(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the action back to its owner, saying what is missing."""
    found = _action_or_404(request, pk)
    check_can_assure(request.user, found)
    form = SendBackForm(request.POST)
    if form.is_valid():
        try:
            actions.send_back(action=found, missing=form.cleaned_data["missing"], by=request.user)
        except NotAllowed:
            raise
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "Thank you. It is back with its owner, with your words.")
        return redirect("lessons_action", pk)
    return _action_page(request, found, CompleteActionForm(), not_yet=form)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an action to somebody else, or another day, saying why."""
    found = _action_or_404(request, pk)
    check_can_change(request.user, found)
    form = ChangeActionForm(request.POST or None, action=found)
    form.cancel_url = reverse("lessons_action", args=[pk])
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_action(action=found, by=request.user, **form.facts())
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "Thank you. The change is kept, and what it was before.")
            return redirect("lessons_action", pk)
    _looked(request, found)
    context = {"action": found, "form": form}
    return render(request, "lessons/change.html", context, status=422 if form.errors else 200)


def _action_page(
    request: HttpRequest,
    found: ImprovementAction,
    form: CompleteActionForm,
    *,
    not_yet: SendBackForm | None = None,
) -> HttpResponse:
    open_to = _looked(request, found)
    done = found.state == ImprovementAction.State.DONE
    form.cancel_url = reverse("lessons_actions")
    context: dict[str, Any] = {
        "action": found,
        "answers": found.answers.select_related("factor__type"),
        "case": found.review.case if found.review.case_id in open_to else None,
        "returns": list(found.sent_back_for.select_related("by")),
        "changes": list(found.changes.select_related("by")),
        "may_change": not done and can_change(request.user, found),
        "not_yet": _not_yet_form(found, not_yet),
        "may_assure": done and not found.assured and can_assure(request.user, found),
        "form": form if not done and can_do(request.user, found) else None,
        "state": _state(found),
    }
    return render(
        request,
        "lessons/action.html",
        context,
        status=422 if form.errors or (not_yet and not_yet.errors) else 200,
    )


def _not_yet_form(found: ImprovementAction, sent: SendBackForm | None) -> SendBackForm:
    form = sent or SendBackForm()
    form.action = reverse("lessons_not_yet", args=[found.pk])
    return form


def _action_or_404(request: HttpRequest, pk: int) -> ImprovementAction:
    rows = ImprovementAction.objects.visible_to(request.user).agreed()
    related = ("owner", "done_by", "assured_by", "review__case__organisation")
    return get_object_or_404(rows.select_related(*related), pk=pk)


def _looked(request: HttpRequest, found: ImprovementAction) -> set[int]:
    """Record that somebody looked who may open the case, and return its key; nothing for another owner."""
    open_to = _open_cases(request, [found])
    if open_to:
        record_look(LOOKED, by=request.user, case=found.review.case, topic=LESSONS)
    return open_to


def _open_cases(request: HttpRequest, rows: Any) -> set[int]:
    """Return the keys of the cases the person may open: an owner of an action may not see its case."""
    keys = {row.review.case_id for row in rows}
    return set(Case.objects.visible_to(request.user).filter(pk__in=keys).values_list("pk", flat=True))


def _table(request: HttpRequest, rows: Any, shown: str) -> Table:
    rows = list(rows)
    open_to = _open_cases(request, rows)
    return Table(
        caption=SHOWN[shown],
        caption_hidden=True,
        columns=COLUMNS,
        rows=[_row(row, named=row.review.case_id in open_to) for row in rows],
        empty=EMPTY[shown],
    )


def _row(row: ImprovementAction, *, named: bool) -> list[Cell]:
    text = " ".join(row.what.split())
    reference = row.review.case.reference
    waiting = row.state == ImprovementAction.State.OPEN and row.due_on
    return [
        Cell(text[:160] + ("…" if len(text) > 160 else ""), href=reverse("lessons_action", args=[row.pk])),
        Cell(row.owner_name),
        Cell(day(row.due_on), hint=ago(row.due_on) if waiting else ""),
        status_cell(*_state(row)),
        Cell(reference, href=row.review.case.get_absolute_url()) if named else Cell(),
    ]


def _state(row: ImprovementAction) -> tuple[str, str]:
    if row.assured:
        return "Done and made sure of", "green"
    return ("Done", "blue") if row.state == ImprovementAction.State.DONE else ("To do", "grey")

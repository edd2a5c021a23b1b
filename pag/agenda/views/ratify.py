"""Recording what a meeting said of a decision between meetings, or of an immediate step."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cases.models import Case
from pag.access import get_meeting_or_404, items_of, standing_of
from pag.agenda import actions
from pag.agenda.actions.ratify import check_can_ratify
from pag.agenda.forms import RatifyForm, RatifyStepForm
from pag.agenda.ratifying import steps_to_ratify, to_ratify
from pag.models import Meeting
from ui.forms import Form
from ui.refusals import NotAllowed, Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def ratify(request: HttpRequest, pk: int, decision_pk: int) -> HttpResponse:
    """What the group says of a decision between meetings."""
    meeting = get_meeting_or_404(request.user, pk)
    member = standing_of(request.user, meeting.group).member
    shown = {each.decision.pk: each for each in to_ratify(meeting, request.user, member)}
    if decision_pk not in shown:
        raise Http404
    found = shown[decision_pk]
    check_can_ratify(found.item, request.user)
    return _answered(
        request,
        meeting,
        RatifyForm(request.POST or None),
        case=found.item.case,
        template="pag/agenda/ratify.html",
        context={"decision": found.decision, "item": found.item},
        act=lambda answers: actions.ratify(
            decision=found.decision, meeting=meeting, by=request.user, **answers
        ),
        recorded=found.ratification is not None,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def ratify_step(request: HttpRequest, pk: int, safety_pk: int) -> HttpResponse:
    """What the group says of an immediate step of a case on its agenda."""
    meeting = get_meeting_or_404(request.user, pk)
    items = items_of(request.user, meeting)
    steps = steps_to_ratify(meeting, items, request.user, undeclared=[])
    shown = {each.safety.pk: each for each in steps if each.item}
    if safety_pk not in shown:
        raise Http404
    found = shown[safety_pk]
    if found.item is None:
        raise Http404
    check_can_ratify(found.item, request.user)
    return _answered(
        request,
        meeting,
        RatifyStepForm(request.POST or None),
        case=found.case,
        template="pag/agenda/ratify_step.html",
        context={"safety": found.safety, "item": found.item},
        act=lambda answers: actions.ratify_step(
            safety=found.safety, meeting=meeting, by=request.user, **answers
        ),
        recorded=found.ratification is not None,
    )


def _answered(
    request: HttpRequest,
    meeting: Meeting,
    form: Form,
    *,
    case: Case,
    template: str,
    context: dict[str, Any],
    act: Any,
    recorded: bool,
) -> HttpResponse:
    if recorded and request.method != "POST":
        return redirect(meeting)
    form.cancel_url = meeting.get_absolute_url()
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "What the group said is recorded.")
            return redirect(meeting)
    context |= {"meeting": meeting, "form": form, "case": case}
    return render(request, template, context, status=422 if form.errors else 200)

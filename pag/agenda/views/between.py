"""A decision between meetings: asking for it, its own page, and who was consulted."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.permissions import Permission, check_has
from cases.access import get_case_or_404
from cases.pages import render_case
from pag.access import Standing, get_item_or_404, items_of
from pag.agenda import actions
from pag.agenda.deciding import chair_can, check_presides
from pag.agenda.forms import AskBetweenForm, ConsultedForm
from pag.models import AgendaItem, Consulted, GroupMember, ItemDeclaration, Meeting
from pag.permissions import can_record, declared_none
from ui.forms import Form
from ui.refusals import NotAllowed, Refusal
from ui.words import listed

NONE = ItemDeclaration.Answer.NONE


@require_http_methods(["GET", "HEAD", "POST"])
def between_new(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask for a decision that cannot wait until the next meeting."""
    case = get_case_or_404(request.user, reference)
    check_has(request.user, Permission.MEETING_RUN, within=case.organisation)
    form = AskBetweenForm(request.POST or None, case=case)
    form.cancel_url = reverse("case_group", args=[reference])
    if request.method == "POST" and form.is_valid():
        try:
            item = actions.ask_between(case=case, by=request.user, **form.cleaned_data)
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "It is asked for. Who presides, and those you chose, declare first.")
            return redirect(item.meeting)
    next_ones = [(group, actions.next_meeting(group)) for group in form.group_list]
    context = {"form": form, "next_meetings": next_ones}
    status = 422 if form.errors else 200
    return render_case(request, case, "pag/agenda/between_new.html", context, tab="group", status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def between_consulted(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """Write down who was consulted, and how."""
    found = get_item_or_404(request.user, pk, item_pk)
    seat = check_presides(found, request.user)
    if not (found.meeting.is_between and found.waits):
        return redirect(found.meeting)
    says_why = seat.kind == GroupMember.Kind.DEPUTY and chair_can(found)
    form = ConsultedForm(request.POST or None, item=found, says_why=says_why)
    form.cancel_url = found.meeting.get_absolute_url()
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_consulted(item=found, by=request.user, **form.facts())
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _kept(found))
            return redirect(found.meeting)
    context = {"item": found, "case": found.case, "meeting": found.meeting, "form": form}
    return render(request, "pag/agenda/consulted.html", context, status=422 if form.errors else 200)


def _kept(item: AgendaItem) -> str:
    """Say what is written down, and of whom it is still to be said how they were consulted."""
    silent = item.consulted.filter(how="").select_related("member__person")
    if not silent:
        return "Who was consulted is written down. Next: the decision."
    names = listed(each.member.person.name for each in silent)
    return (
        f"It is kept. Before the decision, say also how {names} was consulted, or that they were not reached."
    )


def consultations(item: AgendaItem, *, told: bool) -> list[tuple[Consulted, str]]:
    """Return the members chosen to be consulted, each with how far that is, in words.

    Whether they have declared is for those who preside or run the meeting (`told`).
    """
    answers = dict(item.declarations.values_list("person", "answer"))
    found = []
    for each in item.consulted.select_related("member__person"):
        answer = answers.get(each.member.person_id)
        said = "not yet"
        if each.how:
            said = each.get_how_display().lower()
        elif told and answer is None:
            said = "has not declared yet"
        elif told:
            said = "has declared, not consulted yet" if answer == NONE else "stands aside"
        found.append((each, said))
    return found


def between_page(
    request: HttpRequest, meeting: Meeting, standing: Standing, form: Form | None, reader: str
) -> HttpResponse:
    """The occasion of one decision between meetings: what is asked, who was consulted, what was decided.

    `form` is for declaring, where the person has still to; nothing of the case is shown before.
    """
    item = next(iter(items_of(request.user, meeting)), None)
    context: dict[str, Any] = {"meeting": meeting, "standing": standing, "form": form, "reader": reader}
    is_open = item is not None and (standing.member is None or declared_none(item, request.user))
    if item is not None and is_open:
        context |= {
            "item": item,
            "case": item.case,
            "consulted": consultations(item, told=standing.sees_declarations),
            "decision": getattr(item, "decision", None),
            "may_decide": item.waits and not item.case.ended and can_record(item, request.user),
            "may_call_off": item.waits and standing.runs,
        }
    status = 422 if form is not None and form.errors else 200
    return render(request, "pag/agenda/between.html", context, status=status)

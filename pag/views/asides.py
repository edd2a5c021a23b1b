"""Standing aside: naming a member, saying that one has a connection, answering, opening a case again."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.permissions import Permission, check_has
from cases.access import get_case_or_404, may_read
from cases.pages import render_case
from pag import actions
from pag.access import (
    denied_people,
    get_aside_or_404,
    get_item_or_404,
    get_meeting_or_404,
    own_aside,
    standing_of,
)
from pag.answering import Answerers, standing_on
from pag.forms import AnswerAsideForm, ConnectionForm, CorrectionForm, LetBackInForm, NameAsideForm
from pag.models import DenialAnswer, StoodAside
from pag.permissions import check_can_read
from ui.refusals import NotAllowed, Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def aside(request: HttpRequest, pk: int) -> HttpResponse:
    """Why somebody stands aside, for who answers it, and their answer."""
    found, who = get_aside_or_404(request.user, pk)
    answers = list(found.denial.answers.select_related("answered_by"))
    asked = found.corrections.filter(after=len(answers)).first()
    waits = StoodAside.objects.awaiting_answer().filter(pk=pk).exists()
    may_open = who.reads and (found.item is None or found.how == StoodAside.How.UNSURE or asked is not None)
    form = AnswerAsideForm(request.POST or None, may_open=may_open, initial={"version": len(answers)})
    form.cancel_url = "/"
    if request.method == "POST" and form.is_valid():
        try:
            answer = actions.answer_aside(aside=found, by=request.user, **form.cleaned_data)
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            opened = answer.outcome == DenialAnswer.Outcome.OPENED
            messages.success(
                request, "It is open to them again." if opened else "Thank you. It stays closed to them."
            )
            return redirect("/")
    context = _shown(request, found, who) | {
        "form": form if waits or may_open else None,
        "answers": answers,
        "asked": asked,
    }
    return render(request, "pag/aside.html", context, status=422 if form.errors else 200)


def _shown(request: HttpRequest, found: StoodAside, who: Answerers) -> dict[str, Any]:
    """Return of the case what is open to this reader: the number of the item alone, where nothing else is."""
    seen = may_read(request.user, found.case)
    return {
        "aside": found,
        "item": standing_on([found]).get(found.pk),
        "case": found.case if seen or found.item is None else None,
        "named": seen,
        "reads": who.reads,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def name_aside(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """Ask a member to stand aside from an item: for who presides."""
    found = get_item_or_404(request.user, pk, item_pk)
    check_can_read(found, request.user)
    if not standing_of(request.user, found.meeting.group).presides:
        raise NotAllowed(
            "The chair or the deputy chair asks a member to stand aside. Speak with one of them."
        )
    form = NameAsideForm(request.POST or None, item=found, by=request.user)
    form.cancel_url = found.get_absolute_url()
    if request.method == "POST" and form.is_valid():
        try:
            actions.name_aside(item=found, by=request.user, **form.facts())
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "The item is closed to them, and they are told its number by e-mail.")
            return redirect(found.meeting)
    context = {"item": found, "case": found.case, "meeting": found.meeting, "form": form}
    return render(request, "pag/name_aside.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """Say that one stood aside from an item by mistake. Nothing of the item is shown but its number."""
    meeting = get_meeting_or_404(request.user, pk)
    own = own_aside(request.user, meeting, item_pk)
    if own is None:
        raise Http404
    item, found = own
    form = CorrectionForm(request.POST or None)
    form.cancel_url = meeting.get_absolute_url()
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_to_correct(aside=found, by=request.user, **form.cleaned_data)
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "Thank you. Who presides reads it and decides.")
            return redirect(meeting)
    context = {"meeting": meeting, "item": item, "form": form}
    return render(request, "pag/correct_aside.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def connection(request: HttpRequest, reference: str) -> HttpResponse:
    """Say that one has a connection with somebody in the case: it closes at once."""
    case = get_case_or_404(request.user, reference)
    form = ConnectionForm(request.POST or None)
    form.cancel_url = reverse("case", args=[reference])
    if request.method == "POST" and form.is_valid():
        try:
            actions.declare_connection(case=case, by=request.user, **form.cleaned_data)
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(
                request, f"Thank you. {reference} is closed to you, and somebody else takes it on."
            )
            return redirect("/")
    status = 422 if form.errors else 200
    return render_case(request, case, "pag/connection.html", {"form": form}, tab="group", status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def stood_aside(request: HttpRequest, reference: str) -> HttpResponse:
    """To whom the case is closed, and opening it again where that was a mistake: for responsible officers."""
    case = get_case_or_404(request.user, reference)
    check_has(request.user, Permission.CASE_RESTRICT, within=case.organisation)
    people = denied_people(case)
    form = LetBackInForm(request.POST or None, people=people)
    form.cancel_url = reverse("case_group", args=[reference])
    if request.method == "POST" and form.is_valid():
        try:
            actions.lift(case=case, by=request.user, **form.facts())
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "The case is open to them again, as far as their role opens it.")
            return redirect("case_stood_aside", reference)
    context = {"form": form if people else None}
    status = 422 if form.errors else 200
    return render_case(request, case, "pag/stood_aside.html", context, tab="group", status=status)

"""Other items of an agenda: put on, worded anew, taken off, and what came of them."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from pag.agenda import actions
from pag.agenda.access import get_meeting_to_arrange, get_other_to_arrange
from pag.agenda.forms import OtherChangeForm, OtherForm, OutcomeForm
from pag.forms.naming import NamesForm
from pag.models import Meeting
from pag.naming import names_for_everybody
from ui.refusals import NotAllowed, Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def other_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Put something that is not about a case on the agenda."""
    meeting = get_meeting_to_arrange(request.user, pk)
    return _answered(
        request,
        meeting,
        OtherForm(request.POST or None),
        heading="Put another item on the agenda",
        lead="For what is not about a case: dates, a policy, a visit. Every member of the group reads it.",
        act=lambda answers: actions.add_other(meeting=meeting, by=request.user, **answers),
        done="It is on the agenda.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def other_change(request: HttpRequest, pk: int, other_pk: int) -> HttpResponse:
    """Word another item anew."""
    item = get_other_to_arrange(request.user, pk, other_pk)
    initial = {"title": item.title, "words": item.words, "version": item.version}
    return _answered(
        request,
        item.meeting,
        OtherChangeForm(request.POST or None, initial=initial),
        heading="Change this item",
        lead="",
        act=lambda answers: actions.change_other(item=item, by=request.user, **answers),
        done="The item is changed.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def other_outcome(request: HttpRequest, pk: int, other_pk: int) -> HttpResponse:
    """Write down what came of another item."""
    item = get_other_to_arrange(request.user, pk, other_pk)
    initial = {"outcome": item.outcome, "version": item.version}
    return _answered(
        request,
        item.meeting,
        OutcomeForm(request.POST or None, initial=initial),
        heading=item.title,
        lead=item.words,
        act=lambda answers: actions.record_other(item=item, by=request.user, **answers),
        done="What came of it is written down.",
    )


@require_POST
def other_take_off(request: HttpRequest, pk: int, other_pk: int) -> HttpResponse:
    """Take another item off the agenda."""
    item = get_other_to_arrange(request.user, pk, other_pk)
    try:
        actions.take_off_other(item=item, by=request.user)
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"“{item.title}” is off the agenda.")
    return redirect(item.meeting)


def _answered(
    request: HttpRequest, meeting: Meeting, form: NamesForm, *, heading: str, lead: str, act: Any, done: str
) -> HttpResponse:
    form.cancel_url = meeting.get_absolute_url()
    form.named = partial(names_for_everybody, request.user, meeting.group.organisation)
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, done)
            return redirect(f"{meeting.get_absolute_url()}#other")
    context = {"meeting": meeting, "form": form, "heading": heading, "lead": lead}
    return render(request, "pag/agenda/other.html", context, status=422 if form.errors else 200)

"""One item of a meeting: reading it, stepping back from it, taking it off the agenda."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import Permission, check_has, has
from audit.actions import record_look
from cases.events import LOOKED
from cases.topics import closed_topics
from documents.models import Document
from pag import actions
from pag.access import get_item_or_404, standing_of
from pag.answering import readers_of
from pag.forms import StepBackForm, TakeOffForm
from pag.models import ItemDeclaration
from pag.permissions import can_record, check_can_read
from pag.readiness import prepared_items
from triage.presenters import newest_result
from ui.refusals import NotAllowed, Refusal

YES = ItemDeclaration.Answer.YES


@require_safe
def item(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """What the group reads about a case, once declared: triage, account, documents, concerns."""
    found = get_item_or_404(request.user, pk, item_pk)
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
        "documents": Document.objects.of_case(found.case).without_topics(closed).not_kept_from(request.user),
        "decision": getattr(found, "decision", None),
        "stands_in": standing.member is not None,
        "may_record": found.waits and can_record(found, request.user),
        "may_take_off": found.waits
        and has(request.user, Permission.MEETING_RUN, within=found.case.organisation),
    }
    return render(request, "pag/item.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def take_off(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """Take a case off the agenda."""
    found = get_item_or_404(request.user, pk, item_pk)
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
def step_back(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """Step back from an item one had declared no conflict on: it closes at once."""
    found = get_item_or_404(request.user, pk, item_pk)
    check_can_read(found, request.user)
    reader = readers_of(request.user, [found])[found.pk]
    form = StepBackForm(request.POST or None, reader=reader)
    form.cancel_url = found.get_absolute_url()
    if request.method == "POST" and form.is_valid():
        try:
            actions.declare(item=found, answer=YES, by=request.user, **form.cleaned_data)
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"Thank you. The case is closed to you, and the {reader} is told.")
            return redirect(found.meeting)
    context = {
        "item": found,
        "case": found.case,
        "meeting": found.meeting,
        "form": form,
        "reader": reader,
    }
    return render(request, "pag/step_back.html", context, status=422 if form.errors else 200)

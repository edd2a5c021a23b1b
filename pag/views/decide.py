"""Recording what the group decided about an item: written, checked, and then final."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.models import Draft
from audit.actions import record_look
from cases.events import LOOKED
from pag import actions
from pag.access import decision_on, get_item_or_404
from pag.forms import CheckForm, Record
from pag.models import Decision
from pag.permissions import check_can_record
from pag.room.attending import not_ticked, proposed
from pag.room.writing import draft_key, writers
from pag.sets_going import sets_going
from pag.sitting import Sitting, sitting_of
from pag.triaged import waits_for_a_score
from ui.refusals import NotAllowed, Refusal

# What the button of the check page sends: only then is anything recorded.
CHECKED, CHANGE = "checked", "change"
NOT_CARRIED = ("csrfmiddlewaretoken", CHECKED, CHANGE, *CheckForm.NAMES)


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """Write down what the group decided about an item, see what will be recorded, and record it."""
    found = get_item_or_404(request.user, pk, item_pk)
    check_can_record(found, request.user)
    sitting = sitting_of(found)
    if request.method == "POST":
        return _sent(request, Record(request.POST, item=found, sitting=sitting), sitting)
    if not found.waits:
        return redirect(found)
    draft = Draft.objects.kept(request.user, draft_key(found))
    body = QueryDict(draft.body) if draft else None
    record = Record(item=found, sitting=sitting, proposal=proposed(found, sitting), draft=body)
    return _decide_page(request, record, draft=draft)


def _sent(request: HttpRequest, record: Record, sitting: Sitting) -> HttpResponse:
    already = decision_on(record.item)
    if already and str(already.submission_key) == request.POST.get("submission_key"):
        # A second click, or another window that showed the same page.
        Draft.objects.drop(request.user, draft_key(record.item))
        messages.info(request, f"{writers(record.item, request.user).recorded} It is recorded once.")
        return redirect(record.item)
    # Kept as a draft, for whoever closes the page now; what was typed is also carried by the page itself.
    Draft.objects.keep_sent(request.user, draft_key(record.item), request.POST, leave_out=NOT_CARRIED)
    if record.wants_another:
        record.hold()
    elif not record.is_valid():
        return _decide_page(request, record, status=422)
    elif CHANGE not in request.POST:
        if already:
            record.refuse(actions.recorded_already(already, by=request.user))
            return _decide_page(request, record, status=422)
        return _checked(request, record, sitting)
    return _decide_page(request, record)


def _checked(request: HttpRequest, record: Record, sitting: Sitting) -> HttpResponse:
    """Record what was checked; show what will be recorded where that is still to be done."""
    found, present, said = record.item, record.form.present(), record.decided()
    decision = actions.as_decision(said, item=found, sitting=sitting, took_part=present)
    check = CheckForm(
        request.POST if CHECKED in request.POST else None,
        quorum=sitting.quorum(present),
        noticed=actions.noticed(decision, options=len(said.options)),
    )
    if not check.is_valid():
        return _check_page(request, record, decision, check)
    try:
        actions.record_decision(
            item=found,
            decision=replace(said, without_quorum=check.why),
            took_part=present,
            actions=record.agreed(),
            answers=check.reasons(),
            submission_key=record.form.cleaned_data["submission_key"],
            by=request.user,
        )
    except NotAllowed:
        raise
    except Refusal as refusal:
        record.refuse(refusal)
        return _decide_page(request, record, status=422)
    Draft.objects.drop(request.user, draft_key(found))
    messages.success(request, f"The decision is recorded. Next: tell {found.case.practitioner.name}.")
    return redirect(found)


def _check_page(request: HttpRequest, record: Record, decision: Decision, check: CheckForm) -> HttpResponse:
    found, said, agreed = record.item, record.decided(), record.agreed()
    typed = request.POST.copy()
    for name in NOT_CARRIED:
        typed.pop(name, None)
    context = {
        "item": found,
        "case": found.case,
        "meeting": found.meeting,
        "decision": decision,
        "took_part": record.form.present(),
        "options": actions.options_of(said, decision),
        "arrangements": actions.arrangements_of(said, decision),
        "actions": [each.row() for each in agreed],
        "sets_going": sets_going(decision, actions=len(agreed), arranged=len(said.arrangements)),
        "form": check,
        "not_ticked": not_ticked(found, record.form.sitting, record.form.present()),
        "no_score": waits_for_a_score(found.case, request.user),
        "carried": [(name, value) for name, values in typed.lists() for value in values],
    }
    return render(request, "pag/decide_check.html", context, status=422 if check.errors else 200)


def _decide_page(
    request: HttpRequest, record: Record, *, draft: Draft | None = None, status: int = 200
) -> HttpResponse:
    found, form = record.item, record.form
    record_look(LOOKED, by=request.user, case=found.case)
    context = {
        "item": found,
        "case": found.case,
        "meeting": found.meeting,
        "form": form,
        "not_ticked": not_ticked(found, form.sitting, form.ticked()),
        "rows": record.actions,
        "options": record.options,
        "draft": draft,
        "draft_key": draft_key(found),
        "writers": writers(found, request.user),
    }
    return render(request, "pag/decide.html", context, status=status)

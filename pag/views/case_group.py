"""The tab "Group" of a case: its meetings, what was decided, who does what by when."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import Permission, check_has, has
from cases.access import get_case_or_404
from cases.models import Case
from cases.pages import render_case
from cases.policies import check_open
from pag import actions
from pag.access import decisions_of, items_of_case, meetings_of
from pag.forms import PutOnAgendaForm
from pag.telling import tellings
from pag.triaged import is_triaged
from ui.refusals import NotAllowed, Refusal


@require_safe
def case_group(request: HttpRequest, reference: str) -> HttpResponse:
    """What the group decided about this case, and when it meets about it."""
    case = get_case_or_404(request.user, reference)
    decisions = decisions_of(case)
    told = tellings(case, decisions)
    may_put = _may_put(request, case)
    waiting = [item for item in items_of_case(case) if item.waits]
    context = {
        "waiting": waiting,
        "open_meetings": set(
            meetings_of(request.user).filter(items__in=waiting).values_list("pk", flat=True)
        ),
        "decisions": [(decision, told[decision.pk]) for decision in decisions],
        "may_put": may_put and all(item.meeting.is_between for item in waiting),
        "may_move": may_put,
        "may_ask_between": may_put and not any(item.meeting.is_between for item in waiting),
        "may_let_back_in": has(request.user, Permission.CASE_RESTRICT, within=case.organisation),
        "may_record_final": has(request.user, Permission.DECISION_RECORD, within=case.organisation)
        and not case.ended,
    }
    return render_case(request, case, "pag/case_group.html", context, tab="group")


@require_http_methods(["GET", "HEAD", "POST"])
def put_on_agenda(request: HttpRequest, reference: str) -> HttpResponse:
    """Put the case on the agenda of a meeting."""
    case = get_case_or_404(request.user, reference)
    check_has(request.user, Permission.MEETING_RUN, within=case.organisation)
    triaged = is_triaged(case)
    form = PutOnAgendaForm(request.POST or None, case=case, triaged=triaged)
    form.cancel_url = reverse("case_group", args=[reference])
    if request.method == "POST" and form.is_valid():
        try:
            item = actions.put_on_agenda(case=case, by=request.user, **form.cleaned_data)
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "The case is on the agenda. The members are asked to declare first.")
            return redirect(item.meeting)
    context = {
        "form": form,
        "meetings": form.has_meetings,
        "triaged": triaged,
        "has_account": case.accounts.exists(),
    }
    status = 422 if form.errors else 200
    return render_case(request, case, "pag/put_on_agenda.html", context, tab="group", status=status)


def _may_put(request: HttpRequest, case: Case) -> bool:
    try:
        check_open(case)
    except Refusal:
        return False
    return has(request.user, Permission.MEETING_RUN, within=case.organisation)

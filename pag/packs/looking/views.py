"""What was found in one document chosen for papers, and what is decided about it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import Permission, check_has
from audit.actions import record_look
from cases.events import LOOKED
from pag.access import get_item_or_404
from pag.models import AgendaItem
from pag.packs.looking import actions
from pag.packs.looking.access import get_looked_or_404
from pag.packs.looking.forms import DecideForm, RedactedForm, on_pages
from pag.permissions import check_can_read
from ui.refusals import NotAllowed, Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, pk: int, key: int, number: int) -> HttpResponse:
    """Show what was found in a document, and keep what is decided about it."""
    item = _item(request, pk, key)
    document, found = get_looked_or_404(item, request.user, number)
    undecided = [each for each in found or [] if not each.decision]
    form = DecideForm(request.POST or None, findings=undecided)
    if request.method == "POST" and form.is_valid():
        try:
            actions.decide(item=item, document=document, decisions=form.decisions(), by=request.user)
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            left = len(undecided) - len(form.decisions())
            messages.success(request, "What you decided is kept.")
            return redirect(request.path) if left else redirect("meeting_papers", pk)
    return _page(request, item, number, decide_form=form)


@require_POST
def leave_out(request: HttpRequest, pk: int, key: int, number: int) -> HttpResponse:
    """Leave a document out of the papers."""
    item = _item(request, pk, key)
    document, _found = get_looked_or_404(item, request.user, number)
    try:
        actions.leave_out(item=item, document=document, by=request.user)
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Document {number} is left out of the papers. It stays with the case.")
    return redirect("meeting_papers", pk)


@require_POST
def replace(request: HttpRequest, pk: int, key: int, number: int) -> HttpResponse:
    """Take a redacted copy into the papers in place of a document."""
    item = _item(request, pk, key)
    document, _found = get_looked_or_404(item, request.user, number)
    form = RedactedForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            copy = actions.replace(
                item=item,
                document=document,
                upload=form.cleaned_data["file"],
                by=request.user,
                submission_key=form.cleaned_data["submission_key"],
            )
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(
                request,
                f"The copy is document {copy.number}, and takes the place of document {number} in the papers "
                "once it is looked through too.",
            )
            return redirect("meeting_papers", pk)
    return _page(request, item, number, redacted_form=form)


def _item(request: HttpRequest, pk: int, key: int) -> AgendaItem:
    item = get_item_or_404(request.user, pk, key)
    check_has(request.user, Permission.MEETING_RUN, within=item.case.organisation)
    check_can_read(item, request.user)
    return item


def _page(
    request: HttpRequest,
    item: AgendaItem,
    number: int,
    *,
    decide_form: DecideForm | None = None,
    redacted_form: RedactedForm | None = None,
) -> HttpResponse:
    document, found = get_looked_or_404(item, request.user, number)
    record_look(LOOKED, by=request.user, case=item.case, topic=document.topic)
    undecided = [each for each in found or [] if not each.decision]
    decide_form = decide_form or DecideForm(findings=undecided)
    redacted_form = redacted_form or RedactedForm()
    place = [item.meeting_id, item.pk, number]
    decide_form.action = _address("paper_check", place)
    redacted_form.action = _address("paper_replace", place)
    context = {
        "item": item,
        "case": item.case,
        "meeting": item.meeting,
        "document": document,
        "preparing": found is None,
        "form": decide_form if undecided else None,
        "redacted_form": redacted_form,
        "decided": [
            (each, on_pages(each.pages) if each.pages else "") for each in found or [] if each.decision
        ],
        "leave_out": _address("paper_leave_out", place),
    }
    wrong = decide_form.errors or redacted_form.errors
    return render(request, "pag/packs/check.html", context, status=422 if wrong else 200)


def _address(name: str, place: list[int]) -> str:
    return reverse(name, args=place)

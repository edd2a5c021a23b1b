"""Actions of the group: the list, and one of them with what was said about it since."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import OPENS_CASES
from audit.actions import record_look
from cases.access import may_read
from cases.events import LOOKED
from documents.models import Document
from pag.following import actions
from pag.following.access import get_action_or_404, updates_shown
from pag.following.forms import ChangeForm, FilterForm, FollowForm, ReopenForm
from pag.following.listing import Page, choices, left_actions, page_of
from pag.following.permissions import can_change, can_follow, check_can_change, check_can_follow
from pag.models import Action
from ui.dates import ago, day
from ui.refusals import NotAllowed, Refusal
from ui.tables import Cell, Column, Table

COLUMNS = [
    Column("Action"),
    Column("Owner"),
    Column("Due", together=True),
    Column("Practitioner"),
    Column("Agreed"),
]
LONGEST = 160
FILTERS = ("group", "owner", "due")


@require_safe
def action_list(request: HttpRequest) -> HttpResponse:
    """The open actions this person may see, the next due first."""
    if not any(held & OPENS_CASES for held in request.user.permissions_by_organisation().values()):
        raise Http404
    page = page_of(request.user, request.GET)
    groups, owners = choices(request.user)
    context = {
        "form": FilterForm(request.GET or None, groups=groups, owners=owners),
        "table": _table(page, filtered=any(request.GET.get(each) for each in FILTERS)),
        "page": page,
    }
    return render(request, "pag/following/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def action(request: HttpRequest, pk: int) -> HttpResponse:
    """One action; its owner, or who runs the case, says how it goes or that it is done."""
    found = get_action_or_404(request.user, pk)
    reads = may_read(request.user, found.case)
    documents = Document.objects.open_to(request.user, found.case) if reads else None
    form = FollowForm(request.POST or None, action=found, documents=documents)
    if request.method == "POST":
        check_can_follow(request.user, found)
        if form.is_valid() and _follow(request, found, form):
            return redirect(found)
    record_look(LOOKED, by=request.user, case=found.case)
    return _page(request, found, form, reads=reads)


def _follow(request: HttpRequest, found: Action, form: FollowForm) -> bool:
    answers = form.cleaned_data
    said: dict[str, Any] = {"action": found, "by": request.user, "document": form.document_shown}
    try:
        if form.is_done:
            actions.complete_action(evidence=answers["words"], done_on=answers["done_on"], **said)
        else:
            actions.say(words=answers["words"], submission_key=answers["submission_key"], **said)
    except NotAllowed:
        raise
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    messages.success(request, "Thank you. The action is done." if form.is_done else "Thank you. It is kept.")
    return True


def _page(request: HttpRequest, found: Action, form: FollowForm, *, reads: bool) -> HttpResponse:
    context = {
        "action": found,
        "case": found.case if reads else None,
        "updates": updates_shown(request.user, found, reads=reads),
        "form": form if not found.done_on and can_follow(request.user, found) else None,
        "may_change": can_change(request.user, found),
        "left": bool(left_actions(request.user, [found])),
    }
    return render(request, "pag/following/action.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an action to somebody else, or another day, saying why."""
    found = get_action_or_404(request.user, pk)
    check_can_change(request.user, found)
    form = ChangeForm(request.POST or None, action=found)
    return _changed(request, found, form, "Who sees to it, and by when", actions.change_action)


@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Open an action again, saying why."""
    found = get_action_or_404(request.user, pk)
    check_can_change(request.user, found)
    return _changed(
        request, found, ReopenForm(request.POST or None), "Open the action again", actions.reopen_action
    )


def _changed(
    request: HttpRequest, found: Action, form: ChangeForm | ReopenForm, heading: str, act: Any
) -> HttpResponse:
    form.cancel_url = found.get_absolute_url()
    if request.method == "POST" and form.is_valid():
        facts = form.facts() if isinstance(form, ChangeForm) else form.cleaned_data
        try:
            act(action=found, by=request.user, **facts)
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "Thank you. The change is kept, and what it was before.")
            return redirect(found)
    record_look(LOOKED, by=request.user, case=found.case)
    context = {"action": found, "case": found.case, "form": form, "heading": heading}
    return render(request, "pag/following/change.html", context, status=422 if form.errors else 200)


def _table(page: Page, *, filtered: bool) -> Table:
    empty = "No action matches. Try fewer filters." if filtered else "No action is open that you can see."
    rows = [_row(each, page) for each in page.actions]
    return Table("Open actions", COLUMNS, rows, empty=empty, caption_hidden=True)


def _row(row: Action, page: Page) -> list[Cell]:
    text = " ".join(row.what.split())
    meeting = row.decision.item.meeting
    who = Cell("Declare on the case first")
    if row.case.pk in page.named:
        who = Cell(row.case.practitioner.name, hint=row.case.reference)
    return [
        Cell(text[:LONGEST] + ("…" if len(text) > LONGEST else ""), href=row.get_absolute_url()),
        Cell(row.by_whom, hint="Needs a new owner" if row.pk in page.left else ""),
        Cell(day(row.due_on), hint=ago(row.due_on)),
        who,
        Cell(day(row.decision.decided_on), hint=meeting.group.abbreviation),
    ]

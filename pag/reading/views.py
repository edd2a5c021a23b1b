"""One item's papers on screen: read, marked, noted upon, asked about."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Draft
from accounts.permissions import Permission, check_has, has
from audit.actions import record_look
from cases.events import LOOKED
from pag.access import get_item_or_404, open_items_of
from pag.models import AgendaItem
from pag.packs.forms import about
from pag.permissions import check_can_read
from pag.reading import actions
from pag.reading.access import get_question_or_404, note_of, questions_of, readings_of
from pag.reading.forms import AnswerForm, AskForm, NoteForm
from triage.presenters import newest_result
from ui.forms import Form
from ui.refusals import NotAllowed, Refusal

# Where the page leads on to the next item.
ON = "on"


@require_safe
def read(request: HttpRequest, pk: int, key: int) -> HttpResponse:
    """The papers of an item in their order, with marks, notes and questions."""
    return _page(request, _item(request, pk, key))


@require_POST
def mark(request: HttpRequest, pk: int, key: int) -> HttpResponse:
    """Mark a paper as read, or take the mark back."""
    item = _item(request, pk, key)
    code = request.POST.get("paper", "")
    try:
        actions.mark(item=item, code=code, read="read" in request.POST, by=request.user)
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        if "read" in request.POST:
            return redirect(f"{_address(item)}#{_next_unread(request, item, code)}")
    return redirect(f"{_address(item)}#{_anchor(code)}")


def _next_unread(request: HttpRequest, item: AgendaItem, code: str) -> str:
    """Return the place of the next paper to read, the first again after the last; of the way on after all."""
    papers = readings_of(request.user, [item])[item.pk].papers
    here = next((place for place, each in enumerate(papers) if each.paper.code == code), 0)
    unread = [each for each in papers[here:] + papers[:here] if not each.read]
    return _anchor(unread[0].paper.code) if unread else ON


@require_POST
def note(request: HttpRequest, pk: int, key: int) -> HttpResponse:
    """Keep a note of one's own."""
    item = _item(request, pk, key)
    form = NoteForm(request.POST)
    if form.is_valid():
        try:
            actions.keep_note(item=item, by=request.user, **form.cleaned_data)
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            Draft.objects.drop(request.user, _draft_key(item))
            messages.success(request, "Your note is kept. Nobody else sees it here.")
            return redirect(f"{_address(item)}#notes")
    return _page(request, item, note_form=form)


@require_POST
def ask(request: HttpRequest, pk: int, key: int) -> HttpResponse:
    """Ask the case manager."""
    item = _item(request, pk, key)
    form = AskForm(request.POST)
    if form.is_valid():
        try:
            actions.ask(item=item, by=request.user, **form.cleaned_data)
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "Your question is with the case manager.")
            return redirect(f"{_address(item)}#questions")
    return _page(request, item, ask_form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, pk: int, key: int, question: int) -> HttpResponse:
    """Answer a question about an item."""
    item = _item(request, pk, key)
    check_has(request.user, Permission.CASE_RUN, within=item.case.organisation)
    asked = get_question_or_404(item, question)
    form = AnswerForm(request.POST or None)
    form.cancel_url = f"{_address(item)}#questions"
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer(question=asked, by=request.user, **form.cleaned_data)
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "The question is answered. Everybody on the item sees it.")
            return redirect(form.cancel_url)
    record_look(LOOKED, by=request.user, case=item.case)
    context = {"item": item, "case": item.case, "meeting": item.meeting, "form": form, "question": asked}
    return render(request, "pag/reading/answer.html", context, status=422 if form.errors else 200)


def _item(request: HttpRequest, pk: int, key: int) -> AgendaItem:
    item = get_item_or_404(request.user, pk, key)
    check_can_read(item, request.user)
    return item


def _page(
    request: HttpRequest,
    item: AgendaItem,
    *,
    note_form: NoteForm | None = None,
    ask_form: AskForm | None = None,
) -> HttpResponse:
    record_look(LOOKED, by=request.user, case=item.case)
    items = open_items_of(request.user, item.meeting)
    readings = readings_of(request.user, items)
    place = [each.pk for each in items].index(item.pk)
    note_form = note_form or _note_form(request, item)
    note_form.action = _address(item, "item_note")
    ask_form = ask_form or AskForm()
    ask_form.action = _address(item, "item_ask")
    reading = readings[item.pk]
    accounts = {account.pk: account for account in item.case.accounts.all()}
    context: dict[str, Any] = {
        "item": item,
        "case": item.case,
        "meeting": item.meeting,
        "reading": reading,
        "papers": [
            {
                "number": number,
                "anchor": _anchor(each.paper.code),
                "paper": each.paper,
                "read": each.read,
                "about": about(each.paper.document) if each.paper.document else "",
                "account": accounts.get(each.paper.subject_key) if each.paper.kind == "account" else None,
            }
            for number, each in enumerate(reading.papers, 1)
        ],
        "result": newest_result(request.user, item.case),
        "questions": questions_of(item),
        "may_answer": has(request.user, Permission.CASE_RUN, within=item.case.organisation),
        "note_form": note_form,
        "ask_form": ask_form if item.waits else None,
        "before": items[place - 1] if place else None,
        "after": items[place + 1] if place + 1 < len(items) else None,
    }
    wrong: list[Form] = [each for each in (note_form, ask_form) if each.errors]
    return render(request, "pag/reading/read.html", context, status=422 if wrong else 200)


def _note_form(request: HttpRequest, item: AgendaItem) -> NoteForm:
    note = note_of(request.user, item)
    form = NoteForm(initial={"text": note.text if note else "", "version": note.version if note else 0})
    form.draft_url = reverse("draft", args=[_draft_key(item)])
    if draft := Draft.objects.kept(request.user, _draft_key(item)):
        form.take_draft(draft.body)
    return form


def _address(item: AgendaItem, name: str = "item_read") -> str:
    return reverse(name, args=[item.meeting_id, item.pk])


def _draft_key(item: AgendaItem) -> str:
    return f"OwnNote:{item.case.reference}:{item.pk}"


def _anchor(code: str) -> str:
    return f"paper-{code.replace(':', '-')}"

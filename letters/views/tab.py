"""The letters of a case, a letter as it looks, and the checks under its text."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.actions import record_look
from cases.access import get_case_or_404
from cases.events import LOOKED
from cases.pages import render_case
from documents import previews
from letters.access import letters_open_to
from letters.actions.editing import take_words
from letters.checks import checks as checks_of
from letters.forms.write import LetterForm
from letters.letterhead import html
from letters.models import Letter
from letters.policies import may_see_drafts, may_write
from letters.suggesting import suggestions
from letters.telling import tellings
from letters.views.base import letter_or_404
from ui.refusals import NotAllowed


@require_safe
def letters(request: HttpRequest, reference: str) -> HttpResponse:
    """Return the tab: every letter, newest first, and what there is to write next."""
    case = get_case_or_404(request.user, reference)
    found = letters_open_to(request.user, case).select_related(
        "written_by", "approved_by", "replaces", "pdf", "decision__item__meeting"
    )
    written = list(found.defer("html", "replaces__html", "replaces__text", "pdf__html").order_by("-number"))
    told = tellings(case, written)
    for letter in written:
        letter.case = case
    context = {
        "rows": [(letter, told.get(letter.decision_id)) for letter in written],
        "may_write": may_write(request.user, case),
        "suggestions": suggestions(case, written) if may_write(request.user, case) else [],
    }
    return render_case(request, case, "letters/tab.html", context, tab="letters")


@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Return the letter as the PDF has it; with words in the request, as it would look with those."""
    letter = letter_or_404(request, reference, number)
    if request.method == "POST":
        if not letter.is_draft:
            raise NotAllowed("This letter has been approved; its words no longer change.")
        as_typed(letter, request)
    record_look(LOOKED, by=request.user, case=letter.case)
    return previews.preview(letter.html or html(letter))


@require_POST
def checks(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Return the checks of the words in the request, as a piece of the page."""
    letter = letter_or_404(request, reference, number)
    if not may_see_drafts(request.user, letter.case):
        raise NotAllowed("Only those who write or approve letters work on their words.")
    as_typed(letter, request)
    found = checks_of(letter, person=request.user)
    return render(request, "letters/checks.html", {"checks": found})


def as_typed(letter: Letter, request: HttpRequest) -> None:
    """Put the words in the request into the letter, unsaved, as far as they can be read."""
    form = LetterForm(request.POST, letter=letter, person=request.user)
    form.full_clean()
    take_words(
        letter,
        request.POST.get("subject", "")[:250],
        request.POST.get("text", "")[:30000],
        next_update_on=form.cleaned_data.get("next_update_on"),
        print_size=form.cleaned_data.get("print_size", ""),
    )
    if "encloses" in form.cleaned_data:
        letter.encloses = form.words()["encloses"]

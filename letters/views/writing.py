"""Beginning a letter, working on its words, setting it aside, writing another in its place."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views import View
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Draft
from cases.access import get_case_or_404
from cases.models import Case
from cases.pages import render_case
from documents.waiting import making
from letters import actions
from letters.checks import checks
from letters.drafts import draft_key
from letters.enclosing import enclosed
from letters.forms.new import NewLetterForm
from letters.forms.write import LetterForm
from letters.models import Letter
from letters.policies import check_may_write, may_see_drafts, may_write
from letters.telling import tellings
from letters.transitions import State
from letters.views.base import LetterView, letter_or_404
from triage.enclosing import enclosable
from ui.refusals import NotAllowed, Refusal


class NewLetter(View):
    """Which letter? Then it is drafted from the wording in force."""

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        case = self.case(request, reference)
        asked = {"which": request.GET.get("which", "")}
        return self.page(request, case, self.form(request, case, initial=asked))

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        case = self.case(request, reference)
        form = self.form(request, case, request.POST)
        if form.is_valid():
            key = form.cleaned_data["submission_key"]
            try:
                letter = actions.draft_letter(case=case, by=request.user, submission_key=key, **form.chosen())
            except NotAllowed:
                raise
            except Refusal as refusal:
                form.refuse(refusal)
            else:
                return redirect(letter)
        return self.page(request, case, form, status=422)

    def case(self, request: HttpRequest, reference: str) -> Case:
        case = get_case_or_404(request.user, reference)
        check_may_write(request.user, case)
        return case

    def form(self, request: HttpRequest, case: Case, *args: Any, **kwargs: Any) -> NewLetterForm:
        """Return the form; a copy of the triage that the address names is to go with the letter."""
        asked = request.GET.get("encloses", "")
        sharing = next((each for each in enclosable(request.user, case) if str(each.pk) == asked), None)
        return NewLetterForm(*args, case=case, encloses=sharing, **kwargs)

    def page(
        self, request: HttpRequest, case: Case, form: NewLetterForm, *, status: int = 200
    ) -> HttpResponse:
        form.cancel_url = reverse("letters", args=[case.reference])
        return render_case(request, case, "letters/new.html", {"form": form}, tab="letters", status=status)


class LetterPage(LetterView):
    """A draft to work on, or a letter to read."""

    def get(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        letter = letter_or_404(request, reference, number)
        if not letter.is_draft:
            return self.read(request, letter)
        names = ("subject", "text", "next_update_on", "print_size", "version")
        form = LetterForm(
            letter=letter, person=request.user, initial={name: getattr(letter, name) for name in names}
        )
        draft = Draft.objects.kept(request.user, draft_key(letter))
        if draft:
            form.take_draft(draft.body)
        return self.write(request, letter, form, draft=draft)

    def post(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        letter = letter_or_404(request, reference, number)
        form = LetterForm(request.POST, letter=letter, person=request.user)
        if form.is_valid():
            try:
                actions.edit_letter(letter=letter, by=request.user, **form.words())
            except NotAllowed:
                raise
            except Refusal as refusal:
                form.refuse(refusal)
            else:
                Draft.objects.drop(request.user, draft_key(letter))
                if "approve" in request.POST:
                    return redirect("letter_approve", reference, number)
                messages.success(request, "The letter is saved.")
                # The head of a case is long on a telephone: what was done is in sight at once.
                return redirect(f"{letter.get_absolute_url()}#done")
        return self.write(request, letter, form, status=422)

    def write(
        self,
        request: HttpRequest,
        letter: Letter,
        form: LetterForm,
        *,
        draft: Draft | None = None,
        status: int = 200,
    ) -> HttpResponse:
        form.draft_url = reverse("draft", args=[draft_key(letter)])
        if form.is_bound or draft:
            letter.subject, letter.text = (form[name].value() or "" for name in ("subject", "text"))
        context = {
            "letter": letter,
            "form": form,
            "draft": draft,
            "draft_key": draft_key(letter),
            "checks": checks(letter, person=request.user),
            "enclosed": enclosed(letter, request.user),
            "may_write": may_write(request.user, letter.case),
        }
        return render_case(request, letter.case, "letters/write.html", context, tab="letters", status=status)

    def read(self, request: HttpRequest, letter: Letter) -> HttpResponse:
        context = {
            **standing_of(request, letter),
            "newer": letter.replaced_by.first(),
            "enclosed": enclosed(letter, request.user),
            "may_write": may_write(request.user, letter.case),
        }
        return render_case(request, letter.case, "letters/read.html", context, tab="letters")


def standing_of(request: HttpRequest, letter: Letter) -> dict[str, Any]:
    """Return what says where a letter stands, and what can be done with it next."""
    where = letter.get_absolute_url()
    pdf = letter.pdf and making(letter.pdf, letter.case, label="The letter's PDF", check_url=where)
    preparing = letter.pdf is not None and letter.pdf.preparing
    return {
        "case": letter.case,
        "letter": letter,
        "making": pdf,
        "telling": tellings(letter.case, [letter]).get(letter.decision_id),
        "may_send": may_see_drafts(request.user, letter.case),
        "waits": letter.state == State.SENDING or (letter.state == State.APPROVED and preparing),
    }


@require_safe
def standing(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Return where the letter stands, as a piece of the page that waits."""
    letter = letter_or_404(request, reference, number)
    if not getattr(request, "htmx", False):
        return redirect(letter)
    return render(request, "letters/where_it_stands.html", standing_of(request, letter))


@require_POST
def aside(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Set aside a letter that has not gone out."""
    letter = letter_or_404(request, reference, number)
    return _press(request, letter, actions.set_aside, "The letter is set aside. It can still be read here.")


@require_POST
def replace(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Begin a letter in the place of this one."""
    letter = letter_or_404(request, reference, number)
    return _press(
        request, letter, actions.replace_letter, "This is a new draft with the words of the other letter."
    )


def _press(request: HttpRequest, letter: Letter, action: Any, done: str) -> HttpResponse:
    try:
        result = action(letter=letter, by=request.user)
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(letter)
    messages.success(request, done)
    return redirect(result)

"""What the pages about one letter share."""

from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views import View

from accounts.models import Person
from cases.access import get_case_or_404
from cases.models import Case
from cases.pages import render_case
from letters.access import get_letter_or_404
from letters.declaring import DeclareFirst, check_opens
from letters.enclosing import enclosed
from letters.models import Letter
from ui.forms import FormBase
from ui.refusals import NotAllowed, Refusal


def letter_or_404(request: HttpRequest, reference: str, number: int) -> Letter:
    """Return the letter this person may see, or 404."""
    case = get_case_or_404(request.user, reference)
    letter = get_letter_or_404(request.user, case, number)
    letter.case = case
    check_opens(letter, request.user)
    return letter


class LetterView(View):
    """A page about one letter; whoever has still to declare before it opens to them is led there."""

    def dispatch(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        try:
            return super().dispatch(request, reference, number)  # type: ignore[return-value]
        except DeclareFirst:
            return redirect("letter_declare", reference, number)


class LetterFormView(LetterView):
    """A page that asks for one thing about one letter, calls one action and goes back to the letter."""

    form_class: ClassVar[type[FormBase]]
    template: ClassVar[str]
    done: ClassVar[str]
    with_letter: ClassVar[bool] = True

    def check(self, person: Person, case: Case) -> None:
        """Raise NotAllowed where this person may not do this."""
        raise NotImplementedError

    def act(self, letter: Letter, form: Any) -> None:
        """Call the action. A Refusal comes back onto the page."""
        raise NotImplementedError

    def context(self, letter: Letter) -> dict[str, Any]:
        """Return what the page shows beside the form."""
        return {}

    def get(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        letter = letter_or_404(request, reference, number)
        self.check(request.user, letter.case)
        form = self.form_class(initial={"version": letter.version}, **self.form_arguments(letter))
        return self.page(request, letter, form)

    def post(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        letter = letter_or_404(request, reference, number)
        self.check(request.user, letter.case)
        form = self.form_class(request.POST, **self.form_arguments(letter))
        if form.is_valid():
            try:
                self.act(letter, form)
            except NotAllowed:
                raise
            except Refusal as refusal:
                form.refuse(refusal)
            else:
                messages.success(request, self.done)
                return redirect(letter)
        return self.page(request, letter, form, status=422)

    def form_arguments(self, letter: Letter) -> dict[str, Any]:
        return {"letter": letter} if self.with_letter else {}

    def page(
        self, request: HttpRequest, letter: Letter, form: FormBase, *, status: int = 200
    ) -> HttpResponse:
        form.cancel_url = letter.get_absolute_url()
        context = {
            "letter": letter,
            "form": form,
            "enclosed": enclosed(letter, request.user),
            **self.context(letter),
        }
        return render_case(request, letter.case, self.template, context, tab="letters", status=status)

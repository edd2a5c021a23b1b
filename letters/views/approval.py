"""Approving a letter."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.models import Person
from cases.access import get_case_or_404
from cases.models import Case, Part
from letters import actions
from letters.access import get_letter_or_404
from letters.checks import checks
from letters.declaring import check_declared, has_declared
from letters.forms.write import ApproveForm
from letters.models import Letter
from letters.policies import check_may_approve
from letters.views.base import LetterFormView
from pag.first import Asked
from pag.forms import FirstForm
from ui.dates import today
from ui.refusals import NotAllowed, Refusal


class Approve(LetterFormView):
    """Shows what will be frozen and what to look at once more, then freezes it."""

    form_class = ApproveForm
    template = "letters/approve.html"
    done = "The letter is approved. Its PDF is being made; then it can be sent."
    with_letter = False

    def check(self, person: Person, case: Case) -> None:
        check_may_approve(person, case)
        check_declared(person, case)

    def act(self, letter: Letter, form: ApproveForm) -> None:
        actions.approve(letter=letter, version=form.cleaned_data["version"], by=self.request.user)

    def context(self, letter: Letter) -> dict[str, Any]:
        found = checks(letter, person=self.request.user)
        return {"checks": found, "stops": any(check.stops for check in found)}


@require_http_methods(["GET", "HEAD", "POST"])
def declare(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Whether one has a connection with anybody in the case, before its letters open to be approved."""
    case = get_case_or_404(request.user, reference)
    letter = get_letter_or_404(request.user, case, number)
    check_may_approve(request.user, case)
    if has_declared(request.user, case):
        return redirect(letter)
    form = FirstForm(request.POST or None, asked=[Asked(case, (Part.APPROVER,), today())])
    form.cancel_url = "/"
    if request.method == "POST" and form.is_valid():
        try:
            actions.declare_to_approve(case=case, said=form.answers()[case], by=request.user)
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            if has_declared(request.user, case):
                return redirect(letter)
            messages.success(request, f"Thank you. {reference} is closed to you from now on.")
            return redirect("/")
    return render(request, "letters/declare.html", {"form": form}, status=422 if form.errors else 200)

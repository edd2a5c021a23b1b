"""Approving a letter."""

from typing import Any

from accounts.models import Person
from cases.models import Case
from letters import actions
from letters.checks import checks
from letters.forms.write import ApproveForm
from letters.models import Letter
from letters.policies import check_may_approve
from letters.views.base import LetterFormView


class Approve(LetterFormView):
    """Shows what will be frozen and what to look at once more, then freezes it."""

    form_class = ApproveForm
    template = "letters/approve.html"
    done = "The letter is approved. Its PDF is being made; then it can be sent."
    with_letter = False

    def check(self, person: Person, case: Case) -> None:
        check_may_approve(person, case)

    def act(self, letter: Letter, form: ApproveForm) -> None:
        actions.approve(letter=letter, version=form.cleaned_data["version"], by=self.request.user)

    def context(self, letter: Letter) -> dict[str, Any]:
        found = checks(letter, person=self.request.user)
        return {"checks": found, "stops": any(check.stops for check in found)}

"""One page that asks for one thing about one case: the frame that every such page shares."""

from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views import View

from accounts.models import Draft
from accounts.permissions import Permission, check_has
from cases.access import get_case_or_404
from cases.models import Case
from cases.pages import render_case
from ui.forms import FormBase
from ui.refusals import NotAllowed, Refusal


class CaseFormView(View):
    """Shows a form on a case, keeps what is typed, calls one action and goes back to the case.

    A page sets the class attributes and says in `act` which action its answers go to.
    """

    form_class: type[FormBase]
    permission: ClassVar[Permission] = Permission.CASE_RUN
    heading: ClassVar[str]
    lead: ClassVar[str] = ""
    # `act` may say more than the class does.
    done: str
    tab: ClassVar[str] = "overview"
    template: ClassVar[str] = "cases/form.html"
    topic: ClassVar[str] = "general"

    def act(self, case: Case, form: Any) -> None:
        """Call the action. A Refusal comes back onto the page."""
        raise NotImplementedError

    def form_arguments(self, case: Case) -> dict[str, Any]:
        """Return what the form is built with, such as `initial`."""
        return {}

    def context(self, case: Case) -> dict[str, Any]:
        """Return what the page shows beside the form."""
        return {}

    def back_to(self, case: Case) -> str:
        return reverse("case", args=[case.reference])

    def get(self, request: HttpRequest, reference: str, **_keys: int) -> HttpResponse:
        case = self.case(request, reference)
        form = self.form_class(**self.form_arguments(case))
        draft = Draft.objects.kept(request.user, self.draft_key(case))
        if draft:
            form.take_draft(draft.body)
        return self.page(request, case, form, draft=draft)

    def post(self, request: HttpRequest, reference: str, **_keys: int) -> HttpResponse:
        case = self.case(request, reference)
        form = self.form_class(request.POST, request.FILES, **self.form_arguments(case))
        if form.is_valid():
            try:
                self.act(case, form)
            except NotAllowed:
                raise
            except Refusal as refusal:
                form.refuse(refusal)
            else:
                Draft.objects.drop(request.user, self.draft_key(case))
                messages.success(request, self.done)
                return redirect(self.back_to(case))
        # What was sent in vain is not lost either when the page is closed now.
        Draft.objects.keep_sent(request.user, self.draft_key(case), request.POST)
        return self.page(request, case, form, status=422)

    def case(self, request: HttpRequest, reference: str) -> Case:
        """Return the case, 404 where it may not be seen, 403 in words where this may not be done."""
        case = get_case_or_404(request.user, reference)
        check_has(request.user, self.permission, within=case.organisation)
        return case

    def page(
        self,
        request: HttpRequest,
        case: Case,
        form: FormBase,
        *,
        draft: Draft | None = None,
        status: int = 200,
    ) -> HttpResponse:
        form.draft_url = reverse("draft", args=[self.draft_key(case)])
        form.cancel_url = self.back_to(case)
        context = {
            "form": form,
            "heading": self.heading,
            "lead": self.lead,
            "draft": draft,
            "draft_key": self.draft_key(case),
            "nothing_saved": not _changes_what_is_saved(form),
            **self.context(case),
        }
        return render_case(
            request, case, self.template, context, tab=self.tab, topic=self.topic, status=status
        )

    def draft_key(self, case: Case) -> str:
        return f"{type(self).__name__}:{case.reference}"


def _changes_what_is_saved(form: FormBase) -> bool:
    """Tell whether the form shows a record that is there already: only those carry a version."""
    return "version" in form.fields and str(form["version"].value() or 0) != "0"

"""Changing what a document is called, and moving it to the case it belongs to."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from accounts.permissions import Permission
from cases.models import Case
from cases.pages import render_case
from cases.readers import readers_of
from cases.views.case_form import CaseFormView
from documents import actions
from documents.access import get_document_or_404
from documents.actions.document import check_can_move, next_number
from documents.forms import MoveForm, RenameForm, topics_open_to
from documents.models import Document
from ui.refusals import NotAllowed, Refusal


class DocumentFormView(CaseFormView):
    """A form on one document: the frame that both pages share."""

    tab = "documents"
    document: Document

    def dispatch(self, request: HttpRequest, *args: Any, reference: str, number: int) -> HttpResponseBase:
        case, self.document = get_document_or_404(request.user, reference, number)
        self.document.case = case
        return super().dispatch(request, *args, reference=reference)

    def back_to(self, case: Case) -> str:
        return reverse("documents", args=[case.reference])

    def context(self, case: Case) -> dict[str, Any]:
        return {"document": self.document, "may_move": self.may_move(case)}

    def may_move(self, case: Case) -> bool:
        return Permission.CASE_RUN in self.request.user.permissions_by_organisation().get(
            case.organisation_id, frozenset()
        )

    def draft_key(self, case: Case) -> str:
        return f"{super().draft_key(case)}:{self.document.number}"


class Edit(DocumentFormView):
    form_class = RenameForm
    permission = Permission.DOCUMENT_ADD
    heading = "Change a document's title or topic"
    template = "documents/edit.html"
    done = "The document is changed."

    def form_arguments(self, case: Case) -> dict[str, Any]:
        now = {name: getattr(self.document, name) for name in ("title", "topic", "version")}
        return {"topics": topics_open_to(self.request.user, case), "initial": now}

    def act(self, case: Case, form: RenameForm) -> None:
        actions.rename(document=self.document, by=self.request.user, **form.cleaned_data)


class Move(DocumentFormView):
    form_class = MoveForm
    permission = Permission.CASE_RUN
    heading = "Move a document to the right case"
    lead = "You see what will happen before anything moves."
    template = "documents/move.html"
    done = "The document is moved."

    def form_arguments(self, case: Case) -> dict[str, Any]:
        return {"document": self.document, "person": self.request.user}

    def post(self, request: HttpRequest, reference: str, **keys: int) -> HttpResponse:
        """Show first what will happen; move once that is confirmed."""
        if "confirm" in request.POST:
            return super().post(request, reference, **keys)
        case = self.case(request, reference)
        form = MoveForm(request.POST, **self.form_arguments(case))
        if "change" in request.POST:
            form.hold()
            return self.page(request, case, form)
        if form.is_valid():
            to = form.cleaned_data["to"]
            try:
                check_can_move(document=self.document, start=case, end=to, by=request.user)
            except NotAllowed:
                raise
            except Refusal as refusal:
                form.refuse(refusal)
            else:
                return self.before_moving(request, case, to, form)
        return self.page(request, case, form, status=422)

    def before_moving(self, request: HttpRequest, case: Case, to: Case, form: MoveForm) -> HttpResponse:
        """Show from where to where, under which number, and who can see it before and after."""
        kept, topic = self.document.kept_from_group, self.document.topic
        now, then = (readers_of(each, topic, kept_from_group=kept) for each in (case, to))
        context = {
            "document": self.document,
            "to": to,
            "number": next_number(to),
            "readers": [person.name for person in then],
            "newly": [person.name for person in then if person not in now],
            "no_longer": [person.name for person in now if person not in then],
            "form": form,
        }
        return render_case(request, case, "documents/move_confirm.html", context, tab=self.tab)

    def act(self, case: Case, form: MoveForm) -> None:
        move = actions.move_to_right_case(
            document=self.document,
            to=form.cleaned_data["to"],
            reason=form.cleaned_data["reason"],
            by=self.request.user,
        )
        self.done = f"The document is moved. It is with {move.to_case.reference} now."

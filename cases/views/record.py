"""Pages that write something down about a case."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from accounts.permissions import Permission, check_has
from cases import actions
from cases.access import may_read
from cases.actions.concern import NewConcern
from cases.forms.concern import AddConcernForm, CorrectConcernForm, SafetyForm
from cases.forms.practitioner import ChangePractitionerForm, RepresentativeForm
from cases.forms.record import AccountForm, ContactForm, DetailsForm, HandOverForm, NoteForm, RestrictForm
from cases.models import Case, Concern
from cases.naming import named_in
from cases.policies import quoted, step_in_force
from cases.reaching import how_to_reach
from cases.views.case_form import CaseFormView
from ui.dates import day
from ui.words import listed


class AddNote(CaseFormView):
    form_class = NoteForm
    heading = "Add a note"
    done = "The note is on the case."

    def act(self, case: Case, form: NoteForm) -> None:
        actions.note(case=case, by=self.request.user, **form.cleaned_data)


class LogContact(CaseFormView):
    form_class = ContactForm
    heading = "Log a contact with the practitioner"
    lead = "Being told and being listened to are two different things. Tick what happened."
    done = "The contact is logged."
    template = "cases/contact.html"

    def context(self, case: Case) -> dict[str, Any]:
        return {"reach": how_to_reach(self.request.user, case)}

    def act(self, case: Case, form: ContactForm) -> None:
        contact = actions.log_contact(case=case, by=self.request.user, **form.cleaned_data)
        if contact.hears_by:
            self.done = (
                f"The contact is logged. They hear again by {day(contact.hears_by)} now, even without news: "
                "tell them, or change the day under “Support”."
            )


class ReceiveAccount(CaseFormView):
    form_class = AccountForm
    heading = "Record the practitioner's own account"
    lead = (
        "The group reads it beside the triage. A further account is added to this one and replaces nothing."
    )
    done = "The practitioner's account is on the case."

    def act(self, case: Case, form: AccountForm) -> None:
        actions.receive_account(case=case, by=self.request.user, **form.cleaned_data)


class AddConcern(CaseFormView):
    form_class = AddConcernForm
    heading = "Add a further concern"
    done = "The concern is on the case."

    def act(self, case: Case, form: AddConcernForm) -> None:
        key = form.cleaned_data["submission_key"]
        actions.add_concern(case=case, concern=form.concern(), submission_key=key, by=self.request.user)
        note_names(self.request, case, form.concern())


class CorrectConcern(CaseFormView):
    """Words that should not stand there, or a wrong date, category or source."""

    form_class = CorrectConcernForm
    heading = "Correct a concern"
    lead = "What stands here now is kept in the history of the record. Correct what is wrong, and no more."
    done = "The concern is corrected."
    template = "cases/correct_concern.html"

    def case(self, request: HttpRequest, reference: str) -> Case:
        case = super().case(request, reference)
        check_has(request.user, Permission.SOURCE_SEE, within=case.organisation)
        concerns = case.concerns.select_related("source")
        self.concern: Concern = get_object_or_404(concerns, pk=self.kwargs["pk"])
        return case

    def form_arguments(self, case: Case) -> dict[str, Any]:
        return {"initial": CorrectConcernForm.initial_from(self.concern)}

    def context(self, case: Case) -> dict[str, Any]:
        return {"quoted": quoted(self.concern)}

    def draft_key(self, case: Case) -> str:
        return f"{super().draft_key(case)}:{self.concern.pk}"

    def act(self, case: Case, form: CorrectConcernForm) -> None:
        actions.correct_concern(
            concern=self.concern,
            corrected=form.concern(),
            version=form.cleaned_data["version"],
            by=self.request.user,
        )
        note_names(self.request, case, form.concern())


def note_names(request: HttpRequest, case: Case, concern: NewConcern) -> None:
    """Say gently, once the concern is recorded, where its words may give away who raised it."""
    named = named_in(concern.summary, [concern.source_detail], but=case.practitioner.name)
    if named:
        words = listed(f"“{name}”" for name in named)
        one = len(named) == 1
        messages.warning(
            request,
            f"{words} {'stands' if one else 'stand'} in the protected note of who raised the concern, and in "
            "the words of the concern, which the first letter quotes. “Correct this concern” below changes "
            "the words, if they give somebody away.",
        )


class AnswerSafety(CaseFormView):
    form_class = SafetyForm
    heading = "Is anyone unsafe today?"
    done = "Your answer is on the case. Earlier answers stay."

    def context(self, case: Case) -> dict[str, Any]:
        return {"lead": "An immediate step is in force. With “No” it ends."} if step_in_force(case) else {}

    def act(self, case: Case, form: SafetyForm) -> None:
        answer = form.safety()
        if step_in_force(case) and not answer.unsafe:
            self.done = (
                "Your answer is on the case, and the immediate step has ended. Tell the practitioner, and "
                "whoever saw to it."
            )
        actions.answer_safety(case=case, answer=answer, by=self.request.user)


class ChangePractitioner(CaseFormView):
    form_class = ChangePractitionerForm
    heading = "Change the practitioner's details"
    done = "The details are saved."

    def form_arguments(self, case: Case) -> dict[str, Any]:
        return {"initial": ChangePractitionerForm.initial_from(case.practitioner)}

    def act(self, case: Case, form: ChangePractitionerForm) -> None:
        details = dict(form.cleaned_data)
        version = details.pop("version")
        actions.change_practitioner(
            practitioner=case.practitioner, details=details, version=version, by=self.request.user
        )


class RecordRepresentative(CaseFormView):
    form_class = RepresentativeForm
    heading = "Record a representative"
    lead = "Somebody the practitioner asked to act for them. Share only what they agreed to."
    done = "The representative is on the case."

    def act(self, case: Case, form: RepresentativeForm) -> None:
        details = dict(form.cleaned_data)
        key = details.pop("submission_key")
        actions.record_representative(
            practitioner=case.practitioner, details=details, submission_key=key, by=self.request.user
        )


class ChangeDetails(CaseFormView):
    form_class = DetailsForm
    heading = "Change the case's details"
    done = "The details are saved."

    def form_arguments(self, case: Case) -> dict[str, Any]:
        return {"initial": {"route": case.route, "version": case.version}}

    def act(self, case: Case, form: DetailsForm) -> None:
        actions.change_details(case=case, by=self.request.user, **form.cleaned_data)


class HandOver(CaseFormView):
    form_class = HandOverForm
    heading = "Hand the case over"
    lead = (
        "The new case manager first says whether they have a connection with anybody in the case: until then "
        "it is closed to them. They become the practitioner's named contact. Tell the practitioner who it is."
    )
    done = "The case is handed over. It opens to them once they have said that they have no connection."

    def form_arguments(self, case: Case) -> dict[str, Any]:
        return {"case": case}

    def act(self, case: Case, form: HandOverForm) -> None:
        actions.hand_over(case=case, manager=form.cleaned_data["manager"], by=self.request.user)

    def back_to(self, case: Case) -> str:
        return super().back_to(case) if may_read(self.request.user, case) else "/"


class Restrict(CaseFormView):
    form_class = RestrictForm
    permission = Permission.CASE_RESTRICT
    heading = "Restrict the case"
    lead = (
        "Only the people ticked here, the case manager and you will see that it exists. Whoever reads it now "
        "and is not ticked loses sight of it at once, without a message."
    )
    done = "The case is restricted to the people named."

    def context(self, case: Case) -> dict[str, Any]:
        return {"heading": "Change who may see the restricted case"} if case.restricted else {}

    def form_arguments(self, case: Case) -> dict[str, Any]:
        return {"case": case, "by": self.request.user}

    def act(self, case: Case, form: RestrictForm) -> None:
        actions.restrict(case=case, people=list(form.cleaned_data["people"]), by=self.request.user)

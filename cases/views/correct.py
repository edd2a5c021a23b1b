"""Pages that correct what was written down about a case, or take it back."""

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from cases import actions
from cases.actions.correct import check_can_correct
from cases.forms.correct import (
    CorrectAccountForm,
    CorrectContactForm,
    Correcting,
    CorrectNoteForm,
    TakeBackForm,
)
from cases.models import Account, Case, Contact, Note
from cases.models.record import WrittenDown
from cases.topics import closed_topics
from cases.views.case_form import CaseFormView
from ui.words import listed

KINDS: dict[str, tuple[type[WrittenDown], type[Correcting]]] = {
    "note": (Note, CorrectNoteForm),
    "contact": (Contact, CorrectContactForm),
    "account": (Account, CorrectAccountForm),
}
# What is said of an account, by what is done with it.
IN_THEIR_WORDS = {
    "Correct": " These are the practitioner's words: change only what was taken down wrongly, and tell them.",
    "Take back": " If the practitioner was told that it had come, ring them and say what happened.",
}


class RecordView(CaseFormView):
    """A form about one record; one of another case, or closed to somebody, is not there."""

    template = "cases/correct.html"
    record: WrittenDown

    def case(self, request: HttpRequest, reference: str) -> Case:
        case = super().case(request, reference)
        if self.kwargs["what"] not in KINDS:
            raise Http404
        model, _form = KINDS[self.kwargs["what"]]
        # A second click finds it taken back already.
        records = model.ever if request.method == "POST" else model.objects
        open_ones = records.filter(case=case).exclude(topic__in=closed_topics(request.user, case))
        self.record = get_object_or_404(open_ones, pk=self.kwargs["pk"])
        self.record.case = case
        check_can_correct(request.user, self.record)
        return case

    def context(self, case: Case) -> dict[str, Any]:
        of_theirs = IN_THEIR_WORDS[self.heading] if isinstance(self.record, Account) else ""
        return {
            "record": self.record,
            "heading": f"{self.heading} the {self.record.what}",
            "lead": self.lead.format(
                readers=listed(dict.fromkeys((self.record.author.name, case.manager.name)))
            )
            + of_theirs,
        }

    def draft_key(self, case: Case) -> str:
        return f"{super().draft_key(case)}:{self.record.what}:{self.record.pk}"

    def say_what_follows(self, case: Case, *, told: bool) -> None:
        """Say which day stands now, where a contact no longer tells the practitioner."""
        if isinstance(self.record, Contact) and self.record.told and not told:
            self.done += (
                f" {case.practitioner.name} no longer counts as told by it: see above what comes next, and "
                "under “Support” by when they expect to hear."
            )


class Correct(RecordView):
    heading = "Correct"
    lead = "What is there now is kept, and read by {readers} only."
    done = "It is corrected, and says so."

    def case(self, request: HttpRequest, reference: str) -> Case:
        case = super().case(request, reference)
        self.form_class = KINDS[self.record.what][1]
        return case

    def form_arguments(self, case: Case) -> dict[str, Any]:
        return {"record": self.record}

    def context(self, case: Case) -> dict[str, Any]:
        return super().context(case) | {"may_take_back": True}

    def act(self, case: Case, form: Correcting) -> None:
        instead = actions.correct(
            record=self.record,
            changes=form.changes(),
            why=form.cleaned_data["why"],
            submission_key=form.cleaned_data["submission_key"],
            by=self.request.user,
        )
        self.say_what_follows(case, told=isinstance(instead, Contact) and instead.told)


class TakeBack(RecordView):
    form_class = TakeBackForm
    heading = "Take back"
    lead = (
        "Nobody reads it here any more but {readers}; the case says that it was taken "
        "back, and why. If it belongs to another case, copy its words first and write them down there."
    )
    done = "It is taken back."

    def act(self, case: Case, form: TakeBackForm) -> None:
        actions.take_back(record=self.record, why=form.cleaned_data["reason"], by=self.request.user)
        self.say_what_follows(case, told=False)

"""Agreeing on a score: writing it down for both, confirming it, or deciding it as the responsible officer."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cases.topics import closed_topics
from triage import access, actions
from triage.agreeing import Agreeing, agreeing
from triage.beside import beside
from triage.forms.second import AgreeForm, AnswerForm
from triage.models import ProposedScore, SecondScoring
from triage.permissions import check_agrees, decides_second
from triage.scale import Scale
from triage.views.second import pair_or_404, render_pair
from ui.refusals import NotAllowed, Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def agree(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Write down the score for both to agree on; the responsible officer decides it."""
    case, scoring = pair_or_404(request, reference, pk)
    decides = decides_second(request.user, case, scoring)
    if not decides:
        check_agrees(request.user, case, scoring)
    here = reverse("second_scoring", args=[reference, pk])
    if scoring.state != SecondScoring.State.SCORED:
        return redirect(here)
    shown = beside(scoring, closed_topics(request.user, case))
    scale = Scale(shown.first.guide)
    far = agreeing(scoring, request.user, case, scale)
    draft = f"triage-agree:{pk}"
    form = AgreeForm(request.POST or None, scale=scale, decides=decides, initial={"seen": far.number})
    form.cancel_url, form.draft_url = here, reverse("draft", args=[draft])
    if request.method != "POST":
        form.take_draft(access.typed(request.user, draft))
    elif form.is_valid():
        act = actions.decide_score if decides else actions.propose_score
        try:
            act(scoring=scoring, by=request.user, **form.given())
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            access.forget(request.user, draft)
            messages.success(request, _done(far, decides=decides))
            return redirect(here)
    context = {"form": form, "scoring": scoring, "beside": shown, "agreeing": far, "decides": decides}
    template = "triage/second_agree.html"
    return render_pair(request, case, scoring, template, context, problems=bool(form.errors))


def _done(far: Agreeing, *, decides: bool) -> str:
    if decides:
        return "The score is decided. Both scorings stay as they were made."
    return f"{far.others} is asked to confirm it. An e-mail is on its way to them."


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, reference: str, pk: int, number: int) -> HttpResponse:
    """Confirm what the other advisor wrote down, or say what one sees differently."""
    case, scoring = pair_or_404(request, reference, pk)
    check_agrees(request.user, case, scoring)
    proposed = get_object_or_404(ProposedScore.objects.newest_first(), scoring=scoring, number=number)
    here = reverse("second_scoring", args=[reference, pk])
    ours = proposed.by in scoring.side_of(request.user)
    if request.method != "POST" and (ours or not proposed.is_open):
        return redirect(here)
    shown = beside(scoring, closed_topics(request.user, case))
    draft = f"triage-answer:{pk}:{number}"
    form = AnswerForm(request.POST or None)
    form.cancel_url, form.draft_url = here, reverse("draft", args=[draft])
    if request.method != "POST":
        form.take_draft(access.typed(request.user, draft))
    elif form.is_valid():
        try:
            said = _answer(request, proposed, form)
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            access.forget(request.user, draft)
            messages.success(request, said)
            return redirect(here)
    context: dict[str, Any] = {
        "form": form,
        "scoring": scoring,
        "beside": shown,
        "written": agreeing(scoring, request.user, case, Scale(shown.first.guide)).of(proposed),
    }
    template = "triage/second_answer.html"
    return render_pair(request, case, scoring, template, context, problems=bool(form.errors))


def _answer(request: HttpRequest, proposed: ProposedScore, form: AnswerForm) -> str:
    """Do what was answered, and return what to say about it."""
    if form.cleaned_data["agrees"]:
        actions.confirm_score(proposed=proposed, by=request.user)
        return "The score is agreed. Both scorings stay as they were made."
    actions.differ_on_score(proposed=proposed, why=form.cleaned_data["why"], by=request.user)
    return f"{proposed.by.name} is told what you see differently."

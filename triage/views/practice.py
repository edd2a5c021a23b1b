"""Practice cases for whoever wants to practise: choosing one, scoring it, comparing."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Draft
from accounts.permissions import Permission, organisations_with
from triage import actions
from triage.drafting import overall_picture, overview_matrix, risk_picture, scale_for_browser
from triage.forms.filling import RISKS
from triage.forms.practice import TryForm, TryRiskForm
from triage.models import PracticeAttempt, PracticeCase
from triage.practice import access
from triage.practice.comparing import comparison, overall_of, whose
from triage.scale import Scale
from ui.refusals import NotAllowed, Refusal


@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """What there is to practise with; how one scored stands beside it, and nobody else sees that."""
    offered = access.offered_to(request.user)
    tried = access.last_attempts(request.user, offered)
    context = {
        "rows": [{"practice": each, "last": tried.get(each.pk)} for each in offered],
        "edits": bool(organisations_with(request.user, Permission.GUIDE_EDIT)),
    }
    return render(request, "triage/practice_cases.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def practice(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the case and score its risks; the agreed scores are on no page before that."""
    found = access.get_practice_or_404(request.user, pk)
    draft_key = f"practice:{found.pk}"
    head, forms, draft = TryForm(request.POST or None), risk_forms(found, request.POST or None), None
    if request.method == "POST":
        attempt = _score(request, found, head, forms)
        if attempt is not None:
            Draft.objects.drop(request.user, draft_key)
            return redirect("practice_compared", found.pk, attempt.pk)
    elif not access.is_offered(found):
        messages.info(request, "That practice case is not offered any more. Here are those that are.")
        return redirect("practice_cases")
    else:
        draft = Draft.objects.kept(request.user, draft_key)
        if draft is not None:
            for form in forms:
                form.take_draft(draft.body)
    context = {
        **scoring_page(found, forms),
        "head": head,
        "draft": draft,
        "draft_key": draft_key,
        "tried": access.last_attempts(request.user, [found]).get(found.pk),
        "other_guide": access.other_guide_in_force(request.user, found),
    }
    return render(request, "triage/practice_case.html", context, status=422 if head.is_bound else 200)


def _score(
    request: HttpRequest, found: PracticeCase, head: TryForm, forms: list[TryRiskForm]
) -> PracticeAttempt | None:
    """Keep what was scored; None where it cannot be, and the forms say why."""
    # Every form is asked, also after one that is wrong, so that all the errors stand on the page.
    valid = [each.is_valid() for each in (head, *forms)]
    if not all(valid):
        return None
    try:
        return actions.practise(
            practice=found,
            answers=[each.answers() for each in forms],
            by=request.user,
            submission_key=head.cleaned_data["submission_key"],
        )
    except NotAllowed:
        raise
    except Refusal as refusal:
        head.refuse(refusal)
        return None


@require_safe
def compared(request: HttpRequest, pk: int, attempt: int) -> HttpResponse:
    """One's own scores and the agreed ones side by side, with the reasons."""
    found = access.get_practice_or_404(request.user, pk)
    mine = access.get_attempt_or_404(request.user, found, attempt)
    attempts = access.own_attempts(request.user, found)
    context = {
        "practice": found,
        "attempt": mine,
        "comparison": comparison(found, mine),
        "whose": whose(found),
        "offered": access.is_offered(found),
        "others": [
            {"attempt": each, "score": overall_of(found, each)} for each in attempts if each.pk != mine.pk
        ],
    }
    return render(request, "triage/practice_compared.html", context)


def risk_forms(found: PracticeCase, data: Any = None) -> list[TryRiskForm]:
    """Return the form of each risk, in order."""
    scale = Scale(found.guide)
    return [
        TryRiskForm(data, scale=scale, number=each.position, prefix=f"{RISKS}-{each.position - 1}")
        for each in found.risks.all()
    ]


def scoring_page(found: PracticeCase, forms: list[TryRiskForm]) -> dict[str, Any]:
    """Return what the page for scoring shows: the case, and each risk with the picture of the answer."""
    scale = Scale(found.guide)
    pictures = [risk_picture(form, form.number, scale) for form in forms]
    return {
        "practice": found,
        "risk_forms": forms,
        "pictures": list(zip(found.risks.all(), pictures, strict=True)),
        "overall": overall_picture(pictures, scale),
        "whole_matrix": overview_matrix(pictures, scale),
        "scale_json": scale_for_browser(scale),
        "action": reverse("practice_case", args=[found.pk]),
    }

"""Moving a draft review to the scoring guide in force: first what is kept and what is not, then yes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cases.access import get_case_or_404
from cases.pages import render_case
from triage import access, actions
from triage.forms.guide_version import MoveForm
from triage.guides.moving import guide_to_move_to, plan_move
from ui.comparing import word_by_word
from ui.refusals import NotAllowed, Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the advisor what moving their draft will do, and do it."""
    case = get_case_or_404(request.user, reference)
    review = access.own_review(request.user, case)
    if review is None:
        raise NotAllowed("Only the advisor who writes a triage review can move it to another scoring guide.")
    guide = guide_to_move_to(review)
    if guide is None:
        return redirect("triage", reference)
    form = MoveForm(request.POST or None, initial={"version": review.version, "guide": guide.pk})
    form.cancel_url = reverse("triage", args=[reference])
    if request.method == "POST" and form.is_valid():
        try:
            actions.move_to_guide(review=review, by=request.user, **form.cleaned_data)
        except NotAllowed:
            raise
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return redirect("triage_move_guide", reference)
        messages.success(request, f"The review is scored with “{guide.name}” now. Look through your choices.")
        return redirect("triage", reference)
    plan, typed = plan_move(review, guide), access.typed_and_not_saved(request.user, case)
    context = {
        "review": review,
        "newer": guide,
        "form": form,
        "typed": typed[-1] if typed else None,
        "lost": plan.lost(),
        "rescored": plan.rescored(),
        "reworded": [(where, word_by_word(was, now)) for where, was, now in plan.reworded()],
    }
    return render_case(
        request,
        case,
        "triage/move_guide.html",
        context,
        tab="triage",
        topic=review.topic,
        status=422 if form.errors else 200,
    )

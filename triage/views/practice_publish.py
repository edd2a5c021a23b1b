"""Publishing a practice case, retiring it, withdrawing a draft: each shows first what it will do."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from triage import actions
from triage.forms.practice import PublishPracticeForm, RetireForm, WithdrawPracticeForm
from triage.models import PracticeCase
from triage.practice import access
from triage.practice.contents import data_of
from triage.practice.policies import lacks
from triage.views.practice_edit import address
from ui.forms import Form
from ui.refusals import NotAllowed, Refusal, Stale


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer a draft to everybody, having read what that means."""
    practice = _own_or_404(request, pk)
    if not practice.is_draft:
        return redirect("practice_version", pk)
    form = PublishPracticeForm(request.POST or None, initial={"version": practice.edits})
    missing = len(lacks(data_of(practice)))

    def act() -> str:
        actions.publish_practice_case(
            practice=practice, version=form.cleaned_data["version"], by=request.user
        )
        return f"“{practice.title}” is published."

    here = reverse("practice_version", args=[pk])
    return _answer(request, practice, form, act, "publish", done=here, missing=missing)


@require_http_methods(["GET", "HEAD", "POST"])
def retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer it no longer."""
    practice = _own_or_404(request, pk)
    if practice.is_draft or getattr(practice, "retired", None):
        return redirect("practice_version", pk)
    form = RetireForm(request.POST or None)

    def act() -> str:
        actions.retire_practice_case(practice=practice, why=form.cleaned_data["why"], by=request.user)
        return f"“{practice.title}” is retired."

    return _answer(request, practice, form, act, "retire", done=reverse("practice_version", args=[pk]))


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a draft up."""
    practice = _own_or_404(request, pk)
    if not practice.is_draft:
        return redirect("practice_version", pk)
    form = WithdrawPracticeForm(request.POST or None, initial={"version": practice.edits})

    def act() -> str:
        actions.withdraw_practice_case(
            practice=practice, version=form.cleaned_data["version"], by=request.user
        )
        return f"The draft of “{practice.title}” is withdrawn."

    assert practice.organisation is not None, "An example is never a draft."
    return _answer(request, practice, form, act, "withdraw", done=address(practice.organisation))


def _own_or_404(request: HttpRequest, pk: int) -> PracticeCase:
    practice = access.get_version_or_404(request.user, pk)
    if practice.is_example:
        raise Http404
    return practice


def _answer(
    request: HttpRequest,
    practice: PracticeCase,
    form: Form,
    act: Callable[[], str],
    what: str,
    *,
    done: str,
    **more: Any,
) -> HttpResponse:
    form.cancel_url = reverse("practice_version", args=[practice.pk])
    if request.method == "POST" and form.is_valid():
        try:
            said = act()
        except NotAllowed:
            raise
        except (Stale, Refusal) as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, said)
            return redirect(done)
    context = {"practice": practice, "form": form, "what": what, **more}
    return render(request, "triage/practice_confirm.html", context, status=422 if form.errors else 200)

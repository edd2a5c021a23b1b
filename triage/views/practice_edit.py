"""Practice cases for those who edit the scoring guide: written, saved as a draft, looked at, copied."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Draft, Organisation
from triage import actions
from triage.drafting import overall_picture, overview_matrix, risk_picture, scale_for_browser
from triage.forms.practice import CopyPracticeForm
from triage.forms.practice_page import PracticePage
from triage.guides.access import get_edited_or_404, organisations_edited
from triage.models import PracticeCase
from triage.models.practice import MOST_RISKS
from triage.practice import access
from triage.practice.comparing import agreed_scores, whose
from triage.practice.contents import data_of
from triage.practice.policies import Lacking, lacks
from triage.views.practice import risk_forms, scoring_page
from ui.asking import Problem
from ui.refusals import NotAllowed, Refusal


def address(organisation: Organisation, name: str = "practice_manage", *keys: int) -> str:
    """Return the address of a page, with the organisation it is about."""
    return f"{reverse(name, args=keys)}?organisation={organisation.pk}"


@require_safe
def manage(request: HttpRequest) -> HttpResponse:
    """Every version of the organisation's practice cases, and the examples that come with the service."""
    organisation = get_edited_or_404(request.user, request.GET.get("organisation", ""))
    context = {
        "organisation": organisation,
        "organisations": organisations_edited(request.user),
        "standings": access.standings(organisation),
        "new_url": address(organisation, "practice_new"),
    }
    return render(request, "triage/practice_manage.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Write a practice case: nothing is kept as a draft of the organisation before it is saved."""
    organisation = get_edited_or_404(request.user, request.GET.get("organisation", ""))
    guide = access.guide_or_404(organisation)
    draft_key = f"practice-new:{organisation.pk}"
    draft = Draft.objects.kept(request.user, draft_key) if request.method != "POST" else None
    page = PracticePage(guide, data=request.POST or None, draft=draft.body if draft else "")
    status = 200
    if request.method == "POST":
        status = 422
        if page.is_valid():
            try:
                practice = actions.start_practice_case(
                    organisation=organisation,
                    data=page.answers(),
                    by=request.user,
                    submission_key=page.main.cleaned_data["submission_key"],
                )
            except NotAllowed:
                raise
            except Refusal as refusal:
                page.refuse(refusal)
            else:
                return _saved(request, practice, draft_key)
    context = {"organisation": organisation, "back": address(organisation), "draft_key": draft_key}
    return _editor(request, page, context | {"draft": draft}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on with a draft. What somebody else saved meanwhile stands beside what was typed."""
    practice = access.get_version_or_404(request.user, pk)
    if practice.is_example:
        raise Http404
    if request.method != "POST" and not practice.is_draft:
        return redirect("practice_version", pk)
    draft_key = f"practice-edit:{practice.pk}"
    draft = Draft.objects.kept(request.user, draft_key) if request.method != "POST" else None
    page = PracticePage(
        practice.guide,
        practice,
        data=request.POST or None,
        draft=draft.body if draft else "",
        blank_risks=1 if "another" in request.GET else 0,
    )
    status = 200
    if request.method == "POST":
        status = 422
        if page.is_valid():
            left_out = request.POST.get("remove_risk", "")
            try:
                practice = actions.save_practice_case(
                    practice=practice,
                    data=page.answers(without_risk=int(left_out) if left_out.isdecimal() else None),
                    version=page.main.cleaned_data["version"],
                    by=request.user,
                )
            except NotAllowed:
                raise
            except Refusal as refusal:
                page.refuse(refusal)
                status = 409
            else:
                return _saved(request, practice, draft_key)
    context = {
        "practice": practice,
        "organisation": practice.organisation,
        "back": reverse("practice_version", args=[pk]),
        "draft_key": draft_key,
        "draft": draft,
    }
    return _editor(request, page, context, status=status)


@require_safe
def version(request: HttpRequest, pk: int) -> HttpResponse:
    """One version whole, with its agreed scores: of a draft what is still missing, and what can be done."""
    practice = access.get_version_or_404(request.user, pk)
    organisation = practice.organisation or organisations_edited(request.user).first()
    assert organisation is not None, "Whoever gets here edits the guide of an organisation."
    context: dict[str, Any] = {
        "practice": practice,
        "back": address(organisation),
        "scores": agreed_scores(practice),
        "whose": whose(practice),
        "problems": [_problem(practice, each) for each in lacks(data_of(practice))]
        if practice.is_draft
        else [],
        "offered": access.is_offered(practice),
        "copy": None if practice.is_draft else _copy_form(practice, organisation),
    }
    return render(request, "triage/practice_version.html", context)


@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The page as somebody who practises meets it; nothing that is chosen there is kept."""
    practice = access.get_version_or_404(request.user, pk)
    forms = risk_forms(practice, request.GET or None)
    for form in forms:
        form.hold()
    context = {**scoring_page(practice, forms), "preview": True}
    return render(request, "triage/practice_case.html", context)


@require_POST
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the next version of one's own practice case, or one's own case from an example."""
    organisation = get_edited_or_404(request.user, request.GET.get("organisation", ""))
    practice = access.get_version_or_404(request.user, pk)
    form = CopyPracticeForm(request.POST)
    if not form.is_valid():
        messages.error(request, "That page was out of date. Nothing was copied; please try again.")
        return redirect("practice_version", pk)
    try:
        draft = actions.copy_practice_case(
            of=practice, organisation=organisation, by=request.user, **form.cleaned_data
        )
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("practice_version", pk)
    messages.success(request, "A draft is begun. Nothing that is offered changes until you publish it.")
    return redirect("practice_version", draft.pk)


def _saved(request: HttpRequest, practice: PracticeCase, draft_key: str) -> HttpResponse:
    Draft.objects.drop(request.user, draft_key)
    if "add_risk" in request.POST:
        number = len(data_of(PracticeCase.objects.whole().get(pk=practice.pk)).risks) + 1
        return redirect(f"{reverse('practice_edit', args=[practice.pk])}?another=1#risk-{number}")
    if "remove_risk" in request.POST:
        messages.success(request, "The risk is taken out, and everything else is saved.")
        return redirect(f"{reverse('practice_edit', args=[practice.pk])}#risks")
    messages.success(request, "Saved as a draft. Nobody is offered it until it is published.")
    return redirect("practice_version", practice.pk)


def _editor(
    request: HttpRequest, page: PracticePage, context: dict[str, Any], *, status: int
) -> HttpResponse:
    pictures = [
        risk_picture(form, number, page.scale) for number, form in enumerate(page.risk_forms, start=1)
    ]
    shown = {
        "page": page,
        "form": page.main,
        "risk_forms": page.risks,
        "pictures": pictures,
        "overall": overall_picture(pictures, page.scale),
        "whole_matrix": overview_matrix(pictures, page.scale),
        "scale_json": scale_for_browser(page.scale),
        "may_add": len(pictures) < MOST_RISKS,
        "level": 3,
    }
    return render(request, "triage/practice_edit.html", shown | context, status=status)


def _problem(practice: PracticeCase, lacking: Lacking) -> Problem:
    place = "" if lacking.risk is None else f"#risk-{lacking.risk + 1}"
    field = place or f"#id_{lacking.field}"
    return Problem(lacking.sentence, f"{reverse('practice_edit', args=[practice.pk])}{field}")


def _copy_form(practice: PracticeCase, organisation: Organisation) -> CopyPracticeForm:
    form = CopyPracticeForm()
    form.action = address(organisation, "practice_copy", practice.pk)
    form.submit_label = "Copy it into a draft of your own" if practice.is_example else "Begin a new version"
    return form

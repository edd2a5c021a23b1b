"""Writing a review, on one page or section by section."""

import re
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from cases.models import Case
from cases.pages import render_case
from triage import access, actions, scoring
from triage.beginning import BEGINNINGS, Outdated, begun, outdated, up_to_date
from triage.checking import BACK_TO_CHECK
from triage.drafting import overall_picture, overview_matrix, risk_pictures, scale_for_browser, sections
from triage.forms.filling import RISKS
from triage.forms.page import ReviewPage
from triage.guides.moving import guide_to_move_to
from triage.known import known_of, written_so_far
from triage.models import Review
from triage.parts import BY_KEY, PARTS, Part
from triage.policies import what_is_missing
from triage.presenters import declaration_words, names_of, returned_words, saved_words
from ui import dates
from ui.refusals import NotAllowed, Refusal

LINE = re.compile(r"line-[a-z0-9_-]{1,80}")


def show(request: HttpRequest, case: Case, review: Review) -> HttpResponse:
    """The review as saved, or as it was being typed, ready to go on with."""
    typed = access.typed_and_not_saved(request.user, case)
    if access.prefers_sections(request.user):
        return _list(request, case, review, typed)
    another = 1 if "another" in request.GET else 0
    draft = "&".join(each.body for each in typed)
    page = ReviewPage(review, request.user, draft=draft, blank_risks=another)
    return _render(request, case, page, draft=typed[-1] if typed else None)


def save(request: HttpRequest, case: Case, review: Review) -> HttpResponse:
    """Save the whole draft, then go where the pressed button leads."""
    page = ReviewPage(review, request.user, data=request.POST)
    saved = _save(request, page)
    if isinstance(saved, int):
        return _render(request, case, page, status=saved)
    access.forget_typed(request.user, case)
    if "check" in request.POST and not _came_from_check(request):
        return _to_check(request, case, page, saved)
    if "by_section" in request.POST:
        actions.write_by_section(by_section=True, by=request.user)
    return _after_saving(request, saved, reverse("triage", args=[case.reference]))


@require_http_methods(["GET", "POST"])
def section(request: HttpRequest, reference: str, part: str) -> HttpResponse:
    """One section: the same questions, saved by themselves."""
    case = access.get_case_to_write_or_404(request.user, reference)
    review = access.own_review(request.user, case)
    if part not in BY_KEY:
        raise Http404
    if review is None:
        raise NotAllowed("Only the advisor this case is assigned to can write its triage.")
    if request.method == "POST":
        return _save_section(request, case, review, BY_KEY[part])
    if not review.is_draft:
        return redirect("triage", reference)
    typed = [
        each for each in access.typed_and_not_saved(request.user, case)
        if each.form == access.draft_key(case, part)
    ]  # fmt: skip
    page = ReviewPage(
        review,
        request.user,
        draft="".join(each.body for each in typed),
        blank_risks=1 if "another" in request.GET else 0,
        parts={part},
    )
    return _render(request, case, page, draft=typed[0] if typed else None, part=BY_KEY[part])


@require_POST
def layout(request: HttpRequest, reference: str) -> HttpResponse:
    """Remember whether the reader writes section by section, or on one page."""
    case = access.get_case_to_write_or_404(request.user, reference)
    if access.own_review(request.user, case) is None:
        raise NotAllowed("Only the advisor this case is assigned to can write its triage.")
    actions.write_by_section(by_section=request.POST.get("by_section") == "yes", by=request.user)
    return redirect("triage", reference)


def _save_section(request: HttpRequest, case: Case, review: Review, part: Part) -> HttpResponse:
    page = ReviewPage(review, request.user, data=request.POST, parts={part.key})
    saved = _save(request, page)
    if isinstance(saved, int):
        return _render(request, case, page, status=saved, part=part)
    access.forget_typed(request.user, case, part=part.key)
    return _after_saving(request, saved, _section_address(case, part), onward=_onward(case, part))


def _save(request: HttpRequest, page: ReviewPage) -> Review | int:
    """Save what the page asks; return the review, or the status with which the page comes back."""
    if not page.is_valid():
        return 422
    left_out = request.POST.get("remove_risk", "")
    data = page.answers(without_risk=int(left_out) if left_out.isdecimal() else None)
    data, sentences = begun(data, request.POST.get("begin", ""), page.scale, page.review.begun)
    data, sentences = up_to_date(data, request.POST.get("renew", ""), page.scale, sentences)
    version = page.main.cleaned_data["version"]
    try:
        return actions.save_review(
            review=page.review,
            data=data,
            version=version,
            by=request.user,
            parts=page.parts,
            begun=sentences if sentences != page.review.begun else None,
        )
    except NotAllowed:
        raise
    except Refusal as refusal:
        page.refuse(refusal)
        return 409


def _to_check(request: HttpRequest, case: Case, page: ReviewPage, saved: Review) -> HttpResponse:
    missing = what_is_missing(saved)
    if not missing:
        return redirect("triage_check", case.reference)
    page.point_at(missing)
    page.saved_as(saved.version)
    messages.info(
        request, "What you wrote is saved. Before it can be submitted, some answers are still needed."
    )
    return _render(request, case, page, status=422)


def _after_saving(request: HttpRequest, saved: Review, here: str, *, onward: str = "") -> HttpResponse:
    back = _back(request)
    risks = saved.risks.count()
    if "add_risk" in request.POST:
        return redirect(f"{_with(here, 'another=1', back)}#id_{RISKS}-{risks}-statement")
    if "remove_risk" in request.POST:
        # Said beside the risks, where the page opens.
        return redirect(f"{_with(here, 'taken_out=1', back)}#risks")
    if (text := request.POST.get("begin", "")) in BEGINNINGS:
        if not getattr(saved, text):
            messages.info(request, "There is nothing to begin with yet: describe a risk and score it first.")
            return redirect(_with(here, back))
        return redirect(f"{_with(here, back)}#id_{text}")
    if (text := request.POST.get("renew", "")) in BEGINNINGS:
        return redirect(f"{_with(here, back)}#id_{text}")
    messages.success(request, f"Saved {dates.clock(saved.saved_at)}. You can come back to it at any time.")
    if back and ("next" in request.POST or "check" in request.POST):
        check = reverse("triage_check", args=[saved.case.reference])
        return redirect(f"{check}#{line}" if (line := _line(request)) else check)
    if "next" in request.POST and onward:
        return redirect(onward)
    if "list" in request.POST:
        return redirect("triage", saved.case.reference)
    at = f"#{request.POST['save']}" if request.POST.get("save") in BY_KEY else ""
    return redirect("/" if "later" in request.POST else f"{_with(here, back)}{at}")


def _outdated(page: ReviewPage) -> dict[str, list[Outdated]]:
    """Return, by text, the sentences of what is saved that the risks no longer give."""
    found = outdated(page.saved, page.scale, page.review.begun) if page.reasons else []
    return {name: [each for each in found if each.text == name] for name in BEGINNINGS}


def _came_from_check(request: HttpRequest) -> bool:
    return request.GET.get("back") == "check"


def _back(request: HttpRequest) -> str:
    """Return what an address of the review carries so that saving leads back to the check, at its line."""
    if not _came_from_check(request):
        return ""
    line = _line(request)
    return f"{BACK_TO_CHECK}&line={line}" if line else BACK_TO_CHECK


def _line(request: HttpRequest) -> str:
    asked = request.GET.get("line", "")
    return asked if LINE.fullmatch(asked) else ""


def _with(address: str, *asked: str) -> str:
    query = "&".join(each for each in asked if each)
    return f"{address}?{query}" if query else address


def _section_address(case: Case, part: Part) -> str:
    return reverse("triage_section", args=[case.reference, part.key])


def _onward(case: Case, part: Part) -> str:
    """Return where "save and go on" leads: the next section, and after the last the answers to check."""
    place = PARTS.index(part) + 1
    if place < len(PARTS):
        return _section_address(case, PARTS[place])
    return reverse("triage_check", args=[case.reference])


def _list(request: HttpRequest, case: Case, review: Review, typed: list[Any]) -> HttpResponse:
    on_one_page = next((each for each in typed if each.form == access.draft_key(case)), None)
    context = {
        "review": review,
        "tasks": sections(review, case, typed),
        "returned": returned_words(review),
        "saved": saved_words(review),
        "newer_guide": guide_to_move_to(review),
        "on_one_page": on_one_page,
    }
    return render_case(request, case, "triage/sections.html", context, tab="triage", topic=review.topic)


def _render(
    request: HttpRequest,
    case: Case,
    page: ReviewPage,
    *,
    draft: Any = None,
    status: int = 200,
    part: Part | None = None,
) -> HttpResponse:
    pictures = risk_pictures(page)
    context: dict[str, Any] = {
        "review": page.review,
        "page": page,
        "form": page.main,
        "factor_form": page.factors,
        "risk_forms": page.risks,
        "judgement": page.judgement,
        "reasons": page.reasons,
        "declaration": declaration_words(page.review),
        "returned": returned_words(page.review),
        "newer_guide": guide_to_move_to(page.review),
        "scored_by": names_of(page.review),
        "saved": saved_words(page.review),
        "pictures": pictures,
        "overall": overall_picture(pictures, page.scale),
        "whole_matrix": overview_matrix(pictures, page.scale),
        "scale_json": scale_for_browser(page.scale),
        "draft": draft,
        "draft_key": access.draft_key(case, part.key if part else ""),
        "parts": PARTS,
        "part": part,
        "back": _back(request),
        "taken_out": "taken_out" in request.GET,
        "known": known_of(case, request.user, page.documents),
        "written": written_so_far(page.review, without=part.key) if part else [],
        "outdated": _outdated(page),
        "rating": scoring.overall(page.review.risks.all()),
        # On its own page a section is the page's heading.
        "level": 2 if part else 3,
    }
    if part:
        place = PARTS.index(part)
        context |= {"place": place + 1, "before": PARTS[place - 1] if place else None}
    template = "triage/section.html" if part else "triage/review.html"
    return render_case(request, case, template, context, tab="triage", topic=page.review.topic, status=status)

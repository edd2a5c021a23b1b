"""The versions of an organisation's guide: which there are, beginning one, handing one on, giving one up."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from triage import access, actions
from triage.forms.guide_version import CopyForm, TakeBackForm, WithdrawForm
from triage.guides.access import (
    get_edited_or_404,
    get_version_or_404,
    organisations_edited,
    versions_of,
)
from triage.guides.comparing import compare
from triage.guides.contents import as_file, contents_of
from triage.guides.sections import LISTED, SECTIONS, Section, section_of_problem
from triage.guides.whole import problems_of
from triage.models import Guide
from ui.asking import Problem
from ui.refusals import NotAllowed, Refusal
from ui.words import counted


def page_of(organisation: int, name: str = "guide_versions", *keys: int) -> str:
    """Return the address of a page, with the organisation it is about."""
    return f"{reverse(name, args=keys)}?organisation={organisation}"


@require_safe
def versions(request: HttpRequest) -> HttpResponse:
    """Every version of the organisation's guide, and the defaults."""
    organisation = get_edited_or_404(request.user, request.GET.get("organisation", ""))
    standings = versions_of(organisation)
    in_force = next((each.guide for each in standings if each.in_force), None)
    context = {
        "organisation": organisation,
        "organisations": organisations_edited(request.user),
        "standings": standings,
        "in_force": in_force,
        "copy": _copy_form(organisation.pk, in_force) if in_force else None,
        "import_url": page_of(organisation.pk, "guide_import"),
    }
    return render(request, "triage/guide_versions.html", context)


@require_POST
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a draft that says what a published version says."""
    organisation = get_edited_or_404(request.user, request.GET.get("organisation", ""))
    guide = get_version_or_404(request.user, pk)
    form = CopyForm(request.POST)
    if not form.is_valid():
        messages.error(request, "That page was out of date. Nothing was copied; please try again.")
        return redirect(page_of(organisation.pk))
    try:
        draft = actions.copy_guide(of=guide, organisation=organisation, by=request.user, **form.cleaned_data)
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(page_of(organisation.pk))
    messages.success(
        request, f"Version {draft.version} is begun as a draft. Nothing that is in force changes."
    )
    return redirect("guide_version", draft.pk)


@require_safe
def version(request: HttpRequest, pk: int) -> HttpResponse:
    """One version: of a draft its sections and what is still missing, of a published one its facts."""
    guide = get_version_or_404(request.user, pk)
    context: dict[str, Any] = {"guide": guide, "back": _list_of(request, guide)}
    if guide.published_at is None:
        context |= _draft_context(guide)
    else:
        edited = organisations_edited(request.user)
        copied_into = guide.organisation or edited.first()
        context["copy"] = _copy_form(copied_into.pk, guide) if copied_into else None
    return render(request, "triage/guide_version.html", context)


@require_safe
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand a version on as one file."""
    guide = get_version_or_404(request.user, pk)
    response = HttpResponse(as_file(contents_of(guide)), content_type="application/json")
    name = f"scoring-guide-version-{guide.version}{'' if guide.organisation_id else '-default'}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a draft up, or a version whose day has not come, having seen what that means."""
    guide = get_version_or_404(request.user, pk)
    if guide.published_at and not (guide.organisation_id and guide.can_be_withdrawn):
        return redirect("guide_version", pk)
    form = _withdraw_form(request, guide)
    form.cancel_url = reverse("guide_version", args=[pk])
    if request.method == "POST" and form.is_valid():
        try:
            back = _withdraw(request, guide, form)
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return redirect(back)
    status = 409 if form.non_field_errors() else 422 if form.errors else 200
    return render(request, "triage/guide_withdraw.html", {"guide": guide, "form": form}, status=status)


def _withdraw_form(request: HttpRequest, guide: Guide) -> TakeBackForm | WithdrawForm:
    if guide.published_at is None:
        return WithdrawForm(request.POST or None, initial={"version": guide.edited})
    form = TakeBackForm(request.POST or None)
    draft = f"guide-withdraw:{guide.pk}"
    form.draft_url = reverse("draft", args=[draft])
    if request.method != "POST":
        form.take_draft(access.typed(request.user, draft))
    return form


def _withdraw(request: HttpRequest, guide: Guide, form: TakeBackForm | WithdrawForm) -> str:
    """Withdraw it, say so, and return where to go on."""
    if guide.published_at is None:
        actions.withdraw_guide(guide=guide, version=form.cleaned_data["version"], by=request.user)
        messages.success(request, f"The draft of version {guide.version} is withdrawn.")
        return _list_of(request, guide)
    actions.withdraw_published_guide(guide=guide, why=form.cleaned_data["why"], by=request.user)
    access.forget(request.user, f"guide-withdraw:{guide.pk}")
    messages.success(request, f"Version {guide.version} is withdrawn. It will not count.")
    return reverse("guide_version", args=[guide.pk])


def _list_of(request: HttpRequest, guide: Guide) -> str:
    """Return the address of the list that a version stands in."""
    return page_of(guide.organisation_id) if guide.organisation_id else reverse("guide_versions")


def _copy_form(organisation: int, guide: Guide) -> CopyForm:
    form = CopyForm()
    form.action = page_of(organisation, "guide_copy", guide.pk)
    named = f"version {guide.version}" if guide.organisation_id else "the default version"
    form.submit_label = f"Copy {named} into a draft"
    return form


def _draft_context(guide: Guide) -> dict[str, Any]:
    contents = contents_of(guide)
    problems = problems_of(contents)
    since: dict[str, int] = {}
    if guide.copied_from:
        copied = compare(contents_of(guide.copied_from), contents)
        since = {each.section.key: len(each.changes) for each in copied}
    to_mend = [(section_of_problem(problem.part), problem) for problem in problems]
    counts = {each.key: sum(section == each for section, _problem in to_mend) for each in SECTIONS}
    return {
        "tasks": [_task(guide, each, counts[each.key], since.get(each.key)) for each in SECTIONS],
        "problems": [
            Problem(str(problem), address_of(guide, section) if section else "")
            for section, problem in to_mend
        ],
    }


def address_of(guide: Guide, section: Section) -> str:
    """Return the page on which a section is edited."""
    name = "guide_listed" if section.key in LISTED else "guide_section"
    return reverse(name, args=[guide.pk, section.key])


def _task(guide: Guide, section: Section, to_mend: int, changes: int | None) -> dict[str, Any]:
    if to_mend:
        status, colour = f"{counted(to_mend, 'thing')} to mend", "orange"
    elif changes:
        status, colour = "Changed", "blue"
    else:
        status, colour = "As begun", ""
    return {
        "title": section.title,
        "hint": section.hint,
        "href": address_of(guide, section),
        "status": status,
        "colour": colour,
        # Said without a tag: nothing is to be noticed here.
        "done": not colour,
    }

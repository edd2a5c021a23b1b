"""Editing a draft of the guide, section by section. What is typed is kept while it is typed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Draft
from triage import actions
from triage.forms.guide import SectionForm
from triage.forms.guide_bands import BandsForm
from triage.forms.guide_sections import PART_FORMS, SECTION_FORMS
from triage.forms.guide_version import TakeOutForm
from triage.guides.access import get_version_or_404
from triage.guides.contents import contents_of
from triage.guides.leaflet import colours
from triage.guides.sections import BY_KEY, ONE, part_called, part_key
from triage.models import Guide
from ui.refusals import NotAllowed, Refusal, Stale


@dataclass(frozen=True)
class Page:
    """One form of the editor: what it saves, where it leads, and what it is called."""

    guide: Guide
    form: SectionForm
    key: str
    heading: str
    back: str
    save: Callable[[], Any]
    context: dict[str, Any]

    @property
    def draft_key(self) -> str:
        """The name under which what is typed is kept."""
        return f"guide:{self.guide.pk}:{self.key.replace('/', ':')}"


@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Edit one section."""
    guide = get_version_or_404(request.user, pk)
    if key not in SECTION_FORMS:
        raise Http404
    contents, version = contents_of(guide), guide.edits.get(key, 0)
    form = SECTION_FORMS[key](request.POST or None, contents=contents, initial={"version": version})

    def save() -> None:
        version = form.cleaned_data["version"]
        actions.save_guide_section(
            guide=guide, section=key, change=form.change, version=version, by=request.user
        )

    back = reverse("guide_version", args=[pk])
    page = Page(guide, form, key, BY_KEY[key].title, back, save, {"section": BY_KEY[key]})
    if isinstance(form, BandsForm):
        shown = form.bands() if form.is_bound and form.is_valid() else contents["bands"]
        page.context["colours"] = colours(shown)
    return _answer(request, page)


@require_safe
def listed(request: HttpRequest, pk: int, listed: str) -> HttpResponse:
    """The domains or the factors of a draft, in order, each with a page of its own."""
    guide = get_version_or_404(request.user, pk)
    if guide.published_at:
        return redirect("guide_version", pk)
    contents = contents_of(guide)
    described = [each["domain"] for each in contents["descriptors"]]
    rows = [
        {
            **row,
            "href": reverse("guide_part", args=[pk, listed, row["key"]]),
            "up": reverse("guide_part_up", args=[pk, listed, row["key"]]),
            "out": reverse("guide_part_out", args=[pk, listed, row["key"]]),
            "missing": len(contents["severities"]) - described.count(row["key"])
            if listed == "domains"
            else 0,
        }
        for row in contents[listed]
    ]
    context = {"guide": guide, "section": BY_KEY[listed], "listed": listed, "one": ONE[listed], "rows": rows}
    return render(request, "triage/guide_listed.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def part(request: HttpRequest, pk: int, listed: str, key: str) -> HttpResponse:
    """Edit one domain or factor."""
    guide = get_version_or_404(request.user, pk)
    contents, section_key = contents_of(guide), part_key(listed, key)
    found = part_called(contents, listed, key)
    # Somebody may have taken it out while it was being edited: then what was typed is shown, and why.
    if found is None and request.method != "POST":
        raise Http404
    initial = {"version": guide.edits.get(section_key, 0)}
    form = PART_FORMS[listed](request.POST or None, contents=contents, part=key, initial=initial)

    def save() -> None:
        values = {"key": key, **form.values()}
        version = form.cleaned_data["version"]
        actions.save_guide_part(guide=guide, listed=listed, values=values, version=version, by=request.user)

    heading = found["label"] if found else "What you typed"
    return _answer(request, _part_page(guide, listed, form, section_key, heading, save))


@require_http_methods(["GET", "HEAD", "POST"])
def part_new(request: HttpRequest, pk: int, listed: str) -> HttpResponse:
    """Add a domain or factor."""
    guide = get_version_or_404(request.user, pk)
    form = PART_FORMS[listed](request.POST or None, contents=contents_of(guide), initial={"version": 0})

    def save() -> None:
        actions.add_guide_part(guide=guide, listed=listed, values=form.values(), by=request.user)

    heading = f"Add a {ONE[listed]}"
    return _answer(request, _part_page(guide, listed, form, part_key(listed, "new"), heading, save))


@require_POST
def part_up(request: HttpRequest, pk: int, listed: str, key: str) -> HttpResponse:
    """Put a domain or factor one place up."""
    guide = get_version_or_404(request.user, pk)
    try:
        actions.move_guide_part_up(guide=guide, listed=listed, key=key, by=request.user)
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("guide_listed", pk, listed)


@require_http_methods(["GET", "HEAD", "POST"])
def part_out(request: HttpRequest, pk: int, listed: str, key: str) -> HttpResponse:
    """Take a domain or factor out of the draft, having seen what goes with it."""
    guide = get_version_or_404(request.user, pk)
    found = part_called(contents_of(guide), listed, key)
    if found is None or guide.published_at:
        return redirect("guide_listed", pk, listed)
    version = guide.edits.get(part_key(listed, key), 0)
    form = TakeOutForm(request.POST or None, initial={"version": version})
    form.cancel_url = reverse("guide_listed", args=[pk, listed])
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            actions.take_out_guide_part(guide=guide, listed=listed, key=key, version=version, by=request.user)
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"“{found['label']}” is taken out of the draft.")
            return redirect("guide_listed", pk, listed)
    context = {"guide": guide, "form": form, "part": found, "one": ONE[listed]}
    return render(request, "triage/guide_part_out.html", context, status=409 if form.errors else 200)


def _part_page(
    guide: Guide, listed: str, form: SectionForm, key: str, heading: str, save: Callable[[], None]
) -> Page:
    back = reverse("guide_listed", args=[guide.pk, listed])
    return Page(guide, form, key, heading, back, save, {"section": BY_KEY[listed]})


def _answer(request: HttpRequest, page: Page) -> HttpResponse:
    """Show the form, or save what was sent and go back to where it belongs."""
    form, status = page.form, 200
    form.cancel_url, form.draft_url = page.back, reverse("draft", args=[page.draft_key])
    draft = None
    if request.method == "POST":
        status = 422
        if form.is_valid() and "look" in request.POST:
            status = 200
        elif form.is_valid():
            try:
                page.save()
            except NotAllowed:
                raise
            except Refusal as refusal:
                _refuse(form, refusal, page.guide)
                status = 409
            else:
                Draft.objects.drop(request.user, page.draft_key)
                messages.success(
                    request, f"“{form.cleaned_data.get('label', page.heading)}” is saved in the draft."
                )
                return redirect(page.back)
    elif page.guide.published_at:
        return redirect("guide_version", page.guide.pk)
    else:
        draft = Draft.objects.kept(request.user, page.draft_key)
        if draft:
            form.take_draft(draft.body)
    context = {
        "guide": page.guide,
        "form": form,
        "heading": page.heading,
        "back": page.back,
        "draft": draft,
        "draft_key": page.draft_key,
        **page.context,
    }
    return render(request, "triage/guide_section.html", context, status=status)


def _refuse(form: SectionForm, refusal: Refusal, guide: Guide) -> None:
    """Show a refusal with everything typed still there, and what somebody else saved beside it."""
    if isinstance(refusal, Stale):
        guide.refresh_from_db()
        refusal.theirs = form.saved_meanwhile(contents_of(guide))
    form.refuse(refusal)

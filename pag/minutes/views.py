"""Minutes: writing them, approving them, reading them, correcting them."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Draft
from audit.actions import record_looks
from cases.events import LOOKED
from documents.models import Pdf
from documents.waiting import shown as shown_pdf
from files.streaming import stream
from pag.access import get_meeting_or_404
from pag.minutes import actions
from pag.minutes.access import Opened, get_section_or_404, open_minutes
from pag.minutes.copies import copy_for, minutes_context, want_copy
from pag.minutes.forms import CorrectionForm, SectionForm
from pag.minutes.models import MinutesSection
from pag.minutes.naming import known_in
from pag.minutes.quoting import quotations
from pag.minutes.reading import corrections_of
from pag.minutes.rules import check_writes
from ui.refusals import NotAllowed, Refusal
from ui.words import full_stop


@require_POST
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Draft the minutes from what was recorded."""
    meeting = get_meeting_or_404(request.user, pk)
    try:
        actions.draft_minutes(meeting=meeting, by=request.user)
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(meeting)
    messages.success(
        request, "The minutes are drafted from what was recorded. Read them and change the words."
    )
    return redirect("minutes", pk)


@require_safe
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes, as far as they are open to whoever reads them."""
    opened = open_minutes(request.user, pk)
    found = opened.minutes
    _looked(request, opened.theirs)
    context = {
        **_context(opened),
        "edits": opened.reader.edits,
        "may_approve": not found.is_approved
        and bool(actions.theirs_to_approve(opened.sections, request.user)),
        "making": _making(opened) if found.is_approved else None,
    }
    return render(request, "pag/minutes/minutes.html", context)


def _context(opened: Opened) -> Any:
    return minutes_context(opened.minutes, opened.sections, opened.reader, corrections_of(opened.sections))


@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, pk: int, section_pk: int) -> HttpResponse:
    """Change the words of one section."""
    opened = open_minutes(request.user, pk)
    found = get_section_or_404(opened, section_pk)
    try:
        actions.check_can_write(found, request.user)
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("minutes", pk)
    key = f"minutes:{found.pk}"
    form = SectionForm(request.POST or None, section=found)
    form.cancel_url, form.draft_url = reverse("minutes", args=[pk]), reverse("draft", args=[key])
    if request.method == "POST":
        form.look_at(found, known_in(opened.minutes, opened.sections), by=request.user)
    kept = Draft.objects.kept(request.user, key) if request.method != "POST" else None
    if kept:
        form.take_draft(kept.body)
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_section(
                section=found,
                written=form.written(),
                version=form.cleaned_data["version"],
                by=request.user,
            )
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            Draft.objects.drop(request.user, key)
            messages.success(request, f"{found.title} is saved.")
            return redirect(f"{reverse('minutes', args=[pk])}#section-{found.pk}")
    _looked(request, [found])
    context = {
        "meeting": opened.minutes.meeting,
        "section": found,
        "form": form,
        "draft": kept,
        "draft_key": key,
        "told": opened.reader.told,
        "quoted": quotations([found.item])[found.item.pk] if found.item else {},
    }
    return render(request, "pag/minutes/section.html", context, status=422 if form.errors else 200)


@require_POST
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whoever presides to approve the minutes."""
    opened = open_minutes(request.user, pk)
    try:
        actions.offer(minutes=opened.minutes, by=request.user)
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request,
            "Whoever presides gets an e-mail and finds them on their list of work. They can still be changed "
            "until then.",
        )
        named = actions.named_for(opened.minutes, opened.sections, by=request.user)
        if named:
            said = full_stop("; ".join(each.in_words for each in named))
            messages.warning(request, f"{said} Look at the words before they are approved.")
    return redirect("minutes", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what will be approved and what happens then; approve it."""
    opened = open_minutes(request.user, pk)
    check_writes(request.user, opened.minutes.meeting)
    if opened.minutes.is_approved:
        return redirect("minutes", pk)
    mine = actions.theirs_to_approve(opened.sections, request.user)
    if not mine:
        raise NotAllowed(
            "Minutes are approved by who presides. Nothing in these waits for your approval now."
        )
    if request.method == "POST":
        try:
            done = actions.approve(
                minutes=opened.minutes,
                versions=request.POST.get("versions", ""),
                looked="looked" in request.POST,
                by=request.user,
            )
        except NotAllowed:
            raise
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return redirect("minutes_approve", pk)
        messages.success(
            request,
            "The minutes are approved. Their PDF is being made, and members are told."
            if done.is_approved
            else "Your part is approved. What is not open to you waits for whoever stands in.",
        )
        return redirect("minutes", pk)
    _looked(request, mine)
    context = _context(opened)
    keys = {each.pk for each in mine}
    waiting = {each.pk for each in opened.sections if each.approved_at is None}
    context |= {
        "sections": [each for each in context["sections"] if each.section.pk in keys],
        "versions": actions.seen(mine),
        "rest": len(waiting - keys),
        "named": known_in(opened.minutes, opened.sections).pointed_out(mine),
        "extracts": sum(each.is_decided for each in opened.sections),
    }
    return render(request, "pag/minutes/approve.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, pk: int, section_pk: int) -> HttpResponse:
    """Add a correction to approved minutes."""
    opened = open_minutes(request.user, pk)
    found = get_section_or_404(opened, section_pk)
    actions.check_open(found, request.user)
    if not opened.minutes.is_approved:
        return redirect("minutes_section", pk, section_pk)
    form = CorrectionForm(request.POST or None)
    if request.method == "POST":
        form.look_at(found, known_in(opened.minutes, opened.sections), by=request.user)
    form.cancel_url = reverse("minutes", args=[pk])
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct(section=found, by=request.user, **form.cleaned_data)
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(
                request, "The correction is added. It stands in every PDF that is made from now on."
            )
            return redirect(f"{reverse('minutes', args=[pk])}#section-{found.pk}")
    _looked(request, [found])
    context = {"meeting": opened.minutes.meeting, "section": found, "form": form}
    return render(request, "pag/minutes/correct.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def pdf(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Hand over the PDF of what is open to them now, recorded; asked for by POST, it is made."""
    opened = open_minutes(request.user, pk)
    if not opened.minutes.is_approved:
        return redirect("minutes", pk)
    if request.method == "POST":
        want_copy(opened.minutes, opened.reader, opened.sections, by=request.user)
        return redirect("minutes", pk)
    made = _copy(opened)
    if made is None or made.file is None:
        return redirect("minutes", pk)
    actions.record_opened(minutes=opened.minutes, sections=opened.theirs, by=request.user)
    return stream(made.file, download="download" in request.GET)


@require_safe
def pdf_status(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how far the PDF is: a piece of page for the page that waits."""
    opened = open_minutes(request.user, pk)
    making = _making(opened) if opened.minutes.is_approved else None
    if making is None or not getattr(request, "htmx", False):
        return redirect("minutes", pk)
    return render(request, "components/making_inner.html", {"making": making})


def _looked(request: HttpRequest, sections: Iterable[MinutesSection]) -> None:
    cases = {each.item.case_id: each.item.case for each in sections if each.item}
    record_looks(LOOKED, by=request.user, cases=cases.values())


def _copy(opened: Opened) -> Pdf | None:
    return copy_for(opened.minutes, opened.reader, opened.sections)


def _making(opened: Opened) -> dict[str, Any] | None:
    made = _copy(opened)
    if made is None:
        return None
    place = [opened.minutes.meeting_id]
    return shown_pdf(
        made,
        label="Your copy of the minutes",
        href=reverse("minutes_pdf", args=place),
        retry_url=reverse("minutes_pdf", args=place),
        poll_url=reverse("minutes_pdf_status", args=place),
        check_url=reverse("minutes", args=place),
    )

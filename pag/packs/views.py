"""Papers: choosing what is in them, how far each member's are, and opening one's own."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import Permission, check_has
from documents.models import Document
from files.streaming import stream
from pag.access import get_item_or_404, get_meeting_or_404
from pag.packs import actions
from pag.packs.access import chosen_for, items_to_choose_for, members_papers
from pag.packs.forms import ChooseForm
from pag.packs.state import get_version_or_404, making, may_open, newest_or_404
from pag.permissions import check_can_read
from pag.steps import PAPERS_OUT, steps_of
from ui.refusals import NotAllowed, Refusal


@require_safe
def papers(request: HttpRequest, pk: int) -> HttpResponse:
    """What goes into the papers, item by item, and how far each member's are."""
    found = get_meeting_or_404(request.user, pk)
    check_has(request.user, Permission.MEETING_RUN, within=found.group.organisation)
    members = members_papers(found)
    context = {
        "meeting": found,
        "items": items_to_choose_for(request.user, found),
        "members": members,
        "send": PAPERS_OUT if PAPERS_OUT in steps_of(found) else None,
        "sent": any(each.version for each in members),
        "failed": any(each.version and each.version.state == "failed" for each in members),
    }
    return render(request, "pag/packs/papers.html", context)


@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Try papers again that could not be made."""
    found = get_meeting_or_404(request.user, pk)
    actions.try_again(meeting=found, by=request.user)
    messages.success(request, "They are being made again.")
    return redirect("meeting_papers", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """Choose the documents for the papers of one item."""
    item = get_item_or_404(request.user, pk, item_pk)
    check_has(request.user, Permission.MEETING_RUN, within=item.case.organisation)
    check_can_read(item, request.user)
    documents = Document.objects.open_to(request.user, item.case)
    form = ChooseForm(
        request.POST or None, documents=documents, initial=chosen_for(item, request.user, documents)
    )
    form.cancel_url = reverse("meeting_papers", args=[pk])
    if request.method == "POST" and form.is_valid():
        try:
            actions.choose_documents(item=item, by=request.user, **form.cleaned_data)
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"The papers of item {item.position} are chosen.")
            return redirect("meeting_papers", pk)
    context = {"item": item, "case": item.case, "meeting": item.meeting, "form": form, "documents": documents}
    return render(request, "pag/packs/choose.html", context, status=422 if form.errors else 200)


@require_safe
def my_papers(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own papers: how far they are, what changed, and opening them."""
    found = get_meeting_or_404(request.user, pk)
    version = newest_or_404(request.user, found)
    context = {
        "meeting": found,
        "version": version,
        "making": making(version),
        "closed": version.state == "ready" and not may_open(version),
    }
    return render(request, "pag/packs/my_papers.html", context)


@require_safe
def status(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how far one's papers are: a piece of page for a page that waits, or a page of its own."""
    version = newest_or_404(request.user, get_meeting_or_404(request.user, pk))
    if not getattr(request, "htmx", False):
        return redirect("my_papers", pk)
    return render(request, "components/making_inner.html", {"making": making(version)})


@require_safe
def open_version(request: HttpRequest, pk: int, version: int) -> HttpResponseBase:
    """Hand over the newest version and record who opened it; an older one leads to the newest."""
    meeting = get_meeting_or_404(request.user, pk)
    found = get_version_or_404(request.user, meeting, version)
    if may_open(found) and found.file:
        actions.record_opened(version=found, by=request.user)
        return stream(found.file, download="download" in request.GET)
    if found.superseded_at:
        messages.info(
            request,
            f"Version {version} was replaced and can no longer be opened. If you saved a copy, please delete "
            "it. This is the newest.",
        )
    return redirect("my_papers", pk)

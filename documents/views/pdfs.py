"""A PDF that the product made: how far it is, opening it, asking for it again."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from cases.pages import render_case
from documents import actions
from documents.access import get_pdf_or_404
from documents.models import Pdf
from documents.waiting import making
from files.streaming import stream


@require_safe
def open_pdf(request: HttpRequest, reference: str, pk: int) -> HttpResponseBase:
    """Hand over a ready PDF, and record who opened it; else show how far it is."""
    case, pdf = get_pdf_or_404(request.user, reference, pk)
    if pdf.state != Pdf.State.READY or pdf.file is None:
        return redirect("pdf_status", reference, pk)
    pdf.case = case
    actions.record_pdf_opened(pdf=pdf, by=request.user)
    return stream(pdf.file, download="download" in request.GET)


@require_safe
def status(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Say how far it is: a piece of page for a page that waits, or a page of its own."""
    case, pdf = get_pdf_or_404(request.user, reference, pk)
    context = {"pdf": pdf, "making": making(pdf, case)}
    if getattr(request, "htmx", False):
        return render(request, "components/making_inner.html", context)
    return render_case(request, case, "documents/pdf.html", context, tab="documents", topic=pdf.topic)


@require_POST
def again(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Try a PDF again that could not be made."""
    _case, pdf = get_pdf_or_404(request.user, reference, pk)
    actions.ask_again(pdf=pdf, by=request.user)
    return redirect("pdf_status", reference, pk)

"""What is on file in this case? The list, adding to it, and opening one."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import Permission, check_has, has
from cases.access import get_case_or_404
from cases.models import Case
from cases.pages import render_case
from cases.topics import CHOICES
from documents import actions
from documents.access import get_document_or_404
from documents.forms import UploadForm, topics_open_to
from documents.models import Document
from files.models import StoredFile
from files.sniffing import CALLED
from files.streaming import stream
from ui.dates import when
from ui.refusals import NotAllowed, Refusal
from ui.tables import Cell, Column, Table
from ui.words import counted

TOPIC_NAMES = {topic: label.split(" (")[0] for topic, label in CHOICES}
COLUMNS = (Column("Document"), Column("Title"), Column("Topic"), Column("Added by"))
CHECKED = {
    StoredFile.Scan.CLEAN: "checked for viruses",
    StoredFile.Scan.NOT_CONFIGURED: "not checked for viruses",
    StoredFile.Scan.MADE_HERE: "made by this service",
}


@require_safe
def documents(request: HttpRequest, reference: str) -> HttpResponse:
    """The documents tab."""
    return _page(request, get_case_or_404(request.user, reference))


@require_POST
def add(request: HttpRequest, reference: str) -> HttpResponse:
    """Keep the files that were sent: one a request where JavaScript runs, one or several otherwise."""
    case = get_case_or_404(request.user, reference)
    check_has(request.user, Permission.DOCUMENT_ADD, within=case.organisation)
    alone = "application/json" in request.headers.get("Accept", "")
    form = UploadForm(request.POST, request.FILES, topics=topics_open_to(request.user, case))
    sent = request.FILES.getlist("file")
    # What files are wrong is said by the actions, one by one, so that the others are kept.
    wrong = set(form.errors) - {"file"} if sent else set(form.errors)
    if wrong:
        return _unclear(request, case, form) if not alone else _refused_alone(form, wrong)
    limit = settings.UPLOAD_LIMIT_MB if alone else settings.UPLOAD_LIMIT_MB_WITHOUT_JAVASCRIPT
    kept: list[Document] = []
    refused: list[str] = []
    for upload in sent:
        try:
            kept.append(_keep(request, case, form, upload, limit))
        except NotAllowed:
            raise
        except Refusal as refusal:
            refused.append(str(refusal))
    if alone:
        return _answer(kept, refused)
    if kept:
        messages.success(request, f"{counted(len(kept), 'document')} added.")
    if not refused:
        return redirect("documents", case.reference)
    form.errors.pop("file", None)
    for sentence in refused:
        form.add_error("file", sentence)
    return _page(request, case, form=form, status=422)


@require_safe
def open_document(request: HttpRequest, reference: str, number: int) -> HttpResponseBase:
    """Hand over the bytes, and record who opened them."""
    case, document = get_document_or_404(request.user, reference, number)
    document.case = case
    actions.record_opened(document=document, by=request.user)
    return stream(document.file, name=document.download_name, download="download" in request.GET)


def _keep(
    request: HttpRequest, case: Case, form: UploadForm, upload: UploadedFile, limit_mb: int
) -> Document:
    return actions.add_upload(
        case=case,
        upload=upload,
        topic=form.cleaned_data["topic"],
        by=request.user,
        submission_key=form.cleaned_data["submission_key"],
        limit_mb=limit_mb,
    )


def _answer(kept: list[Document], refused: list[str]) -> JsonResponse:
    if refused:
        return JsonResponse({"error": refused[0]}, status=422)
    return JsonResponse({"name": kept[0].title, "words": f"number {kept[0].number}, {kept[0].title}"})


def _refused_alone(form: UploadForm, wrong: set[str]) -> JsonResponse:
    return JsonResponse({"error": str(form.errors[sorted(wrong)[0]][0])}, status=422)


def _unclear(request: HttpRequest, case: Case, form: UploadForm) -> HttpResponse:
    return _page(request, case, form=form, status=422)


def _page(
    request: HttpRequest, case: Case, *, form: UploadForm | None = None, status: int = 200
) -> HttpResponse:
    person = request.user
    found = list(Document.objects.open_to(person, case))
    may_add = has(person, Permission.DOCUMENT_ADD, within=case.organisation)
    topic = request.GET.get("topic", "")
    context: dict[str, Any] = {
        "table": _table(case, [each for each in found if topic in ("", each.topic)], may_add=may_add),
        "topics": _topics(case, found, topic),
        "not_checked": any(each.file.scan == StoredFile.Scan.NOT_CONFIGURED for each in found),
        "may_add": may_add,
        "form": form or UploadForm(topics=topics_open_to(person, case)),
        "limit_mb": settings.UPLOAD_LIMIT_MB,
        "limit_note": (
            f"Each file may be up to {settings.UPLOAD_LIMIT_MB} MB, or "
            f"{settings.UPLOAD_LIMIT_MB_WITHOUT_JAVASCRIPT} MB where JavaScript is switched off."
        ),
    }
    return render_case(request, case, "documents/list.html", context, tab="documents", status=status)


def _table(case: Case, found: list[Document], *, may_add: bool) -> Table:
    columns = (*COLUMNS, Column("Change", label_hidden=True)) if may_add else COLUMNS
    first: dict[str, int] = {}
    for each in sorted(found, key=lambda each: each.number):
        first.setdefault(each.file.sha256, each.number)
    return Table(
        caption="Documents of this case",
        caption_hidden=True,
        columns=columns,
        rows=[_row(case, each, first[each.file.sha256], may_add=may_add) for each in found],
        empty="No documents here yet.",
    )


def _row(case: Case, document: Document, first: int, *, may_add: bool) -> list[Cell | str]:
    """Return the row of a document; `first` is the first that has the same bytes."""
    where = [case.reference, document.number]
    file = document.file
    kind = CALLED.get(file.content_type, "File")
    checked = CHECKED[StoredFile.Scan(file.scan)]
    about = f"{kind}, {filesizeformat(file.size)}, {checked}"
    if document.kept_from_group:
        about += ". Members of the group do not see it"
    if first != document.number:
        about += f". The same file as document {first}"
    row: list[Cell | str] = [
        f"Document {document.number}",
        Cell(document.title, href=reverse("document", args=where), hint=about),
        Cell(TOPIC_NAMES.get(document.topic, document.topic)),
        Cell(document.added_by.name, hint=when(document.added_at)),
    ]
    if may_add:
        change = {"href": reverse("document_edit", args=where), "number": document.number}
        row.append(Cell(template="documents/change_link.html", values=change))
    return row


def _topics(case: Case, found: list[Document], current: str) -> list[dict[str, Any]]:
    """Return the filter: all, and each topic that holds something."""
    here = reverse("documents", args=[case.reference])
    counts = {topic: sum(each.topic == topic for each in found) for topic in TOPIC_NAMES}
    shown = [{"label": "All", "href": here, "count": len(found), "current": current == ""}]
    for topic, count in counts.items():
        if count:
            shown.append(
                {
                    "label": TOPIC_NAMES[topic],
                    "href": f"{here}?topic={topic}",
                    "count": count,
                    "current": current == topic,
                }
            )
    return shown if len(shown) > 2 else []

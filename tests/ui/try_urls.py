"""Pages for the browser tests, beside the product's own: a form that saves drafts, rows, many files."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_POST

from lotus_cases.urls import urlpatterns as product
from ui import fields
from ui.forms import Form, SubmissionKey
from ui.formsets import rows_of

# What arrived, in order: tests read it.
ARRIVED: list[dict[str, Any]] = []
ANSWERS: dict[str, int] = {"draft": 204}


class TryForm(Form):
    submit_label = "Save it"
    draft_url = "/try/draft/"
    key = SubmissionKey()
    words = fields.LongText(label="Words", max_length=50)
    unsafe = fields.YesNo(label="Is anyone unsafe today?", reveals={"yes": ["step"]})
    step = fields.Text(label="Step")
    practice = fields.Autocomplete(
        label="Practice", choices=[("1", "Harbour Road Surgery"), ("2", "Hazel Lane Dental")], required=False
    )


class TryRow(Form):
    what = fields.Text(label="Action")


class TryFiles(Form):
    file = fields.Upload(label="Documents")


TryRows = rows_of(TryRow, extra=1, most=3)


def page(request: HttpRequest) -> HttpResponse:
    form = TryForm(request.POST or None)
    rows = TryRows(request.POST or None, prefix="rows")
    if request.method == "POST":
        ARRIVED.append({"rows": request.POST.get("rows-TOTAL_FORMS"), **request.POST.dict()})
    making = {"state": "preparing", "label": "The report", "poll_url": "/try/making/", "check_url": "/try/"}
    context = {"form": form, "rows": rows, "files": TryFiles(prefix="files")}
    if "making" in request.GET:
        context["making"] = making
    return render(request, "try.html", context)


@require_POST
def draft(request: HttpRequest) -> HttpResponse:
    ARRIVED.append(request.POST.dict())
    return HttpResponse(status=ANSWERS["draft"])


@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    files = request.FILES.getlist("files-file")
    ARRIVED.append({"files": [file.name for file in files]})
    if files[0].name.endswith(".exe"):
        return JsonResponse({"error": f"{files[0].name} is a program, not a document."}, status=422)
    return JsonResponse({"name": files[0].name})


def making(request: HttpRequest) -> HttpResponse:
    """A PDF that is ready when it is asked for the second time."""
    ARRIVED.append({"polled": True})
    state = "ready" if len(ARRIVED) > 1 else "preparing"
    context = {
        "state": state,
        "label": "The report",
        "href": "/x/",
        "poll_url": "/try/making/",
        "check_url": "/try/",
    }
    return render(request, "components/making_inner.html", {"making": context})


urlpatterns = [
    path("try/making/", making),
    path("try/", page),
    path("try/draft/", draft),
    path("try/upload/", upload),
    *product,
]

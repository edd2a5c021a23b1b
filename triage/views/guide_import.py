"""Beginning a version of the guide from a file, or putting what it says in the place of a draft."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.models import Organisation
from triage import actions
from triage.forms.guide_version import ImportForm, ReplaceForm
from triage.guides.access import drafts_begun_by, get_edited_or_404, get_version_or_404
from triage.guides.comparing import compare
from triage.guides.contents import Contents, as_file, contents_of
from triage.guides.file import WrongFile, read_guide
from triage.models import Guide
from triage.views.guide_versions import page_of
from ui.refusals import NotAllowed, Refusal
from ui.words import counted


@require_http_methods(["GET", "HEAD", "POST"])
def import_file(request: HttpRequest) -> HttpResponse:
    """Read a file; one that is wrong changes nothing, and every problem is shown."""
    organisation = get_edited_or_404(request.user, request.GET.get("organisation", ""))
    drafts = drafts_begun_by(request.user, organisation)
    form = ImportForm(request.POST or None, request.FILES or None, drafts=drafts)
    form.cancel_url = page_of(organisation.pk)
    wrong: list[str] = []
    if request.method == "POST" and form.is_valid():
        content = form.cleaned_data["file"].read()
        try:
            if form.replaced:
                return _before_replacing(request, form.replaced, read_guide(content))
            return _begin(request, organisation, form, content)
        except WrongFile as refusal:
            wrong = refusal.problems
            form.add_error(
                "file",
                f"{refusal} {counted(len(wrong), 'thing')} to mend, listed under “To mend in the file”",
            )
    context = {"organisation": organisation, "form": form, "wrong": wrong}
    return render(request, "triage/guide_import.html", context, status=422 if form.errors else 200)


def _begin(
    request: HttpRequest, organisation: Organisation, form: ImportForm, content: bytes
) -> HttpResponse:
    draft = actions.import_guide(
        content=content,
        organisation=organisation,
        by=request.user,
        submission_key=form.cleaned_data["submission_key"],
    )
    messages.success(request, f"The file is read and is version {draft.version} now, as a draft.")
    return redirect("guide_version", draft.pk)


def _before_replacing(request: HttpRequest, draft: Guide, contents: Contents) -> HttpResponse:
    """Show what the draft says and the file does not, word by word; nothing is replaced by looking."""
    stood = contents_of(draft)
    form = ReplaceForm(initial={"content": as_file(contents).decode(), "version": draft.edited})
    form.action = reverse("guide_replace", args=[draft.pk])
    form.cancel_url = page_of(draft.organisation_id or 0, "guide_import")
    sections = compare(stood, contents)
    context = {
        "guide": draft,
        "form": form,
        "sections": sections,
        "changes": sum(len(each.changes) for each in sections),
    }
    return render(request, "triage/guide_replace.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def replace(request: HttpRequest, pk: int) -> HttpResponse:
    """Put what was shown in the place of the draft."""
    guide = get_version_or_404(request.user, pk)
    again = page_of(guide.organisation_id or 0, "guide_import")
    form = ReplaceForm(request.POST)
    if request.method != "POST" or not form.is_valid():
        return redirect(again)
    try:
        actions.replace_guide(
            guide=guide,
            content=form.cleaned_data["content"].encode(),
            version=form.cleaned_data["version"],
            by=request.user,
        )
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(again)
    messages.success(request, f"The draft of version {guide.version} says what the file says now.")
    return redirect("guide_version", pk)

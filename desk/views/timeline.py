"""The timeline tells the story of a case; the audit page tells who did what and who looked."""

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from accounts.permissions import Permission, check_has
from audit.models import Event
from cases.access import get_case_or_404
from cases.models import Case
from cases.pages import render_case
from cases.topics import closed_topics
from desk.leading import ways_to
from desk.story import CHAPTERS, LOOKS, SIZE, lines, timeline_kinds


@require_safe
def timeline(request: HttpRequest, reference: str) -> HttpResponse:
    """What happened, newest first, in the topics open to this person."""
    case = get_case_or_404(request.user, reference)
    events = _open_events(request, case).filter(kind__in=timeline_kinds())
    chapter = request.GET.get("show", "")
    if chapter in CHAPTERS:
        events = events.filter(_in_chapter(chapter))
    page, older = _page(request, events)
    told = lines(page, ways_to(request.user, case, page))
    context = {"chapters": CHAPTERS, "chapter": chapter, "lines": told, "older": older}
    return render_case(request, case, "desk/timeline.html", context, tab="timeline")


@require_safe
def audit(request: HttpRequest, reference: str) -> HttpResponse:
    """Everything recorded, looking included."""
    case = get_case_or_404(request.user, reference)
    check_has(request.user, Permission.CASE_AUDIT, within=case.organisation)
    events = _open_events(request, case)
    show = request.GET.get("show", "")
    if show == "looked":
        events = events.filter(kind__in=LOOKS)
    elif show == "did":
        events = events.exclude(kind__in=LOOKS)
    page, older = _page(request, events)
    context = {"show": show, "lines": lines(page), "older": older}
    return render_case(request, case, "desk/audit.html", context, tab="audit")


def _open_events(request: HttpRequest, case: Case) -> QuerySet[Event]:
    return Event.objects.of_case(case.pk).without_topics(closed_topics(request.user, case)).newest_first()


def _in_chapter(chapter: str) -> Q:
    if chapter == "case":
        return Q(kind__startswith="case.") | Q(kind__startswith="practitioner.")
    return Q(kind__startswith=f"{chapter}.")


def _page(request: HttpRequest, events: QuerySet[Event]) -> tuple[list[Event], int | None]:
    """Return the events of one page, and the key after which older ones begin."""
    before = request.GET.get("before", "")
    last = events.filter(pk=before).first() if before.isdecimal() else None
    if last:
        events = events.filter(Q(at__lt=last.at) | Q(at=last.at, pk__lt=last.pk))
    found = list(events[: SIZE + 1])
    more, found = len(found) > SIZE, found[:SIZE]
    return found, found[-1].pk if more else None

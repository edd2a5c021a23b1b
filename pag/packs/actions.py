"""Choosing what goes into papers, sending them out, keeping them up to date, recording who opened them."""

import datetime as dt
from collections.abc import Collection, Iterable

from django.db import transaction
from django.utils import timezone

from accounts.models import Person
from accounts.permissions import Permission, check_has
from audit.actions import record
from cases.models import Case
from cases.querysets import grants_read_once
from documents.actions import keep_from_group
from documents.models import Document
from outbox.queue import enqueue_on_commit
from pag.actions.meeting import move_meeting
from pag.models import AgendaItem, Meeting
from pag.packs import events
from pag.packs.beside import beside_changes
from pag.packs.looking.actions import ask_to_look, check_settled, forget_looks
from pag.packs.models import PackChoice, PackPart, PackVersion
from pag.packs.papers import (
    ItemPapers,
    Plan,
    changes_between,
    chosen_documents,
    items_in,
    meets,
    papers_for,
)
from pag.packs.state import is_right, whole_plan
from pag.permissions import check_can_read
from pag.policies import check_waits
from pag.transitions import MeetingStage
from ui.refusals import Refusal, Stale

# Changes that follow one another within this make one new version.
GATHER = dt.timedelta(seconds=30)


@transaction.atomic
def choose_documents(
    *, item: AgendaItem, documents: Collection[Document], version: int, by: Person
) -> PackChoice:
    """Pick which documents of the case go into the papers of the item, among those that `by` may see.

    What was picked before and is closed to `by` stays picked. What was kept from the group opens to it again.
    """
    case = Case.objects.locked(item.case_id)
    check_has(by, Permission.MEETING_RUN, within=case.organisation)
    item = AgendaItem.objects.locked(item.pk)
    item.case = case
    check_can_read(item, by)
    check_waits(item)
    seen = set(Document.objects.open_to(by, case).values_list("pk", flat=True))
    if not {document.pk for document in documents} <= seen:
        raise Refusal("A document is no longer with this case. Open the page again.")
    choice = PackChoice.objects.filter(item=item).select_related("chosen_by").first()
    if (choice.version if choice else 0) != version:
        raise Stale(
            "Somebody else chose the documents of this item while you were looking. Open the page again.",
            theirs={},
        )
    kept = set(chosen_documents(item).values_list("pk", flat=True)) - seen
    if choice is None:
        choice = PackChoice.objects.create(item=item, chosen_by=by)
    else:
        choice.version, choice.chosen_by, choice.chosen_at = version + 1, by, timezone.now()
        choice.save(update_fields=["version", "chosen_by", "chosen_at"])
    chosen = [*(document.pk for document in documents), *kept]
    choice.documents.set(chosen)
    keep_from_group(case=case, documents=[document.pk for document in documents], kept=False)
    ask_to_look(case=case, documents=chosen)
    forget_looks(case=case)
    record(events.CHOSEN, by=by, case=case, subject=item, documents=len(documents))
    _keep_on_commit(item.meeting)
    return choice


@transaction.atomic
def send_out(*, meeting: Meeting, by: Person, why: str = "") -> Meeting:
    """Move the meeting to “Papers out” and ask for the papers of every member to whom an item is open.

    Raises Refusal while what was found in chosen documents is undecided, unless `why` says why.
    """
    check_has(by, Permission.MEETING_RUN, within=meeting.group.organisation)
    check_settled(meeting=meeting, why=why, by=by)
    meeting = move_meeting(meeting=meeting, to=MeetingStage.PAPERS_OUT, by=by)
    keep_up_to_date(meeting=meeting)
    return meeting


@transaction.atomic
def keep_up_to_date(*, meeting: Meeting) -> None:
    """Ask for a new version for every member whose papers are no longer what belongs into them.

    Safe to run as often as one likes. Nothing happens before papers went out, nor once the
    meeting has ended.
    """
    meeting = Meeting.objects.locked(meeting.pk)
    if (
        meeting.ended_at
        or meeting.cancelled_at
        or meeting.stage not in (MeetingStage.PAPERS_OUT, MeetingStage.IN_PROGRESS)
    ):
        return
    newest = {each.person_id: each for each in PackVersion.objects.current().filter(meeting=meeting)}
    if meeting.stage == MeetingStage.IN_PROGRESS and not newest:
        return
    for person in _readers(meeting, newest):
        _keep(meeting, person, newest.get(person.pk))


def _readers(meeting: Meeting, newest: Collection[int]) -> Iterable[Person]:
    members = meeting.group.members.current(on=meeting.day).values("person")
    return Person.objects.filter(pk__in=members) | Person.objects.filter(pk__in=list(newest))


def _keep(meeting: Meeting, person: Person, newest: PackVersion | None) -> None:
    with grants_read_once():
        seen = Meeting.objects.visible_to(person).filter(pk=meeting.pk).exists()
        items = papers_for(person, meeting) if seen else []
        plan = whole_plan(person, meeting, items) if seen else []
    if newest is None:
        if items:
            _hold(PackVersion(meeting=meeting, person=person, number=1), items, plan)
    elif is_right(newest, plan):
        return
    elif newest.state == PackVersion.State.READY:
        PackVersion.objects.filter(pk=newest.pk).update(superseded_at=timezone.now())
        following = PackVersion(meeting=meeting, person=person, number=newest.number + 1)
        following.not_before = timezone.now() + GATHER
        _hold(following, items, plan, before=newest)
    else:
        _plan_anew(newest, items, plan)


def _plan_anew(version: PackVersion, items: list[ItemPapers], plan: Plan) -> None:
    """Change what a version that nobody has yet will hold; a worker that is making it loses its lease."""
    before = PackVersion.objects.of(version.person, version.meeting).filter(number=version.number - 1).first()
    version.state, version.error, version.attempts = PackVersion.State.WAITING, "", 0
    version.token, version.lease_until = None, None
    _hold(version, items, plan, before=before)


def _hold(
    version: PackVersion, items: list[ItemPapers], plan: Plan, *, before: PackVersion | None = None
) -> None:
    """Ask for the version with these items, saying what is different from the one `before`."""
    from pag.packs.tasks import make, make_part

    version.plan, version.meets = plan, meets(version.meeting)
    if before:
        moved = before.meets not in ("", version.meets)
        said = [f"The meeting is now on {version.meets}."] if moved else []
        version.changes = [
            *said,
            *changes_between(before.plan, version.plan),
            *beside_changes(before.plan, version.plan),
        ]
    for kind, key in {paper.row for each in items for paper in each.papers}:
        part, made = PackPart.objects.get_or_create(kind=kind, subject_key=key)
        if made:
            enqueue_on_commit(make_part, part.pk)
    version.save()
    record(
        events.WANTED,
        system="pag",
        organisation=version.meeting.group.organisation,
        subject=version,
        meeting=version.meeting_id,
        person=version.person_id,
        number=version.number,
    )
    enqueue_on_commit(make, version.pk)


@transaction.atomic
def try_again(*, meeting: Meeting, by: Person) -> None:
    """Put papers that could not be made back in the queue."""
    from pag.packs.tasks import make

    check_has(by, Permission.MEETING_RUN, within=meeting.group.organisation)
    failed = PackVersion.objects.current().filter(meeting=meeting, state=PackVersion.State.FAILED)
    for pk in failed.select_for_update().values_list("pk", flat=True):
        PackVersion.objects.filter(pk=pk).update(state=PackVersion.State.WAITING, error="", attempts=0)
        enqueue_on_commit(make, pk)


def _keep_on_commit(meeting: Meeting) -> None:
    from pag.packs.tasks import keep

    enqueue_on_commit(keep, meeting.pk)


@transaction.atomic
def record_opened(*, version: PackVersion, by: Person) -> None:
    """Record that `by` opened this version: once for the meeting, and with every case that is in it."""
    meeting = version.meeting
    record(
        events.OPENED,
        by=by,
        organisation=meeting.group.organisation,
        subject=version,
        number=version.number,
        meeting=meeting.pk,
    )
    items = AgendaItem.objects.filter(pk__in=[each["item"] for each in items_in(version.plan)])
    for item in items.select_related("case"):
        record(
            events.OPENED,
            by=by,
            case=item.case,
            subject=version,
            number=version.number,
            meeting=meeting.pk,
        )

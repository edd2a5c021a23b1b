"""What the group needs of somebody today. A fixed number of queries."""

from collections import defaultdict

from django.db.models import Exists, OuterRef
from django.urls import reverse

from accounts.models import Person
from accounts.permissions import Permission, organisations_with
from cases.models import Case, CaseAccess
from cases.querysets import grants_read_once, managed
from cases.stages import Stage
from cases.work import WorkItem
from clocks.working_days import add_working_days, working_days_between
from pag.agenda.work import between, ratifying
from pag.answering import Answerers, standing_on, to_answer
from pag.first import asked_first
from pag.following.work import actions_for
from pag.investigators import investigators_of
from pag.minutes.work import minutes_work
from pag.models import AgendaItem, Arrangement, Decision, GroupMember, ItemDeclaration, Meeting, StoodAside
from pag.packs.looking.work import to_decide as to_decide_findings
from pag.packs.work import to_make_again
from pag.planning.work import work_for as planning_work
from pag.reading.work import to_answer as to_answer_questions
from pag.reading.work import to_read
from pag.triaged import submitted_reviews
from ui.dates import as_day, day, today
from ui.words import counted

# How many working days before its day what was arranged is brought up.
NEAR = 3

Memberships = dict[int, GroupMember]
Answers = dict[int, str]


def work_for(person: Person) -> list[WorkItem]:
    """Return what the rooms of the group have for `person`."""
    with grants_read_once():
        return _work_for(person)


def _work_for(person: Person) -> list[WorkItem]:
    memberships = {each.group_id: each for each in GroupMember.objects.current().filter(person=person)}
    answers = dict(ItemDeclaration.objects.filter(person=person).values_list("item", "answer"))
    waiting = _waiting(person)
    held = [item for item in waiting if not item.meeting.is_between]
    return [
        *_to_say_first(person),
        *_as_member(
            person, [item for item in held if item.meeting.group_id in memberships], memberships, answers
        ),
        *between([item for item in waiting if item.meeting.is_between], memberships, answers),
        *_to_answer(person, waiting),
        *_to_record(person, held, memberships, answers),
        *ratifying(person, memberships, answers),
        *actions_for(person),
        *minutes_work(person),
        *_finals(person),
        *_investigators_to_name(person),
        *_arranged(person),
        *to_answer_questions(person),
        *to_make_again(person),
        *to_decide_findings(person),
        *planning_work(person),
        *_to_put_on_an_agenda(person),
    ]


def _to_say_first(person: Person) -> list[WorkItem]:
    """One line, however many cases they were given a part in and have still to declare on."""
    asked = asked_first(person)
    if not asked:
        return []
    (name, *more) = [each.case.practitioner.name for each in asked]
    whom = f"anybody in {counted(len(asked), 'case')} you are asked to take on" if more else name
    return [
        WorkItem(
            sentence=f"Say whether you have a connection with {whom}",
            url=reverse("declare_first"),
            reference="" if more else asked[0].case.reference,
            waiting_since=min(each.since for each in asked),
            since="asked on",
            asked=True,
        )
    ]


def _waiting(person: Person) -> list[AgendaItem]:
    items = (
        AgendaItem.objects.waiting().visible_to(person).filter(meeting__in=Meeting.objects.visible_to(person))
    )
    return list(
        items.select_related("meeting__group", "case__practitioner").order_by(
            "meeting__starts_at", "position"
        )
    )


def _as_member(
    person: Person, items: list[AgendaItem], memberships: Memberships, answers: Answers
) -> list[WorkItem]:
    """What to declare on, then what to read, one line a meeting.

    Once a meeting is past, only who presides over it has still to declare: to record what was decided.
    """
    undeclared: dict[Meeting, int] = defaultdict(int)
    declared = []
    for item in items:
        to_come = item.meeting.day >= today()
        if item.pk not in answers and (to_come or memberships[item.meeting.group_id].presides):
            undeclared[item.meeting] += 1
        elif item.pk in answers and to_come:
            declared.append(item)
    declare = [
        WorkItem(
            sentence=f"Declare on {counted(number, 'case')} {_before(meeting)}",
            url=meeting.get_absolute_url(),
            due=meeting.papers_due or meeting.day,
        )
        for meeting, number in undeclared.items()
    ]
    return declare + to_read(person, declared)


def _to_answer(person: Person, waiting: list[AgendaItem]) -> list[WorkItem]:
    """Who stands aside, for who answers it. An item that is closed to them is named by its number alone."""
    theirs = {item.pk for item in waiting}
    asides = to_answer(person)
    now = standing_on([aside for aside, _who in asides])
    return [_answer(aside, who, theirs, now.get(aside.pk)) for aside, who in asides]


def _answer(aside: StoodAside, who: Answerers, theirs: set[int], item: AgendaItem | None) -> WorkItem:
    url, since = reverse("aside", args=[aside.pk]), as_day(aside.denial.starts_at)
    if item is None:
        somebody = "Somebody" if who.reads else "A responsible officer"
        sentence = f"{somebody} has a connection with a case and stands aside: see that others take it on"
        return WorkItem(sentence=sentence, url=url, reference=aside.case.reference, waiting_since=since)
    meeting = item.meeting
    said = "declared a connection" if aside.how == StoodAside.How.YES else "is not sure of a connection"
    if aside.asked:
        said = "says that it was a mistake to stand aside"
    return WorkItem(
        sentence=f"A member {said} on {item.called_at}",
        url=url,
        reference=aside.case.reference if item.pk in theirs else "",
        due=meeting.day,
        waiting_since=since,
    )


def _before(meeting: Meeting) -> str:
    return f"{'before' if meeting.day >= today() else 'of'} the meeting on {day(meeting.day)}"


def _since(meeting: Meeting) -> str:
    if meeting.day == today():
        return "the group meets today"
    days = working_days_between(meeting.day, today())
    return f"the group met {counted(days, 'working day')} ago" if days else "the group has met"


def _to_record(
    person: Person, waiting: list[AgendaItem], memberships: Memberships, answers: Answers
) -> list[WorkItem]:
    """Decisions to record once the group has met: for who presides, and for the case's manager."""
    may_record = set(organisations_with(person, Permission.DECISION_RECORD))
    found = []
    for item in waiting:
        meeting, member = item.meeting, memberships.get(item.meeting.group_id)
        manages = item.case.manager_id == person.pk and meeting.group.organisation_id in may_record
        presides = member is not None and member.presides
        declared = member is None or answers.get(item.pk) == ItemDeclaration.Answer.NONE
        if not (meeting.has_come and declared and (manages or presides)):
            continue
        when = _since(meeting)
        found.append(
            WorkItem(
                sentence=f"Record what was decided about {item.case.practitioner.name}: {when}",
                url=reverse("decide", args=[meeting.pk, item.pk]),
                reference=item.case.reference,
                due=meeting.day,
                waiting_since=meeting.day,
            )
        )
    return found


def _finals(person: Person) -> list[WorkItem]:
    """Return the advice on which somebody has still to decide, in the cases that `person` manages."""
    mine = managed(person, holding=Permission.DECISION_RECORD)
    if not mine:
        return []
    cases = Case.objects.open().filter(pk__among=mine)
    waiting = Decision.objects.awaiting_final().filter(item__case__in=cases.values("pk"))
    found = []
    for each in waiting.select_related("item__case__practitioner"):
        case = each.item.case
        about = f"the group's advice about {case.practitioner.name}"
        sentence = f"Ask {each.final_name} what they decide on {about}, and record it"
        if each.final_by == Decision.Final.CASE_MANAGER:
            sentence = f"Decide on {about}, and record it"
        found.append(
            WorkItem(
                sentence=sentence,
                url=reverse("group_final", args=[case.reference, each.pk]),
                reference=case.reference,
                due=each.final_due,
                waiting_since=each.decided_on,
            )
        )
    return found


def _investigators_to_name(person: Person) -> list[WorkItem]:
    """Return the cases of theirs whose investigator stands aside: another is named."""
    mine = managed(person, holding=Permission.DECISION_RECORD)
    now = investigators_of(Case.objects.filter(pk__among=mine)) if mine else {}
    if not now:
        return []
    denied = CaseAccess.objects.denials().filter(case__in=now)
    since = {(case, who): at for case, who, at in denied.values_list("case", "person", "starts_at")}
    return [
        WorkItem(
            sentence=f"Name another investigator for {each.decision.item.case.practitioner.name}: "
            "the one named stands aside",
            url=reverse("group_investigator", args=[each.decision.item.case.reference, each.decision.pk]),
            reference=each.decision.item.case.reference,
            waiting_since=as_day(since[case, each.person]),
        )
        for case, each in now.items()
        if each.person and (case, each.person) in since
    ]


def _arranged(person: Person) -> list[WorkItem]:
    """Return what was arranged with decisions in the cases they manage, from shortly before its day."""
    mine = managed(person, holding=Permission.DECISION_RECORD)
    if not mine:
        return []
    cases = Case.objects.open().filter(pk__among=mine)
    near = Arrangement.objects.filter(
        decision__item__case__in=cases.values("pk"),
        done__isnull=True,
        due_on__lte=add_working_days(today(), NEAR),
    )
    return [
        WorkItem(
            sentence=f"{each.get_kind_display()} for {each.decision.item.case.practitioner.name}: "
            f"{each.by_whom} sees to it. Is it done?",
            url=reverse("group_arranged", args=[each.decision.item.case.reference, each.pk]),
            reference=each.decision.item.case.reference,
            due=each.due_on,
        )
        for each in near.select_related("decision__item__case__practitioner").order_by("due_on", "pk")
    ]


def _to_put_on_an_agenda(person: Person) -> list[WorkItem]:
    """Cases of theirs that are triaged, or were adjourned, and are on no agenda."""
    mine = managed(person)
    if not mine:
        return []
    waiting = AgendaItem.objects.waiting().filter(case=OuterRef("pk"))
    cases = list(
        Case.objects.filter(pk__among=mine, stage__in=[Stage.TRIAGE, Stage.WITH_GROUP])
        .exclude(Exists(waiting))
        .select_related("practitioner")
    )
    reviews = submitted_reviews(cases)
    adjourned = {
        item.case_id: item.decision.adjourned_until
        for item in AgendaItem.objects.filter(case__in=cases, state=AgendaItem.State.ADJOURNED)
        .select_related("decision")
        .order_by("meeting__starts_at")
    }
    found = []
    for case in cases:
        if case.stage == Stage.TRIAGE and case.pk not in reviews:
            continue
        name, until = case.practitioner.name, adjourned.get(case.pk)
        sentence = f"Put {name} on an agenda: the triage is submitted"
        if case.stage == Stage.WITH_GROUP:
            sentence = f"Put {name} on the agenda of the group's next meeting"
        if until:
            sentence = f"Put {name} on an agenda again: the group adjourned until {day(until)}"
        review = reviews.get(case.pk)
        found.append(
            WorkItem(
                sentence=sentence,
                url=reverse("case_group", args=[case.reference]),
                reference=case.reference,
                due=until,
                waiting_since=as_day(review.submitted_at) if review and not until else None,
            )
        )
    return found

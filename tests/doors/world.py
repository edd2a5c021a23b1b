"""One case of each kind, and somebody in each role: who stands before the doors.

`own` has been through the whole journey, so that every page about a case has something to show.
"""

import copy
import datetime as dt
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.client import ClientHandler

from accounts.models import Invitation, Membership, Organisation, Person
from cases.actions import answer_safety, log_contact, note, receive_account
from cases.actions.record import SafetyAnswer
from cases.models import Case
from documents.actions import add_document
from documents.models import Document, Pdf
from files.actions import check_upload
from lessons import actions as lessons
from lessons.models import ImprovementAction
from lessons.written import WrittenAction, WrittenReview
from letters import actions as letters
from letters.models import Letter
from outbox.models import Message
from pag import actions as pag
from pag.actions import NewAction, NewArrangement, NewDecision, NewOption
from pag.agenda.actions import add_other, ask_between, write_consulted
from pag.following.actions import say as say_how_it_goes
from pag.minutes import actions as minutes_actions
from pag.minutes.actions import Written
from pag.minutes.reading import sections_of
from pag.models import AgendaItem, Arrangement, Decision, Group, StoodAside
from pag.packs.actions import choose_documents, send_out
from pag.reading.actions import ask, keep_note
from pag.sitting import sitting_of
from tests.factories import make_case, make_organisation, make_person
from tests.triage.practice import begun, example, published, scored
from triage import actions as triage
from triage.answers import Consequence, DocumentRead, ReviewData, RiskAnswers
from triage.models import Guide, Review
from ui.dates import LONDON, today

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"

# Everybody of the case's own organisation; `stranger` is everything in another one.
ROLES = {
    "manager": "case_manager",
    "officer": "responsible_officer",
    "advisor": "advisor",
    "asked": "advisor",
    "alone": "advisor",
    "member": "group_member",
    "chair": "group_member",
    "undeclared": "group_member",
    "lessons": "lessons_lead",
    "assurance": "assurance_reader",
    "admin": "administrator",
}


PEOPLE = (*ROLES, "stranger")


@pytest.fixture(scope="module", autouse=True)
def refusals_without_a_page() -> Iterator[None]:
    """Refuse in a word and with the reason, which is all that the view gives to a page of refusal.

    How a refusal reads is proved in `tests/ui`, and here it is met 4,000 times.
    """

    def refuse(status: int) -> Callable[..., HttpResponse]:
        return lambda _request, *said, **why: HttpResponse(f"Refused: {said, why}", status=status)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("lotus_cases.urls.handler404", refuse(404))
        patch.setattr("lotus_cases.urls.handler403", refuse(403))
        patch.setattr("ui.middleware.render", refuse(403))
        yield


class Doorman(ClientHandler):
    """Knows who comes and their roles, and reads neither them nor a session anew for every page.

    That pages do is proved in `tests/accounts`.
    """

    def __init__(self, person: Person) -> None:
        super().__init__(enforce_csrf_checks=False)
        self.person = Person.objects.get(pk=person.pk)
        self.person.permissions_by_organisation()

    def get_response(self, request: HttpRequest) -> HttpResponse:
        # Where Django keeps who asks, once it has read that.
        request._cached_user = copy.copy(self.person)
        request.COOKIES.clear()
        return super().get_response(request)


@dataclass
class World:
    """What the doors lead to. `keys` holds the parts of addresses, by their names."""

    organisation: Organisation
    people: dict[str, Person]
    own: Case
    keys: dict[str, Any] = field(default_factory=dict)
    signed_in: dict[str, Client] = field(default_factory=dict)

    def sign_in(self, name: str, person: Person) -> None:
        """Open a browser for somebody, once for all doors."""
        self.signed_in[name] = Client()
        self.signed_in[name].handler = Doorman(person)


def build_world() -> World:
    """Take one case from the first concern to its lessons, and ask two people who have not answered."""
    organisation, elsewhere = make_organisation(), make_organisation()
    people = {
        name: make_person(role, organisation=organisation, last_name=name.capitalize())
        for name, role in ROLES.items()
    }
    people["stranger"] = make_person(*set(ROLES.values()), organisation=elsewhere)
    world = World(organisation, people, own=make_case(by=people["manager"]))
    _document(world)
    _triage(world)
    _meeting(world)
    _letter(world)
    _lessons(world)
    _guide(world)
    _practice(world)
    _around(world)
    world.own.refresh_from_db()
    for name, person in people.items():
        world.sign_in(name, person)
    return world


def _document(world: World) -> None:
    document = _add(world, topic="general")
    world.keys |= {"document": document.number, "health_document": _add(world, topic="health").number}
    said: dict[str, Any] = {"case": world.own, "by": world.people["manager"]}
    for name, topic in (("note", "general"), ("health_note", "health")):
        world.keys[name] = note(**said, text="A note.", topic=topic, submission_key=uuid.uuid4()).pk
    given = receive_account(
        **said, text="My account.", received_on=today(), how="letter", submission_key=uuid.uuid4()
    )
    rung = log_contact(
        **said,
        how="phone",
        on=today(),
        summary="A call.",
        told=False,
        listened=True,
        submission_key=uuid.uuid4(),
    )
    world.keys |= {"account": given.pk, "contact": rung.pk}


def _add(world: World, *, topic: str, case: Case | None = None) -> Document:
    file = check_upload(SimpleUploadedFile("statement.pdf", PDF))
    file.save()
    return add_document(
        case=case or world.own,
        file=file,
        title="A statement",
        topic=topic,
        by=world.people["manager"],
        submission_key=uuid.uuid4(),
    )


def _triage(world: World) -> None:
    manager, advisor = world.people["manager"], world.people["advisor"]
    triage.ask_advisor(case=world.own, advisor=advisor, by=manager)
    triage.declare(case=world.own, answer="none", by=advisor)
    review = Review.objects.get(case=world.own)
    data = ReviewData(
        reviewed_on=today(),
        summary="Records were not complete.",
        documents=(DocumentRead(title="Ten records"),),
        safeguarding=False,
        health=False,
        risks=(
            RiskAnswers(
                statement="Patients could be given the wrong advice.",
                consequences=(Consequence("patient_safety", 3),),
                likelihood=3,
                likelihood_why="It happened three times in a year.",
                managed_at="practice",
                priority="routine",
                accepted=False,
                accepted_why="Advice would lower it.",
            ),
        ),
        rationale="Three of ten records.",
        recommendation="Ask the group to consider advice.",
    )
    review = triage.save_review(review=review, data=data, version=review.version, by=advisor)
    review = triage.submit_review(review=review, by=advisor)
    report = Pdf.objects.get(kind="triage.report", subject_key=review.pk)
    world.keys |= {"triage_pdf": report.pk, "topic": review.topic}
    _sharing(world, review)


def _sharing(world: World, review: Review) -> None:
    """One copy for the practitioner is settled, and another is being marked."""
    manager = world.people["manager"]
    marked = {"review": review, "marks": [], "names_reviewer": False, "version": 0, "by": manager}
    draft = triage.save_sharing(**marked)
    settled = triage.settle_sharing(sharing=draft, version=draft.version, by=manager)
    triage.save_sharing(**marked)
    world.keys |= {"shared_pdf": settled.pdf_id}
    scoring = triage.request_second(case=world.own, by=manager)
    triage.ask_second(scoring=scoring, person=world.people["alone"], by=manager)
    triage.declare_alone(scoring=scoring, answer="none", by=world.people["alone"])
    world.keys["second"] = scoring.pk


def _meeting(world: World) -> None:
    people = world.people
    group = pag.create_group(
        organisation=world.organisation,
        name="Performance Advisory Group",
        abbreviation="PAG",
        kind=Group.Kind.PAG,
        submission_key=uuid.uuid4(),
        by=people["admin"],
    )
    for name, kind in (("chair", "chair"), ("member", "lay"), ("undeclared", "clinical")):
        member = pag.add_member(
            group=group, person=people[name], kind=kind, by=people["admin"], starts_on=today()
        )
        world.keys[f"{name}_seat"] = member.pk
    meeting = pag.plan_meeting(
        group=group,
        starts_at=dt.datetime.combine(today(), dt.time(0, 1), LONDON),
        by=people["manager"],
        submission_key=uuid.uuid4(),
        place="Room 2",
    )
    item = pag.put_on_agenda(case=world.own, meeting=meeting, by=people["manager"])
    for name in ("chair", "member"):
        pag.declare(item=item, answer="none", by=people[name])
    _aside(world, group, item)
    send_out(meeting=meeting, by=people["manager"])
    question = ask(item=item, words="Any before?", by=people["chair"], submission_key=uuid.uuid4())
    keep_note(item=item, text="Ask about rotas.", version=0, by=people["member"])
    decision = pag.record_decision(
        item=AgendaItem.objects.get(pk=item.pk),
        decision=NewDecision(
            considered="The triage and the practitioner's account.",
            kinds=["advice"],
            decision="Advice on records.",
            rationale="The gap was in writing things down.",
            listened_to=True,
            listened_how="The account was read.",
            same_for_another="yes",
            system_part="A new records system.",
            factors="Two colleagues were away.",
            dissent="That a mentor would be better.",
            options=[NewOption(what="Advice", why="Enough for now.", chosen=True, least=True)],
            without_quorum="The lay member and the chair met alone.",
        ),
        by=people["manager"],
        submission_key=uuid.uuid4(),
        took_part=sitting_of(item).able,
        actions=[
            NewAction(
                what="Send the advice", completion="It is sent.", due_on=today(), owner=people["manager"]
            )
        ],
    )
    say_how_it_goes(
        action=decision.actions.get(), words="Sent half.", by=people["manager"], submission_key=uuid.uuid4()
    )
    later = make_case(by=people["manager"], organisation=world.organisation)
    waiting = pag.put_on_agenda(case=later, meeting=meeting, by=people["manager"], without_triage="Urgent.")
    for name in ("chair", "member"):
        pag.declare(item=waiting, answer="none", by=people[name])
    other = add_other(
        meeting=meeting,
        title="Dates for next year",
        words="",
        by=people["manager"],
        submission_key=uuid.uuid4(),
    )
    chosen = _add(world, topic="general", case=later)
    choose_documents(item=waiting, documents=[chosen], version=0, by=people["manager"])
    _between(world, group, later)
    # Somebody who is asked and has not declared: nothing of the case may open to them.
    triage.ask_advisor(case=later, advisor=people["asked"], by=people["manager"])
    world.keys |= {
        "later": later.reference,
        "group": group.pk,
        "meeting": meeting.pk,
        "item": item.pk,
        "waiting": waiting.pk,
        "other": other.pk,
        "action": decision.actions.get().pk,
        "decision": decision.pk,
        "question": question.pk,
    }
    _minutes(world, group)


def _minutes(world: World, group: Group) -> None:
    """A later meeting, over by now, to which the case came back, with approved minutes."""
    manager, chair = world.people["manager"], world.people["chair"]
    held = pag.plan_meeting(
        group=group,
        starts_at=dt.datetime.combine(today(), dt.time(0, 2), LONDON),
        by=manager,
        submission_key=uuid.uuid4(),
        place="Room 2",
    )
    item = pag.put_on_agenda(case=world.own, meeting=held, by=manager)
    for name in ("chair", "member"):
        pag.declare(item=item, answer="none", by=world.people[name])
    pag.record_decision(
        item=item,
        decision=NewDecision(
            considered="What came of the advice.",
            kinds=["advice", "interview"],
            arrangements=[NewArrangement("interview", by_whom="Dr Lee", due_on=today())],
            decision="More advice.",
            rationale="It helped.",
            listened_to=True,
            listened_how="They wrote to the group.",
            same_for_another="yes",
            system_part="The records system.",
            without_quorum="Two met.",
        ),
        by=manager,
        submission_key=uuid.uuid4(),
        took_part=sitting_of(item).able,
    )
    minutes = minutes_actions.draft_minutes(meeting=pag.end_meeting(meeting=held, by=manager), by=manager)
    section = next(each for each in sections_of(minutes) if each.item_id == item.pk)
    minutes_actions.write_section(
        section=section, written=Written(text=section.text, more="Said beside it."), version=1, by=manager
    )
    mine = minutes_actions.theirs_to_approve(sections_of(minutes), chair)
    minutes_actions.approve(minutes=minutes, versions=minutes_actions.seen(mine), by=chair)
    arranged = Arrangement.objects.get(decision__item=item)
    world.keys |= {"held": held.pk, "section": section.pk, "arranged": arranged.pk}


def _between(world: World, group: Group, case: Case) -> None:
    """An immediate step that no meeting has looked at, and a decision that could not wait for one."""
    people = world.people
    step = SafetyAnswer(unsafe=True, step="No lists.", decided_by="Dr Chair", review_on=today())
    safety = answer_safety(case=case, answer=step, by=people["manager"])
    members = [seat for seat in group.members.current() if seat.person == people["member"]]
    item = ask_between(
        case=case,
        group=group,
        why="Patients are seen tomorrow.",
        members=members,
        by=people["manager"],
        submission_key=uuid.uuid4(),
    )
    decided = decide_between(world, item)
    world.keys |= {
        "safety": safety.pk,
        "between": item.meeting_id,
        "between_item": item.pk,
        "between_decision": decided.pk,
    }


def decide_between(world: World, item: AgendaItem) -> Decision:
    """Let the chair consult the member and decide."""
    people = world.people
    # By another name than what tests plant words in: those are looked for in the case `own` alone.
    words = pag.NewDecision
    for name in ("chair", "member"):
        pag.declare(item=item, answer="none", by=people[name])
    write_consulted(item=item, how={each.pk: "phone" for each in item.consulted.all()}, by=people["chair"])
    return pag.record_decision(
        item=AgendaItem.objects.get(pk=item.pk),
        decision=words(
            considered="What was raised today.",
            kinds=["advice"],
            decision="A colleague sits in.",
            rationale="It is the least that keeps people safe.",
            listened_to=True,
            listened_how="They were rung.",
            same_for_another="yes",
            system_part="Nobody was on call.",
        ),
        by=people["chair"],
        submission_key=uuid.uuid4(),
    )


def _aside(world: World, group: Group, item: AgendaItem) -> None:
    """A further member stands aside from the item."""
    somebody = make_person("group_member", organisation=world.organisation, last_name="Aside")
    pag.add_member(group=group, person=somebody, kind="other", by=world.people["admin"], starts_on=today())
    pag.declare(item=item, answer="unsure", statement="A neighbour, perhaps.", by=somebody)
    world.keys["aside"] = StoodAside.objects.get(denial__person=somebody).pk


def _letter(world: World) -> None:
    manager = world.people["manager"]
    draft = letters.draft_letter(case=world.own, kind="first", by=manager, submission_key=uuid.uuid4())
    world.keys |= {"letter": draft.number}
    none = pag.Answer("none")
    letters.declare_to_approve(case=world.own, said=none, by=world.people["officer"])
    outcome = Letter.objects.filter(case=world.own, kind="outcome").order_by("number")[0]
    world.keys |= {"outcome": outcome.number}


def _lessons(world: World) -> None:
    lead = world.people["lessons"]
    review = lessons.start_review(case=world.own, by=lead)
    text = WrittenReview(
        group_on=today(),
        points={"supposed": "A full hand-over.", "happened": "Half of it was said."},
        lessons=["Say what a new system will not ask."],
        factors={"team_written": "The hand-over sheet had no room for it."},
        actions=[
            WrittenAction(what="Add a line to the sheet", owner_body="Invented Surgery", due_on=today())
        ],
    )
    review = lessons.save_review(review=review, text=text, version=review.version, by=lead)
    lessons.complete_review(review=review, version=review.version, by=lead)
    world.keys |= {"improvement": ImprovementAction.objects.get().pk}


def _guide(world: World) -> None:
    default = Guide.objects.get(organisation=None, version=2)
    draft = triage.copy_guide(
        of=default,
        organisation=world.organisation,
        by=world.people["admin"],
        submission_key=uuid.uuid4(),
    )
    world.keys |= {"default_guide": default.pk, "draft_guide": draft.pk}


def _practice(world: World) -> None:
    """One that comes with the service, scored by the advisor; one of the organisation's own, and a draft."""
    admin = world.people["admin"]
    shipped = example()
    world.keys |= {
        "example": shipped.pk,
        "attempt": scored(shipped, world.people["advisor"]).pk,
        "own_practice": published(world.organisation, admin).pk,
        "draft_practice": begun(world.organisation, admin, title="A draft").pk,
    }


def _around(world: World) -> None:
    people = world.people
    invitation = Invitation.objects.create(
        organisation=world.organisation,
        email="new@example.test",
        last_name="New",
        roles=["advisor"],
        token_hash=Invitation.hash_token("a-token"),
        invited_by=people["admin"],
        expires_at=dt.datetime.now(dt.UTC) + dt.timedelta(days=3),
    )
    message = Message.objects.create(
        key="waits", to="a@example.test", subject="x", body="y", organisation_key=world.organisation.pk
    )
    Message.objects.filter(pk=message.pk).update(
        state="unknown", error="The answer was lost.", settled_at=dt.datetime.now(dt.UTC)
    )
    world.keys |= {
        "reference": world.own.reference,
        "concern": world.own.concerns.get().pk,
        "invitation": invitation.pk,
        "token": "a-token",
        "person": people["advisor"].pk,
        "role": Membership.objects.get(person=people["asked"]).pk,
        "message": message.pk,
    }

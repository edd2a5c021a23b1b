"""A group of five before its meeting: two cases with submitted triage, an account and a document each."""

import re
import uuid
from dataclasses import dataclass

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import Person
from cases.actions import receive_account
from cases.models import Case
from documents.actions import add_upload
from pag import actions as pag
from pag.models import AgendaItem, Group, Meeting
from tests.factories import make_case, make_organisation, make_person, make_practitioner
from tests.journeys.conftest import give_password
from tests.pag.packs.papers import pdf_of
from tests.triage.conftest import answers, risk
from triage import actions as triage
from triage.models import Review
from ui.dates import today

# How each of the five sits in the group. The one called "friend" stands aside in the middle of an item.
FIVE = {"chair": "chair", "deputy": "deputy", "friend": "clinical", "peer": "peer", "lay": "lay"}


@dataclass(frozen=True)
class About:
    """A case of the meeting: whom it is about, and the word that stands in everything written about it."""

    case: Case
    name: str
    word: str

    @property
    def reference(self) -> str:
        return self.case.reference

    @property
    def item(self) -> AgendaItem:
        return AgendaItem.objects.get(case=self.case)

    @property
    def tells(self) -> re.Pattern[str]:
        """What gives the case away: the word, the name or the reference."""
        return re.compile("|".join([self.word, self.name, self.reference]))


@dataclass(frozen=True)
class Gathering:
    """The people by what they are; `first` becomes item 1, though `second` is put on the agenda before it."""

    people: dict[str, Person]
    first: About
    second: About

    @property
    def meeting(self) -> str:
        return Meeting.objects.get().get_absolute_url()

    def address(self, about: About) -> str:
        return f"{self.meeting}items/{about.item.pk}/"


def mail_of(name: str) -> str:
    return f"{name}@northmoor.example"


def gather() -> Gathering:
    organisation = make_organisation(name="Northmoor", reference_prefix="NW")
    roles = {"manager": "case_manager", "advisor": "advisor", "admin": "administrator"}
    people = {
        name: make_person(
            role,
            organisation=organisation,
            email=mail_of(name),
            last_name=name.capitalize(),
            phone="01632 960101",
        )
        for name, role in (roles | dict.fromkeys(FIVE, "group_member")).items()
    }
    give_password(people["manager"])
    group = pag.create_group(
        organisation=organisation,
        name="Performance Advisory Group",
        abbreviation="PAG",
        kind=Group.Kind.PAG,
        submission_key=uuid.uuid4(),
        by=people["admin"],
    )
    for name, kind in FIVE.items():
        discipline = "doctor" if kind == "peer" else ""
        pag.add_member(
            group=group,
            person=people[name],
            kind=kind,
            discipline=discipline,
            by=people["admin"],
            starts_on=today(),
        )
    return Gathering(people, _about(people, "Whitlock", "Marigold"), _about(people, "Brathwaite", "Foxglove"))


def _about(people: dict[str, Person], name: str, word: str) -> About:
    """Bring a case as far as the agenda, with the word in what was raised, said, kept and triaged."""
    manager, advisor = people["manager"], people["advisor"]
    practitioner = make_practitioner(
        by=manager, organisation=manager.memberships.get().organisation, last_name=name
    )
    case = make_case(
        by=manager, practitioner=practitioner, summary=f"{word}-raised: notes were not complete."
    )
    receive_account(
        case=case,
        text=f"{word}-account: I had moved to a new system that week.",
        received_on=today(),
        how="email",
        by=manager,
        submission_key=uuid.uuid4(),
    )
    add_upload(
        case=case,
        upload=SimpleUploadedFile("statement.pdf", pdf_of(f"{word}-statement", "Read by Nurse Quillfeather")),
        topic="general",
        by=manager,
        submission_key=uuid.uuid4(),
        limit_mb=9,
    )
    triage.ask_advisor(case=case, advisor=advisor, by=manager)
    triage.declare(case=case, answer="none", by=advisor)
    review = Review.objects.get(case=case)
    data = answers(rationale=f"{word}-triage: noticed early.", risks=(risk(statement=f"{word}-risk."),))
    review = triage.save_review(review=review, data=data, version=review.version, by=advisor)
    triage.submit_review(review=review, by=advisor)
    return About(Case.objects.get(pk=case.pk), name, word)

"""Words planted everywhere round a first scoring, and going everywhere as somebody to see who finds them."""

import datetime as dt
import re
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import reduce
from typing import Any
from unittest.mock import patch

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse

from cases import actions as cases
from cases.models import Case
from documents.actions import add_document
from documents.models import Pdf
from files.actions import check_upload
from support import actions as support
from support.actions import Plan
from tests.doors import world as doors_world
from tests.doors.table import DOORS, EVERYBODY
from tests.doors.world import PDF, World
from triage import actions as triage
from triage.answers import Consequence, DocumentRead, FactorAnswer, ReviewData, RiskAnswers
from triage.models import Review, SecondScoring
from ui.dates import today

RED, GREEN = (5, 5), (1, 1)
# What is not about the case: keys that are new for each page, and the time of day.
NEW_EACH_TIME = (
    re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"'),
    re.compile(r'name="(submission_key|plain-key)" value="[^"]*"'),
    re.compile(r'nonce="[^"]*"'),
    re.compile(r'datetime="[^"]*"'),
    re.compile(r"\b\d{1,2}[:.]\d{2}(am|pm)?\b"),
)
FILTERS = (
    "colour=red", "colour=amber", "colour=green", "sort=score", "sort=next", "stage=with_group",
    "stage=triage", "stage=outcome", "stage=closed", "mine=on", "sort=oldest",
)  # fmt: skip


@dataclass
class Garden:
    """The words planted, each once, by where they stand."""

    words: dict[str, str] = field(default_factory=dict)

    def plant(self, where: str) -> str:
        word = f"zq{len(self.words):03d}{where.replace('_', '')}"
        self.words[word] = where
        return f"Planted {word} here."

    def all_texts_of(self, made: Callable[..., Any], *names: str) -> Callable[..., Any]:
        """Return `made` with a word planted in each text called `names` that it is given."""

        def planted(**given: Any) -> Any:
            return made(**given | {name: self.plant(name) for name in names if name in given})

        return planted

    def found_in(self, text: str) -> set[str]:
        return {word for word in self.words if word in text}


def add(world: World, title: str) -> None:
    file = check_upload(SimpleUploadedFile("statement.pdf", PDF))
    file.save()
    add_document(
        case=world.own,
        file=file,
        title=title,
        topic="general",
        by=world.people["manager"],
        submission_key=uuid.uuid4(),
    )


def say(world: World, text: str) -> None:
    manager = world.people["manager"]
    about = {"case": world.own, "by": manager}
    cases.note(text=text, submission_key=uuid.uuid4(), **about)
    cases.log_contact(
        how="phone", on=today(), summary=text, told=True, listened=False, submission_key=uuid.uuid4(), **about
    )
    cases.receive_account(text=text, received_on=today(), how="letter", submission_key=uuid.uuid4(), **about)


def score_first(world: World, garden: Garden, levels: tuple[int, int]) -> Review:
    """Let the first advisor score, with a word planted in every text of the review."""
    likelihood, severity = levels
    own = {"judged_colour": "amber", "judged_why": garden.plant("judged_why")}
    names = ("summary", "rationale", "recommendation", "additional", "safeguarding_details", "health_details")
    data = ReviewData(
        reviewed_on=today(),
        safeguarding=True,
        health=True,
        documents=(DocumentRead(title=garden.plant("document_read")),),
        factors=(FactorAnswer("insight", "raises", garden.plant("factor")),),
        risks=(
            RiskAnswers(
                statement=garden.plant("statement"),
                consequences=(Consequence("patient_safety", severity),),
                likelihood=likelihood,
                likelihood_why=garden.plant("likelihood_why"),
                frequency=garden.plant("frequency"),
                time_frame=garden.plant("time_frame"),
                managed_at="practice",
                priority="routine",
                accepted=False,
                accepted_why=garden.plant("accepted_why"),
            ),
        ),
        **own,
        **{name: garden.plant(name) for name in names},
    )
    advisor = world.people["advisor"]
    review = Review.objects.get(case=world.own)
    review = triage.save_review(review=review, data=data, version=review.version, by=advisor)
    triage.answer_notices(
        review=review, reasons=dict.fromkeys(_asked(review), garden.plant("notice")), by=advisor
    )
    return triage.submit_review(review=review, by=advisor)


def _asked(review: Review) -> list[str]:
    from triage.asking import asked_now

    return [each.notice.key for each in asked_now(Review.objects.whole().get(pk=review.pk))]


def tell(world: World, levels: tuple[int, int]) -> Garden:
    """Play the whole journey round a first scoring, and ask somebody to score the case on their own."""
    garden = Garden()
    review = score_first(world, garden, levels)
    manager, alone = world.people["manager"], world.people["alone"]
    report = Pdf.objects.get(kind="triage.report", subject_key=review.pk)
    world.keys |= {"triage_pdf": report.pk, "topic": review.topic}
    doors_world._sharing(world, review)
    scoring = SecondScoring.objects.filter(case=world.own).first()
    scoring = scoring or triage.request_second(case=world.own, by=manager)
    world.keys["second"] = scoring.pk
    triage.ask_second(scoring=scoring, person=alone, by=manager)
    triage.declare_alone(scoring=scoring, answer="none", by=alone)
    made = {
        "NewDecision": (
            "considered",
            "decision",
            "rationale",
            "listened_how",
            "system_part",
            "factors",
            "dissent",
        ),
        "NewOption": ("what", "why"),
        "NewAction": ("what", "completion"),
        "say_how_it_goes": ("words",),
        "Written": ("more",),
        "WrittenAction": ("what", "owner_body"),
        "ask": ("words",),
        "keep_note": ("text",),
    }
    with patch.multiple(
        doors_world,
        WrittenReview=lambda **given: _written(garden, given),
        **{name: garden.all_texts_of(getattr(doors_world, name), *texts) for name, texts in made.items()},
    ):
        doors_world._meeting(world)
        doors_world._letter(world)
        doors_world._lessons(world)
    doors_world._guide(world)
    doors_world._around(world)
    look_after(world, garden)
    say(world, garden.plant("said_after"))
    add(world, garden.plant("title_after"))
    triage.return_review(review=review, reason=garden.plant("returned"), by=manager)
    world.own = Case.objects.get(pk=world.own.pk)
    return garden


def look_after(world: World, garden: Garden) -> None:
    """Write a support plan and what was considered, with a word planted in each of their texts."""
    about: dict[str, Any] = {"case": world.own, "by": world.people["manager"]}
    texts = ("contact_name", "contact_role", "preferred", "not_wanted", "reach", "adjustments")
    plan = Plan(
        **{name: garden.plant(name) for name in texts},
        contact_phone="01632 960 123",
        uninvolved=True,
        next_update_on=today() + dt.timedelta(days=9),
    )
    support.save_plan(plan=plan, version=0, **about)
    note = garden.plant("considered")
    support.consider(key="adjustments", state="in_hand", note=note, submission_key=uuid.uuid4(), **about)


def _written(garden: Garden, given: dict[str, Any]) -> Any:
    from lessons.written import WrittenReview

    points = {key: garden.plant("lesson_point") for key in given["points"]}
    factors = {key: garden.plant("lesson_factor") for key in given["factors"]}
    return WrittenReview(
        **given | {"points": points, "factors": factors, "lessons": [garden.plant("lesson")]}
    )


@dataclass(frozen=True)
class Address:
    """How an address is tried, and whom it opens to or tells why not: for nobody else is it there."""

    method: str
    path: str
    data: dict[str, str] = field(default_factory=dict)
    there_for: frozenset[str] = EVERYBODY


def addresses(world: World) -> Iterator[Address]:
    """Yield every door, the export, every filter and order."""
    for door in DOORS:
        path = door.path.format(**world.keys)
        yield Address(door.method, path, dict(door.data), door.opens | door.told_no)
    reference = world.own.reference
    for part in ("who", "concerns", "people", "factors", "risks", "reasons"):
        yield Address("get", f"/cases/{reference}/triage/sections/{part}/")
    for show in ("triage", "pag", "letters", "lessons", "case", "support", "document"):
        yield Address("get", f"/cases/{reference}/timeline/?show={show}")
    for number in range(1, 6):
        yield Address("get", f"/cases/{reference}/triage/scorings/{number}/")
        yield Address("get", f"/cases/{reference}/documents/{number}/")
        yield Address("get", f"/cases/{reference}/triage/known/documents/{number}/")
    for pdf in Pdf.objects.filter(case=world.own):
        yield Address("get", f"/cases/{reference}/pdfs/{pdf.pk}/")
    for query in (*FILTERS, f"q={reference}"):
        yield Address("get", f"/cases/?{query}")
        yield Address("get", f"/cases/export/?{query}")


def walk(world: World, name: str, **chosen: Any) -> dict[str, str]:
    """Go everywhere as somebody, and return every answer whole: status, headers and content."""
    return dict(visits(world, name, **chosen))


def visits(
    world: World, name: str, *, within: str = "", reading: bool = False, there_for: Iterable[str] = ()
) -> Iterator[tuple[str, str]]:
    """Yield how somebody went to each address and the answer, one after another for who seeks no further.

    `reading` leaves out what is sent, and lists of some where all are read; `there_for` leaves out what
    `tests/doors` proves not to be there for any of those who are named.
    """
    client, named = world.signed_in[name], frozenset(there_for)
    for number, at in enumerate(addresses(world)):
        if within not in at.path or (reading and (at.method != "get" or "?" in at.path)):
            continue
        if named and not named & at.there_for:
            continue
        with transaction.atomic():
            answer = as_text(getattr(client, at.method)(at.path, at.data))
            transaction.set_rollback(True)
        yield f"{number} {at.method} {at.path}", answer


def as_text(response: HttpResponse) -> str:
    kept = {name: value for name, value in response.items() if name not in ("Expires", "Content-Length")}
    headers = "\n".join(f"{name}: {value}" for name, value in sorted(kept.items()))
    content = b"".join(response).decode("utf-8", errors="replace")
    return f"{response.status_code}\n{headers}\n{content}"


def without_what_is_new(answers: dict[str, str]) -> list[str]:
    """Return the answers in order, without what differs from page to page anyway."""
    return [
        reduce(lambda left, pattern: pattern.sub("", left), NEW_EACH_TIME, text) for text in answers.values()
    ]


def hand_in(world: World) -> None:
    """Let whoever scores on their own write and submit."""
    alone = world.people["alone"]
    review = SecondScoring.objects.get(case=world.own).second
    assert review is not None
    data = ReviewData(
        reviewed_on=today(),
        summary="What I read.",
        documents=(DocumentRead(title="The letter"),),
        safeguarding=False,
        health=False,
        risks=(
            RiskAnswers(
                statement="Patients could wait longer.",
                consequences=(Consequence("patient_safety", 2),),
                likelihood=2,
                likelihood_why="Once.",
                managed_at="practice",
                priority="routine",
                accepted=True,
                accepted_why="Little harm.",
            ),
        ),
        rationale="Little in it.",
        recommendation="Advice.",
    )
    review = triage.save_review(review=review, data=data, version=review.version, by=alone)
    triage.submit_review(review=review, by=alone)

"""The demonstration: told through the real actions, refused where it is not asked for."""

import json
import sys
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Organisation, Person
from audit.models import Event
from cases.models import Case
from cases.models.case import Route
from cases.stages import Stage
from desk.demo import build
from desk.demo.people import PASSWORD
from documents.models import Pdf
from lessons.models import Review as LessonsReview
from letters.models import Letter
from pag.minutes.models import Minutes
from pag.models import Decision, Finding, Meeting
from pag.reading.models import Question
from tests.factories import make_organisation
from triage.models import Review, Shown
from ui.dates import today

STORIES = json.loads(build.STORIES.read_text(encoding="utf-8"))


def own_to(told):
    """Return what a story tells that most others do not: each has code of its own."""
    decision, triage = told["decision"] or {}, told["triage"] or {}
    there = {
        told["stage"]: True,
        told["org"]: True,
        "no address for e-mail": not told["practitioner"]["private_email"],
        "several concerns": len(told["concerns"]) > 1,
        "adjourned": "adjourn" in decision.get("kinds", []),
        "passed to counter-fraud": "referral_counter_fraud" in decision.get("kinds", []),
        "decided, though restricted": told["restricted"] and decision,
        "advised": told["route"] == Route.MHPS and decision,
    }
    there |= {part: told.get(part) for part in ("between", "following", "reading", "stood_aside", "lessons")}
    there |= {part: triage.get(part) for part in ("shared", "returned", "second")}
    return {thing for thing, is_there in there.items() if is_there}


def each_thing_told():
    """Return the stories with as few cases as tell of everything, the one with most of it first."""
    left, chosen = set().union(*map(own_to, STORIES["cases"])), []
    while left:
        chosen.append(max(STORIES["cases"], key=lambda told: len(own_to(told) & left)))
        left -= own_to(chosen[-1])
    return STORIES | {"cases": chosen}


def demo(*words):
    out = StringIO()
    call_command("demo", *words, stdout=out, stderr=StringIO())
    return out.getvalue()


@pytest.mark.django_db(transaction=True)
def test_each_story_ends_at_its_stage_with_its_letters_and_reports_made(monkeypatch):
    stories = each_thing_told()
    monkeypatch.setattr(build, "read", lambda: stories)
    said = demo()
    assert {told["stage"] for told in stories["cases"]} == set(Stage.values)
    ends = {case.practitioner.last_name: case.stage for case in Case.objects.select_related("practitioner")}
    assert ends == {told["practitioner"]["last_name"]: told["stage"] for told in stories["cases"]}
    withdrawn = Case.objects.get(stage=Stage.WITHDRAWN)
    assert withdrawn.summary.next_step == "", "they were told of it"
    assert not Pdf.objects.exclude(state=Pdf.State.READY).exists()
    triaged = [told for told in stories["cases"] if told["triage"]]
    assert Review.objects.submitted().values("case").distinct().order_by().count() == len(triaged)
    told_on = [
        told
        for told in stories["cases"]
        if (told["decision"] or {}).get("letter_sent_days_after") is not None
    ]
    written = {(each.offered_at is not None, each.approved_at is not None) for each in Minutes.objects.all()}
    assert written == {(False, False), (True, False), (True, True)}
    assert not Meeting.objects.held().filter(starts_at__date__lt=today(), ended_at__isnull=True).exists()
    assert Decision.objects.filter(item__meeting__kind="between", ratification__isnull=True).count() == 1
    assert sorted(Finding.objects.undecided().values_list("kind", flat=True)) == ["nhs", "phone"]
    assert Question.objects.filter(answered_at__isnull=True).count() == 1
    assert Letter.objects.filter(kind="outcome", state__in=["sent", "posted"]).count() == len(told_on)
    assert LessonsReview.objects.count() == len([told for told in stories["cases"] if told["lessons"]])
    assert all(event.at.date() <= today() for event in Event.objects.all())
    shared = Shown.objects.get()
    assert shared.sharing.review.case.accounts.get(topic=shared.sharing.review.topic).about
    assert Person.objects.get(email="manager@demo.example").check_password(PASSWORD)
    assert f"The password of all of them: {PASSWORD}" in said
    heads = StringIO()
    call_command("rebuild_summaries", stdout=heads)
    assert "; 0 had something to put right." in heads.getvalue()
    # Run again where there is data, it makes nothing and only says who signs in.
    before = Case.objects.count()
    assert "manager@demo.example" in demo("--if-empty")
    assert Case.objects.count() == before


@pytest.mark.django_db
def test_it_is_refused_where_nobody_asked_for_a_demonstration(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="known password"):
        demo()
    assert not Organisation.objects.exists()


def test_it_is_refused_where_what_tells_it_is_not_installed(settings, monkeypatch):
    settings.DEMO = True
    monkeypatch.setitem(sys.modules, "time_machine", None)
    with pytest.raises(CommandError, match="from a checkout"):
        demo()


def test_no_document_is_there_before_the_events_it_tells_of():
    """What a triage rests on came before it; what it did not read came later, or with the concern."""
    for told in STORIES["cases"]:
        came = {
            paper["title"]: paper.get("days_ago", told["received_days_ago"]) for paper in told["documents"]
        }
        name, triage = told["practitioner"]["last_name"], told["triage"]
        assert all(0 < days <= told["received_days_ago"] for days in came.values()), name
        if triage:
            before = {title for title, days in came.items() if days > triage["days_ago"]}
            assert came.keys() & set(triage["documents_reviewed"]) == before, name


@pytest.mark.django_db
def test_it_is_refused_beside_real_data():
    make_organisation()
    with pytest.raises(CommandError, match="data already"):
        demo()


def test_there_are_two_organisations_about_forty_cases_and_every_role_signs_in():
    addresses = {person["email"] for person in STORIES["people"]}
    roles = ("advisor", "member", "chair", "manager", "officer", "lessons", "assurance", "admin")
    assert {f"{role}{number}@demo.example" for role in roles for number in ("", "2")} <= addresses
    assert len(STORIES["organisations"]) == 2
    assert len(STORIES["cases"]) == 40


def test_a_triage_of_the_demonstrations_advisor_has_five_similar_cases_of_its_profession():
    """On any day of a month: a case counts once the month is over, and no second scoring is under way."""

    def kinds(told):
        return {each["category"] for each in told["concerns"]}

    def second_is_under_way(triage):
        red = any(
            risk["likelihood"] * each["severity"] >= 15
            for risk in triage["risks"]
            for each in risk["consequences"]
        )
        return (red or "second" in triage) and not triage.get("second", {}).get("scored")

    triaged = [told for told in STORIES["cases"] if told["org"] == "region" and told["triage"]]
    counted = [
        told
        for told in triaged
        if told["triage"]["days_ago"] > 30 and not (told["restricted"] or second_is_under_way(told["triage"]))
    ]
    alike = [
        len([
            other
            for other in counted
            if other is not told
            and other["practitioner"]["discipline"] == told["practitioner"]["discipline"]
            and kinds(other) & kinds(told)
        ])
        for told in triaged
    ]  # fmt: skip
    assert max(alike) >= 5

"""What is recorded with a decision beside its words: options, dissent, arrangements, how one will know."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse

from accounts.models import Draft, Membership
from letters.letterhead import html as preview
from letters.models import Letter
from pag import actions
from pag.actions import NewAction, NewArrangement, NewOption
from pag.consequences import CONSEQUENCES, in_words
from pag.kinds import LEADS_TO, DecisionKind
from pag.models import Arrangement, Decision, Option
from pag.sitting import sitting_of
from tests.pag.pages import decide_url, text_of
from tests.pag.test_decide_page import an_action, decision_answers
from ui.dates import today
from ui.refusals import Refusal

pytestmark = pytest.mark.django_db
LEAST = NewOption("Advice alone", "It does not show whether patients are safe.", least=True)
HTMX = {"headers": {"HX-Request": "true"}}


def options(*marks):
    """Return the rows of options as the page sends them, with these marks."""
    sent = {"options-TOTAL_FORMS": str(len(marks))}
    for number, each in enumerate(marks):
        sent |= {
            f"options-{number}-what": f"Way {number}",
            f"options-{number}-why": "Because.",
            f"options-{number}-marks": each,
        }
    return sent


def referral(kind="referral_regulator", **changed):
    when = {f"{kind}_due_day": "1", f"{kind}_due_month": "4", f"{kind}_due_year": "2030"}
    return {"kinds": [kind], f"{kind}_to": "GMC", f"{kind}_by": "Dr Lee"} | when | changed


def test_every_kind_says_what_it_needs_and_where_it_leads():
    assert set(CONSEQUENCES) == set(DecisionKind)
    for kind in DecisionKind:
        stage = LEADS_TO[kind].label
        assert stage in in_words(kind) or "stays with the group" in in_words(kind)


def test_options_of_which_one_is_the_least_restrictive(record):
    with pytest.raises(Refusal, match="which one of the options"):
        record("advice", options=[NewOption("A", "B")])
    with pytest.raises(Refusal, match="which one of the options"):
        record("advice", options=[LEAST, LEAST])
    decision = record("advice", options=[LEAST, NewOption("A mentor", "Enough.", chosen=True)])
    assert [(each.what, each.chosen, each.least) for each in decision.options.all()] == [
        ("Advice alone", False, True),
        ("A mentor", True, False),
    ]
    with pytest.raises(IntegrityError), transaction.atomic():
        Option.objects.create(decision=decision, what="C", why="D", least=True)
    with pytest.raises(DatabaseError, match=r"[Cc]annot update"), transaction.atomic():
        Option.objects.update(what="Other")


def test_what_a_kind_needs_is_arranged_with_it_and_nothing_else(record):
    due = today() + dt.timedelta(days=3)
    with pytest.raises(Refusal, match="“Referral to the police” and “Monitoring”"):
        record("referral_police", "monitoring", arrangements=[])
    with pytest.raises(Refusal, match="was not decided"):
        record("advice", arrangements=[NewArrangement("interview", "Dr Lee", due)])
    with pytest.raises(Refusal, match="due before the meeting"):
        record("interview", arrangements=[NewArrangement("interview", "Dr Lee", due - dt.timedelta(days=9))])
    decision = record(
        "referral_police", arrangements=[NewArrangement("referral_police", "Dr Lee", due, "Kent")]
    )
    assert decision.arrangements.get().in_words.startswith("Kent; Dr Lee, by ")
    for wrong in (
        {"kind": "advice"},
        {"kind": "interview", "to": "Kent"},
        {"kind": "monitoring", "by_whom": ""},
    ):
        row = {"decision": decision, "by_whom": "Dr Lee", "due_on": due} | wrong
        with pytest.raises(IntegrityError), transaction.atomic():
            Arrangement.objects.create(**row)


def test_the_letter_says_who_arranges_what_and_nothing_of_dissent_or_options(record, case, manager):
    secret = NewOption("zqoption", "zqwhy", least=True)
    due = today() + dt.timedelta(days=3)
    record(
        "interview",
        dissent="zqdissent",
        factors="zqfactors",
        options=[secret],
        arrangements=[NewArrangement("interview", "Ms Pell", due)],
        actions=[NewAction("Hold it", due, manager, completion="zqdone")],
    )
    letter = Letter.objects.get(case=case)
    assert "Hold it" in letter.text
    assert "Ms Pell" in letter.text
    assert "zq" not in f"{letter.subject}{letter.text}{preview(letter)}"


def test_the_page_asks_for_what_the_kind_needs_and_keeps_it(as_, item, manager):
    client = as_(manager)
    page = text_of(client.get(decide_url(item)))
    for words in (in_words(DecisionKind.REFERRAL_POLICE).split(".")[0], "Options looked at", "A short pause"):
        assert words in page
    assert page.index("How will we know that it is done?") < page.index("A short pause")
    wrong = decision_answers(
        **referral(referral_regulator_by=""), **options([], []), **an_action(completion="")
    )
    page = text_of(client.post(decide_url(item), wrong))
    assert "Referral to the regulator: answer “Who makes it?”" in page
    assert "How will we know that it is done?" in page
    assert "Way 1" in page
    unmarked = decision_answers(**referral(), **options([], []))
    assert "Mark one of the options, and only one" in text_of(client.post(decide_url(item), unmarked))
    right = decision_answers(
        **referral(), **options(["least"], ["chosen"]), **an_action(), dissent="Too much."
    )
    checked = text_of(client.post(decide_url(item), {key: right[key] for key in right if key != "checked"}))
    for words in (
        "Least restrictive that protects patients",
        "GMC; Dr Lee, by 1 April 2030",
        "Too much.",
        "nobody is reminded",
    ):
        assert words in checked
    shown = text_of(client.post(decide_url(item), right, follow=True))
    for words in ("Way 0", "GMC; Dr Lee, by 1 April 2030", "Too much.", "How we will know: It is on file."):
        assert words in shown


def test_somebody_ticked_who_stands_aside_meanwhile_is_taken_out_in_words(as_, item, manager, chair, member):
    for person in (chair, member):
        actions.declare(item=item, answer="none", by=person)
    seats = {seat.person_id: str(seat.pk) for seat in sitting_of(item).able}
    actions.declare(item=item, answer="yes", statement="A friend.", by=member)
    Membership.objects.filter(person=chair).delete()
    answers = decision_answers(rationale="Typed at length.", took_part=list(seats.values()))
    response = as_(manager).post(decide_url(item), answers)
    page = text_of(response)
    assert response.status_code == 422
    assert f"{member.name} can no longer take part in this item" in page or (
        f"{chair.name} and {member.name} can no longer take part" in page
    )
    assert "Typed at length." in page
    assert not Decision.objects.exists()


def test_who_came_while_it_was_written_is_named_as_not_ticked(as_, present, monkeypatch):
    seats = [str(present.seat(name).pk) for name in ("chair", "member", "peer")]
    answers = decision_answers(took_part=seats, without_quorum="")
    unchecked = {name: value for name, value in answers.items() if name != "checked"}
    client, name = as_(present.people["manager"]), present.people["lay"].name
    said = f"{name} is here for it and not ticked as having taken part."
    page = text_of(client.post(decide_url(present.item), unchecked))
    assert said in page and "a lay member" in page and "no score is agreed yet" not in page
    # What was typed is a draft now, with its ticks.
    assert said in text_of(client.get(decide_url(present.item)))
    monkeypatch.setattr("pag.triaged.submitted_reviews", lambda cases: {case.pk: case for case in cases})
    monkeypatch.setattr("pag.triaged.told_of", lambda *_given: SimpleNamespace(state="scored"))
    ticked = unchecked | {"took_part": [*seats, str(present.seat("lay").pk)]}
    page = text_of(client.post(decide_url(present.item), ticked))
    assert name in page and "not ticked" not in page
    assert "no score is agreed yet" in page


def test_whoever_writes_too_sees_it_and_whoever_is_second_is_told(as_, item, manager, chair, member, record):
    for person in (chair, member):
        actions.declare(item=item, answer="none", by=person)
    key = f"decision:{item.pk}"
    Draft.objects.keep(chair, key, "rationale=Half")
    # Whoever may not record it cannot pretend to be writing it.
    Draft.objects.keep(member, key, "rationale=Half")
    client = as_(manager)
    page = text_of(client.get(decide_url(item)))
    assert f"{chair.name} is writing this record too (since " in page
    assert member.name not in page.split('id="writers"')[1].split("</form>")[0].split("<form")[0]
    others = reverse("decide_others", args=[item.meeting_id, item.pk])
    seen = page.split(f"{others}?seen=")[1].split('"')[0]
    assert client.get(others, {"seen": seen}, **HTMX).status_code == 204
    record("advice", by=chair)
    told = text_of(client.get(others, {"seen": seen}, **HTMX))
    assert f"{chair.name} recorded the decision on this item" in told
    assert client.get(others).url == decide_url(item)

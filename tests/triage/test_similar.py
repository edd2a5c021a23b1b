"""How similar cases were scored: which count, what is shown of them, to whom, and when never."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases import actions as cases
from cases.models import Concern
from tests.factories import make_case, make_organisation, make_person, make_practitioner
from tests.triage import second
from tests.triage.conftest import answers, risk
from triage import actions, similar
from triage.answers import Consequence
from triage.models import Review
from triage.similar import Alike, similar_to
from ui.dates import today
from ui.refusals import NotAllowed

NEXT_MONTH = (today().replace(day=1) + dt.timedelta(days=32)).replace(day=1)


def scored(room, *, likelihood=3, severity=4, category="capability", **practitioner):
    """Let a further case of the room's organisation be scored; return it."""
    details = {"discipline": "doctor", "last_name": "Planted-Name"} | practitioner
    about = make_practitioner(by=room.manager, organisation=room.organisation, **details)
    case = make_case(by=room.manager, practitioner=about, summary="Planted words.")
    Concern.objects.filter(case=case).update(category=category)
    score_again(room, case, likelihood=likelihood, severity=severity)
    return case


def score_again(room, case, *, likelihood, severity):
    actions.ask_advisor(case=case, advisor=room.advisor, by=room.manager)
    actions.declare(case=case, answer="none", by=room.advisor)
    case.refresh_from_db()
    review = actions.start_review(case=case, by=room.advisor)
    consequences = (Consequence("patient_safety", severity),)
    data = answers(risks=(risk(likelihood=likelihood, consequences=consequences),))
    review = actions.save_review(review=review, data=data, version=review.version, by=room.advisor)
    return actions.submit_review(review=review, by=room.advisor)


def whole(room):
    return Review.objects.whole().get(pk=room.review.pk)


def counted(room, *, on=NEXT_MONTH):
    """Return likelihood and severity of each similar case of the same profession, in order."""
    review = whole(room)
    kinds = sorted(set(review.case.concerns.values_list("category", flat=True)))
    found = similar._alike(
        review.case,
        kinds,
        since=similar._moment(dt.date(on.year - similar.YEARS, 1, 1)),
        until=similar._moment(on.replace(day=1)),
    )
    rows = [[(each.likelihood, each.severity)] * each.number for each in found if each.same_profession]
    return sorted(pair for row in rows for pair in row)


@pytest.fixture
def alike(monkeypatch):
    """Return a function that lets these (colour, likelihood, severity, closing) be the similar cases."""

    def have(*rows, same=True):
        groups = [Alike(same, *row, number=1) for row in rows]
        monkeypatch.setattr(similar, "_alike", lambda *_case, **_window: groups)

    return have


class TestWhichCount:
    def test_those_of_the_same_kind_and_profession_with_their_newest_score(self, submitted):
        case = scored(submitted, likelihood=2, severity=2)
        scored(submitted, likelihood=4, severity=3)
        scored(submitted, category="conduct")
        scored(submitted, discipline="nurse")
        assert counted(submitted) == [(2, 2), (4, 3)]
        score_again(submitted, case, likelihood=1, severity=3)
        assert counted(submitted) == [(1, 3), (4, 3)]

    def test_not_the_practitioners_own_nor_another_organisations(self, submitted):
        own = make_case(by=submitted.manager, practitioner=submitted.case.practitioner)
        score_again(submitted, own, likelihood=3, severity=3)
        moved = scored(submitted)
        assert counted(submitted) == [(3, 4)]
        type(moved).objects.filter(pk=moved.pk).update(organisation=make_organisation())
        assert counted(submitted) == []

    def test_nothing_that_could_give_a_score_away(self, submitted):
        officer = make_person("responsible_officer", organisation=submitted.organisation)
        restricted, sealed, again = scored(submitted), scored(submitted), scored(submitted)
        assert len(counted(submitted)) == 3
        cases.restrict(case=restricted, people=[], by=officer)
        cases.seal(case=sealed, person=submitted.other, topic="health", by=officer)
        assert len(counted(submitted)) == 1
        scoring = actions.request_second(case=again, by=submitted.manager)
        assert counted(submitted) == []
        actions.second_not_needed(scoring=scoring, why="Asked for by mistake.", by=submitted.manager)
        assert len(counted(submitted)) == 1

    def test_where_two_agreed_on_a_score_that_one(self, submitted):
        other = make_case(by=submitted.manager, organisation=submitted.organisation)
        first = score_again(submitted, other, likelihood=3, severity=4)
        mine, submitted.case = submitted.case, other
        scoring = second.both_in(submitted)
        submitted.case = mine
        assert scoring.first_id == first.pk
        assert counted(submitted) == [(3, 4)]
        proposed = second.propose(submitted, scoring, likelihood=2, severity=3)
        actions.confirm_score(proposed=proposed, by=submitted.other)
        assert counted(submitted) == [(2, 3)]

    def test_only_once_the_month_is_over_and_not_for_ever(self, submitted):
        scored(submitted)
        assert counted(submitted, on=today()) == []
        assert counted(submitted, on=NEXT_MONTH) == [(3, 4)]
        assert counted(submitted, on=NEXT_MONTH.replace(year=NEXT_MONTH.year + 6)) == []


class TestWhatIsShown:
    def test_nothing_for_fewer_than_five(self, submitted, alike):
        alike(*[("amber", 3, 4, "")] * 4)
        found = similar_to(whole(submitted))
        assert (found.enough, found.number, found.spreads, found.ended) == (False, "", [], [])

    def test_other_professions_only_where_the_same_are_too_few(self, submitted, monkeypatch):
        groups = [Alike(True, "amber", 3, 4, "", 4), Alike(False, "green", 1, 1, "", 30)]
        monkeypatch.setattr(similar, "_alike", lambda *_case, **_window: groups)
        found = similar_to(whole(submitted))
        assert (found.same_profession, found.number) == (False, "about 35")
        groups[0] = Alike(True, "amber", 3, 4, "", 5)
        found = similar_to(whole(submitted))
        assert (found.same_profession, found.number) == (True, "about 5")

    def test_five_alike_are_not_said_to_be_all_alike(self, submitted, alike):
        alike(*[("red", 5, 5, "learning")] * 5)
        colour, likelihood, severity = similar_to(whole(submitted)).spreads
        assert (colour.middle, colour.half, colour.parts) == ("Red", "", [])
        assert (likelihood.middle, severity.middle) == ("5 Almost certain", "5 Catastrophic")
        assert likelihood.parts == severity.parts == []

    def test_no_number_stands_for_fewer_than_five(self, submitted, alike):
        green, amber, red = ("green", 1, 2, "learning"), ("amber", 3, 4, "no_concern"), ("red", 5, 5, "left")
        alike(*[green] * 6, *[amber] * 13, *[red] * 2)
        found = similar_to(whole(submitted))
        colour, likelihood, severity = found.spreads
        assert found.number == "about 20"
        assert (colour.middle, colour.half) == ("Amber", "Green or Amber")
        assert colour.parts == [("Green", "about 5"), ("Amber or Red", "about 15")]
        assert likelihood.parts == [("1 Rare", "about 5"), ("2 Unlikely to 5 Almost certain", "about 15")]
        assert severity.parts == [
            ("1 Negligible or 2 Minor", "about 5"),
            ("3 Moderate to 5 Catastrophic", "about 15"),
        ]

    def test_how_they_ended_leaves_no_small_rest(self, submitted, alike):
        alike(*[("green", 1, 2, "learning")] * 11, *[("amber", 3, 4, "no_concern")] * 6)
        assert similar_to(whole(submitted)).ended == [
            ("Closed with advice or learning", "about 10"),
            ("No concern remains", "about 5"),
        ]
        alike(
            *[("green", 1, 2, "learning")] * 11,
            *[("amber", 3, 4, "no_concern")] * 6,
            ("red", 5, 5, "referred"),
        )
        assert similar_to(whole(submitted)).ended == [
            ("Closed with advice or learning", "about 10"),
            ("Open still, or ended in another way", "about 5"),
        ]


def url(room, revision=1):
    return reverse("triage_similar", args=[room.case.reference, revision])


class TestThePage:
    def test_readers_find_numbers_and_nothing_of_any_case(self, submitted, client, monkeypatch):
        monkeypatch.setattr(similar, "today", lambda: NEXT_MONTH)
        others = [scored(submitted, likelihood=place) for place in (1, 1, 2, 3)]
        client.force_login(submitted.manager)
        for page in ("triage", "triage_scoring"):
            here = reverse(page, args=[submitted.case.reference, *([1] if page == "triage_scoring" else [])])
            assert url(submitted) in client.get(here).content.decode()
        few = client.get(url(submitted)).content.decode()
        assert "Fewer than 5 similar cases" in few
        assert "In the middle" not in few
        others.append(scored(submitted))
        with CaptureQueriesContext(connection) as five:
            page = client.get(url(submitted)).content.decode()
        assert "About 5 similar cases" in page
        assert "not the habit of the past" in page
        for planted in ("Planted", *(each.reference for each in others)):
            assert planted not in page
        others += [scored(submitted) for _more in range(3)]
        with CaptureQueriesContext(connection) as eight:
            assert "About 10 similar cases" in client.get(url(submitted)).content.decode()
        assert len(five) == len(eight)

    def test_never_while_scoring(self, submitted, client):
        client.force_login(submitted.advisor)
        assert client.get(url(submitted)).status_code == 200
        actions.return_review(review=submitted.review, reason="Say more.", by=submitted.manager)
        assert (
            url(submitted)
            not in client.get(reverse("triage_scoring", args=[submitted.case.reference, 1])).content.decode()
        )
        answer = client.get(url(submitted))
        assert answer.status_code == 403
        assert "opens to you once you have submitted" in answer.content.decode()
        # Those who only read it are not led by it.
        client.force_login(submitted.manager)
        assert client.get(url(submitted)).status_code == 200

    def test_not_for_somebody_who_scores_the_case_alone_until_they_are_done(self, submitted, client):
        scoring = second.begin(submitted)
        client.force_login(submitted.other)
        assert client.get(url(submitted)).status_code == 404
        actions.submit_review(review=second.write(submitted, scoring), by=submitted.other)
        assert client.get(url(submitted)).status_code == 200

    def test_there_is_none_of_a_draft_or_for_a_stranger(self, written, client):
        client.force_login(written.manager)
        assert client.get(url(written)).status_code == 404
        actions.submit_review(review=written.review, by=written.advisor)
        client.force_login(written.stranger)
        assert client.get(url(written)).status_code == 404


def test_whoever_writes_it_together_is_scoring_too(written, client):
    joint = written.other
    actions.add_joint_advisor(review=written.review, advisor=joint, by=written.manager)
    actions.declare(case=written.case, answer="none", by=joint)
    with pytest.raises(NotAllowed, match="scoring this case now"):
        similar.check_may_see_similar(joint, written.case)
    assert similar.may_see_similar(written.manager, written.case)


def test_the_window_is_counted_in_london():
    assert similar._moment(dt.date(2026, 7, 1)).astimezone(dt.UTC) == dt.datetime(
        2026, 6, 30, 23, tzinfo=dt.UTC
    )

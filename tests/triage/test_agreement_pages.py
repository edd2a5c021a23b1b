"""How far advisors agree, as totals: what is counted, what is shown of it, and what is never shown."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_organisation, make_person
from tests.triage.second import begin, both_in, triaged_case
from tests.triage.sent import page_of
from triage import agreements
from triage.agreement import ENOUGH, Agreement
from triage.agreements import Pair, over_time
from triage.models import SecondScoring

URL = "/triage/agreement/"


@pytest.fixture
def officer(room):
    return make_person("responsible_officer", organisation=room.organisation, last_name="Officer")


@pytest.fixture
def counted(monkeypatch, room):
    """Return a function that lets the organisation have these pairs, whatever was scored."""

    def have(*pairs: Pair) -> None:
        monkeypatch.setattr(
            agreements, "_pairs", lambda _organisations, *, drawn_only: {room.organisation.pk: list(pairs)}
        )

    return have


def pair(year=2026, likelihoods=(3, 3), severities=(4, 4), colours=("amber", "amber"), graves=None):
    return Pair(year, likelihoods, severities, colours, graves or ({}, {}))


def pairs(number, **fields):
    return [pair(**fields) for _ in range(number)]


class TestWhatIsCounted:
    def test_the_overall_ratings_of_both(self, submitted):
        both_in(submitted)
        (found,) = agreements._pairs([submitted.organisation.pk], drawn_only=False)[submitted.organisation.pk]
        assert (found.likelihoods, found.severities, found.colours) == ((3, 2), (4, 4), ("amber", "amber"))
        assert found.graves == ({"patient_safety": 4, "management": 2},) * 2

    def test_only_what_was_drawn_where_that_is_asked(self, submitted):
        both_in(submitted)
        key = submitted.organisation.pk
        assert not agreements._pairs([key], drawn_only=True)[key]
        SecondScoring.objects.update(reason="sample", requested_by=None)
        assert len(agreements._pairs([key], drawn_only=True)[key]) == 1

    def test_a_second_scoring_that_is_not_in_does_not_count(self, submitted):
        begin(submitted)
        assert not agreements._pairs([submitted.organisation.pk], drawn_only=False)

    def test_another_organisation_is_not_counted(self, submitted):
        both_in(submitted)
        assert not agreements._pairs([make_organisation().pk], drawn_only=False)

    def test_the_queries_do_not_grow(self, submitted):
        key = submitted.organisation.pk
        counts = []
        for _more in range(2):
            both_in(submitted)
            with CaptureQueriesContext(connection) as asked:
                over_time([key])
            counts.append((len(agreements._pairs([key], drawn_only=False)[key]), len(asked)))
            triaged_again(submitted)
        assert counts == [(1, 5), (2, 5)]


class TestWhatIsShown:
    def test_the_numbers_are_those_of_the_statistics(self, client, officer, counted):
        some = [*pairs(25), *pairs(10, likelihoods=(3, 2), severities=(4, 3), colours=("amber", "green"))]
        counted(*some)
        client.force_login(officer)
        text = page_of(client.get(URL)).text("main")
        whole = Agreement([1, 2, 3, 4, 5], [each.likelihoods for each in some])
        assert whole.kappa is not None
        assert whole.ac2 is not None
        assert f"{whole.kappa.value:.2f} ({whole.kappa.low:.2f} to {whole.kappa.high:.2f})" in text
        assert f"{whole.ac2.value:.2f} ({whole.ac2.low:.2f} to {whole.ac2.high:.2f})" in text
        assert "71% (55% to 84%)" in text
        for scale in ("Likelihood", "Severity", "Colour"):
            assert scale in text

    def test_below_enough_it_says_so_in_words(self, client, officer, counted):
        counted(*pairs(ENOUGH - 1))
        client.force_login(officer)
        shown = page_of(client.get(URL))
        assert f"about {ENOUGH - 1} pairs of scorings" in shown.text("main")
        assert not shown.all("main table")

    def test_a_coefficient_that_cannot_be_had_says_why(self, client, officer, counted):
        counted(*pairs(ENOUGH))
        client.force_login(officer)
        assert "both gave every case the same level" in page_of(client.get(URL)).text("main")

    def test_a_few_are_not_counted_out(self, client, officer, counted):
        counted(*pairs(3))
        client.force_login(officer)
        text = page_of(client.get(URL)).text("main")
        assert "fewer than 8 pairs" in text
        assert "3 pairs" not in text

    def test_a_year_with_few_cannot_be_worked_out_from_the_others(self, room, counted):
        counted(*pairs(41, year=2025), *pairs(4, year=2026))
        (found,) = over_time([room.organisation.pk])
        shown = {each.label: each.n for each in found.periods}
        assert shown["2026"] == "*"
        assert shown["2025"] != "41"
        assert shown["All so far"] == "45"
        counted(*pairs(41, year=2025), *pairs(9, year=2026))
        (found,) = over_time([room.organisation.pk])
        assert {each.label: each.n for each in found.periods} == {
            "All so far": "50",
            "2026": "9",
            "2025": "41",
        }

    def test_which_descriptors_the_two_tell_apart_differently(self, room, counted):
        often = pairs(12, graves=({"financial": 2, "management": 3}, {"financial": 3, "management": 3}))
        turned = pairs(3, graves=({"financial": 3}, {"financial": 2}))
        seldom = pairs(7, graves=({"patient_safety": 1}, {"patient_safety": 5}))
        alone = pairs(20, graves=({"financial": 5}, {}))
        counted(*often, *turned, *seldom, *alone)
        (found,) = over_time([room.organisation.pk])
        assert [(each.domain, each.levels, each.times) for each in found.disagreements] == [
            ("Financial", "2 Minor or 3 Moderate", "15")
        ]

    def test_it_names_no_case_and_nobody(self, client, submitted, officer):
        both_in(submitted)
        client.force_login(officer)
        source = page_of(client.get(URL)).source
        main = source[source.index("<main") : source.index("</main")]
        for word in (submitted.case.reference, "Okafor", "Advisor Other", "Robin Other", "Robin Advisor"):
            assert word not in main

    @pytest.mark.parametrize("role", ["responsible_officer", "assurance_reader", "lessons_lead"])
    def test_it_is_open_to_those_who_read_assurance(self, client, room, role):
        client.force_login(make_person(role, organisation=room.organisation))
        assert client.get(URL).status_code == 200

    @pytest.mark.parametrize("role", ["advisor", "case_manager", "group_member", "administrator"])
    def test_and_not_there_for_others(self, client, room, role):
        client.force_login(make_person(role, organisation=room.organisation))
        assert client.get(URL).status_code == 404


def triaged_again(room):
    """Put a further case with its triage, and another second advisor, in the room."""
    room.case = triaged_case(room)
    room.review = room.case.triage_reviews.get()
    room.other = make_person("advisor", organisation=room.organisation)


def test_a_year_is_the_year_in_london(submitted):
    scoring = both_in(submitted)
    SecondScoring.objects.filter(pk=scoring.pk).update(
        scored_at=dt.datetime(2026, 12, 31, 23, 59, tzinfo=dt.UTC)
    )
    key = submitted.organisation.pk
    assert agreements._pairs([key], drawn_only=False)[key][0].year == 2026

"""Which triages are scored a second time: drawn by chance alone, every Red in addition, by the policy."""

import datetime as dt
import uuid
from collections import Counter
from random import Random

import pytest
from django.db import transaction

from audit.models import Event
from tests.factories import make_organisation, make_person
from tests.triage.conftest import answers, risk
from tests.triage.second import both_in, submit_drawn, submit_red
from triage import actions
from triage.answers import Consequence
from triage.models import SecondScoring, SecondScoringPolicy
from triage.sampling import is_drawn, rolling
from ui.dates import today
from ui.refusals import NotAllowed, Refusal


@pytest.fixture
def officer(room):
    return make_person("responsible_officer", organisation=room.organisation, last_name="Officer")


def publish(officer, room, *, per_hundred=10, every_red=True, on=None):
    return actions.publish_second_policy(
        organisation=room.organisation,
        effective_from=on or today(),
        sample_per_hundred=per_hundred,
        every_red=every_red,
        source="Agreed by the board.",
        submission_key=uuid.uuid4(),
        by=officer,
    )


class TestDrawing:
    def test_by_default_ten_in_a_hundred_are_drawn_and_every_red(self, room):
        policy = SecondScoringPolicy.objects.in_force(room.organisation.pk)
        assert (policy.sample_per_hundred, policy.every_red) == (10, True)
        assert "default to be confirmed" in policy.source

    @pytest.mark.parametrize(("roll", "drawn"), [(0, True), (9, True), (10, False), (99, False)])
    def test_the_number_drawn_decides(self, written, roll, drawn):
        review = submit_drawn(written, roll)
        assert [each.reason for each in review.second_scorings.all()] == (["sample"] if drawn else [])

    def test_every_colour_has_the_same_chance(self, opened, officer):
        """The number is drawn before the colour is looked at: the same numbers draw the same triages."""
        publish(officer, opened, per_hundred=40, every_red=False)
        numbers = [3, 39, 40, 97]
        drawn: dict[int, Counter[str]] = {number: Counter() for number in numbers}
        levels = {"green": (1, 2), "amber": (3, 3), "red": (5, 5)}
        for number in numbers:
            for colour, (likelihood, severity) in levels.items():
                with transaction.atomic():
                    scored = risk(likelihood=likelihood, consequences=(Consequence("financial", severity),))
                    data = answers(risks=(scored,))
                    draft = actions.save_review(
                        review=opened.review, data=data, version=opened.review.version, by=opened.advisor
                    )
                    with rolling(lambda number=number: number):
                        review = actions.submit_review(review=draft, by=opened.advisor)
                    assert review.overall_colour == colour
                    drawn[number][colour] = review.second_scorings.count()
                    transaction.set_rollback(True)
        for number, counts in drawn.items():
            assert set(counts.values()) == {int(number < 40)}

    def test_chance_draws_about_as_many_as_the_policy_says(self):
        chance = Random(1)
        with rolling(lambda: chance.randrange(100)):
            drawn = sum(is_drawn(10) for _ in range(2000))
        assert 150 < drawn < 250

    def test_every_red_is_scored_again_in_addition(self, opened):
        review = submit_red(opened)
        assert review.overall_colour == "red"
        assert [each.reason for each in review.second_scorings.all()] == ["red"]

    def test_a_red_that_was_drawn_counts_as_drawn(self, opened):
        with rolling(lambda: 0):
            review = submit_red(opened)
        assert [each.reason for each in review.second_scorings.all()] == ["sample"]

    def test_a_red_is_not_scored_again_where_the_policy_says_no(self, opened, officer):
        publish(officer, opened, per_hundred=0, every_red=False)
        assert not submit_red(opened).second_scorings.exists()

    def test_the_policy_of_the_day_counts(self, written, officer):
        publish(officer, written, per_hundred=100, on=today() + dt.timedelta(days=1))
        assert not submit_drawn(written, 50).second_scorings.exists()

    def test_a_second_click_on_submit_draws_once(self, written):
        review = submit_drawn(written)
        with rolling(lambda: 0):
            actions.submit_review(review=review, by=written.advisor)
        assert SecondScoring.objects.count() == 1

    def test_a_triage_returned_for_more_is_not_drawn_again(self, submitted):
        draft = actions.return_review(review=submitted.review, reason="Which notes?", by=submitted.manager)
        with rolling(lambda: 0):
            actions.submit_review(review=draft, by=submitted.advisor)
        assert not SecondScoring.objects.exists()

    def test_a_second_scoring_is_never_drawn_itself(self, submitted):
        with rolling(lambda: 0):
            both_in(submitted)
        assert SecondScoring.objects.count() == 1

    def test_nothing_is_drawn_when_submitting_fails(self, opened):
        with rolling(lambda: 0), pytest.raises(Refusal):
            actions.submit_review(review=opened.review, by=opened.advisor)
        assert not SecondScoring.objects.exists()

    def test_why_stands_in_no_event(self, opened):
        submit_red(opened)
        events = Event.objects.of_case(opened.case.pk).filter(kind__startswith="triage.second")
        assert [each.detail for each in events] == [{}]
        assert not any(each.actor_key for each in events)


class TestPolicy:
    def test_only_the_responsible_officer_publishes_it(self, room):
        for person in (room.manager, make_person("administrator", organisation=room.organisation)):
            with pytest.raises(NotAllowed):
                publish(person, room)

    @pytest.mark.parametrize("per_hundred", [-1, 101])
    def test_it_is_a_number_of_a_hundred(self, room, officer, per_hundred):
        with pytest.raises(Refusal, match="0 to 100"):
            publish(officer, room, per_hundred=per_hundred)

    def test_it_does_not_count_from_the_past(self, room, officer):
        with pytest.raises(Refusal, match="later day"):
            publish(officer, room, on=today() - dt.timedelta(days=1))

    def test_the_last_published_for_a_day_counts_and_only_here(self, room, officer):
        publish(officer, room, per_hundred=20)
        publish(officer, room, per_hundred=30)
        elsewhere = make_organisation()
        assert SecondScoringPolicy.objects.in_force(room.organisation.pk).sample_per_hundred == 30
        assert SecondScoringPolicy.objects.in_force(elsewhere.pk).sample_per_hundred == 10

    def test_a_published_version_never_changes(self, room, officer):
        policy = publish(officer, room)
        with pytest.raises(Exception, match="Cannot update"), transaction.atomic():
            SecondScoringPolicy.objects.filter(pk=policy.pk).update(sample_per_hundred=0)

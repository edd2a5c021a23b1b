"""Agreeing on a score: one of the two writes it down, the other confirms it; or the officer decides."""

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import InternalError

from accounts.models import Membership, Person
from audit.models import Event
from cases.models import CaseSummary
from documents.models import Pdf
from outbox.models import Message
from tests.factories import make_person
from tests.triage.conftest import answers
from tests.triage.second import agreed, begin, propose
from triage import actions
from triage.models import AgreedScore, ProposedScore, Review
from ui.refusals import NotAllowed, Refusal, Stale


@pytest.fixture
def officer(room):
    return make_person("responsible_officer", organisation=room.organisation, last_name="Officer")


def decide(scoring, officer, **changes):
    given = {"likelihood": 2, "severity": 4, "reason": "Read both.", "by": officer}
    return actions.decide_score(**{"scoring": scoring, **given, **changes})


def mails_to(person):
    return [each.subject for each in Message.objects.filter(to=person.email).order_by("pk")]


class TestWritingItDown:
    def test_it_counts_for_nothing_until_the_other_confirms_and_asks_them(self, scored):
        scoring = scored.scoring
        assert mails_to(scored.advisor)[-1].startswith("Two have scored a case")
        proposed = propose(scored, scoring)
        assert (proposed.number, proposed.score, proposed.is_open) == (1, 9, True)
        assert CaseSummary.objects.get(case=scored.case).score == 12
        assert not AgreedScore.objects.exists()
        assert mails_to(scored.other)[-1].startswith("A score waits for your answer")
        assert Event.objects.get(kind="triage.score_proposed").detail == {"number": 1}

    def test_either_of_the_two_writes_and_nobody_else(self, scored, officer):
        scoring = scored.scoring
        propose(scored, scoring, by=scored.other)
        for person in (
            scored.manager,
            officer,
            make_person("advisor", organisation=scored.organisation),
        ):
            with pytest.raises(NotAllowed, match="advisors who scored"):
                propose(scored, scoring, by=person)

    def test_a_second_click_writes_one(self, scored):
        scoring = scored.scoring
        assert propose(scored, scoring) == propose(scored, scoring, seen=0)
        assert ProposedScore.objects.count() == 1

    def test_another_takes_its_place_and_the_first_is_kept(self, scored):
        scoring = scored.scoring
        first = propose(scored, scoring)
        with pytest.raises(Stale) as stale:
            propose(scored, scoring, seen=0, severity=4, by=scored.other)
        assert stale.value.version == 1
        later = propose(scored, scoring, severity=4, by=scored.other)
        first.refresh_from_db()
        assert (first.state, first.answered_by, later.is_open) == ("replaced", scored.other, True)
        with pytest.raises(Refusal, match="answered or replaced meanwhile"):
            actions.confirm_score(proposed=first, by=scored.other)

    def test_not_before_both_have_scored(self, submitted):
        with pytest.raises(NotAllowed):
            propose(submitted, begin(submitted))

    @pytest.mark.parametrize(("likelihood", "severity"), [(0, 3), (3, 6), (True, 3)])
    def test_off_the_scale_is_refused(self, scored, likelihood, severity):
        with pytest.raises(Refusal, match="1 to 5"):
            propose(scored, scored.scoring, likelihood=likelihood, severity=severity)


class TestConfirming:
    def test_it_stands_beside_both_and_at_the_head_of_the_case(self, scored):
        score = agreed(scored).agreed
        assert (score.score, score.colour, score.band.colour) == (9, "amber", "amber")
        assert (score.proposed.by, score.by, score.decided_as) == (
            scored.advisor,
            scored.other,
            "agreed",
        )
        summary = CaseSummary.objects.get(case=scored.case)
        assert (summary.score, summary.colour, summary.score_topic) == (9, "amber", scored.review.topic)
        assert {each.overall_score for each in Review.objects.all()} == {12, 8}

    def test_the_report_says_that_two_have_scored(self, scored):
        agreed(scored)
        report = Pdf.objects.filter(kind="triage.report", subject_key=scored.review.pk).latest("pk")
        assert "Two have scored this case." in report.html
        assert "Both read the letter again." in report.html

    def test_a_second_click_confirms_once(self, scored):
        scoring = agreed(scored)
        again = actions.confirm_score(proposed=scoring.agreed.proposed, by=scored.other)
        assert again == AgreedScore.objects.get()
        assert Event.objects.filter(kind="triage.score_agreed").count() == 1

    def test_only_the_other_confirms(self, scored, officer):
        proposed = propose(scored, scored.scoring)
        with pytest.raises(Refusal, match="You wrote this score down yourself"):
            actions.confirm_score(proposed=proposed, by=scored.advisor)
        for person in (scored.manager, officer):
            with pytest.raises(NotAllowed):
                actions.confirm_score(proposed=proposed, by=person)

    def test_the_database_holds_it_too(self, scored):
        scoring = scored.scoring
        proposed = propose(scored, scoring)
        rows, when = ProposedScore.objects.filter(pk=proposed.pk), proposed.at
        with pytest.raises(IntegrityError, match="who scored the case"), transaction.atomic():
            rows.update(state="confirmed", answered_by=scored.advisor, answered_at=when)
        with pytest.raises(IntegrityError, match="two who scored"), transaction.atomic():
            rows.update(state="confirmed", answered_by=scored.manager, answered_at=when)
        with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
            rows.update(severity=5)
        band = scored.review.band
        given = {"likelihood": 3, "severity": 3, "score": 9, "colour": "amber", "band": band, "reason": "So."}
        with pytest.raises(IntegrityError, match="confirmed by both"), transaction.atomic():
            AgreedScore.objects.create(
                scoring=scoring, decided_as="agreed", by=scored.other, proposed=proposed, **given
            )

    def test_what_was_agreed_never_changes(self, scored):
        scoring = agreed(scored)
        with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
            AgreedScore.objects.filter(scoring=scoring).update(reason="Other.")
        with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
            scoring.proposed.update(state="open", answered_by=None, answered_at=None)
        with pytest.raises(Refusal, match="agreed meanwhile"):
            propose(scored, scoring, severity=4)

    def test_a_later_triage_counts_again(self, scored):
        agreed(scored)
        draft = actions.return_review(review=scored.review, reason="More.", by=scored.manager)
        actions.submit_review(review=draft, by=scored.advisor)
        assert CaseSummary.objects.get(case=scored.case).score == 12

    def test_what_is_agreed_on_an_earlier_scoring_says_nothing_about_a_new_one(self, scored):
        proposed = propose(scored, scored.scoring)
        new = actions.start_review(case=scored.case, by=scored.advisor)
        new = actions.save_review(review=new, data=answers(), version=1, by=scored.advisor)
        actions.submit_review(review=new, by=scored.advisor)
        actions.confirm_score(proposed=proposed, by=scored.other)
        assert CaseSummary.objects.get(case=scored.case).score == 12


class TestDiffering:
    def test_what_the_other_sees_differently_is_kept_and_told(self, scored):
        scoring = scored.scoring
        proposed = propose(scored, scoring)
        for _click in range(2):
            actions.differ_on_score(proposed=proposed, why="The dates differ.", by=scored.other)
        proposed.refresh_from_db()
        assert (proposed.state, proposed.answer) == ("differs", "The dates differ.")
        assert (
            mails_to(scored.advisor).count(f"The other advisor sees it differently: {scored.case.reference}")
            == 1
        )
        with pytest.raises(Refusal, match="answered or replaced"):
            actions.confirm_score(proposed=proposed, by=scored.other)
        actions.confirm_score(proposed=propose(scored, scoring, severity=4), by=scored.other)
        assert AgreedScore.objects.get().score == 12


class TestDeciding:
    def test_the_officer_decides_with_a_reason_and_what_waited_is_kept(self, scored, officer):
        scoring = scored.scoring
        proposed = propose(scored, scoring)
        assert decide(scoring, officer) == decide(scoring, officer)
        score = AgreedScore.objects.get()
        assert (score.by, score.decided_as, score.proposed, score.score) == (officer, "officer", None, 8)
        proposed.refresh_from_db()
        assert (proposed.state, proposed.answered_by) == ("replaced", officer)
        with pytest.raises(Refusal, match="agreed meanwhile"):
            actions.confirm_score(proposed=proposed, by=scored.other)
        with pytest.raises(Refusal, match="agreed meanwhile"):
            decide(scoring, officer, severity=5)

    def test_nobody_else_decides_nor_one_of_the_two(self, scored):
        scoring = scored.scoring
        for person in (scored.manager, scored.advisor):
            with pytest.raises(NotAllowed, match="does not let you"):
                decide(scoring, person)
        held = scored.advisor.memberships.get()
        Membership.objects.create(
            person=held.person, organisation=held.organisation, role="responsible_officer",
            starts_on=held.starts_on,
        )  # fmt: skip
        with pytest.raises(NotAllowed, match="one of the two scorings"):
            decide(scoring, Person.objects.get(pk=scored.advisor.pk))

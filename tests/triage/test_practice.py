"""Practising: what comes with the service, scoring it, comparing, and who sees what was scored."""

import uuid

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import make_organisation, make_person
from tests.triage.guides import default_guide, make_guide, model_called
from tests.triage.practice import answer, begun, example, panel_risk, published, scored
from tests.triage.sent import linked_ids, page_of
from triage import actions
from triage.answers import RiskAnswers
from triage.models import PracticeAttempt, PracticeCase, PracticeConsequence, PracticeRisk
from triage.practice.comparing import comparison
from triage.practice.contents import data_of
from triage.practice.loading import NEWEST, load_practice
from triage.practice.policies import lacks
from triage.scale import Scale
from ui.refusals import NotAllowed, Refusal

pytestmark = pytest.mark.django_db
LIST = "/triage/guide/practice/"


@pytest.fixture
def admin(room):
    return make_person("administrator", organisation=room.organisation)


def typed(*risks, **more):
    """Return what a browser sends: for each risk likelihood, patient safety and perhaps own words."""
    fields = {"submission_key": str(uuid.uuid4())}
    for place, (likelihood, severity) in enumerate(risks):
        fields |= {
            f"risk-{place}-likelihood": likelihood,
            f"risk-{place}-severity_patient_safety": severity,
            f"risk-{place}-why": "My own words.",
        }
    return fields | more


class TestWhatComesWithTheService:
    def test_whole_worked_examples_of_several_professions_and_every_colour(self):
        cases = list(PracticeCase.objects.whole().offered().filter(organisation=None))
        assert 3 <= len(cases) <= 5
        assert {each.guide for each in cases} == {default_guide()}
        assert len({each.profession for each in cases}) == len(cases)
        colours = set()
        for case in cases:
            assert lacks(data_of(case)) == []
            assert "No panel" in case.agreed_by
            scale = Scale(case.guide)
            scores = [risk.likelihood * risk.severity for risk in case.risks.all()]
            assert 1 <= len(scores) <= 3
            colours.add(scale.band(max(scores)).colour)
        assert colours == {"green", "amber", "red"}

    def test_illness_silence_and_being_alone_raise_no_score(self):
        found = example("three-letters")
        assert "depression" in found.known
        assert "none of it says how likely the risk is" in found.often_wrong
        assert {risk.likelihood * risk.severity for risk in found.risks.all()} == {4}

    def test_their_likelihoods_are_what_the_guide_says_of_such_a_frequency(self):
        """Three labels in six weeks with nothing changed are more than 50% within 12 months."""
        weekly = example("weekly-not-daily").risks.first()
        assert (weekly.likelihood, weekly.severity) == (5, 4)
        # Whoever disagrees sees what time is meant.
        found = PracticeRisk.objects.filter(practice_case__in=PracticeCase.objects.offered())
        assert [each.pk for each in found if not each.likelihood_why.startswith("Within 12 months")] == []

    def test_their_words_are_kind(self):
        for case in PracticeCase.objects.whole().filter(organisation=None):
            words = " ".join([str(vars(case)), *(str(vars(risk)) for risk in case.risks.all())]).lower()
            for unkind in ("failed to", "allegation", "root cause", "overdue"):
                assert unkind not in words

    def test_loading_them_again_adds_nothing(self):
        before = PracticeCase.objects.count(), PracticeRisk.objects.count()
        load_practice(model_called)
        load_practice(model_called, file=NEWEST, guide_version=2)
        assert (PracticeCase.objects.count(), PracticeRisk.objects.count()) == before

    @pytest.mark.parametrize(
        "change",
        [
            lambda: PracticeCase.objects.filter(published_at__isnull=False).update(title="Another"),
            lambda: PracticeCase.objects.filter(published_at__isnull=False).delete(),
            lambda: PracticeRisk.objects.update(likelihood=5),
            lambda: PracticeConsequence.objects.update(severity=5),
        ],
    )
    def test_what_is_published_never_changes(self, change):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


class TestScoring:
    def test_own_and_agreed_scores_side_by_side(self, room, admin):
        practice = published(room.organisation, admin, risks=(panel_risk(), panel_risk(likelihood=1)))
        attempt = scored(practice, room.advisor, answer(4, 4, why="I worry."), answer(1, 3, "management"))
        whole = PracticeCase.objects.whole().get(pk=practice.pk)
        found = comparison(whole, PracticeAttempt.objects.whole().get(pk=attempt.pk))
        assert (found.yours.score, found.yours.colour) == (16, "red")
        assert (found.theirs.score, found.theirs.colour) == (6, "amber")
        named = [risk.name for row in found.matrix.rows for cell in row.cells for risk in cell.here]
        assert named == ["yours", "the panel"], "A screen reader reads no “Risk 1, Risk 2”."
        first, second = found.risks
        assert first.differences == [
            "Your likelihood is two steps higher than that of the panel.",
            "Your severity is one step higher than that of the panel.",
        ]
        assert second.differences == ["The same likelihood.", "The same severity."]
        assert first.why == "I worry."
        words = str(second.table.body)
        # A domain that only one of the two chose stands there too, with the guide's words for the level.
        assert words.count("Not touched by this risk") == 1
        assert "Somebody is hurt enough to need treatment" in words

    @pytest.mark.parametrize(
        ("given", "sentence"),
        [
            (answer(6, 3), "go from 1 to 5"),
            (answer(3, 0), "go from 1 to 5"),
            (answer(3, 3, "elsewhere"), "does not have"),
            (RiskAnswers(likelihood=3), "at least one severity"),
            (RiskAnswers(consequences=answer().consequences), "Choose a likelihood"),
            (
                RiskAnswers(likelihood=3, consequences=answer().consequences * 2),
                "one severity in each domain",
            ),
        ],
    )
    def test_what_is_off_the_scale_is_refused(self, room, admin, given, sentence):
        practice = published(room.organisation, admin)
        with pytest.raises(Refusal, match=sentence):
            scored(practice, room.advisor, given)
        assert not PracticeAttempt.objects.exists()

    def test_a_second_click_is_one_and_trying_again_is_two(self, room):
        key = uuid.uuid4()
        first = scored(example(), room.advisor, key=key)
        assert scored(example(), room.advisor, key=key) == first
        scored(example(), room.advisor)
        assert PracticeAttempt.objects.count() == 2

    def test_only_what_is_offered_to_ones_own_organisation(self, room, admin):
        practice = published(room.organisation, admin)
        with pytest.raises(NotAllowed):
            scored(practice, room.stranger)
        with pytest.raises(NotAllowed):
            scored(example(), make_person())
        with pytest.raises(NotAllowed):
            scored(begun(room.organisation, admin), room.advisor)
        actions.retire_practice_case(practice=practice, why="Outdated.", by=admin)
        with pytest.raises(Refusal, match="retired or replaced"):
            scored(practice, room.advisor)

    def test_what_was_scored_stays_as_it_was(self, room):
        scored(example(), room.advisor)
        with pytest.raises(DatabaseError), transaction.atomic():
            PracticeAttempt.objects.all().delete()
        with pytest.raises(DatabaseError), transaction.atomic():
            PracticeAttempt.objects.get().answers.update(likelihood=1)


class TestPages:
    @pytest.fixture
    def signed_in(self, client, room):
        client.force_login(room.advisor)
        return client

    def test_the_agreed_scores_are_on_no_page_before_scoring(self, signed_in, room):
        shipped = example()
        here = reverse("practice_case", args=[shipped.pk])
        before = signed_in.get(LIST).content.decode() + signed_in.get(here).content.decode()
        assert shipped.title in before
        secret = [shipped.often_wrong[:40], *(each.likelihood_why[:40] for each in shipped.risks.all())]
        assert not any(words in before for words in secret)
        answered = signed_in.post(here, typed((4, 4), (2, 2)))
        assert answered.status_code == 302
        after = signed_in.get(answered["Location"]).content.decode()
        assert all(words in after for words in secret)
        assert "Your likelihood is two steps higher than that of the worked example." in after
        assert "My own words." in after
        assert "No panel of clinicians has agreed" in after
        assert "You scored it on" in signed_in.get(LIST).content.decode()

    def test_what_is_wrong_is_said_and_what_was_typed_is_kept(self, signed_in):
        here = reverse("practice_case", args=[example().pk])
        answered = signed_in.post(here, typed((9, 3), ("", "")))
        assert answered.status_code == 422
        page = page_of(answered)
        assert len(linked_ids(page)) == 3
        words = answered.content.decode()
        assert "Select one of the answers listed" in words
        assert "Risk 2: choose how likely it is" in words
        assert words.count("My own words.") == 2
        assert page.one("[name='risk-0-severity_patient_safety'][value='3']").get("checked") is not None
        assert not PracticeAttempt.objects.exists()

    def test_nobody_else_reads_what_somebody_scored(self, signed_in, client, room, admin):
        attempt = scored(example(), room.advisor)
        here = reverse("practice_compared", args=[attempt.practice_case_id, attempt.pk])
        assert signed_in.get(here).status_code == 200
        officer = make_person("responsible_officer", organisation=room.organisation)
        for person in (room.other, room.manager, officer, admin):
            client.force_login(person)
            assert client.get(here).status_code == 404
            assert "You scored it on" not in client.get(LIST).content.decode()

    def test_one_that_was_retired_still_shows_what_one_scored(self, signed_in, room, admin):
        practice = published(room.organisation, admin)
        attempt = scored(practice, room.advisor)
        actions.retire_practice_case(practice=practice, why="Outdated.", by=admin)
        here = reverse("practice_case", args=[practice.pk])
        assert signed_in.get(here)["Location"] == LIST
        compared = signed_in.get(reverse("practice_compared", args=[practice.pk, attempt.pk]))
        assert "not offered any more" in compared.content.decode()
        refused = signed_in.post(here, typed((2, 3)))
        assert refused.status_code == 422
        assert "My own words." in refused.content.decode()

    def test_another_guide_is_said(self, signed_in, room):
        here = reverse("practice_case", args=[example().pk])
        assert "Your real cases are scored with" not in signed_in.get(here).content.decode()
        make_guide(room.organisation, name="Our own guide")
        assert "Your real cases are scored with" in signed_in.get(here).content.decode()

    def test_html_in_it_is_shown_as_it_was_typed(self, signed_in, room, admin):
        practice = published(room.organisation, admin, raised="<b>bold</b>", title="<i>title</i>")
        words = signed_in.get(reverse("practice_case", args=[practice.pk])).content.decode()
        assert "&lt;b&gt;bold" in words
        assert "<i>title" not in words

    def test_the_queries_do_not_grow(self, signed_in, room, admin):
        small = published(room.organisation, admin)
        large = published(room.organisation, admin, risks=(panel_risk(),) * 3)
        counts = []
        for practice in (small, large):
            attempt = scored(practice, room.advisor)
            counts.append([])
            for here in (
                LIST,
                reverse("practice_case", args=[practice.pk]),
                reverse("practice_compared", args=[practice.pk, attempt.pk]),
            ):
                with CaptureQueriesContext(connection) as asked:
                    assert signed_in.get(here).status_code == 200
                counts[-1].append(len(asked))
            for _more in range(3):
                scored(practice, room.advisor)
        assert counts[0] == counts[1]


def test_somebody_of_another_organisation_practises_with_the_examples_only(client, room, admin):
    published(room.organisation, admin, title="Ours alone")
    client.force_login(make_person("advisor", organisation=make_organisation()))
    words = client.get(LIST).content.decode()
    assert "Ours alone" not in words
    assert example().title in words

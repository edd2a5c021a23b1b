"""Saving and submitting through the actions: who may, in which state, and what is written."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from audit.models import Event
from cases.actions import deny, move, seal
from cases.models import Case, CaseAccess, SearchRow
from cases.search import cases_found
from cases.stages import Stage
from documents.models import Pdf
from outbox.models import Message
from tests.factories import make_case
from tests.triage.conftest import answers, risk
from tests.triage.test_guide import make_guide
from triage import actions
from triage.answers import Consequence, DocumentRead, FactorAnswer
from triage.models import FactorNote, Guide, Review, ReviewDocument, Risk, RiskConsequence
from triage.policies import Incomplete
from ui.dates import today
from ui.refusals import NotAllowed, Refusal, Stale


def save(room, *, version=None, by=None, **changes):
    return actions.save_review(
        review=room.review,
        data=answers(**changes),
        version=version or Review.objects.get(pk=room.review.pk).version,
        by=by or room.advisor,
    )


# Saving


def test_a_saved_draft_holds_everything(written):
    review = Review.objects.whole().get(pk=written.review.pk)
    assert review.summary == "Three sets of notes were not complete."
    assert [each.title for each in review.documents.all()] == ["Letter of 2 November"]
    [scored] = review.risks.all()
    assert (scored.likelihood, scored.severity, scored.score, scored.colour) == (3, 4, 12, "amber")
    assert {(each.domain.key, each.severity) for each in scored.consequences.all()} == {
        ("patient_safety", 4),
        ("management", 2),
    }
    [note] = review.factor_notes.all()
    assert (note.factor.key, note.direction) == ("insight", "lowers")
    assert review.version == 2


def test_saving_again_replaces_what_was_there(written):
    save(written, risks=(risk(statement="Another", likelihood=None),), factors=(), documents=())
    review = Review.objects.whole().get(pk=written.review.pk)
    assert [(each.statement, each.score, each.colour) for each in review.risks.all()] == [
        ("Another", None, "")
    ]
    assert not review.factor_notes.all()
    assert not review.documents.all()


def test_blank_risks_and_factors_are_left_out(opened):
    save(opened, risks=(risk(), type(risk())(), risk(statement="Second")), factors=(FactorAnswer("health"),))
    assert list(Risk.objects.values_list("position", "statement")) == [
        (1, "Patients could be given the wrong dose."),
        (2, "Second"),
    ]
    assert not FactorNote.objects.exists()


def test_details_belong_to_a_yes(opened):
    save(opened, safeguarding=False, safeguarding_details="Typed under another answer")
    assert Review.objects.get().safeguarding_details == ""


def test_who_saves_second_is_shown_what_was_saved_first(written):
    save(written, summary="Saved first", risks=(risk(statement="First risk"),))
    with pytest.raises(Stale) as refused:
        save(written, version=2, summary="Saved second", rationale="The gaps were noticed early.")
    assert refused.value.version == 3
    assert refused.value.theirs["summary"] == "Saved first"
    assert "First risk" in refused.value.theirs["risks"]
    assert "rationale" not in refused.value.theirs
    assert Review.objects.get().summary == "Saved first"


@pytest.mark.parametrize("level", [0, 6, -1, 25])
def test_levels_outside_1_to_5_are_refused(opened, level):
    with pytest.raises(Refusal, match="1 to 5"):
        save(opened, risks=(risk(likelihood=level),))
    with pytest.raises(Refusal, match="1 to 5"):
        save(opened, risks=(risk(consequences=(Consequence("financial", level),)),))


@pytest.mark.parametrize(
    "changes",
    [
        {"risks": (risk(consequences=(Consequence("weather", 3),)),)},
        {"risks": (risk(consequences=(Consequence("financial", 3), Consequence("financial", 4))),)},
        {"factors": (FactorAnswer("luck", "raises"),)},
        {"reviewed_on": today() + dt.timedelta(days=1)},
    ],
)
def test_answers_no_form_gives_are_refused(opened, changes):
    with pytest.raises(Refusal):
        save(opened, **changes)
    assert not Risk.objects.exists()


def test_a_document_of_another_case_is_refused(opened, stored):
    elsewhere = make_case(by=opened.manager)
    document = stored(elsewhere, by=opened.manager)
    with pytest.raises(Refusal, match="no longer with this case"):
        save(opened, documents=(DocumentRead(document=document.pk),))


def test_a_document_whose_topic_is_closed_is_refused(opened, stored):
    document = stored(opened.case, by=opened.manager, topic="support")
    with pytest.raises(Refusal, match="no longer with this case"):
        save(opened, documents=(DocumentRead(document=document.pk),))


def test_documents_are_numbered_as_picked(opened, stored):
    letter = stored(opened.case, by=opened.manager, title="Referral letter")
    save(opened, documents=(DocumentRead(title="A note on paper"), DocumentRead(document=letter.pk)))
    assert list(ReviewDocument.objects.values_list("number", "title", "document")) == [
        (1, "A note on paper", None),
        (2, "Referral letter", letter.pk),
    ]


# Who may write


@pytest.mark.parametrize("who", ["manager", "other", "stranger"])
def test_only_the_assigned_advisor_writes(written, who):
    person = getattr(written, who)
    with pytest.raises(NotAllowed):
        save(written, by=person)
    with pytest.raises(NotAllowed):
        actions.submit_review(review=written.review, by=person)
    with pytest.raises(NotAllowed):
        actions.start_review(case=written.case, by=person)


def test_before_declaring_nothing_can_be_started(asked):
    with pytest.raises(NotAllowed):
        actions.start_review(case=asked.case, by=asked.advisor)


def test_a_replaced_advisor_writes_no_more(written):
    actions.ask_advisor(case=written.case, advisor=written.other, by=written.manager)
    with pytest.raises(NotAllowed):
        save(written)


def test_a_denied_advisor_writes_no_more(written):
    deny(
        case=written.case,
        person=written.advisor,
        reason=CaseAccess.Reason.EXCLUDED,
        source="test",
        by=written.manager,
    )
    with pytest.raises(NotAllowed):
        save(written)


def test_a_withdrawn_case_takes_no_more_answers(written):
    move(case=written.case, to=Stage.WITHDRAWN, by=written.manager)
    with pytest.raises(Refusal, match="withdrawn"):
        save(written)
    with pytest.raises(Refusal, match="withdrawn"):
        actions.submit_review(review=written.review, by=written.advisor)


# Which guide


def test_starting_again_returns_the_draft(written):
    assert actions.start_review(case=written.case, by=written.advisor) == written.review


def test_another_organisations_guide_is_refused(submitted):
    elsewhere = make_guide(submitted.stranger.memberships.get().organisation)
    with pytest.raises(Refusal, match="another organisation"):
        actions.start_review(case=submitted.case, by=submitted.advisor, guide=elsewhere)


def test_an_unpublished_guide_is_refused(submitted):
    draft = make_guide(submitted.organisation, publish=False)
    with pytest.raises(Refusal, match="not been published"):
        actions.start_review(case=submitted.case, by=submitted.advisor, guide=draft)


def test_a_review_stays_with_its_guide(written):
    bands = [
        {"colour": "green", "label": "1 to 11", "lowest": 1, "highest": 11, "meaning": "Low."},
        {"colour": "red", "label": "12 to 25", "lowest": 12, "highest": 25, "meaning": "High."},
    ]
    own = make_guide(written.organisation, bands=bands)
    review = actions.submit_review(review=written.review, by=written.advisor)
    assert (review.guide.organisation, review.overall_colour) == (None, "amber")
    again = actions.start_review(case=written.case, by=written.advisor)
    assert again.guide == own
    again = actions.save_review(review=again, data=answers(), version=1, by=written.advisor)
    assert actions.submit_review(review=again, by=written.advisor).overall_colour == "red"
    assert Case.objects.get(pk=written.case.pk).summary.score_topic == f"triage:{again.pk}"
    assert Review.objects.get(pk=review.pk).overall_colour == "amber"


# Submitting


def test_submitting_stores_the_highest_risk_with_its_band(written):
    risks = (risk(likelihood=2), risk(likelihood=5), risk(likelihood=1))
    save(written, risks=risks)
    review = actions.submit_review(review=written.review, by=written.advisor)
    assert (review.overall_likelihood, review.overall_severity, review.overall_score) == (5, 4, 20)
    assert (review.overall_colour, review.band.colour, review.band.lowest) == ("red", "red", 15)
    assert review.submitted_by == written.advisor


def test_submitting_fills_the_head_of_the_case(submitted):
    summary = Case.objects.get(pk=submitted.case.pk).summary
    assert (summary.colour, summary.score, summary.scored_on) == ("amber", 12, today())
    assert summary.score_topic == f"triage:{submitted.review.pk}"
    assert summary.next_step == "Put on the agenda of the group"


def test_for_a_case_with_the_group_the_next_step_is_left_alone(written):
    move(case=written.case, to=Stage.WITH_GROUP, by=written.manager)
    before = Case.objects.get(pk=written.case.pk).summary.next_step
    actions.submit_review(review=written.review, by=written.advisor)
    assert Case.objects.get(pk=written.case.pk).summary.next_step == before


def test_a_second_click_submits_once(submitted):
    again = actions.submit_review(review=submitted.review, by=submitted.advisor)
    assert again.submitted_at == submitted.review.submitted_at
    assert Event.objects.filter(kind="triage.submitted").count() == 1
    assert Pdf.objects.count() == 1
    assert Message.objects.filter(subject__startswith="A triage has been submitted").count() == 1


def test_the_manager_is_told_without_personal_data(submitted):
    message = Message.objects.get(subject__startswith="A triage has been submitted")
    assert message.to == submitted.manager.email
    assert "Okafor" not in message.subject + message.body
    assert "mber" not in message.body


def test_the_report_is_asked_for_under_the_reviews_topic(submitted):
    pdf = Pdf.objects.get()
    assert (pdf.kind, pdf.subject_key, pdf.topic) == (
        "triage.report",
        submitted.review.pk,
        submitted.review.topic,
    )
    for words in (
        "Three sets of notes",
        "Patients could be given",
        "Guide to scoring a risk, version 2",
        "7654321",
    ):
        assert words in pdf.html
    assert "Okafor" not in pdf.title


def test_what_was_written_is_found_under_the_reviews_topic(submitted):
    assert cases_found(submitted.manager, "wrong dose") == [submitted.case.pk]
    assert cases_found(submitted.manager, "sleep badly") == []
    assert SearchRow.objects.get(source=f"triage:{submitted.review.pk}").topic == submitted.review.topic
    seal(case=submitted.case, person=submitted.manager, topic=submitted.review.topic, by=submitted.manager)
    assert cases_found(submitted.manager, "wrong dose") == []


def test_submitting_what_changed_meanwhile_is_refused(written):
    with pytest.raises(Stale):
        actions.submit_review(review=written.review, by=written.advisor, version=1)
    assert actions.submit_review(review=written.review, by=written.advisor, version=2).state == "submitted"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"summary": ""}, "summary"),
        ({"documents": ()}, "documents"),
        ({"safeguarding": None}, "safeguarding"),
        ({"safeguarding": True}, "safeguarding_details"),
        ({"health": None}, "health"),
        ({"health": True, "health_details": ""}, "health_details"),
        ({"risks": ()}, "statement"),
        ({"risks": (risk(statement=""),)}, "statement"),
        ({"risks": (risk(likelihood=None),)}, "likelihood"),
        ({"risks": (risk(consequences=()),)}, "severity"),
        ({"risks": (risk(managed_at=""),)}, "managed_at"),
        ({"risks": (risk(priority=""),)}, "priority"),
        ({"risks": (risk(accepted=None),)}, "accepted"),
        ({"rationale": ""}, "rationale"),
        ({"recommendation": ""}, "recommendation"),
    ],
)
def test_what_is_missing_is_said_field_by_field(opened, changes, field):
    save(opened, **changes)
    with pytest.raises(Incomplete) as refused:
        actions.submit_review(review=opened.review, by=opened.advisor)
    assert [each.field for each in refused.value.missing] == [field]
    assert Review.objects.get().state == "draft"


def test_an_empty_draft_lacks_everything(opened):
    with pytest.raises(Incomplete) as refused:
        actions.submit_review(review=opened.review, by=opened.advisor)
    assert [each.field for each in refused.value.missing] == [
        "summary", "documents", "safeguarding", "health", "statement", "rationale", "recommendation",
    ]  # fmt: skip


def test_without_any_guide_nothing_starts(submitted, monkeypatch):
    monkeypatch.setattr(type(Guide.objects.all()), "in_force", lambda *_args, **_named: None)
    with pytest.raises(Refusal, match="No scoring guide is in force"):
        actions.start_review(case=submitted.case, by=submitted.advisor)


# What the database holds by itself


@pytest.mark.parametrize(
    "change",
    [
        lambda review: Review.objects.filter(pk=review.pk).update(summary="Other words"),
        lambda review: Review.objects.filter(pk=review.pk).update(state="draft"),
        lambda review: Review.objects.filter(pk=review.pk).delete(),
        lambda review: review.risks.update(statement="Softer"),
        lambda review: review.risks.all().delete(),
        lambda review: RiskConsequence.objects.filter(risk__review=review).update(severity=1),
        lambda review: review.documents.update(title="Another"),
        lambda review: review.factor_notes.update(why=""),
        lambda review: Risk.objects.create(review=review, position=9),
    ],
)
def test_a_submitted_review_cannot_be_changed(submitted, change):
    with pytest.raises(DatabaseError), transaction.atomic():
        change(submitted.review)


def test_a_locked_review_is_refused_with_a_sentence(submitted):
    with pytest.raises(Refusal, match="can no longer be changed"):
        save(submitted)


@pytest.mark.parametrize(
    "change",
    [
        {"score": 13},
        {"likelihood": 6, "score": 24},
        {"severity": 0, "score": 0},
        {"score": None},
        {"colour": "blue"},
    ],
)
def test_a_risks_score_is_always_the_product(written, change):
    with pytest.raises(DatabaseError), transaction.atomic():
        Risk.objects.update(**change)


@pytest.mark.parametrize(
    "change",
    [
        {"state": "submitted"},
        {"overall_score": 12},
        {"submitted_at": timezone.now()},
        {"safeguarding_details": "without a yes"},
        {"health": False},
        {"state": "lost"},
    ],
)
def test_a_draft_cannot_be_half_submitted(written, change):
    with pytest.raises(DatabaseError), transaction.atomic():
        Review.objects.update(**change)


def test_a_consequence_is_of_the_reviews_own_guide(written):
    other = make_guide(written.organisation)
    with pytest.raises(DatabaseError, match="another scoring guide"), transaction.atomic():
        RiskConsequence.objects.create(risk=Risk.objects.get(), domain=other.domains.first(), severity=2)

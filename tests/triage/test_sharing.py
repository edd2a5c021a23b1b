"""The practitioner's copy of a review: what is marked, what is settled, and what is never in it."""

import uuid

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from audit.models import Event
from cases.actions import correct, seal, take_back
from documents.models import Pdf
from tests.factories import make_person
from tests.triage.sharing import save, settle, show, some, whole
from triage import actions
from triage.models import Sharing, Withheld
from triage.sharing import pieces
from ui.dates import today
from ui.refusals import NotAllowed, Refusal, Stale

# What there is to mark


def test_every_part_is_there_in_the_order_of_the_template(submitted):
    assert [piece.key for piece in pieces(submitted.review)] == [
        "summary",
        "document:1",
        "safeguarding",
        "health",
        "risk:1",
        "factor:insight",
        "rationale",
        "recommendation",
    ]


def test_documents_of_protected_topics_are_withheld_unless_somebody_decides_otherwise(written, stored):
    source = stored(written.case, by=written.manager, title="Letter of complaint", topic="source")
    health = stored(written.case, by=written.manager, title="Her sick notes", topic="health")
    rota = stored(written.case, by=written.manager, title="Rota")
    from tests.triage.conftest import answers
    from triage.answers import DocumentRead
    from triage.models import ReviewDocument

    data = answers(documents=(DocumentRead(document=rota.pk), DocumentRead(document=health.pk)))
    review = actions.save_review(
        review=written.review, data=data, version=written.review.version, by=written.advisor
    )
    ReviewDocument.objects.create(review=review, number=3, document=source, title=source.title)
    review = actions.submit_review(review=review, by=written.advisor)
    assert [piece.suggested for piece in pieces(review) if piece.group == "documents"] == [
        "",
        "third_party",
        "source",
    ]


# Marking


def test_what_is_marked_is_kept_with_its_reason(submitted):
    draft = save(
        submitted,
        whole("health", "serious_harm"),
        some("rationale", "gaps", "early", reason="other", reason_words="Agreed with the union."),
        names_reviewer=True,
    )
    assert (draft.number, draft.state, draft.version, draft.names_reviewer) == (1, "draft", 1, True)
    assert list(draft.withheld.values_list("part", "whole", "words", "reason", "reason_words")) == [
        ("health", True, "", "serious_harm", ""),
        ("rationale", False, "gaps", "other", "Agreed with the union."),
        ("rationale", False, "early", "other", "Agreed with the union."),
    ]


def test_saving_again_takes_the_place_of_what_was_marked(submitted):
    save(submitted, whole("health"))
    draft = save(submitted, whole("summary"), version=1)
    assert Sharing.objects.count() == 1
    assert [row.part for row in draft.withheld.all()] == ["summary"]


def test_somebody_who_saved_first_is_not_overwritten(submitted):
    other = make_person("case_manager", organisation=submitted.organisation)
    save(submitted, whole("health"))
    with pytest.raises(Stale) as stale:
        save(submitted, whole("summary"), by=other)
    assert stale.value.version == 1
    assert stale.value.theirs == {
        "health-choice": "Withhold this part (It identifies somebody else)",
        "summary-choice": "Share it",
    }
    assert Withheld.objects.get().part == "health"


def test_a_second_click_saves_once(submitted):
    first = save(submitted, whole("health"))
    assert save(submitted, whole("health")) == first
    assert Sharing.objects.get().version == 1


@pytest.mark.parametrize(
    ("mark", "sentence"),
    [
        (whole("nonsense"), "does not have"),
        (whole("health", "because"), "for which reason"),
        (whole("health", "other"), "for which reason"),
        (some("health"), "whole part, or some"),
        (whole("health", passages=("sleep",)), "whole part, or some"),
        (some("summary", "incomplete"), "does not stand there"),
        (some("summary", "note"), "as whole words"),
        # In two paragraphs of one risk: nothing of it could be found again.
        (some("risk:1", "wrong dose. It happened"), "does not stand there"),
        # The guide's words and what was chosen are nobody's: a part is withheld whole.
        (some("risk:1", "Possible"), "does not stand there"),
    ],
)
def test_a_mark_that_no_page_gives_is_refused(submitted, mark, sentence):
    with pytest.raises(Refusal, match=sentence):
        save(submitted, mark)
    assert not Sharing.objects.exists()


def test_the_table_refuses_what_is_no_mark(submitted):
    draft = save(submitted, whole("health"))
    for wrong in (
        {"part": "health", "whole": True, "reason": "third_party"},
        {"part": "summary", "whole": True, "words": "sets", "reason": "third_party"},
        {"part": "summary", "whole": False, "reason": "third_party"},
        {"part": "summary", "whole": True, "reason": ""},
        {"part": "summary", "whole": True, "reason": "other"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Withheld.objects.create(sharing=draft, **wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Sharing.objects.create(review=draft.review, number=2, reasons_version=1, saved_by=draft.saved_by)


def test_only_those_who_run_the_case_share(submitted):
    member = make_person("group_member", organisation=submitted.organisation)
    for person in (submitted.advisor, submitted.other, member, submitted.stranger):
        with pytest.raises(NotAllowed):
            save(submitted, by=person)


def test_somebody_to_whom_the_review_is_sealed_cannot_share_it(submitted):
    seal(case=submitted.case, person=submitted.manager, topic=submitted.review.topic, by=submitted.manager)
    with pytest.raises(NotAllowed, match="not open to you"):
        save(submitted)


def test_a_review_that_is_being_written_is_not_shared(written):
    with pytest.raises(Refusal, match="still being written"):
        save(written)


# Settling


def test_a_settled_copy_never_changes(settled):
    with pytest.raises(DatabaseError), transaction.atomic():
        Sharing.objects.update(names_reviewer=True)
    with pytest.raises(DatabaseError), transaction.atomic():
        Sharing.objects.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        Withheld.objects.update(words="")
    with pytest.raises(DatabaseError), transaction.atomic():
        Withheld.objects.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        Withheld.objects.create(sharing=settled.sharing, part="rationale", whole=True, reason="third_party")


def test_a_second_click_settles_it_once(settled):
    again = actions.settle_sharing(sharing=settled.sharing, version=1, by=settled.manager)
    assert again == settled.sharing
    assert Pdf.objects.filter(kind="triage.practitioner").count() == 1
    assert Event.objects.filter(kind="triage.sharing_settled").count() == 1


def test_what_was_saved_meanwhile_is_read_before_it_is_settled(submitted):
    draft = save(submitted, whole("health"))
    save(submitted, version=1)
    with pytest.raises(Stale, match="once more"):
        actions.settle_sharing(sharing=draft, version=1, by=submitted.manager)


def test_another_copy_is_another_number_and_both_are_kept(settled):
    second = settle(settled, some("summary", "sets of notes"), whole("rationale"))
    assert second.number == 2
    assert [each.number for each in Sharing.objects.of_review(settled.review)] == [2, 1]
    assert Pdf.objects.filter(kind="triage.practitioner").count() == 2


def test_comments_are_asked_for_by_the_rule_in_force(settled):
    from clocks.rules import COMMENTS_ON_TRIAGE, deadline

    assert settled.sharing.comments_by == deadline(COMMENTS_ON_TRIAGE, today(), settled.organisation).on


def test_events_say_what_was_done_in_codes_and_under_the_topic_of_the_review(settled):
    show(settled)
    events = Event.objects.filter(kind__startswith="triage.shar")
    assert {each.topic for each in events} == {settled.review.topic}
    assert "notes" not in str([each.detail for each in events])
    assert set(events.values_list("kind", flat=True)) == {
        "triage.sharing_saved",
        "triage.sharing_settled",
        "triage.shared",
    }


def test_a_contact_in_which_a_copy_was_shared_keeps_its_day_and_is_not_taken_back(settled):
    contact = show(settled)
    key, by = uuid.uuid4(), settled.manager
    told = correct(record=contact, changes={"told": True}, why="Told too.", submission_key=key, by=by)
    with pytest.raises(Refusal, match="A copy of the triage was shared in this contact"):
        correct(record=told, changes={"how": "phone"}, why="Rung.", submission_key=uuid.uuid4(), by=by)
    with pytest.raises(Refusal, match="A copy of the triage was shared in this contact"):
        take_back(record=told, why="Another case.", by=by)

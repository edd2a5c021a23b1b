"""The practitioner's copy of a review: what is marked, what is settled, and what is never in it."""

import uuid

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from audit.models import Event
from cases.actions import seal
from cases.models import Contact
from documents.models import Pdf
from documents.tasks import make
from tests.factories import make_person
from triage import actions
from triage.models import Sharing, Shown, Withheld
from triage.sharing import Mark, pieces
from triage.sharing_checks import checks
from ui.dates import today
from ui.refusals import NotAllowed, Refusal, Stale


def save(room, *marks, version=0, by=None, **options):
    options.setdefault("names_reviewer", False)
    return actions.save_sharing(
        review=room.review, marks=marks, version=version, by=by or room.manager, **options
    )


def settle(room, *marks, **options):
    draft = save(room, *marks, **options)
    return actions.settle_sharing(sharing=draft, version=draft.version, by=room.manager)


def whole(part, reason="third_party", **options):
    return Mark(part, reason, whole=True, **options)


def some(part, *passages, reason="third_party", **options):
    return Mark(part, reason, passages=passages, **options)


@pytest.fixture
def settled(submitted, settings, tmp_path):
    """Return the room with a copy settled and its PDF made."""
    settings.MEDIA_ROOT = tmp_path / "files"
    submitted.sharing = settle(submitted, some("summary", "sets of notes"))
    make(submitted.sharing.pdf_id)
    submitted.sharing.refresh_from_db()
    return submitted


def show(room, *, on=None, key=None, by=None):
    return actions.record_shown(
        sharing=room.sharing,
        on=on or today(),
        how="email",
        told=True,
        by=by or room.manager,
        submission_key=key or uuid.uuid4(),
    )


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


# What stands in the way, and what to look at


def sentences(room, *marks, **options):
    draft = save(room, *marks, **options)
    room.found = checks(draft, room.review, person=room.manager)
    return " ".join(check.sentence for check in room.found)


@pytest.fixture
def telling(opened):
    """Return the room with a review that names the reviewer, a member, and who raised the concern."""
    from tests.triage.conftest import answers

    opened.member = make_person(
        "group_member", organisation=opened.organisation, first_name="Mina", last_name="Member"
    )
    data = answers(
        summary="Nurse Ada Quill told Dr Advisor on Monday.",
        rationale="Mina Member agrees. Quill was there. Planning went on.",
    )
    review = actions.save_review(review=opened.review, data=data, version=1, by=opened.advisor)
    opened.review = actions.submit_review(review=review, by=opened.advisor)
    return opened


def test_a_copy_that_names_a_reviewer_or_a_member_cannot_be_settled(telling):
    found = sentences(telling)
    assert "Dr Robin Advisor is named in “Summary of concern(s)”" in found
    assert "Dr Mina Member is named in “Rationale”" in found
    with pytest.raises(Refusal, match="cannot be settled yet"):
        actions.settle_sharing(sharing=Sharing.objects.get(), version=1, by=telling.manager)
    assert not Pdf.objects.filter(kind="triage.practitioner").exists()


def test_with_the_names_withheld_it_can_be_settled(telling):
    settle(telling, some("summary", "Dr Advisor"), some("rationale", "Mina Member"))
    assert Sharing.objects.get().state == "final"


def test_the_reviewer_may_be_named_if_somebody_decides_so(telling):
    found = sentences(telling, some("rationale", "Mina Member"), names_reviewer=True)
    assert not any(check.stops for check in telling.found), found


def test_a_name_that_is_withheld_in_one_part_and_stands_in_another_is_pointed_out(telling):
    found = sentences(telling, some("summary", "Nurse Ada Quill", "Dr Advisor"))
    assert "“Quill” in “Rationale” stands in what you withhold too" in found
    assert "“Quill” in" not in sentences(
        telling, some("summary", "Nurse Ada Quill", "Quill", "Dr Advisor"), version=1
    )


def test_a_name_of_the_protected_note_is_pointed_out_to_those_who_may_see_it(telling):
    from cases.models import ConcernSource

    ConcernSource.objects.update(detail="Ada Quill, who works there.")
    draft = save(telling)
    note = "protected note"
    assert note in str(checks(draft, telling.review, person=telling.manager))
    officer = make_person("lessons_lead", organisation=telling.organisation)
    assert note not in str(checks(draft, telling.review, person=officer))


def test_withholding_the_highest_risk_says_that_the_rating_stays(submitted):
    assert "The rating itself, its likelihood and its severity are always shared" in sentences(
        submitted, whole("risk:1")
    )


def test_withholding_health_points_to_the_factor_that_speaks_of_it(opened):
    from tests.triage.conftest import answers
    from triage.answers import FactorAnswer

    data = answers(factors=(FactorAnswer("health", "unknown", "They sleep badly."),))
    review = actions.save_review(review=opened.review, data=data, version=1, by=opened.advisor)
    opened.review = actions.submit_review(review=review, by=opened.advisor)
    assert "the factor “Health”" in sentences(opened, whole("health"))
    assert "the factor “Health”" not in sentences(opened, whole("health"), whole("factor:health"), version=1)


def test_a_letter_the_font_does_not_have_is_found_before_the_pdf_is_asked_for(opened):
    from tests.triage.conftest import answers

    review = actions.save_review(
        review=opened.review, data=answers(rationale="Seen 𓀀 once."), version=1, by=opened.advisor
    )
    opened.review = actions.submit_review(review=review, by=opened.advisor)
    assert "does not have “𓀀”" in sentences(opened)
    assert "does not have" not in sentences(opened, some("rationale", "𓀀"), version=1)


def test_a_newer_scoring_is_pointed_out(submitted):
    from tests.triage.conftest import answers

    draft = actions.start_review(case=submitted.case, by=submitted.advisor)
    draft = actions.save_review(review=draft, data=answers(), version=draft.version, by=submitted.advisor)
    actions.submit_review(review=draft, by=submitted.advisor)
    assert "newer scoring" in sentences(submitted)


# Sharing it


def test_sharing_is_a_contact_in_which_they_were_told(settled):
    contact = show(settled)
    assert (contact.how, contact.told, contact.listened) == ("email", True, False)
    assert contact.topic == settled.review.topic
    assert Shown.objects.get().sharing == settled.sharing
    assert "withheld" not in contact.summary


def test_a_second_click_records_it_once(settled):
    key = uuid.uuid4()
    assert show(settled, key=key) == show(settled, key=key)
    assert (Contact.objects.count(), Shown.objects.count()) == (1, 1)
    assert Event.objects.filter(kind="triage.shared").count() == 1


def test_it_cannot_be_shared_before_its_pdf_is_there_or_before_it_was_settled(submitted, settled):
    import datetime as dt

    with pytest.raises(Refusal, match="settled after that day"):
        show(settled, on=today() - dt.timedelta(days=1))
    settled.sharing = settle(settled, whole("summary"))
    with pytest.raises(Refusal, match="not ready yet"):
        show(settled)
    assert not Contact.objects.exists()


def test_what_was_recorded_stays(settled):
    show(settled)
    with pytest.raises(DatabaseError), transaction.atomic():
        Shown.objects.all().delete()

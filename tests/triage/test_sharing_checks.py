"""What to look at before a copy is settled for the practitioner, and what stands in the way."""

import pytest

from documents.models import Pdf
from tests.factories import make_person
from tests.triage.conftest import answers
from tests.triage.sharing import save, settle, some, whole
from triage import actions
from triage.models import Sharing
from triage.sharing_checks import checks
from ui.refusals import Refusal


def sentences(room, *marks, **options):
    draft = save(room, *marks, **options)
    room.found = checks(draft, room.review, person=room.manager)
    return " ".join(check.sentence for check in room.found)


@pytest.fixture
def telling(opened):
    """Return the room with a review that names the reviewer, a member, and who raised the concern."""
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
    review = actions.save_review(
        review=opened.review, data=answers(rationale="Seen 𓀀 once."), version=1, by=opened.advisor
    )
    opened.review = actions.submit_review(review=review, by=opened.advisor)
    assert "does not have “𓀀”" in sentences(opened)
    assert "does not have" not in sentences(opened, some("rationale", "𓀀"), version=1)


def test_a_newer_scoring_is_pointed_out(submitted):
    draft = actions.start_review(case=submitted.case, by=submitted.advisor)
    draft = actions.save_review(review=draft, data=answers(), version=draft.version, by=submitted.advisor)
    actions.submit_review(review=draft, by=submitted.advisor)
    assert "newer scoring" in sentences(submitted)

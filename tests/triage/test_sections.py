"""Section by section: each saves itself and touches nothing else; the choice of the page is remembered."""

from urllib.parse import urlencode

import pytest

from accounts.models import Draft
from cases.actions import deny
from cases.models import CaseAccess
from tests.triage.conftest import answers
from tests.triage.sent import address, page_of, typed, typed_risk
from triage import actions
from triage.models import Review
from triage.parts import PARTS
from triage.reading import answers_of

SENT = {
    "who": {"reviewed_on_day": "2", "reviewed_on_month": "3", "reviewed_on_year": "2026"},
    "concerns": {"summary": "Another summary", "other_documents": "Another letter"},
    "people": {"safeguarding": "yes", "safeguarding_details": "A child at home.", "health": "no"},
    "factors": {"factor-health_direction": "neutral"},
    "risks": {
        **typed_risk(0, statement="Another risk could come", likelihood="5"),
        "risk-TOTAL_FORMS": "1",
        "risk-INITIAL_FORMS": "0",
        "judged": "yes",
        "judged_colour": "amber",
        "judged_why": "It was once.",
    },
    "reasons": {"rationale": "Another reason", "recommendation": "Another step"},
}


def part_address(room, part):
    return address(room, "triage_section", part)


def saved(room):
    return answers_of(Review.objects.whole().get(pk=room.review.pk))


@pytest.fixture
def sections(advisor, written):
    """Return a browser in which the advisor writes section by section, over a whole draft."""
    advisor.post(address(written, "triage_layout"), {"by_section": "yes"})
    return advisor


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.key)
def test_a_section_saves_its_own_answers_and_no_others(sections, written, part):
    before = saved(written)
    page = page_of(sections.get(part_address(written, part.key)))
    assert part.title in page.text("h1")
    answer = sections.post(part_address(written, part.key), {"version": 2, **SENT[part.key]})
    assert answer.status_code == 302
    after = saved(written)
    changed = {
        name for each in PARTS for name in each.answers if getattr(before, name) != getattr(after, name)
    }
    assert changed
    assert changed <= set(part.answers)


def test_a_section_asks_only_what_is_its_own(sections, written):
    page = page_of(sections.get(part_address(written, "reasons")))
    names = {each.get("name") for each in page.all(".app-review__form :is(input, textarea)")}
    assert names == {"csrfmiddlewaretoken", "version", "rationale", "recommendation", "additional"}


def test_the_list_says_how_far_each_section_is(advisor, opened):
    advisor.post(address(opened, "triage_layout"), {"by_section": "yes"})

    def states():
        page = page_of(advisor.get(address(opened)))
        return ["".join(each.itertext()).strip() for each in page.all(".nhsuk-task-list__status")]

    assert states() == ["Complete", *["Not started"] * 5]
    data = answers(summary="", rationale="", risks=answers().risks)
    actions.save_review(review=opened.review, data=data, version=1, by=opened.advisor)
    assert states() == ["Complete", "In progress", "Complete", "In progress", "Complete", "In progress"]


def test_save_and_go_on_leads_through_all_sections_to_the_check(sections, written):
    version, where = 2, part_address(written, "who")
    for part in PARTS:
        assert where == part_address(written, part.key)
        where = sections.post(where, {"version": version, **SENT[part.key], "next": "1"}).url
        version += 1
    assert where == address(written, "triage_check")


def test_the_choice_is_remembered_and_can_be_changed(advisor, opened):
    assert page_of(advisor.get(address(opened))).all("#risks")
    answer = advisor.post(address(opened), typed(by_section="1"))
    assert answer.url == address(opened)
    assert Review.objects.get().summary == "Three sets of notes were not complete."
    assert not page_of(advisor.get(address(opened))).all("#risks")
    advisor.post(address(opened, "triage_layout"), {"by_section": "no"})
    assert page_of(advisor.get(address(opened))).all("#risks")


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_forged_section_is_not_there(sections, written, method):
    answer = getattr(sections, method)(part_address(written, "score"), {"version": 2})
    assert answer.status_code == 404
    assert Review.objects.get().version == 2


def test_two_tabs_on_one_section_lose_nothing(sections, written):
    sections.post(part_address(written, "reasons"), {"version": 2, **SENT["reasons"]})
    late = {"version": 2, "rationale": "Typed in the second tab", "recommendation": "Another step"}
    answer = sections.post(part_address(written, "reasons"), late)
    assert answer.status_code == 409
    page = page_of(answer)
    assert page.text("#id_rationale") == "Typed in the second tab"
    assert "Another reason" in page.text("#id_rationale-theirs")
    again = late | {"version": page.one("[name=version]").get("value")}
    assert sections.post(part_address(written, "reasons"), again).status_code == 302
    assert saved(written).rationale == "Typed in the second tab"


def test_a_tab_on_another_section_is_not_in_the_way(sections, written):
    sections.post(part_address(written, "reasons"), {"version": 2, **SENT["reasons"]})
    answer = sections.post(part_address(written, "people"), {"version": 2, **SENT["people"]})
    assert answer.status_code == 302
    assert (saved(written).rationale, saved(written).safeguarding) == ("Another reason", True)


def test_a_version_that_never_was_is_refused(sections, written):
    assert (
        sections.post(part_address(written, "people"), {"version": 99, **SENT["people"]}).status_code == 409
    )
    assert saved(written).safeguarding is False


def test_factors_and_documents_saved_meanwhile_stand_beside_what_was_typed(advisor, written):
    fields = {"factor-insight_direction": "raises", "factor-insight_why": "Saved", "version": 2}
    advisor.post(part_address(written, "factors"), fields)
    late = fields | {"factor-insight_why": "Typed", "factor-insight_direction": "lowers"}
    page = page_of(advisor.post(part_address(written, "factors"), late))
    assert "Saved" in page.text("#id_factor-insight_why-theirs")
    assert "Makes it more likely" in page.text("#id_factor-insight_direction-theirs")
    first = {"version": 2, "summary": answers().summary, "other_documents": "Saved paper"}
    assert advisor.post(part_address(written, "concerns"), first).status_code == 302
    late = first | {"other_documents": "Typed paper"}
    page = page_of(advisor.post(part_address(written, "concerns"), late))
    assert "Saved paper" in page.text("#id_other_documents-theirs")


def test_wrong_answers_come_back_on_the_section(sections, written):
    bad = {"version": 2, **SENT["risks"], "risk-0-likelihood": "6"}
    answer = sections.post(part_address(written, "risks"), bad)
    assert answer.status_code == 422
    assert page_of(answer).text("#id_risk-0-statement") == "Another risk could come"
    assert saved(written).risks[0].likelihood == 3


def test_what_was_being_typed_in_a_section_is_there_after_coming_back(sections, written):
    key = f"triage:{written.case.reference}:reasons"
    Draft.objects.keep(written.advisor, key, urlencode({"version": 2, "rationale": "Typed and not saved"}))
    page = page_of(sections.get(address(written)))
    assert "and not saved yet" in page.text(".nhsuk-task-list")
    assert (
        page_of(sections.get(part_address(written, "reasons"))).text("#id_rationale") == "Typed and not saved"
    )
    # And on the one page too, where somebody would rather see it all.
    sections.post(address(written, "triage_layout"), {"by_section": "no"})
    assert page_of(sections.get(address(written))).text("#id_rationale") == "Typed and not saved"
    sections.post(part_address(written, "reasons"), {"version": 2, **SENT["reasons"]})
    assert Draft.objects.kept(written.advisor, key) is None


def test_a_link_from_the_check_page_leads_to_the_section(sections, written):
    page = page_of(sections.get(address(written, "triage_check")))
    for link in page.all(".nhsuk-summary-list__actions a"):
        where, _, anchor = link.get("href").partition("#")
        page_of(sections.get(where)).one(f"[id='{anchor}']")


def test_adding_and_taking_out_a_risk_stays_on_the_section(sections, written):
    here = part_address(written, "risks")
    answer = sections.post(here, {"version": 2, **SENT["risks"], "add_risk": "1"})
    assert answer.url == f"{here}?another=1#id_risk-1-statement"
    assert len(page_of(sections.get(answer.url)).all("[data-risk]")) == 2


def test_a_locked_review_is_refused_on_its_sections_too(client, submitted):
    client.force_login(submitted.advisor)
    answer = client.post(part_address(submitted, "reasons"), {"version": 2, "rationale": "Too late"})
    assert answer.status_code == 409
    assert "can no longer be changed" in page_of(answer).text(".nhsuk-error-summary")
    assert page_of(answer).text("#id_rationale") == "Too late"
    assert client.get(part_address(submitted, "reasons")).url == address(submitted)


def test_others_are_told_no_or_learn_nothing(client, written):
    for person, status in ((written.manager, 403), (written.other, 404), (written.stranger, 404)):
        client.force_login(person)
        assert client.get(part_address(written, "risks")).status_code == status
        assert client.post(part_address(written, "risks"), SENT["risks"]).status_code == status
        assert client.post(address(written, "triage_layout")).status_code == status


def test_an_advisor_who_is_kept_from_the_case_learns_nothing(sections, written):
    deny(
        case=written.case, person=written.advisor, reason=CaseAccess.Reason.CONFLICT, source="test",
        by=written.manager,
    )  # fmt: skip
    assert sections.get(part_address(written, "risks")).status_code == 404
    assert sections.post(part_address(written, "risks"), {"version": 2, **SENT["risks"]}).status_code == 404

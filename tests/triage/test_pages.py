"""The pages: writing, checking and submitting a review as an advisor does, and who sees the result."""

import html
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Draft
from cases.actions import allow, move, seal
from cases.models import Case, CaseAccess
from cases.stages import Stage
from documents.actions import move_to_right_case
from tests.factories import make_case, make_person
from tests.triage.conftest import answers, risk
from tests.triage.sent import address, linked_ids, page_of, typed, typed_risk
from triage import actions
from triage.answers import DocumentRead
from triage.models import Review, Risk
from triage.presenters import newest_result

# The form


def test_the_form_asks_in_the_templates_order_with_its_labels(advisor, opened):
    page = page_of(advisor.get(address(opened)))
    asked = [
        "".join(each.itertext()).strip()
        for each in page.all(".app-review__form :is(dt, label.nhsuk-label--s, legend, h2)")
    ]
    template = [
        "Name of reviewer",
        "Date of review",
        "Declaration of conflict of interest",
        "Summary of concern(s)",
        "Documents reviewed",
        "Safeguarding concern(s)",
        "Potential health concerns",
        "Risk rating with score",
        "Rationale",
        "Case recommendation",
        "Any additional recommendations",
    ]
    asked = [label.removesuffix(" (optional)") for label in asked]
    assert [label for label in asked if label in template] == template


def test_every_choice_carries_the_guides_words(advisor, opened):
    page = page_of(advisor.get(address(opened)))
    guide = opened.review.guide
    for likelihood in guide.likelihoods.all():
        described = page.described(f"[name='risk-0-likelihood'][value='{likelihood.score}']")
        assert described == likelihood.description
        assert likelihood.probability in page.text("div[data-likelihood]")
    for each in guide.descriptors.select_related("domain", "severity"):
        radio = f"[name='risk-0-severity_{each.domain.key}'][value='{each.severity.score}']"
        described = page.described(radio)
        assert described == each.text.partition("What may follow, and is no part of the score:")[0].strip()
    for factor in guide.factors.all():
        for question in factor.questions:
            assert question in page.text("#factors")
        assert factor.reminder in page.text("#factors")


def test_what_is_saved_stands_on_the_page_with_score_colour_and_cell(advisor, opened):
    advisor.post(address(opened), typed(save="1"))
    page = page_of(advisor.get(address(opened)))
    assert "Three sets of notes" in page.text("#id_summary")
    assert page.text("[data-words]") == "Likelihood 3 (Possible) × severity 4 (Major) = 12"
    assert page.text("[data-band-place]") == "Amber , score 12"
    picked = page.one(".app-matrix__cell--picked")
    assert (picked.get("data-likelihood"), picked.get("data-severity")) == ("3", "4")
    assert {"".join(each.itertext()).strip() for each in page.all("[data-overall-band]")} == {
        "Amber , score 12"
    }


def test_documents_are_picked_and_named(advisor, opened, stored):
    first = stored(opened.case, by=opened.manager, title="Referral letter")
    second = stored(opened.case, by=opened.manager, title="Rota of October")
    stored(opened.case, by=opened.manager, title="A talk about support", topic="support")
    page = page_of(advisor.get(address(opened)))
    assert "A talk about support" not in page.text("main")
    advisor.post(address(opened), typed(documents=[str(second.pk), str(first.pk)]))
    review = Review.objects.whole().get()
    assert [(each.number, each.title) for each in review.documents.all()] == [
        (1, "Rota of October"),
        (2, "Referral letter"),
        (3, "Letter of 2 November"),
        (4, "Notes of a call"),
    ]


def test_a_document_that_was_moved_away_stays_named(advisor, opened, stored):
    document = stored(opened.case, by=opened.manager, title="Referral letter")
    actions.save_review(
        review=opened.review,
        data=answers(documents=(DocumentRead(document=document.pk),)),
        version=1,
        by=opened.advisor,
    )
    elsewhere = make_case(by=opened.manager)
    move_to_right_case(document=document, to=elsewhere, reason="Wrong case", by=opened.manager)
    assert page_of(advisor.get(address(opened))).text("#id_other_documents") == "Referral letter"


def test_saving_for_later_goes_back_to_ones_work(advisor, opened):
    answer = advisor.post(address(opened), typed(summary="Half done", later="1"))
    assert answer.url == "/"
    assert Review.objects.get().summary == "Half done"


def test_a_half_done_review_can_be_saved(advisor, opened):
    empty = {"version": 1, "risk-TOTAL_FORMS": "1", "risk-INITIAL_FORMS": "0", "save": "1"}
    day = {"reviewed_on_day": "2", "reviewed_on_month": "3", "reviewed_on_year": "2026"}
    assert advisor.post(address(opened), empty | day).status_code == 302
    assert not Risk.objects.exists()


def test_adding_a_risk_saves_and_shows_one_more_without_javascript(advisor, opened):
    answer = advisor.post(address(opened), typed(add_risk="1"))
    assert answer.url == f"{address(opened)}?another=1#id_risk-1-statement"
    page = page_of(advisor.get(answer.url))
    assert len(page.all("[data-risk]")) == 2
    assert Risk.objects.count() == 1


def test_taking_a_risk_out_keeps_the_others(advisor, opened):
    risks = [typed_risk(place, statement=f"Risk called {place}") for place in range(3)]
    answer = advisor.post(address(opened), typed(*risks, remove_risk="1"))
    assert answer.status_code == 302
    assert list(Risk.objects.values_list("position", "statement")) == [
        (1, "Risk called 0"),
        (2, "Risk called 2"),
    ]


def test_the_number_of_queries_does_not_grow_with_risks(advisor, opened):
    counts = []
    for number in (1, 8):
        version = Review.objects.get().version
        actions.save_review(
            review=opened.review, data=answers(risks=(risk(),) * number), version=version, by=opened.advisor
        )
        with CaptureQueriesContext(connection) as queries:
            assert len(page_of(advisor.get(address(opened))).all("[data-risk]")) == number
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_saving_many_risks_asks_no_more_of_the_database(advisor, opened):
    advisor.post(address(opened), typed())
    counts = []
    for number in (1, 8):
        version = Review.objects.get().version
        with CaptureQueriesContext(connection) as queries:
            several = (typed_risk(place, likelihood_why=f"One of {number}.") for place in range(number))
            fields = typed(*several, version=version)
            assert advisor.post(address(opened), fields).status_code == 302
        counts.append(len(queries))
    assert counts[0] == counts[1]


# What is wrong or missing


def test_what_is_missing_is_said_with_a_link_to_each_field(advisor, opened):
    fields = typed(
        typed_risk(0, likelihood="", severity_patient_safety="", managed_at=""),
        summary="",
        rationale="",
        safeguarding=None,
        check="1",
    )
    answer = advisor.post(address(opened), fields)
    assert answer.status_code == 422
    page = page_of(answer)
    assert linked_ids(page) == [
        "id_summary",
        "id_safeguarding_0",
        "id_risk-0-likelihood_0",
        "id_risk-0-severity_patient_safety_0",
        "id_risk-0-managed_at_0",
        "id_rationale",
    ]
    assert "Consider support" in page.text("#id_recommendation")
    assert page.one("[name=version]").get("value") == "2"
    assert Review.objects.get().recommendation == "Consider support with record keeping."


def test_after_what_was_missing_is_filled_in_the_same_page_goes_on(advisor, opened):
    advisor.post(address(opened), typed(summary="", check="1"))
    answer = advisor.post(address(opened), typed(version=2, check="1"))
    assert answer.url == address(opened, "triage_check")


def test_a_blank_risk_between_others_does_not_shift_the_sentences(advisor, opened):
    blank = dict.fromkeys(typed_risk(0), "")
    fields = typed(blank, typed_risk(1, priority=""), check="1")
    assert linked_ids(page_of(advisor.post(address(opened), fields))) == ["id_risk-1-priority_0"]


def test_wrong_answers_come_back_with_everything_typed(advisor, opened):
    fields = typed(
        typed_risk(0, likelihood="6", time_frame="x" * 101), reviewed_on_month="13", summary="y" * 10_001
    )
    answer = advisor.post(address(opened), fields)
    assert answer.status_code == 422
    page = page_of(answer)
    assert linked_ids(page) == [
        "id_reviewed_on_month",
        "id_summary",
        "id_risk-0-time_frame",
        "id_risk-0-likelihood_0",
    ]
    assert page.one("[name='risk-0-time_frame']").get("value") == "x" * 101
    assert not Risk.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"reviewed_on_year": "2099"},
        {"other_documents": "z" * 256},
        {"risk-TOTAL_FORMS": "0"},
        {"risk-TOTAL_FORMS": None},
        {"risk-TOTAL_FORMS": "5000"},
        {"documents": "999999"},
        {"version": "none"},
    ],
)
def test_forged_or_impossible_answers_save_nothing(advisor, opened, stored, changes):
    stored(opened.case, by=opened.manager)
    answer = advisor.post(address(opened), typed(**changes))
    assert answer.status_code == 422
    assert Review.objects.get().summary == ""


def test_two_tabs_lose_nothing(advisor, opened):
    advisor.post(address(opened), typed(typed_risk(0, statement="First tab's risk"), summary="First tab"))
    answer = advisor.post(address(opened), typed(summary="Second tab", rationale="Typed second"))
    assert answer.status_code == 409
    page = page_of(answer)
    assert page.text("#id_summary") == "Second tab"
    assert "First tab" in page.text("#id_summary-theirs")
    assert "The gaps were noticed early." in page.text("#id_rationale-theirs")
    assert "First tab's risk" in page.text("#risks .app-theirs")
    assert Review.objects.get().summary == "First tab"
    again = typed(summary="Both", version=page.one("[name=version]").get("value"))
    assert advisor.post(address(opened), again).status_code == 302
    assert Review.objects.get().summary == "Both"


def test_a_locked_review_is_refused_and_what_was_typed_stays(client, submitted):
    client.force_login(submitted.advisor)
    answer = client.post(address(submitted), typed(summary="Typed too late", version=2))
    assert answer.status_code == 409
    page = page_of(answer)
    assert "can no longer be changed" in page.text(".nhsuk-error-summary")
    assert page.text("#id_summary") == "Typed too late"
    assert Review.objects.get().summary == "Three sets of notes were not complete."


def test_what_people_type_is_shown_as_text(advisor, opened):
    nasty = "<script>alert('x')</script>"
    fields = typed(typed_risk(0, statement=nasty), summary=nasty, other_documents=nasty)
    advisor.post(address(opened), fields)
    for name in ("triage", "triage_check"):
        body = advisor.get(address(opened, name)).content.decode()
        assert nasty not in body
        assert html.escape(nasty) in body


# Drafts


def test_what_was_being_typed_is_there_after_coming_back(advisor, opened):
    two = typed(typed_risk(0), typed_risk(1, statement="Typed and not saved"), summary="Typed and not saved")
    Draft.objects.keep(opened.advisor, f"triage:{opened.case.reference}", urlencode(two))
    page = page_of(advisor.get(address(opened)))
    assert page.text("#id_summary") == "Typed and not saved"
    assert page.text("#id_risk-1-statement") == "Typed and not saved"
    assert page.one("[name='risk-1-likelihood'][value='3']").get("checked") is not None
    assert page.text("#id_rationale") == "The gaps were noticed early."
    assert "not saved on the case yet" in page.text("main")
    advisor.post(address(opened), two)
    assert Draft.objects.kept(opened.advisor, f"triage:{opened.case.reference}") is None


def test_a_draft_older_than_the_last_save_shows_what_was_saved_since(advisor, opened):
    old = typed(summary="Typed in the first tab", version=1)
    advisor.post(address(opened), typed(typed_risk(0, statement="Saved risk"), summary="Saved in the second"))
    Draft.objects.keep(opened.advisor, f"triage:{opened.case.reference}", urlencode(old))
    page = page_of(advisor.get(address(opened)))
    assert page.text("#id_summary") == "Typed in the first tab"
    assert "Saved in the second" in page.text("#id_summary-theirs")
    assert "Saved risk" in page.text("#risks .app-theirs")
    assert not page.all("#id_rationale-theirs")


def test_the_check_page_says_that_something_typed_is_not_saved(advisor, opened):
    advisor.post(address(opened), typed())
    Draft.objects.keep(opened.advisor, f"triage:{opened.case.reference}", "summary=More")
    assert (
        "Something you typed is not saved yet"
        in advisor.get(address(opened, "triage_check")).content.decode()
    )


def test_the_form_says_where_its_draft_is_kept(advisor, opened):
    form = page_of(advisor.get(address(opened))).one("form[data-draft-url]")
    assert form.get("data-draft-url") == reverse("draft", args=[f"triage:{opened.case.reference}"])


# Checking and submitting


def test_check_your_answers_lists_everything_with_links_that_lead_to_it(advisor, opened):
    answer = advisor.post(address(opened), typed(typed_risk(0), typed_risk(1), check="1"))
    page = page_of(advisor.get(answer.url))
    form = page_of(advisor.get(address(opened)))
    links = [link.get("href") for link in page.all(".nhsuk-summary-list__actions a")]
    assert len(links) == 5 + 6 + 2 * 7 + 1 + 3
    for link in links:
        where, _, anchor = link.partition("#")
        start, line = where.split("&line=")
        assert start == f"{address(opened)}?back=check"
        page.one(f"[id='{line}']")
        form.one(f"[id='{anchor}']")
    said = page.text("main")
    for words in (
        "2 March 2026",
        "Change it if you chose the scores on a later day.",
        "No. I know nobody there.",
        "1. Letter of 2 November",
        "They sleep badly.",
        "4 Major",
    ):
        assert words in said


def test_submitting_locks_and_shows_the_result(advisor, opened):
    advisor.post(address(opened), typed())
    answer = advisor.post(address(opened, "triage_check"), {"version": 2}, follow=True)
    said = page_of(answer).text("main")
    assert "Initial triage, 2 March 2026" in said
    assert "Likelihood 3 (Possible) × severity 4 (Major) = 12" in said
    assert "A score describes a risk on a date; it does not describe a person." in said
    assert "The triage report is being made" in said
    assert Review.objects.get().state == "submitted"


def test_submitting_twice_is_one(advisor, opened):
    advisor.post(address(opened), typed())
    advisor.post(address(opened, "triage_check"), {"version": 2})
    assert advisor.post(address(opened, "triage_check"), {"version": 2}).url == address(opened)
    assert advisor.get(address(opened, "triage_check")).url == address(opened)


def test_submitting_what_another_tab_saved_since_is_refused(advisor, opened):
    advisor.post(address(opened), typed())
    advisor.post(address(opened), typed(version=2, summary="Saved since"))
    answer = advisor.post(address(opened, "triage_check"), {"version": 2})
    assert answer.status_code == 409
    page = page_of(answer)
    assert "saved again after you opened this page" in page.text(".nhsuk-error-summary")
    assert "Saved since" in page.text("main")
    assert page.one("input[name=version]").get("value") == "3"
    assert Review.objects.get().state == "draft"


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_incomplete_review_cannot_be_submitted(advisor, opened, method):
    answer = getattr(advisor, method)(address(opened, "triage_check"), {"version": 1})
    page = page_of(answer)
    links = [link.get("href") for link in page.all(".nhsuk-error-summary a")]
    assert f"{address(opened)}?back=check&line=line-summary#id_summary" in links
    assert f"{address(opened)}?back=check&line=line-risk-1-statement#id_risk-0-statement" in links
    assert not page.all("main form button")
    assert Review.objects.get().state == "draft"


# Who sees what


def reader(room, *roles):
    return make_person(*roles, organisation=room.organisation)


def read(client, room, person, name="triage"):
    client.force_login(person)
    return client.get(address(room, name))


def test_a_manager_reads_the_result_and_cannot_write(client, submitted):
    assert "Three sets of notes" in read(client, submitted, submitted.manager).content.decode()
    assert read(client, submitted, submitted.manager, "triage_check").status_code == 403


def test_a_manager_sees_that_a_draft_is_being_written_and_nothing_of_it(client, written):
    said = read(client, written, written.manager).content.decode()
    assert "is writing the triage review" in said
    assert "Three sets of notes" not in said
    assert client.post(address(written), typed()).status_code == 200
    assert Review.objects.get().version == 2


def test_a_case_that_came_back_is_not_said_to_have_been_asked_of_nobody(client, room):
    nobody = "Nobody has been asked to triage this case yet."
    assert nobody in read(client, room, room.manager).content.decode()
    actions.ask_advisor(case=room.case, advisor=room.advisor, by=room.manager)
    actions.declare(case=room.case, answer="unsure", statement="A neighbour.", by=room.advisor)
    said = read(client, room, room.manager).content.decode()
    assert "The case came back" in said
    assert nobody not in said
    actions.ask_advisor(case=Case.objects.get(), advisor=room.other, by=room.manager)
    assert "The case came back" not in read(client, room, room.manager).content.decode()


@pytest.mark.parametrize(
    "role", ["administrator", "assurance_reader", "lessons_lead", "group_member", "advisor"]
)
def test_others_learn_nothing(client, submitted, role):
    assert read(client, submitted, reader(submitted, role)).status_code == 404
    assert read(client, submitted, submitted.stranger).status_code == 404


def test_a_lessons_lead_reads_it_after_the_group(client, submitted):
    move(case=submitted.case, to=Stage.WITH_GROUP, by=submitted.manager)
    lead = reader(submitted, "lessons_lead")
    assert "Three sets of notes" in read(client, submitted, lead).content.decode()


def test_a_member_who_declared_reads_it(client, submitted):
    member = reader(submitted, "group_member")
    allow(
        case=submitted.case,
        person=member,
        effect=CaseAccess.Effect.READ,
        reason=CaseAccess.Reason.AGENDA,
        source="agenda:1",
        by=submitted.manager,
    )
    assert "Three sets of notes" in read(client, submitted, member).content.decode()


def test_where_its_topic_is_sealed_nothing_gives_the_result_away(client, submitted):
    seal(case=submitted.case, person=submitted.manager, topic=submitted.review.topic, by=submitted.manager)
    said = read(client, submitted, submitted.manager).content.decode()
    for closed in ("Three sets of notes", "Amber", "being made", "wrong dose", "Risk 1"):
        assert closed not in said
    assert newest_result(submitted.manager, submitted.case) is None


def test_a_draft_whose_topic_is_sealed_is_not_spoken_of(client, written):
    seal(case=written.case, person=written.manager, topic=written.review.topic, by=written.manager)
    assert "is writing" not in read(client, written, written.manager).content.decode()


def test_titles_of_documents_that_are_closed_to_the_reader_are_left_out(client, opened, stored):
    document = stored(opened.case, by=opened.manager, title="Planted title")
    data = answers(documents=(DocumentRead(document=document.pk),))
    actions.save_review(review=opened.review, data=data, version=1, by=opened.advisor)
    actions.submit_review(review=opened.review, by=opened.advisor)
    assert "Planted title" in read(client, opened, opened.manager).content.decode()
    document.topic = "private"
    document.save()
    seal(case=opened.case, person=opened.manager, topic="private", by=opened.manager)
    said = read(client, opened, opened.manager).content.decode()
    assert "Planted title" not in said
    assert "A document that is not open to you" in said


def test_a_later_scoring_stands_first_and_the_earlier_stays(client, submitted):
    again = actions.start_review(case=submitted.case, by=submitted.advisor)
    data = answers(risks=(risk(likelihood=5),), summary="With the new account.")
    again = actions.save_review(review=again, data=data, version=1, by=submitted.advisor)
    assert "Three sets of notes" in read(client, submitted, submitted.manager).content.decode()
    actions.submit_review(review=again, by=submitted.advisor)
    said = read(client, submitted, submitted.manager).content.decode()
    assert "Triage, scoring 2" in said
    assert "With the new account." in said
    assert Review.objects.submitted().of_case(submitted.case).count() == 2


def test_the_result_page_asks_the_same_of_the_database_whatever_the_risks(client, written):
    client.force_login(written.manager)
    counts = []
    for number in (1, 8):
        draft = actions.start_review(case=written.case, by=written.advisor)
        data = answers(risks=(risk(),) * number)
        draft = actions.save_review(review=draft, data=data, version=draft.version, by=written.advisor)
        actions.submit_review(review=draft, by=written.advisor)
        with CaptureQueriesContext(connection) as queries:
            client.get(address(written))
        counts.append(len(queries))
    assert counts[0] == counts[1]

"""Nothing of a case opens to an advisor before they have declared that they have no conflict of interest."""

import pytest
from django.urls import reverse

from audit.models import Event
from cases.actions import allow, deny, move
from cases.models import Case, CaseAccess
from cases.stages import Stage
from outbox.models import Message
from tests.ui.html import Html
from triage import actions
from triage.models import Declaration, Review
from triage.owed import not_triaged
from ui.refusals import NotAllowed, Refusal


def address(room, name="triage"):
    return reverse(name, args=[room.case.reference])


def post(client, room, answer, **more):
    return client.post(address(room, "triage_declare"), {"answer": answer, **more})


# Asking


def test_asking_an_advisor_writes_them_an_e_mail_that_names_nobody(asked):
    message = Message.objects.get(to=asked.advisor.email)
    assert message.subject == f"A case needs your declaration: {asked.case.reference}"
    assert f"/cases/{asked.case.reference}/triage/" in message.body
    assert "Okafor" not in message.body
    assert "Advisor" not in message.body


def test_what_is_owed_before_closing_names_whoever_was_asked(asked):
    case = Case.objects.get(pk=asked.case.pk)
    said = "The triage of the concern is still to be written: {} has still to declare."
    assert [each.sentence for each in not_triaged(case)] == [said.format(asked.advisor.name)]


def test_asking_the_same_advisor_twice_writes_one_e_mail(asked):
    actions.ask_advisor(case=asked.case, advisor=asked.advisor, by=asked.manager)
    assert Message.objects.filter(to=asked.advisor.email).count() == 1


def test_asking_an_advisor_again_later_writes_again(asked):
    actions.ask_advisor(case=asked.case, advisor=asked.other, by=asked.manager)
    actions.ask_advisor(case=asked.case, advisor=asked.advisor, by=asked.manager)
    assert Message.objects.filter(to=asked.advisor.email).count() == 2


def test_an_advisor_who_has_declared_is_not_written_to_again(opened):
    actions.ask_advisor(case=opened.case, advisor=opened.advisor, by=opened.manager)
    assert Message.objects.filter(to=opened.advisor.email).count() == 1


def test_the_manager_asks_on_the_page(client, room):
    client.force_login(room.manager)
    page = Html(client.get(address(room)).content.decode())
    assert room.advisor.name in page.text("main form fieldset")
    assert room.manager.name not in page.text("main form fieldset")
    answer = client.post(address(room, "triage_assign"), {"advisor": room.advisor.pk}, follow=True)
    assert "has yet to say whether there is a conflict" in answer.content.decode()
    room.case.refresh_from_db()
    assert room.case.advisor == room.advisor


def test_somebody_kept_from_the_case_is_not_offered(client, room):
    deny(case=room.case, person=room.other, reason=CaseAccess.Reason.EXCLUDED, source="test", by=room.manager)
    client.force_login(room.manager)
    assert room.other.name not in client.get(address(room)).content.decode()
    answer = client.post(address(room, "triage_assign"), {"advisor": room.other.pk})
    assert answer.status_code == 422


def test_an_advisor_cannot_ask_another_advisor(client, opened):
    client.force_login(opened.advisor)
    assert client.post(address(opened, "triage_assign"), {"advisor": opened.other.pk}).status_code == 403


# Before declaring


def test_before_declaring_only_name_and_place_of_work_are_shown(client, asked):
    client.force_login(asked.advisor)
    answer = client.get(address(asked))
    said = answer.content.decode()
    assert answer.status_code == 200
    assert "Dr Amara Okafor" in said
    assert "Invented Surgery" in said
    for closed in ("planted", "7654321", asked.manager.name, "Received", "Performers", "Letters", "Timeline"):
        assert closed not in said


@pytest.mark.parametrize("name", ["case", "triage_check", "documents"])
def test_before_declaring_no_other_page_of_the_case_opens(client, asked, name):
    client.force_login(asked.advisor)
    assert client.get(address(asked, name)).status_code == 404


def test_an_advisor_who_could_read_the_case_anyway_still_declares_first(client, asked):
    allow(
        case=asked.case,
        person=asked.advisor,
        effect=CaseAccess.Effect.READ,
        reason=CaseAccess.Reason.NAMED,
        source="restriction",
        by=asked.manager,
    )
    client.force_login(asked.advisor)
    assert "Before you read anything" in client.get(address(asked)).content.decode()


def test_somebody_asked_to_declare_for_a_meeting_finds_no_triage(client, asked):
    allow(
        case=asked.case,
        person=asked.other,
        effect=CaseAccess.Effect.DECLARE,
        reason=CaseAccess.Reason.AGENDA,
        source="agenda:1",
        by=asked.manager,
    )
    client.force_login(asked.other)
    assert client.get(address(asked)).status_code == 404
    assert post(client, asked, "none").status_code == 404


@pytest.mark.parametrize("who", ["other", "stranger"])
def test_nobody_else_can_declare(client, asked, who):
    person = getattr(asked, who)
    client.force_login(person)
    assert client.get(address(asked)).status_code == 404
    assert post(client, asked, "none").status_code == 404
    with pytest.raises(NotAllowed):
        actions.declare(case=asked.case, answer="none", by=person)
    assert not Declaration.objects.exists()


# Declaring


def test_none_opens_the_case_and_starts_a_draft(client, asked):
    client.force_login(asked.advisor)
    answer = post(client, asked, "none", statement="I know nobody there.")
    assert answer.url == address(asked)
    case = Case.objects.get(pk=asked.case.pk)
    assert case.stage == Stage.TRIAGE
    review = Review.objects.get(case=case)
    assert (review.advisor, review.state, review.revision) == (asked.advisor, "draft", 1)
    assert review.declaration.statement == "I know nobody there."
    assert client.get(address(asked, "case")).status_code == 200
    assert case.summary.next_step == f"{asked.advisor.name} to finish the triage"


def test_a_second_click_declares_once(client, asked):
    client.force_login(asked.advisor)
    post(client, asked, "none")
    post(client, asked, "none")
    assert Declaration.objects.count() == 1
    assert Review.objects.count() == 1


@pytest.mark.parametrize("answer", ["yes", "unsure"])
def test_yes_and_unsure_open_nothing_and_send_the_case_back(client, asked, answer):
    client.force_login(asked.advisor)
    assert post(client, asked, answer, statement="We trained together.").url == "/"
    case = Case.objects.get(pk=asked.case.pk)
    assert case.advisor is None
    assert case.stage == Stage.RECEIVED
    assert not Review.objects.exists()
    assert client.get(address(asked)).status_code == 404
    assert client.get(address(asked, "case")).status_code == 404
    assert Declaration.objects.get().statement == "We trained together."


@pytest.mark.parametrize("answer", ["yes", "unsure"])
def test_the_manager_is_told_without_a_name_or_a_reason(client, asked, answer):
    client.force_login(asked.advisor)
    post(client, asked, answer, statement="We trained together.")
    message = Message.objects.get(to=asked.manager.email)
    assert message.subject == f"A case needs another advisor: {asked.case.reference}"
    for closed in ("Okafor", asked.advisor.last_name, "trained"):
        assert closed not in message.body


def test_a_second_click_on_yes_is_not_a_strangers(client, asked):
    client.force_login(asked.advisor)
    post(client, asked, "yes")
    assert post(client, asked, "yes").url == "/"
    assert Declaration.objects.count() == 1
    assert Message.objects.filter(to=asked.manager.email).count() == 1


def test_a_conflict_seen_later_closes_the_case_again(client, written):
    client.force_login(written.advisor)
    assert (
        "Do you see a conflict of interest now?"
        in client.get(address(written, "triage_declare")).content.decode()
    )
    post(client, written, "yes")
    assert client.get(address(written)).status_code == 404
    assert Case.objects.get(pk=written.case.pk).advisor is None


def test_an_answer_is_needed(client, asked):
    client.force_login(asked.advisor)
    answer = client.post(address(asked, "triage_declare"), {"statement": "Some words"})
    assert answer.status_code == 422
    page = Html(answer.content.decode())
    assert page.one(".nhsuk-error-summary a").get("href") == "#id_answer_0"
    assert "Some words" in page.text("textarea")


def test_a_made_up_answer_is_refused(client, asked):
    client.force_login(asked.advisor)
    assert post(client, asked, "perhaps").status_code == 422
    assert not Declaration.objects.exists()


def test_a_replaced_advisor_can_declare_no_more(client, asked):
    actions.ask_advisor(case=asked.case, advisor=asked.other, by=asked.manager)
    client.force_login(asked.advisor)
    assert post(client, asked, "none").status_code == 404


# Who sees what was declared


def test_only_those_who_run_the_case_see_declarations(client, asked):
    actions.declare(case=asked.case, answer="yes", statement="We trained together.", by=asked.advisor)
    actions.ask_advisor(case=asked.case, advisor=asked.other, by=asked.manager)
    actions.declare(case=asked.case, answer="none", by=asked.other)
    client.force_login(asked.manager)
    assert "We trained together." in client.get(address(asked)).content.decode()
    client.force_login(asked.other)
    assert "We trained together." not in client.get(address(asked)).content.decode()


def test_the_audit_holds_the_answer_and_no_words(asked):
    actions.declare(case=asked.case, answer="unsure", statement="We trained together.", by=asked.advisor)
    event = Event.objects.get(kind="triage.stood_aside")
    assert event.detail == {"answer": "unsure"}


# Refused with a sentence


def test_a_withdrawn_case_asks_for_no_declaration(client, asked):
    move(case=asked.case, to=Stage.WITHDRAWN, by=asked.manager)
    client.force_login(asked.advisor)
    answer = post(client, asked, "none", statement="I know nobody there.")
    page = Html(answer.content.decode())
    assert "withdrawn" in page.text(".nhsuk-error-summary")
    assert page.text("textarea") == "I know nobody there."
    assert not Declaration.objects.exists()


def test_nobody_is_asked_about_a_withdrawn_case(client, room):
    move(case=room.case, to=Stage.WITHDRAWN, by=room.manager)
    client.force_login(room.manager)
    assert 'name="advisor"' not in client.get(address(room)).content.decode()
    answer = client.post(address(room, "triage_assign"), {"advisor": room.advisor.pk})
    assert answer.status_code == 422
    assert "withdrawn" in answer.content.decode()


def test_without_a_declaration_access_alone_starts_no_review(asked):
    allow(
        case=asked.case,
        person=asked.advisor,
        effect=CaseAccess.Effect.READ,
        reason=CaseAccess.Reason.ASSIGNED,
        source="advisor",
        by=asked.manager,
    )
    with pytest.raises(Refusal, match="Declare on conflict"):
        actions.start_review(case=asked.case, by=asked.advisor)
    actions.declare(case=asked.case, answer="none", by=asked.advisor)
    assert Review.objects.count() == 1

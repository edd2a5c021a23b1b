"""What the pages about letters show, to whom, and that nothing typed is lost."""

import datetime as dt
import re
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Draft
from cases.actions import close, restrict
from documents.tasks import make
from letters import actions
from letters.drafts import draft_key
from letters.letterhead import html
from letters.models import Kind, Letter
from letters.transitions import State
from outbox.models import Message
from outbox.settling import settle
from support.actions import Plan, save_plan
from tests.factories import make_organisation, make_person
from tests.letters.conftest import approved, call, complete, decide, open_a_case, ready, sent
from ui.dates import day, today

pytestmark = pytest.mark.usefixtures("contexts")


def client(person: Any) -> Client:
    signed_in = Client()
    signed_in.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return signed_in


def url(letter: Letter, name: str = "letter") -> str:
    return reverse(name, args=[letter.case.reference, letter.number])


def words(letter: Letter, **changes: Any) -> dict[str, Any]:
    stands = {"subject": letter.subject, "text": letter.text, "version": letter.version}
    stands |= {"print_size": letter.print_size, **day_boxes("next_update_on", letter.next_update_on)}
    return stands | changes


def day_boxes(name: str, day: Any) -> dict[str, Any]:
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def test_the_tab_lists_letters_and_what_comes_next(room: Any) -> None:
    page = client(room.manager).get(reverse("letters", args=[room.case.reference]))
    shown = page.content.decode()
    assert room.letter.subject in shown
    assert "to Dr Amara Okafor: the group met" in shown
    assert "the practitioner has not been told yet" in shown


def test_the_tab_says_how_long_telling_took(room: Any) -> None:
    sent(room.letter, by=room.manager)
    page = client(room.manager).get(reverse("letters", args=[room.case.reference]))
    assert re.search(r"told (\d working days?|on the day of)( after)? the meeting", page.content.decode())


def test_a_new_letter_is_drafted_once_however_often_the_button_is_pressed(room: Any) -> None:
    browser = client(room.manager)
    address = reverse("letter_new", args=[room.case.reference])
    key = browser.get(address).context["form"]["submission_key"].value()
    answers = {"which": "first", "submission_key": str(key)}
    for _ in "ab":
        assert browser.post(address, answers).status_code == 302
    assert Letter.objects.filter(kind=Kind.FIRST).count() == 1


def test_an_outcome_letter_is_offered_only_where_there_is_none(room: Any) -> None:
    address = reverse("letter_new", args=[room.case.reference])
    choices = dict(client(room.manager).get(address).context["form"].fields["which"].choices)
    assert list(choices) == ["first", "reflections", "update"]
    page = client(room.manager).post(address, {"which": f"outcome-{room.decision.pk}"})
    assert page.status_code == 422


def test_saving_keeps_the_words_and_forgets_the_draft(room: Any) -> None:
    Draft.objects.keep(room.manager, draft_key(room.letter), "text=half+a+line")
    browser = client(room.manager)
    assert "half a line" in browser.get(url(room.letter)).content.decode()
    page = browser.post(url(room.letter), words(room.letter, text="Dear Dr Okafor,\r\n\r\nNew words."))
    assert page.status_code == 302
    room.letter.refresh_from_db()
    assert room.letter.text == "Dear Dr Okafor,\n\nNew words."
    assert not Draft.objects.filter(person=room.manager).exists()


def test_a_kept_draft_does_not_write_over_what_somebody_saved_meanwhile(room: Any) -> None:
    Draft.objects.keep(room.manager, draft_key(room.letter), "subject=Mine&text=My+words&version=1")
    actions.edit_letter(letter=room.letter, subject="Theirs", text="Their words", version=1, by=room.officer)
    browser = client(room.manager)
    form = browser.get(url(room.letter)).context["form"]
    assert form["text"].value() == "My words"
    answers = words(room.letter) | {name: form[name].value() for name in ("subject", "text", "version")}
    page = browser.post(url(room.letter), answers)
    assert page.status_code == 422
    assert "Their words" in page.content.decode()


def test_a_stale_edit_shows_both_versions_and_can_be_saved_then(room: Any) -> None:
    actions.edit_letter(
        letter=room.letter, subject=room.letter.subject, text="Their words", version=1, by=room.officer
    )
    browser = client(room.manager)
    page = browser.post(url(room.letter), words(room.letter, text="My words"))
    shown = page.content.decode()
    assert page.status_code == 422
    assert "My words" in shown
    assert "Their words" in shown
    version = page.context["form"]["version"].value()
    assert (
        browser.post(url(room.letter), words(room.letter, text="My words", version=version)).status_code
        == 302
    )
    room.letter.refresh_from_db()
    assert room.letter.text == "My words"


def test_a_letter_too_long_comes_back_with_everything_typed(room: Any) -> None:
    page = client(room.manager).post(url(room.letter), words(room.letter, text="long " * 7000, subject=""))
    assert page.status_code == 422
    assert "Text must be 30,000 characters or fewer" in page.content.decode()
    assert "long long long" in page.content.decode()


def test_the_preview_is_the_very_html_of_the_pdf(room: Any) -> None:
    letter = complete(room.letter, by=room.manager)
    live = client(room.manager).get(url(letter, "letter_preview")).content.decode()
    letter = actions.approve(letter=letter, version=letter.version, by=room.manager)
    frozen = client(room.manager).get(url(letter, "letter_preview")).content.decode()
    assert live == frozen
    assert without_links(frozen) == letter.pdf.html == letter.html


def without_links(shown: str) -> str:
    """Return the page without the tags that tell a browser where the PDF's style sheets are."""
    return re.sub(r'(?<=<head>)<base href="[^"]*">(<link rel="stylesheet" href="[^"]*">)*', "", shown)


def test_the_preview_runs_nothing_and_is_framed_by_us_alone(room: Any) -> None:
    page = client(room.manager).get(url(room.letter, "letter_preview"))
    policy = page["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy
    assert "script-src" not in policy
    assert "unsafe" not in policy


HOSTILE = "<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)> [[<b>gap</b>]]"


def test_what_is_typed_is_text_and_never_markup(room: Any) -> None:
    browser = client(room.manager)
    typed = words(room.letter, subject=HOSTILE, text=f"# {HOSTILE}\n\n- {HOSTILE}\n\n{HOSTILE}")
    page = browser.post(url(room.letter, "letter_preview"), typed)
    assert not re.search(r"<(script|img|a|b)\b", page.content.decode())
    browser.post(url(room.letter), typed)
    for name in ("letter", "letter_approve"):
        shown = browser.get(url(room.letter, name)).content.decode()
        assert "<script>alert" not in shown
        assert "<img src=x" not in shown
    tab = browser.get(reverse("letters", args=[room.case.reference])).content.decode()
    assert "<script>alert" not in tab


def test_showing_unsaved_words_saves_nothing(room: Any) -> None:
    page = client(room.manager).post(
        url(room.letter, "letter_preview"), words(room.letter, text="Only shown, with [[a gap]]")
    )
    assert '<mark class="gap">a gap</mark>' in page.content.decode()
    room.letter.refresh_from_db()
    assert "Only shown" not in room.letter.text


def test_the_checks_say_what_is_in_the_way(room: Any) -> None:
    page = client(room.manager).post(
        url(room.letter, "letter_checks"),
        words(room.letter, text="The allegation is that you failed to write notes. [[next_update]] 王"),
    )
    shown = page.content.decode()
    for sentence in ("“next update”", "“allegation”", "“failed to”", "王", "No call in which"):
        assert sentence in shown


def test_the_checks_warn_of_a_name_from_the_protected_note(room: Any) -> None:
    case = open_a_case(room.manager, room.organisation, detail="Mrs Peverell, the practice manager")
    letter = actions.draft_letter(case=case, kind=Kind.FIRST, by=room.manager)
    page = client(room.manager).post(
        url(letter, "letter_checks"), words(letter, text="Mrs Peverell told us about it.")
    )
    assert "“Peverell” also stands in the protected note" in page.content.decode()


def test_approving_is_offered_only_when_nothing_is_in_the_way(room: Any) -> None:
    actions.edit_letter(letter=room.letter, subject="S", text="[[gap]]", version=1, by=room.manager)
    browser = client(room.manager)
    page = browser.get(url(room.letter, "letter_approve"))
    assert "Approve this letter</button>" not in page.content.decode()
    page = browser.post(url(room.letter, "letter_approve"), {"version": 2})
    assert page.status_code == 422
    assert "Still to fill in: “gap”" in page.content.decode()


def test_approve_send_and_the_page_that_says_so(room: Any) -> None:
    letter = complete(room.letter, by=room.manager)
    browser = client(room.manager)
    assert browser.post(url(letter, "letter_approve"), {"version": letter.version}).status_code == 302
    letter.refresh_from_db()
    assert "is being made" in browser.get(url(letter)).content.decode()
    make(letter.pdf_id)
    letter.refresh_from_db()
    page = browser.get(url(letter, "letter_send"))
    assert "amara@home.test" in page.content.decode()
    assert "It cannot be called back" in page.content.decode()
    answers = {"to_email": "amara@home.test", "version": letter.version}
    for _ in "ab":
        assert browser.post(url(letter, "letter_send"), answers).status_code == 302
    assert Message.objects.count() == 1
    assert "On its way to amara@home.test" in browser.get(url(letter)).content.decode()


def test_posting_asks_for_the_call(room: Any) -> None:
    letter = ready(room.letter, by=room.manager)
    browser = client(room.manager)
    assert "Log a call" in browser.get(url(letter, "letter_post")).content.decode()
    told = call(room.case, by=room.manager)
    answers = {"call": told.pk, "version": letter.version, **day_boxes("posted_on", today())}
    assert browser.post(url(letter, "letter_post"), answers).status_code == 302
    letter.refresh_from_db()
    assert letter.state == State.POSTED


def test_an_unknown_fate_offers_three_ways_on(room: Any) -> None:
    letter = ready(room.letter, by=room.manager)
    letter = actions.send_by_email(
        letter=letter, to_email="amara@home.test", version=letter.version, by=room.manager
    )
    Message.objects.update(state="sending")
    settle(message=Message.objects.get(), state=Message.State.UNKNOWN, error="No answer came.")
    browser = client(room.manager)
    shown = browser.get(url(letter)).content.decode()
    for offer in ("It arrived", "Send it again", "Mark as posted", "No answer came."):
        assert offer in shown
    assert browser.post(url(letter, "letter_arrived")).status_code == 302
    letter.refresh_from_db()
    assert letter.state == State.SENT


def test_the_ways_to_reach_somebody_are_checked(room: Any) -> None:
    browser = client(room.manager)
    for details, sentence in (
        ({"private_email": "", "work_email": ""}, "There is no e-mail address"),
        ({"private_email": ""}, "Only a work address is known"),
        ({"address": ""}, "There is no postal address"),
        ({"address": "\n".join("x" * 50 for _ in range(9))}, "does not fit an envelope"),
    ):
        case = open_a_case(room.manager, room.organisation, **details)
        letter = actions.draft_letter(case=case, kind=Kind.FIRST, by=room.manager)
        assert sentence in browser.get(url(letter)).content.decode()


def test_a_long_or_empty_letter_is_noticed(room: Any) -> None:
    browser = client(room.manager)
    typed = words(room.letter, text="word " * 1600)
    assert "long letter" in browser.post(url(room.letter, "letter_checks"), typed).content.decode()
    typed = words(room.letter, text=" ")
    assert "no subject or no text" in browser.post(url(room.letter, "letter_checks"), typed).content.decode()
    letter = actions.edit_letter(letter=room.letter, subject="S", text=" ", version=1, by=room.manager)
    page = browser.post(url(letter, "letter_approve"), {"version": letter.version})
    assert "It has no text" in page.content.decode()


def test_without_an_email_address_the_page_says_how_to_go_on(room: Any) -> None:
    case = open_a_case(room.manager, room.organisation, private_email="", work_email="")
    letter = actions.draft_letter(case=case, kind=Kind.FIRST, by=room.manager)
    letter = ready(letter, by=room.manager)
    page = client(room.manager).get(url(letter, "letter_send"))
    assert "There is no e-mail address" in page.content.decode()
    answers = {"version": letter.version, **day_boxes("posted_on", today())}
    assert client(room.manager).post(url(letter, "letter_post"), answers).status_code == 302


def test_approved_words_are_not_previewed_with_others(room: Any) -> None:
    letter = approved(room.letter, by=room.manager)
    page = client(room.manager).post(url(letter, "letter_preview"), words(letter, text="Other"))
    assert page.status_code == 403
    page = client(room.manager).post(url(letter), words(letter, text="Other"))
    assert page.status_code == 422
    assert "no longer change" in page.content.decode()


def test_saving_leads_to_approval_where_asked(room: Any) -> None:
    page = client(room.manager).post(url(room.letter), words(room.letter, approve="1"))
    assert page["Location"] == url(room.letter, "letter_approve")


def test_setting_aside_and_replacing(room: Any) -> None:
    browser = client(room.manager)
    browser.post(url(room.letter, "letter_set_aside"))
    room.letter.refresh_from_db()
    assert room.letter.state == State.SET_ASIDE
    assert "never sent" in browser.get(url(room.letter)).content.decode()
    page = browser.post(url(room.letter, "letter_replace"))
    new = Letter.objects.get(replaces=room.letter)
    assert page["Location"] == url(new)
    assert f"letter {new.number}" in browser.get(url(room.letter)).content.decode()


def test_a_refused_press_says_why(room: Any) -> None:
    letter = sent(room.letter, by=room.manager)
    page = client(room.manager).post(url(letter, "letter_set_aside"), follow=True)
    assert "cannot become “set aside”" in page.content.decode()
    page = client(room.manager).post(url(letter, "letter_arrived"), follow=True)
    assert page.status_code == 200


def test_where_it_stands_is_a_piece_for_the_page_that_waits(room: Any) -> None:
    letter = approved(room.letter, by=room.manager)
    browser = client(room.manager)
    assert browser.get(url(letter, "letter_standing"))["Location"] == url(letter)
    piece = browser.get(url(letter, "letter_standing"), headers={"hx-request": "true"}).content.decode()
    assert "is being made" in piece
    assert "hx-trigger" in piece
    make(letter.pdf_id)
    piece = browser.get(url(letter, "letter_standing"), headers={"hx-request": "true"}).content.decode()
    assert "Send by e-mail" in piece
    assert "hx-trigger" not in piece


READING = ["letter", "letter_preview", "letter_standing"]
WRITING = ["letter_new", "letter_approve", "letter_send", "letter_post"]
PRESSING = ["letter_checks", "letter_set_aside", "letter_replace", "letter_arrived"]


def addresses(letter: Letter, names: list[str]) -> list[str]:
    case = [letter.case.reference]
    return [reverse(name, args=case if name == "letter_new" else [*case, letter.number]) for name in names]


def test_a_draft_is_open_only_to_those_who_write_or_approve(room: Any) -> None:
    for address in addresses(room.letter, [*READING, "letter_approve"]):
        assert client(room.lead).get(address).status_code == 404
    assert (
        room.letter.subject
        not in client(room.lead).get(reverse("letters", args=[room.case.reference])).content.decode()
    )
    assert client(room.officer).get(url(room.letter)).status_code == 200


def test_an_approved_letter_is_read_by_those_who_see_the_case_and_sent_by_none_of_them(room: Any) -> None:
    letter = ready(room.letter, by=room.manager)
    reader = client(room.lead)
    assert reader.get(url(letter)).status_code == 200
    assert "Send by e-mail" not in reader.get(url(letter)).content.decode()
    for address in addresses(letter, WRITING):
        assert reader.get(address).status_code == 403
    for address in addresses(letter, PRESSING):
        assert reader.post(address).status_code == 403


@pytest.mark.parametrize("name", [*READING, "letters", *WRITING])
def test_strangers_learn_nothing(room: Any, name: str) -> None:
    elsewhere = make_person("case_manager", organisation=make_organisation())
    args = [room.case.reference] if name in ("letters", "letter_new") else [room.case.reference, 1]
    for person in (elsewhere, room.advisor):
        assert client(person).get(reverse(name, args=args)).status_code == 404
    assert Client().get(reverse(name, args=args)).status_code == 302


def test_a_restricted_case_closes_its_letters(room: Any) -> None:
    restrict(case=room.case, people=[], by=room.officer)
    other = make_person("case_manager", organisation=room.organisation)
    assert client(other).get(url(room.letter)).status_code == 404


def test_the_pages_ask_a_fixed_number_of_questions(room: Any) -> None:
    def count(address: str, browser: Client) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(address).status_code == 200
        return len(captured)

    browser = client(room.manager)
    tab = reverse("letters", args=[room.case.reference])
    browser.get(tab)
    few_on_tab, few_on_letter = count(tab, browser), count(url(room.letter), browser)
    for number in range(4):
        decide(room.case, by=room.manager, group=room.group, days_ago=2 - number // 2)
        actions.draft_letter(case=room.case, kind=Kind.FIRST, by=room.manager)
        call(room.case, by=room.manager)
    assert count(tab, browser) == few_on_tab
    assert count(url(room.letter), browser) == few_on_letter
    assert few_on_tab <= 20
    assert few_on_letter <= 24


def test_the_pages_html_is_what_the_function_gives(room: Any) -> None:
    fresh = Letter.objects.select_related("case__practitioner", "case__manager", "case__organisation").get(
        pk=room.letter.pk
    )
    page = client(room.manager).get(url(room.letter, "letter_preview"))
    assert without_links(page.content.decode()) == html(fresh)


def test_the_print_size_is_kept_shown_and_frozen_and_the_next_letter_has_it_too(room: Any) -> None:
    browser = client(room.manager)
    typed = words(room.letter, print_size="large")
    assert "letter-large" in browser.post(url(room.letter, "letter_preview"), typed).content.decode()
    assert "letter-large" not in browser.get(url(room.letter, "letter_preview")).content.decode()
    assert browser.post(url(room.letter), typed).status_code == 302
    room.letter.refresh_from_db()
    assert room.letter.version == 2
    letter = approved(room.letter, by=room.manager)
    assert 'class="letter letter-large"' in letter.pdf.html == letter.html
    with pytest.raises(DatabaseError), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(print_size="standard")
    assert actions.draft_letter(case=room.case, kind=Kind.FIRST, by=room.manager).print_size == "large"
    other = open_a_case(room.manager, room.organisation, last_name="Banerjee")
    assert actions.draft_letter(case=other, kind=Kind.FIRST, by=room.manager).print_size == "standard"


def test_a_print_size_nobody_knows_is_refused(room: Any) -> None:
    page = client(room.manager).post(url(room.letter), words(room.letter, print_size="huge", text="Kept"))
    assert page.status_code == 422
    assert "Kept" in page.content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.filter(pk=room.letter.pk).update(print_size="huge")


def test_the_preview_and_the_checks_follow_the_day_that_is_chosen(room: Any) -> None:
    later = today() + dt.timedelta(days=45)
    typed = words(room.letter, **day_boxes("next_update_on", later))
    shown = client(room.manager).post(url(room.letter, "letter_preview"), typed).content.decode()
    assert day(later) in shown
    assert day(room.letter.next_update_on) not in shown
    typed |= {"text": "Nothing of when."}
    said = client(room.manager).post(url(room.letter, "letter_checks"), typed).content.decode()
    assert f"does not say that Dr Amara Okafor hears again by {day(later)}" in said


def test_a_day_that_has_passed_is_refused_and_what_was_typed_stays(room: Any) -> None:
    yesterday = today() - dt.timedelta(days=1)
    typed = words(room.letter, text="Kept words", **day_boxes("next_update_on", yesterday))
    page = client(room.manager).post(url(room.letter), typed)
    assert page.status_code == 422
    assert "must be today or in the future" in page.content.decode()
    assert "Kept words" in page.content.decode()


def test_larger_print_in_the_support_plan_is_remembered(room: Any) -> None:
    browser = client(room.manager)
    for version, words_of_plan in enumerate(("Breaks, and questions in print", "Large print, and breaks")):
        assert "speaks of larger print" not in browser.get(url(room.letter)).content.decode()
        plan = Plan(adjustments=words_of_plan)
        save_plan(case=room.case, plan=plan, version=version, by=room.manager)
    assert "speaks of larger print" in browser.get(url(room.letter)).content.decode()
    browser.post(url(room.letter), words(room.letter, print_size="large"))
    assert "speaks of larger print" not in browser.get(url(room.letter)).content.decode()


def test_the_list_of_letters_leads_to_the_one_that_was_suggested(room: Any) -> None:
    address = f"{reverse('letter_new', args=[room.case.reference])}?which=update"
    assert client(room.manager).get(address).context["form"]["which"].value() == "update"


def test_an_update_to_a_closed_case_is_not_offered_and_a_closing_letter_is(room: Any) -> None:
    sent(room.letter, by=room.manager)
    close(case=room.case, closing="learning", closing_note="", by=room.manager)
    address = reverse("letter_new", args=[room.case.reference])
    browser = client(room.manager)
    page = browser.get(address)
    assert list(dict(page.context["form"].fields["which"].choices)) == ["closing"]
    key = page.context["form"]["submission_key"].value()
    browser.post(address, {"which": "closing", "submission_key": str(key)})
    letter = Letter.objects.get(kind=Kind.CLOSING)
    shown = browser.get(url(letter)).content.decode()
    assert "Next update by" not in shown
    typed = {"subject": "S", "text": "T", "print_size": "standard", "version": letter.version}
    assert browser.post(url(letter), typed).status_code == 302

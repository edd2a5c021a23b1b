"""The whole journey in a real browser: a concern comes in, is triaged, decided, told and learnt from."""

import re
import uuid
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from accounts.models import Person
from cases.models import Case
from pag import actions as pag
from pag.models import Group
from tests.accessible import check_accessible
from tests.factories import PASSWORD, make_organisation, make_person
from tests.journeys.conftest import Running, give_password, wait_until
from tests.journeys.pages import choose, fill_day, plan_for_today, press, send
from ui.dates import today


@pytest.fixture
def people(transactional_db: None) -> dict[str, Person]:
    """One organisation with somebody in each part, and its group."""
    organisation = make_organisation(
        name="Northmoor",
        reference_prefix="NW",
        address="Saltersgate House\nHarrowbeck\nLA48 1NP",
        phone="01632 960100",
        email="standards@northmoor.example",
        enquiries_hours="Monday to Friday, 9am to 4.30pm",
        crisis_line_name="The Lantern Line",
        crisis_line_phone="0808 157 0110",
        crisis_line_hours="day and night",
    )
    roles = {
        "manager": "case_manager",
        "advisor": "advisor",
        "chair": "group_member",
        "member": "group_member",
        "lessons": "lessons_lead",
        "admin": "administrator",
    }
    people = {
        name: make_person(
            role,
            organisation=organisation,
            email=f"{name}@northmoor.example",
            last_name=name.capitalize(),
            phone="01632 960101",
            hours="9am to 5pm",
        )
        for name, role in roles.items()
    }
    give_password(people["manager"])
    group = pag.create_group(
        organisation=organisation,
        name="Performance Advisory Group",
        abbreviation="PAG",
        kind=Group.Kind.PAG,
        submission_key=uuid.uuid4(),
        by=people["admin"],
    )
    for name, kind in (("chair", "chair"), ("member", "lay")):
        pag.add_member(group=group, person=people[name], kind=kind, by=people["admin"], starts_on=today())
    return people


def test_from_the_first_concern_to_the_lessons(running: Running, sign_in, people, tmp_path: Path):
    manager = sign_in("manager@northmoor.example", password=PASSWORD)
    advisor = sign_in("advisor@northmoor.example")

    reference = record_the_concern(manager)
    upload_two_documents(manager, reference, tmp_path)
    send_the_first_letter(manager, reference, running)
    log_the_practitioner_s_account(manager, reference)
    assign_an_advisor(manager, reference, running)
    triage_it(advisor, reference, running)
    item = put_it_before_the_group(manager, reference)
    member_reads_after_declaring(sign_in("member@northmoor.example"), item, reference)
    chair = sign_in("chair@northmoor.example")
    chair_records_the_decision(chair, item)
    tell_the_outcome(manager, reference, running)
    learn_from_it(sign_in("lessons@northmoor.example"), reference)
    close_it(manager, reference)
    the_timeline_and_the_audit_page_tell_the_story(manager, reference)


def record_the_concern(page: Page) -> str:
    page.goto("/cases/new/")
    check_accessible(page)
    page.get_by_label("Title", exact=False).first.fill("Dr")
    page.get_by_label("First name").fill("Gülşah")
    page.get_by_label("Last name").fill("Yıldırım-Łęcka")
    choose(page, "Discipline", "Doctor")
    page.get_by_label("Regulator").select_option("GMC")
    page.get_by_label("Registration number").fill("9012345")
    page.get_by_label("Private e-mail").fill("gulsah@mail.example")
    page.get_by_label("Postal address").fill("Rose Cottage\nBack Lane\nHarrowbeck\nLA48 1NP")
    page.get_by_label("Practice or place of work").fill("Quay Surgery")
    choose(page, "Route", "Performers Lists")
    fill_day(page, "Date the concern was received")
    choose(page, "Category", "Capability")
    page.get_by_label("What was raised").fill("Three sets of notes did not say what had been advised.")
    page.get_by_label("Source of the concern").select_option("colleague")
    page.get_by_label("Name or detail of the source").fill("Nurse Quillfeather")
    choose(page, "Is anyone unsafe today?", re.compile("^Yes"))
    page.get_by_label("Immediate step").fill("A colleague reads each note at the end of the day.")
    page.get_by_label("Who decided it").fill("Dr Hale")
    fill_day(page, "Date the step will be reviewed")
    choose(page, "Do you have a connection", "No. I run the case")
    press(page, "Record the concern")
    expect(page.get_by_text("Next: tell the practitioner")).to_be_visible()
    expect(page.get_by_text("A colleague reads each note").first).to_be_visible()
    check_accessible(page)
    return Case.objects.get().reference


def upload_two_documents(page: Page, reference: str, folder: Path) -> None:
    page.goto(f"/cases/{reference}/documents/")
    check_accessible(page)
    statement = folder / "statement.pdf"
    statement.write_bytes(b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF")
    letter = folder / "letter.eml"
    letter.write_text("From: a@example.test\nTo: b@example.test\nSubject: Notes\n\nThe notes were short.\n")
    lie = folder / "picture.png"
    lie.write_bytes(b"This is no picture.")
    # With the keyboard alone: to the field, open it, choose, on to the button, press it.
    # Listened for from before: the browser may not be told in time of what is asked for with the key.
    with page.expect_file_chooser() as chooser:
        tab_to(page, page.get_by_label("Documents", exact=True))
        page.keyboard.press("Enter")
    chooser.value.set_files([statement, lie, letter])
    tab_to(page, page.get_by_role("button", name="Add the documents"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("“picture.png” is not what its name says").first).to_be_visible()
    expect(page.get_by_text("2 of 3 kept")).to_be_visible()
    # The list on the page shows what was kept, without leaving the sentence about what was not.
    listed = page.get_by_role("table", name="Documents of this case")
    for name in ("statement", "letter"):
        expect(listed.get_by_role("link", name=name, exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="See all documents")).to_be_visible()


def tab_to(page: Page, goal: Locator) -> None:
    """Press Tab until the keyboard has come to `goal`."""
    for _step in range(80):
        if goal.evaluate("each => each === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("The keyboard does not come there.")


def send_the_first_letter(page: Page, reference: str, running: Running) -> None:
    page.goto(f"/cases/{reference}/letters/new/")
    choose(page, "Which letter?", re.compile("^First letter"))
    press(page, "Draft the letter")
    approve_and_send(page, running, subject_words="concern")


def approve_and_send(page: Page, running: Running, *, subject_words: str) -> None:
    """Fill what the draft leaves open, approve it, wait for its PDF and send it."""
    text = page.get_by_label("Text", exact=True)
    written = text.input_value()
    if "[[" in written:
        text.fill(re.sub(r"\[\[[^\]]*\]\]", "to be confirmed", written))
    check_accessible(page)
    preview = page.frame_locator("iframe")
    expect(preview.locator("body")).to_contain_text("Yıldırım-Łęcka")
    press(page, "Save and go to approval")
    check_accessible(page)
    press(page, "Approve this letter")
    link = page.get_by_role("link", name=re.compile("Open the PDF"))
    expect(link.first).to_be_visible(timeout=60_000)
    before = len(running.mailbox.to("gulsah@mail.example"))
    page.get_by_role("main").get_by_role("button", name=re.compile("^Send")).click()
    check_accessible(page)
    press(page, "Send this letter now")
    wait_until(lambda: len(running.mailbox.to("gulsah@mail.example")) > before, "the letter to arrive")
    mail = running.mailbox.to("gulsah@mail.example")[-1]
    assert "Yıldırım" not in mail["subject"]
    (attached,) = list(mail.iter_attachments())
    assert attached.get_content_type() == "application/pdf"
    path = Path(running.folder) / f"letter-{before}.pdf"
    path.write_bytes(attached.get_payload(decode=True))
    words = " ".join(sheet.extract_text() for sheet in PdfReader(path).pages)
    assert subject_words in words
    assert "Yıldırım-Łęcka" in words
    assert "Quillfeather" not in words


def log_the_practitioner_s_account(page: Page, reference: str) -> None:
    page.goto(f"/cases/{reference}/account/new/")
    check_accessible(page)
    page.get_by_label("The practitioner's own account").fill("I had moved to a new system that week.")
    fill_day(page, "Date it was given")
    choose(page, "How it was given", "E-mail")
    press(page, "Save the account")
    expect(page.get_by_text("I had moved to a new system that week.")).to_be_visible()


def assign_an_advisor(page: Page, reference: str, running: Running) -> None:
    page.goto(f"/cases/{reference}/triage/")
    check_accessible(page)
    page.get_by_role("radio", name=re.compile("Advisor")).check()
    press(page, "Ask them to triage")
    expect(page.get_by_text("is asked to declare and triage").first).to_be_visible()
    mail = wait_until(lambda: running.mailbox.to("advisor@northmoor.example"), "the advisor's e-mail")[-1]
    whole = f"{mail['subject']} {mail.get_content()}"
    assert reference in whole
    assert "Yıldırım" not in whole


def triage_it(page: Page, reference: str, running: Running) -> None:
    assert page.goto(f"/cases/{reference}/").status == 404
    page.goto(f"/cases/{reference}/triage/")
    check_accessible(page)
    assert "Three sets of notes" not in page.content()
    choose(page, re.compile("conflict of interest"), re.compile("^No"))
    press(page, "Declare")
    page.get_by_label("Summary of concern(s)").fill("Notes of three consultations were short.")
    check_accessible(page)
    page.get_by_role("checkbox", name=re.compile("statement")).check()
    page.get_by_label("Anything else you read").fill("The practice's complaints log")
    choose(page, "Safeguarding concern(s)", "No")
    choose(page, "Potential health concerns", "No")
    risk = page.get_by_role("region", name="Risk 1", exact=True)
    risk.get_by_label("What could happen, and to whom?").fill("Patients could be given the wrong advice.")
    risk.get_by_label(re.compile("^4 Likely")).check()
    risk.get_by_label("Why this likelihood?").fill("Three times in one week.")
    risk.get_by_text("Patient/public safety").first.click()
    risk.get_by_label(re.compile("^4 Major")).first.check()
    expect(risk.get_by_text("16", exact=True).first).to_be_visible()
    choose(risk, "Level at which it is managed", "By the group")
    choose(risk, "Remedial priority", "Within weeks")
    choose(risk, "Is the risk accepted as it stands?", "No")
    expect(risk.get_by_label("Where it is accepted: why?")).to_be_hidden()
    page.get_by_label("Rationale").fill("Three sets of notes; no patient was harmed.")
    page.get_by_label("Case recommendation").fill("Ask the group to consider advice and a record review.")
    press(page, "Check your answers")
    expect(page.get_by_text("Patients could be given the wrong advice.").first).to_be_visible()
    check_accessible(page)
    press(page, "Submit the triage review")
    expect(page.get_by_role("link", name=re.compile("Open the PDF"))).to_be_visible(timeout=60_000)
    expect(page.get_by_text("Red").first).to_be_visible()


def put_it_before_the_group(page: Page, reference: str) -> str:
    page.goto("/meetings/new/")
    check_accessible(page)
    plan_for_today(page, at="00:01", place="Room 2")
    page.goto(f"/cases/{reference}/group/")
    check_accessible(page)
    page.get_by_role("link", name="Put on an agenda").click()
    page.get_by_label("Meeting", exact=True).select_option(index=1)
    send(page, "Put on the agenda")
    page.goto("/meetings/")
    check_accessible(page)
    page.get_by_role("main").get_by_role("cell").get_by_role("link").first.click()
    check_accessible(page)
    return page.url


def member_reads_after_declaring(page: Page, meeting: str, reference: str) -> None:
    assert page.goto(f"/cases/{reference}/").status == 404
    page.goto(meeting)
    check_accessible(page)
    assert "Three sets of notes" not in page.content()
    declare_none(page)
    page.get_by_role("main").get_by_role("link", name="Dr Gülşah Yıldırım-Łęcka").first.click()
    expect(page.get_by_text("I had moved to a new system that week.")).to_be_visible()
    expect(page.get_by_text("Patients could be given the wrong advice.").first).to_be_visible()
    assert "Quillfeather" not in page.content()
    check_accessible(page)


def declare_none(page: Page) -> None:
    press(page, "I have no conflict with this case")


def chair_records_the_decision(page: Page, meeting: str) -> None:
    page.goto(meeting)
    declare_none(page)
    page.get_by_role("link", name=re.compile("[Rr]ecord the decision|Decide")).first.click()
    check_accessible(page)
    choose(page, "Who took part in this item?", re.compile("Dr Robin Member"))
    page.get_by_label("Considered").fill("The triage, and the practitioner's own account.")
    choose(page, "Was the practitioner listened to?", "Yes")
    page.get_by_label("How, or why not").fill("The account was read aloud.")
    choose(page, "What did the group decide?", "Advice or learning")
    page.get_by_label("Decision", exact=True).fill("Advice on writing notes, and a second look in six weeks.")
    page.context.set_offline(True)
    page.get_by_label("Rationale").fill("The gap was in writing things down.")
    expect(page.get_by_text("Not saved at").first).to_be_visible()
    press(page, "Check what will be recorded")
    expect(page.get_by_text("Not sent: no connection.").first).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text("Draft saved").first).to_be_visible()
    choose(page, "Would it have been the same for another person?", "Yes")
    page.get_by_label("What did the system contribute?").fill("A new records system.")
    action = page.get_by_role("group", name=re.compile("^Action 1"))
    action.get_by_label("Action", exact=True).fill("Read ten sets of notes")
    action.get_by_label("Owner", exact=True).select_option(index=1)
    fill_day(action, "Due date")
    action.get_by_label("How will we know that it is done?").fill("The notes that were read are listed.")
    press(page, "Check what will be recorded")
    expect(page.get_by_text("Nothing is recorded yet")).to_be_visible()
    expect(page.get_by_text("Decided without a quorum.")).to_be_visible()
    check_accessible(page)
    page.get_by_label("Deciding without a quorum: why?").fill("Two members could not come.")
    press(page, "Record the decision")
    expect(page.get_by_text("Advice on writing notes").first).to_be_visible()
    expect(page.get_by_text("Two members could not come.")).to_be_visible()
    check_accessible(page)


def tell_the_outcome(page: Page, reference: str, running: Running) -> None:
    page.goto(f"/cases/{reference}/contacts/new/")
    check_accessible(page)
    choose(page, "How", "Telephone call")
    fill_day(page, "Date of the contact")
    page.get_by_label("What was said").fill("Read out the decision and said what comes next.")
    page.get_by_label(re.compile("They were told")).check()
    send(page, "Log the contact")
    page.goto(f"/cases/{reference}/letters/")
    check_accessible(page)
    page.get_by_role("main").get_by_role(
        "link", name=re.compile("decided|outcome", re.IGNORECASE)
    ).first.click()
    approve_and_send(page, running, subject_words="Advice on writing notes")
    page.goto(f"/cases/{reference}/letters/")
    expect(
        page.get_by_text(re.compile("on the day of the meeting|0 working days|the same day"))
    ).to_be_visible()


def learn_from_it(page: Page, reference: str) -> None:
    page.goto(f"/cases/{reference}/lessons/")
    check_accessible(page)
    press(page, "Start the lessons review")
    check_accessible(page)
    page.get_by_label("What was supposed to happen?").fill("Each note says what was advised.")
    page.get_by_label("What happened?").fill("Three notes did not.")
    page.get_by_label("What is the learning from this?").first.fill("A new system takes prompts away.")
    page.locator("summary", has_text="Task").first.click()
    page.get_by_label(re.compile("^Decision-making aids")).first.check()
    page.get_by_label("How it contributed").locator("visible=true").first.fill("The prompt was gone.")
    page.get_by_label("What will change?").first.fill("List the prompts before changing a system")
    page.get_by_label("Owner", exact=True).first.select_option(index=1)
    fill_day(page.get_by_role("group", name=re.compile("^Action 1")), "Due date")
    press(page, "Save and check")
    check_accessible(page)
    press(page, "Complete the review")
    expect(page.get_by_role("link", name=re.compile("Open the PDF"))).to_be_visible(timeout=60_000)


def close_it(page: Page, reference: str) -> None:
    page.goto(f"/cases/{reference}/close/")
    check_accessible(page)
    expect(page.get_by_text("Read ten sets of notes").or_(page.get_by_text("action")).first).to_be_visible()
    choose(page, "What becomes of the immediate step?", "It ends today")
    page.get_by_label("It ends today, because").fill("The notes are whole again.")
    page.get_by_label("It ends today, because").fill("The notes are whole now.")
    choose(page, "How the case ends", "Closed with advice or learning")
    press(page, "Close the case")
    expect(page.get_by_text("The case is closed.")).to_be_visible()


def the_timeline_and_the_audit_page_tell_the_story(page: Page, reference: str) -> None:
    page.goto(f"/cases/{reference}/timeline/")
    check_accessible(page)
    story = page.get_by_role("main").inner_text()
    told = [
        "opened the case",
        "submitted the triage",
        "decided",
        "outcome letter",
        "lessons",
        "closed the case",
    ]
    assert [words for words in told if words not in story] == []
    page.goto(f"/cases/{reference}/audit/?show=looked")
    check_accessible(page)
    assert "Dr Robin Member" in page.get_by_role("main").inner_text()

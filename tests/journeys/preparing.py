"""What comes before a meeting of five, on pages: planning it, its agenda, declaring, and the papers."""

import datetime as dt
import functools
import io
import re
import subprocess
from pathlib import Path

from icalendar import Calendar
from PIL import Image
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from pag.models import PackVersion
from tests.accessible import check_accessible
from tests.journeys.conftest import Running, wait_until
from tests.journeys.gathering import FIVE, About, Gathering, mail_of
from tests.journeys.pages import look_again_for, plan_for_today, press, send
from ui.dates import LONDON, today


def plan_it(page: Page, running: Running, gathering: Gathering) -> None:
    """Plan it, and find in everybody's mail an invitation that says nothing of any case."""
    page.goto("/meetings/new/")
    # Nobody is invited to what is past already, and nothing can be noted before the day.
    plan_for_today(page, at="23:59", place="Room 2")
    expect(page.get_by_text("The members are invited.")).to_be_visible()
    mail_to = running.mailbox.to
    wait_until(lambda: all(mail_to(mail_of(name)) for name in FIVE), "five invitations")
    for name in FIVE:
        (mail,) = mail_to(mail_of(name))
        (file,) = mail.iter_attachments()
        assert file.get_content_type() == "text/calendar"
        sent = file.get_payload(decode=True)
        (event,) = Calendar.from_ical(sent).walk("VEVENT")
        assert event.decoded("dtstart") == dt.datetime.combine(today(), dt.time(23, 59), tzinfo=LONDON)
        assert event["url"] == f"{running.url}{gathering.meeting}"
        whole = f"{mail['subject']} {mail.get_body(('plain',)).get_content()} {sent.decode()}"
        assert not gathering.first.tells.search(whole)
        assert not gathering.second.tells.search(whole)


def set_the_agenda(page: Page, gathering: Gathering) -> None:
    """Put both cases on the agenda, and move the later one up."""
    for about in (gathering.second, gathering.first):
        page.goto(f"/cases/{about.reference}/group/agenda/")
        page.get_by_label("Meeting", exact=True).select_option(index=1)
        press(page, "Put on the agenda")
        expect(page.get_by_text("on the agenda").first).to_be_visible()
    page.goto(gathering.meeting)
    titles = page.locator(".app-agenda__title")
    expect(titles).to_contain_text(["Brathwaite", "Whitlock"])
    page.get_by_role("button", name=re.compile("^Move up.*Whitlock")).click()
    expect(titles).to_contain_text(["Whitlock", "Brathwaite"])
    check_accessible(page)


def declare_none(page: Page, gathering: Gathering) -> None:
    """Declare on both items in one step; nothing of them is there before."""
    page.goto(gathering.meeting)
    assert "Marigold" not in page.content()
    assert page.request.get(gathering.address(gathering.first)).status in (403, 404)
    press(page, "I have no conflict with any of these")
    expect(page.get_by_text("What you declared is kept")).to_be_visible()


def send_the_papers(page: Page, running: Running, gathering: Gathering) -> None:
    """Choose a document, decide about the name that was found in it, and send each member their own PDF."""
    page.goto(f"{gathering.meeting}papers/")
    page.get_by_role("link", name="Choose documents for item 1").click()
    page.get_by_role("checkbox", name=re.compile("statement")).check()
    send(page, "Save the choice")
    found = page.get_by_role("link", name=re.compile("^Decide"))
    look_again_for(page, found)
    found.click()
    page.get_by_label(re.compile("Nurse Quillfeather")).select_option("in_role")
    press(page, "Keep what is decided")
    page.get_by_role("link", name="Send the papers out").click()
    press(page, "Send the papers out")
    expect(page.get_by_text("The papers are being made.")).to_be_visible()
    wait_until(lambda: PackVersion.objects.current().filter(state="ready").count() == 5, "five PDFs")
    wait_until(lambda: all(len(running.mailbox.to(mail_of(name))) > 1 for name in FIVE), "five e-mails")
    for name in FIVE:
        mail = running.mailbox.to(mail_of(name))[-1]
        assert not gathering.first.tells.search(f"{mail['subject']} {mail.get_content()}")


def open_papers(page: Page, gathering: Gathering, *, version: int, about: list[About]) -> bytes:
    """Open one's own papers: whose they are stands on every page, which of how many, and what is in them."""
    page.goto(f"{gathering.meeting}my-papers/")
    link = page.get_by_role("link", name=re.compile("^Open your papers"))
    expect(link).to_be_visible(timeout=45_000)
    content = page.request.get(link.get_attribute("href") or "").body()
    sheets = sheets_of(content)
    assert len(sheets) == PackVersion.objects.current().get(person=gathering.people["friend"]).pages
    for number, words in enumerate(sheets, start=1):
        assert f"Page {number} of {len(sheets)}" in words
        assert f"Dr Robin Friend, version {version}" in words
        assert "Private and confidential" in words
    outline = PdfReader(io.BytesIO(content)).outline
    marks = [each.title for each in outline if not isinstance(each, list)]
    assert [each for each in marks if each.startswith("Item")] == [
        f"Item {each.item.position}. Dr Amara {each.name}" for each in about
    ]
    whole = " ".join(sheets)
    for each in about:
        assert {f"{each.word}-account", f"{each.word}-risk"} <= set(re.findall(r"\w+-\w+", whole))
    return content


def look_at(papers: bytes, folder: Path) -> None:
    """Draw the pages as somebody sees them: none is blank, none black."""
    path = folder / "papers.pdf"
    path.write_bytes(papers)
    subprocess.run(["pdftoppm", "-r", "50", "-gray", "-png", path, folder / "sheet"], check=True)
    sheets = sorted(folder.glob("sheet-*.png"))
    assert len(sheets) == len(PdfReader(path).pages)
    for sheet in sheets:
        with Image.open(sheet) as picture:
            # What stands at the edges is on every page.
            body = picture.convert("L").crop(
                (0, picture.height // 12, picture.width, picture.height * 11 // 12)
            )
        ink = sum(body.histogram()[:200])
        assert 50 < ink < body.width * body.height / 2, sheet
    assert "Marigold-statement" in text_of(papers)
    assert "Foxglove-statement" not in text_of(papers)


def read_on_screen(page: Page, gathering: Gathering) -> None:
    page.goto(f"{gathering.address(gathering.first)}read/")
    expect(page.get_by_text("Marigold-account").first).to_be_visible()
    page.get_by_role("button", name=re.compile("^Mark as read.*Triage report")).click()
    expect(page.get_by_text("1 of 3 read")).to_be_visible()
    check_accessible(page)


def text_of(pdf: bytes) -> str:
    """Return the words of a PDF, however its lines are broken."""
    return " ".join(" ".join(sheets_of(pdf)).split())


@functools.cache
def sheets_of(pdf: bytes) -> tuple[str, ...]:
    """Return the words of each page. Papers are asked for several things, and read once."""
    return tuple(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf)).pages)

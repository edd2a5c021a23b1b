"""One meeting of five people in a real browser, from planning it to its approved minutes.

One stands aside in the middle of an item, one comes late, one is the lay member and leaves early, and the
chair hands over to the deputy for an item from which the chair stands aside.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from pag.models import Meeting, PackVersion
from tests.accessible import check_accessible
from tests.factories import PASSWORD
from tests.journeys.conftest import Running
from tests.journeys.gathering import FIVE, About, Gathering, gather, mail_of
from tests.journeys.pages import choose, fill_day, look_again_for, press, send
from tests.journeys.preparing import (
    declare_none,
    look_at,
    open_papers,
    plan_it,
    read_on_screen,
    send_the_papers,
    set_the_agenda,
    text_of,
)

# A page that follows asks every three seconds.
FOLLOWS = 10_000


@pytest.fixture
def gathering(transactional_db: None) -> Gathering:
    return gather()


def test_a_meeting_from_planning_to_approved_minutes(
    gathering: Gathering, running: Running, sign_in: Callable[..., Page], tmp_path: Path
) -> None:
    first, second = gathering.first, gathering.second
    manager = sign_in(mail_of("manager"), password=PASSWORD)
    plan_it(manager, running, gathering)
    set_the_agenda(manager, gathering)
    members = {name: sign_in(mail_of(name)) for name in FIVE}
    for page in members.values():
        declare_none(page, gathering)
    send_the_papers(manager, running, gathering)
    friend = members["friend"]
    papers = open_papers(friend, gathering, version=1, about=[first, second])
    look_at(papers, tmp_path)
    read_on_screen(friend, gathering)

    start_and_note_who_came(manager, members, gathering)
    stand_aside_mid_item(manager, members, gathering)
    chair = members["chair"]
    record(chair, gathering, first, ticked={"chair", "deputy", "lay", "peer"}, axe=True)
    hand_over_to_the_deputy(manager, members, gathering)
    record(
        members["deputy"],
        gathering,
        second,
        ticked={"deputy", "friend", "peer"},
        without_quorum="The lay member was called away, and it could not wait.",
    )

    end_and_draft(manager, gathering)
    approve_in_two_parts(chair, members["deputy"], gathering)
    manager.goto(f"{gathering.meeting}minutes/")
    whole = text_of(minutes_pdf(manager))
    for words in (
        "Marigold-decided",
        "Foxglove-decided",
        "There was a quorum: 4 members took part.",
        "There was no quorum: 3 members took part.",
        "1 member stood aside from item 1: Dr Robin Friend",
    ):
        assert words in whole
    what_follows(manager, gathering)
    nothing_of_it_is_left(friend, running, gathering)


def start_and_note_who_came(manager: Page, members: dict[str, Page], gathering: Gathering) -> None:
    """The peer is late: until then the light says that one is missing, and where they are."""
    manager.goto(f"{gathering.meeting}move/?to=in_progress")
    press(manager, "Start the meeting")
    for name in ("chair", "friend"):
        members[name].goto(f"{gathering.meeting}room/")
    chair, friend = members["chair"], members["friend"]
    for name in ("Chair", "Deputy", "Friend", "Lay"):
        press(chair, f"Here Dr Robin {name}")
        expect(chair.get_by_role("button", name=f"Left Dr Robin {name}")).to_be_visible()
    # The keyboard is on the one who is still to come: a second press takes nothing back.
    expect(chair.get_by_role("button", name="Here Dr Robin Peer")).to_be_focused()
    light = chair.locator("#item-1 .app-light")
    expect(light).to_contain_text("Quorum: no.")
    expect(light).to_contain_text("Dr Robin Peer has not arrived.")
    check_accessible(chair)
    press(chair, "Here Dr Robin Peer")
    expect(light).to_contain_text("Quorum: yes. 5 voting members are here for it.")
    expect(friend.locator("#item-1 .app-light")).to_contain_text("5 voting members", timeout=FOLLOWS)


def stand_aside_mid_item(manager: Page, members: dict[str, Page], gathering: Gathering) -> None:
    """While item 1 is before the group it closes to one of them, on the page that they have open too."""
    first, chair, friend = gathering.first, members["chair"], members["friend"]
    press(chair, "Next: item 1")
    manager.goto(f"{gathering.meeting}room/screen/")
    expect(manager.get_by_text(first.reference)).to_be_visible()
    check_accessible(manager)
    assert first.name not in manager.content()
    peer = members["peer"]
    peer.goto(f"{gathering.meeting}room/")
    expect(friend.locator(".app-now__item")).to_contain_text(first.name, timeout=FOLLOWS)
    # Else what is asked at the end could not fail.
    open_before = {each for each, words in everything(friend, gathering) if first.tells.search(words)}
    assert {f"/cases/{first.reference}/documents/1/", "/cases/?q=notes", "my-papers/1/", "read/"} <= {
        each.removeprefix(gathering.address(first)).removeprefix(gathering.meeting) for each in open_before
    }

    aside = friend.context.new_page()
    aside.goto(f"{gathering.meeting}room/")
    aside.get_by_role("link", name="Step back from this item").click()
    aside.get_by_label("What is the connection, or what may it be?").fill("We trained together.")
    press(aside, "Step back")
    expect(aside.get_by_text("The case is closed to you")).to_be_visible()
    aside.close()
    expect(friend.locator("#item-1")).to_contain_text("you stand aside from this", timeout=FOLLOWS)
    assert not first.tells.search(friend.content())
    for page in (chair, peer):
        light = page.locator("#item-1 .app-light")
        expect(light).to_contain_text("Quorum: yes. 4 voting members are here for it.", timeout=FOLLOWS)
        expect(page.locator("#item-1")).to_contain_text("1 member stands aside")
    # Who it is, is for who presides.
    assert "Friend" in chair.locator("#item-1").inner_text()
    assert "Friend" not in peer.locator("#item-1").inner_text()
    friend.goto(f"{gathering.meeting}my-papers/")
    expect(friend.get_by_text("Item 1 is no longer among your papers.")).to_be_visible()
    before = friend.request.get(f"{gathering.meeting}my-papers/1/")
    assert before.url.endswith("/my-papers/")
    # What changes is gathered for half a minute before papers are made anew: that is not waited for here.
    PackVersion.objects.filter(state="waiting").update(not_before=timezone.now())


def record(
    page: Page,
    gathering: Gathering,
    about: About,
    *,
    ticked: set[str],
    without_quorum: str = "",
    axe: bool = False,
) -> None:
    """Record a decision; ticked are those who were in the room for it."""
    page.goto(f"{gathering.address(about)}decision/")
    boxes = page.get_by_role("group", name="Who took part in this item?")
    ticks = {name: boxes.get_by_role("checkbox", name=f"Dr Robin {name}", checked=True) for name in FIVE}
    assert {name for name, tick in ticks.items() if tick.count()} == ticked
    page.get_by_label("Considered").fill(f"{about.word}-considered.")
    choose(page, "Was the practitioner listened to?", "Yes")
    page.get_by_label("How, or why not").fill("The account was read aloud.")
    choose(page, "What did the group decide?", "Advice or learning")
    page.get_by_label("Decision", exact=True).fill(f"{about.word}-decided: advice on writing notes.")
    page.get_by_label("Rationale").fill(f"{about.word}-rationale.")
    choose(page, "Would it have been the same for another person?", "Yes")
    page.get_by_label("What did the system contribute?").fill("A new records system.")
    action = page.get_by_role("group", name=re.compile("^Action 1"))
    action.get_by_label("Action", exact=True).fill(f"{about.word}-action")
    action.get_by_label("Name of somebody else").fill("The surgery")
    fill_day(action, "Due date")
    action.get_by_label("How will we know that it is done?").fill("A note in the file.")
    if axe:
        check_accessible(page)
    press(page, "Check what will be recorded")
    expect(page.get_by_text("Nothing is recorded yet")).to_be_visible()
    why = page.get_by_label("Deciding without a quorum: why?")
    if without_quorum:
        press(page, "Record the decision")
        expect(page.get_by_text("Say why it was decided without a quorum").first).to_be_visible()
        why.fill(without_quorum)
    else:
        expect(why).to_have_count(0)
    press(page, "Record the decision")
    expect(page.get_by_text("The decision is recorded.")).to_be_visible()
    expect(page.get_by_text(f"{about.word}-decided").first).to_be_visible()


def hand_over_to_the_deputy(manager: Page, members: dict[str, Page], gathering: Gathering) -> None:
    """The chair knows the next practitioner; then the lay member leaves, and the light says so."""
    chair, deputy, second = members["chair"], members["deputy"], gathering.second
    chair.goto(f"{gathering.address(second)}step-back/")
    chair.get_by_label("What is the connection, or what may it be?").fill("A cousin.")
    send(chair, "Step back")
    chair.goto(f"{gathering.meeting}room/")
    expect(chair.get_by_text("Hand over before it begins.")).to_be_visible()
    press(chair, "Hand over to Dr Robin Deputy")
    expect(chair.get_by_text("Dr Robin Deputy, deputy")).to_be_visible()
    deputy.goto(f"{gathering.meeting}room/")
    press(deputy, "Next: item 2")
    # The screen stood open on the item before.
    expect(manager.get_by_text(second.reference)).to_be_visible(timeout=FOLLOWS)
    assert not re.search(f"{second.name}|{gathering.first.reference}", manager.content())
    light = deputy.locator("#item-2 .app-light")
    expect(light).to_contain_text("Quorum: yes. 4 voting members are here for it.")
    press(deputy, "Left Dr Robin Lay")
    expect(light).to_contain_text("Quorum: no. Missing: 1 more voting member and a lay member.")
    expect(light).to_contain_text("Dr Robin Lay left at")


def end_and_draft(page: Page, gathering: Gathering) -> None:
    """End the meeting, let the minutes begin with what was recorded, and write what the record has not."""
    page.goto(f"{gathering.meeting}move/?to=end")
    press(page, "End the meeting")
    press(page, "Draft the minutes")
    expect(page.get_by_text("Marigold-considered.")).to_be_visible()
    page.get_by_role("link", name="Change the words of Item 1").click()
    page.get_by_label("What else was said").fill("Marigold-more: it was said kindly.")
    press(page, "Save")
    expect(page.get_by_text("Marigold-more")).to_be_visible()
    check_accessible(page)
    press(page, "They are ready: ask for approval")


def approve_in_two_parts(chair: Page, deputy: Page, gathering: Gathering) -> None:
    """The chair approves all but the item from which they stand aside; that one is the deputy's."""
    for page, theirs, said in (
        (chair, gathering.first, "Your part is approved."),
        (deputy, gathering.second, "The minutes are approved."),
    ):
        page.goto(f"{gathering.meeting}minutes/approve/")
        words = page.get_by_role("main").inner_text()
        for about in (gathering.first, gathering.second):
            assert (f"{about.word}-decided" in words) == (about is theirs)
        press(page, "Approve")
        expect(page.get_by_text(said)).to_be_visible()
    assert Meeting.objects.get().get_stage_display() == "Minutes approved"


def minutes_pdf(page: Page) -> bytes:
    """Wait on the page of the minutes for the reader's own copy, and open it."""
    link = page.get_by_role("link", name=re.compile("^Open the PDF"))
    expect(link).to_be_visible(timeout=30_000)
    return page.request.get(link.get_attribute("href") or "").body()


def what_follows(page: Page, gathering: Gathering) -> None:
    """Each case has its own extract of the minutes, and the draft of the letter that tells the outcome."""
    for about, other in ((gathering.first, gathering.second), (gathering.second, gathering.first)):
        page.goto(f"/cases/{about.reference}/documents/")
        extract = page.get_by_role("main").get_by_role("link", name=re.compile("^Minutes of .*, extract"))
        look_again_for(page, extract)
        words = text_of(page.request.get(extract.first.get_attribute("href") or "").body())
        assert f"{about.word}-decided" in words
        assert not re.search(f"{other.tells.pattern}|Friend|Chair", words)
        page.goto(f"/cases/{about.reference}/letters/")
        page.get_by_role("main").get_by_role(
            "link", name=re.compile("decided|outcome", re.IGNORECASE)
        ).first.click()
        draft = page.get_by_label("Text", exact=True).input_value()
        assert f"{about.word}-decided" in draft
        assert not re.search(r"Friend|stood aside|stands aside|lay member", draft)


def nothing_of_it_is_left(page: Page, running: Running, gathering: Gathering) -> None:
    """Whoever stood aside opens everything once more, with the new papers, and the minutes and their PDF."""
    open_papers(page, gathering, version=2, about=[gathering.second])
    page.goto(f"{gathering.meeting}minutes/")
    expect(page.get_by_text("You stand aside from this.")).to_be_visible()
    press(page, "Make a PDF")
    theirs = text_of(minutes_pdf(page))
    assert "You stand aside from this." in theirs
    assert "Foxglove-decided" in theirs
    found = dict(everything(page, gathering))
    assert "Foxglove-decided" in found[f"{gathering.meeting}minutes/pdf/"]
    assert {each for each, words in found.items() if gathering.first.tells.search(words)} == set()
    for mail in running.mailbox.to(mail_of("friend")):
        body = mail.get_body(("plain",))
        assert not gathering.first.tells.search(f"{mail['subject']} {body.get_content() if body else ''}")


def everything(page: Page, gathering: Gathering) -> list[tuple[str, str]]:
    """Return what a member meets wherever the first item could be: the address, and the words there."""
    first, meeting = gathering.first, gathering.meeting
    case, item = f"/cases/{first.reference}/", gathering.address(first)
    own = [
        "",
        "room/",
        "room/now/",
        "room/screen/",
        "my-papers/",
        "my-papers/1/",
        "my-papers/2/",
        "minutes/",
        "minutes/pdf/",
    ]
    addresses = ["/", "/meetings/", "/cases/", "/cases/?q=notes", "/cases/export/", "/actions/"]
    addresses += [f"{meeting}{each}" for each in own]
    addresses += [f"{item}{each}" for each in ("", "read/", "decision/", "step-back/")]
    addresses += [
        f"{case}{each}" for each in ("", "group/", "timeline/", "documents/", "documents/1/", "documents/2/")
    ]
    found = []
    for address in addresses:
        answer = page.request.get(address)
        assert answer.status < 500, address
        body = answer.body()
        words = text_of(body) if body.startswith(b"%PDF") else answer.text()
        # A page that is not there says which address it was asked for.
        found.append((address, words.replace(address, "")))
    return found

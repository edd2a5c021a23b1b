"""My work: what needs this person today, whatever roles they hold."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.actions.record import SafetyAnswer
from cases.work import WorkItem
from desk.views import home
from tests.desk.conftest import page, texts
from tests.factories import make_case, make_person
from triage.actions import ask_advisor
from ui.dates import day, today

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
UNSAFE = SafetyAnswer(unsafe=True, step="Works beside a colleague", decided_by="The lead", review_on=today())


@pytest.fixture
def rooms(monkeypatch):
    """Let each room offer the items it is given."""

    def offer(*items_of_rooms):
        given = tuple(lambda _person, items=items: list(items) for items in items_of_rooms)
        monkeypatch.setattr(home, "ROOMS", given)

    return offer


def headings(shown):
    return {
        texts_of[0]: texts_of[1:]
        for texts_of in (
            [" ".join("".join(each.itertext()).split()) for each in (section.find("h2"), *section.iter("a"))]
            for section in shown.all("main section")
        )
    }


def test_where_nothing_waits_a_quiet_sentence_says_so(client, organisation):
    client.force_login(make_person("assurance_reader", organisation=organisation))
    shown = page(client.get("/"))
    assert shown.text(".app-empty") == "Nothing needs you today."
    assert shown.all("main a[href='/help/']")
    assert not shown.all("main section")


def test_the_rooms_are_merged_by_urgency_then_date_then_whoever_waits_longest(signed_in, rooms):
    rooms(
        [
            WorkItem("Next week", "/a/", due=today() + 7 * DAY),
            WorkItem("Some day", "/b/"),
            WorkItem("Waits long", "/c/", waiting_since=today() - 9 * DAY),
            WorkItem("In four weeks", "/g/", due=today() + 28 * DAY, waiting_since=today() - 20 * DAY),
            WorkItem("Asked today", "/h/", waiting_since=today(), asked=True),
        ],
        [],
        [
            WorkItem("Today", "/d/", due=today()),
            WorkItem("Unsafe", "/e/", due=today() + DAY, urgent=True),
            WorkItem("Since Monday", "/f/", due=today() - 3 * DAY),
        ],
    )
    assert headings(page(signed_in.get("/"))) == {
        "Now": ["Unsafe"],
        "Today, or waiting already": ["Asked today", "Waits long", "Since Monday", "Today"],
        "Next": ["Next week", "In four weeks", "Some day"],
    }


def test_an_item_says_what_of_which_case_and_by_when(signed_in, rooms):
    rooms([WorkItem("Write <to> them", "/a/", reference="XX-2026-00001", due=today() + DAY, urgent=True)])
    shown = page(signed_in.get("/"))
    item = shown.one(".app-work__item--urgent")
    assert " ".join("".join(item.itertext()).split()) == (
        f"Write <to> them XX-2026-00001 · by {day(today() + DAY)}, tomorrow"
    )
    assert shown.one(".app-work__what").get("href") == "/a/"
    asked = WorkItem("Asked", "/d/", waiting_since=today() - DAY, since="begun on")
    rooms([WorkItem("Later", "/b/", due=today())], [WorkItem("Some day", "/c/"), asked])
    shown = page(signed_in.get("/"))
    assert texts(shown, ".app-work__about") == [
        f"begun on {day(today() - DAY)}, yesterday",
        f"by {day(today())}, today",
        "",
    ]


def test_somebody_with_several_roles_has_one_list(client, organisation, manager):
    both = make_person("case_manager", "advisor", organisation=organisation)
    mine = make_case(by=both, safety=UNSAFE)
    theirs = make_case(by=manager)
    ask_advisor(case=theirs, advisor=both, by=manager)
    client.force_login(both)
    groups = headings(page(client.get("/")))
    assert any("keeps people safe" in sentence for sentence in groups["Now"])
    others = [sentence for name, sentences in groups.items() if name != "Now" for sentence in sentences]
    assert f"Declare on {theirs.reference}: you are asked to triage it" in groups["Today, or waiting already"]
    assert any(mine.practitioner.name in sentence for sentence in others)


def test_nothing_of_another_person_s_work_is_shown(client, organisation, manager):
    make_case(by=manager, safety=UNSAFE)
    other = make_person("case_manager", organisation=organisation)
    client.force_login(other)
    assert "keeps people safe" not in page(client.get("/")).text("main")


def test_the_list_takes_the_same_number_of_questions_however_much_waits(client, organisation, manager):
    person = make_person(
        "case_manager", "advisor", "group_member", "lessons_lead", "administrator", organisation=organisation
    )
    client.force_login(person)

    def more_work():
        make_case(by=person, safety=UNSAFE)
        ask_advisor(case=make_case(by=manager), advisor=person, by=manager)

    def questions():
        client.get("/")
        with CaptureQueriesContext(connection) as asked:
            shown = page(client.get("/"))
        return len(asked), len(shown.all(".app-work__item"))

    more_work()
    asked, waiting = questions()
    for _ in range(3):
        more_work()
    asked_later, waiting_later = questions()
    assert waiting_later > waiting
    assert asked_later == asked
    # Seven rooms are asked, of all that they know: what was arranged and who declares first came last.
    assert asked <= 48


def test_nobody_signed_in_is_asked_to_sign_in(client, db):
    assert client.get("/")["Location"] == "/sign-in/?next=/"

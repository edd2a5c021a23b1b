"""The timeline tells what happened to whoever may know it, in words, newest first."""

import datetime as dt
import uuid

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audit.actions import record
from audit.models import Event
from cases import actions, events
from cases.actions.record import SafetyAnswer
from desk.story import SIZE, lines
from documents import events as documents
from tests.desk.conftest import page, texts
from tests.factories import make_case, make_organisation, make_person
from triage import events as triage
from ui.dates import LONDON

pytestmark = pytest.mark.django_db
MARCH = dt.date(2030, 3, 3)


def note(case, by, *, topic="general"):
    actions.note(case=case, text="Secret words", by=by, submission_key=uuid.uuid4(), topic=topic)


def story(client, case, query=""):
    return page(client.get(f"/cases/{case.reference}/timeline/{query}"))


def titles(shown):
    return texts(shown, ".app-timeline__title")


def add_events(case, by, number, *, kind=events.MANAGER_CHANGED):
    with transaction.atomic():
        for _ in range(number):
            record(kind, by=by, case=case)


def test_what_happened_is_told_newest_first_with_when_and_by_whom(signed_in, case, manager):
    note(case, manager)
    shown = story(signed_in, case)
    told = titles(shown)
    assert told[0] == f"{manager.name} added a note."
    assert told[-1].startswith(f"{manager.name} recorded")
    when = timezone.now().astimezone(LONDON)
    assert f"{when.day} {when:%B %Y} at " in texts(shown, ".app-timeline__when")[0]
    assert "Secret words" not in shown.text("main")


def test_a_line_leads_to_what_it_tells_of_while_it_is_there(signed_in, case, manager):
    for number in range(11):
        written = actions.note(case=case, text=f"Note {number}", by=manager, submission_key=uuid.uuid4())
    links = [link.get("href") for link in story(signed_in, case).all(".app-timeline__title a")]
    assert links[0] == f"/cases/{case.reference}/#note-{written.pk}"
    overview = page(signed_in.get(f"/cases/{case.reference}/"))
    assert all(overview.all(f"#{link.partition('#')[2]}") for link in links), "the eleventh is folded away"
    actions.take_back(record=written, why="Another case.", by=manager)
    titles_of_links = texts(story(signed_in, case), ".app-timeline__title a")
    assert len(titles_of_links) == len(links) - 1


def test_whoever_did_it_is_named_once_a_line(signed_in, case):
    with transaction.atomic():
        record(events.ADVISOR_RETURNED, system="triage", case=case)
    shown = story(signed_in, case)
    assert titles(shown)[0] == "The case came back for another advisor to be asked."
    assert texts(shown, ".app-timeline__who") == ["The system"]


def test_dates_and_codes_are_told_in_words(signed_in, case, manager):
    step = {"step": "Works beside a colleague", "decided_by": "The lead"}
    actions.answer_safety(case=case, answer=SafetyAnswer(unsafe=True, review_on=MARCH, **step), by=manager)
    with transaction.atomic():
        record(events.MOVED, by=manager, case=case, start="triage", end="with_group")
        record(events.CONTACTED, by=manager, case=case, how="telephone")
    told = " ".join(titles(story(signed_in, case)))
    assert "Review by 3 March 2030." in told
    assert "2030-03-03" not in told
    assert "with_group" not in told


def test_looking_is_no_part_of_the_timeline(signed_in, case):
    signed_in.get(f"/cases/{case.reference}/")
    assert Event.objects.filter(kind="case.looked", case_key=case.pk).exists()
    assert "looked" not in " ".join(titles(story(signed_in, case)))


@pytest.mark.parametrize("topic", ["health", "support", "source"])
def test_a_topic_that_is_closed_to_somebody_leaves_no_line_and_no_gap(
    client, organisation, case, manager, topic
):
    note(case, manager, topic=topic)
    client.force_login(manager)
    before = len(titles(story(client, case)))
    actions.seal(case=case, person=manager, topic=topic, by=manager)
    assert len(titles(story(client, case))) == before - 1


def test_a_role_that_may_not_see_health_sees_no_line_about_it(client, organisation, case, manager):
    note(case, manager, topic="health")
    client.force_login(make_person("responsible_officer", organisation=organisation))
    assert not [title for title in titles(story(client, case)) if "note" in title]


def test_the_story_can_be_narrowed_to_a_chapter(signed_in, case, manager):
    for kind in (events.NOTED, events.PRACTITIONER_CHANGED, triage.STARTED):
        add_events(case, manager, 1, kind=kind)
    with transaction.atomic():
        record(documents.ADDED, by=manager, case=case, number=3)
    began = f"{manager.name} began the triage review."
    assert titles(story(signed_in, case, "?show=triage")) == [began]
    assert titles(story(signed_in, case, "?show=document")) == [f"{manager.name} added document 3."]
    of_the_case = titles(story(signed_in, case, "?show=case"))
    assert of_the_case[:2] == [
        f"{manager.name} changed the practitioner's details.",
        f"{manager.name} added a note.",
    ]
    assert began not in of_the_case
    everything = titles(story(signed_in, case))
    assert everything == titles(story(signed_in, case, "?show=nonsense"))
    assert len(everything) == len(of_the_case) + 2
    chosen = story(signed_in, case, "?show=pag").one("nav[aria-label='Show'] a[aria-current]")
    assert chosen.get("href") == "?show=pag"
    assert titles(story(signed_in, case, "?show=support")) == []
    assert "Nothing has been recorded yet." in story(signed_in, case, "?show=support").text("main")


def older(shown):
    links = [link.get("href") for link in shown.all("main a") if link.text == "What came before"]
    return links[0] if links else ""


def test_what_came_before_stands_on_further_pages_with_no_line_lost_or_told_twice(signed_in, case, manager):
    add_events(case, manager, 2 * SIZE)
    seen, query = [], ""
    for _ in range(3):
        shown = story(signed_in, case, query)
        seen.append(len(titles(shown)))
        query = older(shown)
    assert seen[:2] == [SIZE, SIZE]
    assert sum(seen) == Event.objects.filter(case_key=case.pk).exclude(kind="case.looked").count()
    assert query == ""


def test_exactly_one_page_offers_no_further_one(signed_in, case, manager):
    there = len(titles(story(signed_in, case)))
    add_events(case, manager, SIZE - there)
    shown = story(signed_in, case)
    assert (len(titles(shown)), older(shown)) == (SIZE, "")
    add_events(case, manager, 1)
    assert older(story(signed_in, case))


def test_what_was_recorded_late_stands_where_it_happened_on_every_page(signed_in, case, manager):
    """An event of a slow transaction has a later key than those that happened after it."""
    add_events(case, manager, SIZE + 5)
    long_ago = timezone.now() - dt.timedelta(days=400)
    Event.objects.create(
        kind="case.noted",
        at=long_ago,
        actor_key=manager.pk,
        case_key=case.pk,
        organisation_key=case.organisation_id,
    )
    first = story(signed_in, case)
    second = story(signed_in, case, older(first))
    assert f"{manager.name} added a note." not in titles(first)
    assert titles(second)[-1] == f"{manager.name} added a note."
    assert (
        len(titles(first)) + len(titles(second))
        == Event.objects.filter(case_key=case.pk).exclude(kind="case.looked").count()
    )


def test_what_happened_at_the_same_moment_is_not_lost_between_two_pages(signed_in, case, manager):
    whose = {"case_key": case.pk, "organisation_key": case.organisation_id, "actor_key": manager.pk}
    moment = timezone.now()
    Event.objects.bulk_create(Event(kind="case.noted", at=moment, **whose) for _ in range(SIZE + 5))
    first = story(signed_in, case)
    second = story(signed_in, case, older(first))
    told = titles(first) + titles(second)
    assert told.count(f"{manager.name} added a note.") == SIZE + 5


def test_the_chapter_is_kept_from_page_to_page(signed_in, case, manager):
    add_events(case, manager, SIZE + 5)
    assert "show=case" in older(story(signed_in, case, "?show=case"))


@pytest.mark.parametrize("before", ["x", "-1", "0", "99999999999999999999999", ""])
def test_a_place_that_is_not_there_shows_the_newest(signed_in, case, before):
    assert titles(story(signed_in, case, f"?before={before}")) == titles(story(signed_in, case))


def test_another_case_s_event_is_no_place_in_this_one(signed_in, case, manager):
    add_events(case, manager, 3)
    other = make_case(by=manager)
    theirs = Event.objects.filter(case_key=other.pk).first()
    assert len(titles(story(signed_in, case, f"?before={theirs.pk}"))) == len(titles(story(signed_in, case)))


def test_the_timeline_takes_the_same_number_of_questions_however_long_it_is(
    signed_in, organisation, case, manager
):
    def questions():
        story(signed_in, case)
        with CaptureQueriesContext(connection) as asked:
            story(signed_in, case)
        return len(asked)

    few = questions()
    for _ in range(5):
        add_events(case, make_person("case_manager", organisation=organisation), 5)
    assert questions() == few


def test_a_stranger_finds_no_timeline(client, case):
    client.force_login(make_person("case_manager", organisation=make_organisation()))
    assert client.get(f"/cases/{case.reference}/timeline/").status_code == 404


def test_it_is_looked_at_never_changed(signed_in, case):
    assert signed_in.post(f"/cases/{case.reference}/timeline/").status_code == 405


def test_lines_of_an_older_version_or_of_nobody_known_can_still_be_read(
    case, manager, django_assert_num_queries
):
    old = Event(kind="case.long_gone", actor_key=manager.pk, at=timezone.now())
    nobody = Event(kind="case.noted", actor_key=0, at=timezone.now())
    with django_assert_num_queries(1):
        first, second = lines([old, nobody])
    assert first.title == f"{manager.name}: case.long_gone"
    assert second.title.endswith("added a note.")
    assert second.chapter == "case"

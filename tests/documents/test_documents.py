"""Documents are numbered for ever, found by their topic's readers only, and moved with their history."""

import hashlib
import threading
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction

from audit.models import Event
from cases.actions.access import restrict, seal
from cases.search import cases_found
from documents.actions import add_upload, move_to_right_case, rename
from documents.models import Document
from files.models import StoredFile
from tests.factories import make_case, make_organisation, make_person
from ui.refusals import NotAllowed, Refusal, Stale

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%%EOF\n"


def upload(name: str = "Statement.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def added(case, by, *, name="Statement.pdf", content=PDF, topic="general", key=None) -> Document:
    return add_upload(
        case=case,
        upload=upload(name, content),
        topic=topic,
        by=by,
        submission_key=key or uuid.uuid4(),
        limit_mb=100,
    )


def kinds_of(case) -> list[str]:
    events = Event.objects.of_case(case.pk).filter(kind__startswith="document.")
    return list(events.order_by("pk").values_list("kind", flat=True))


def test_nothing_is_locked_while_the_virus_scanner_is_asked(case, people, media, monkeypatch):
    """It may take a minute to answer: a transaction would hold what others wait for."""
    outside, within = len(connection.savepoint_ids), []

    def scan(_content, _name):
        within.append(len(connection.savepoint_ids))
        return StoredFile.Scan.CLEAN

    monkeypatch.setattr("files.actions.scan", scan)
    added(case, people.manager)
    assert within == [outside]


def test_a_document_gets_the_next_number_and_is_recorded(case, people, media):
    first, second = (added(case, people.manager, name=name) for name in ("A.pdf", "B.pdf"))
    assert (first.number, second.number) == (1, 2)
    assert first.title == "A"
    assert first.file.sha256 == hashlib.sha256(PDF).hexdigest()
    event = Event.objects.get(kind="document.added", subject_key=second.pk)
    assert event.detail == {"number": 2}
    assert kinds_of(case) == ["document.added", "document.added"]


def test_the_same_name_stays_apart_by_its_number(case, people, media):
    first, second = (added(case, people.manager, content=PDF + each) for each in (b"1", b"2"))
    assert first.number != second.number
    assert first.file.content.name != second.file.content.name


def test_a_second_click_adds_nothing(case, people, media):
    key = uuid.uuid4()
    assert added(case, people.manager, key=key) == added(case, people.manager, key=key)
    assert Document.objects.count() == StoredFile.objects.count() == 1


def test_many_files_of_one_form_are_many_documents(case, people, media):
    key = uuid.uuid4()
    added(case, people.manager, key=key, name="A.pdf")
    added(case, people.manager, key=key, name="B.pdf")
    added(case, people.manager, key=key, name="B.pdf", content=PDF + b"other")
    assert Document.objects.count() == 3


def test_the_same_form_sent_for_another_case_is_another_document(case, people, media):
    key = uuid.uuid4()
    other = make_case(by=people.manager)
    assert added(case, people.manager, key=key) != added(other, people.manager, key=key)


@pytest.mark.parametrize("who", ["administrator", "assurance", "stranger"])
def test_who_may_not_add_adds_nothing(case, people, media, who):
    with pytest.raises(NotAllowed):
        added(case, getattr(people, who))
    assert not StoredFile.objects.exists()
    assert not list(media.rglob("*"))


def test_nobody_keeps_what_they_could_not_see(case, people, media):
    with pytest.raises(NotAllowed):
        added(case, people.advisor, topic="support")
    assert not Document.objects.exists()


def test_a_refused_file_leaves_nothing(case, people, media):
    with pytest.raises(Refusal, match=r"“Odd\.pdf”"):
        added(case, people.manager, name="Odd.pdf", content=b"odd")
    assert not Document.objects.exists()
    assert kinds_of(case) == []


def test_its_title_is_found_by_those_who_may_see_its_topic(case, people, media):
    document = added(case, people.manager, name="Occupational assessment.pdf", topic="health")
    assert cases_found(people.manager, "occupational") == [case.pk]
    assert cases_found(people.officer, "occupational") == []
    rename(document=document, title="Rota", topic="general", version=1, by=people.manager)
    assert cases_found(people.manager, "occupational") == []
    assert cases_found(people.officer, "rota") == [case.pk]


def test_renaming_keeps_number_and_bytes(case, people, media):
    document = added(case, people.manager)
    renamed = rename(document=document, title="What was said", topic="support", version=1, by=people.manager)
    assert (renamed.title, renamed.topic, renamed.number) == ("What was said", "support", 1)
    assert renamed.file == document.file
    assert kinds_of(case) == ["document.added", "document.renamed"]


def test_renaming_what_somebody_else_has_just_renamed_shows_theirs(case, people, media):
    document = added(case, people.manager)
    rename(document=document, title="Theirs", topic="support", version=1, by=people.officer)
    with pytest.raises(Stale) as stale:
        rename(document=document, title="Mine", topic="general", version=1, by=people.manager)
    assert stale.value.theirs["title"] == "Theirs"
    assert stale.value.version == 2


@pytest.mark.parametrize(("now", "then"), [("general", "support"), ("support", "general")])
def test_renaming_neither_reveals_nor_hides_what_is_closed(case, people, media, now, then):
    document = added(case, people.manager, topic=now)
    with pytest.raises(NotAllowed):
        rename(document=document, title="x", topic=then, version=1, by=people.advisor)


def moved(document, to, by, reason="It was chosen by mistake."):
    return move_to_right_case(document=document, to=to, reason=reason, by=by)


def test_a_document_moves_to_its_case_and_both_cases_know(case, people, media):
    right = make_case(by=people.manager)
    added(right, people.manager)
    document = added(case, people.manager)
    move = moved(document, right, people.manager)
    document.refresh_from_db()
    assert document.case == right
    assert document.number == 2
    assert (move.from_case, move.from_number, move.to_case) == (case, 1, right)
    assert kinds_of(case) == ["document.added", "document.moved_away"]
    assert kinds_of(right) == ["document.added", "document.moved_here"]
    assert "mistake" not in str(list(Event.objects.values_list("detail", flat=True)))
    assert cases_found(people.manager, "statement") == [right.pk]


def test_the_number_of_a_document_that_left_is_not_given_again(case, people, media):
    moved(added(case, people.manager), make_case(by=people.manager), people.manager)
    assert added(case, people.manager).number == 2


def test_it_can_move_back(case, people, media):
    right = make_case(by=people.manager)
    document = added(case, people.manager)
    moved(document, right, people.manager)
    document.refresh_from_db()
    moved(document, case, people.manager)
    document.refresh_from_db()
    assert (document.case, document.number) == (case, 2)
    assert document.moves.count() == 2


def test_it_does_not_move_to_where_it_is(case, people, media):
    with pytest.raises(Refusal, match="with this case already"):
        moved(added(case, people.manager), case, people.manager)


def test_it_does_not_leave_its_organisation(case, people, media):
    there = make_case(by=people.stranger)
    with pytest.raises(Refusal, match="same organisation"):
        moved(added(case, people.manager), there, people.manager)


def test_it_moves_only_to_a_case_that_its_mover_may_see(case, people, media):
    closed = make_case(by=people.officer)
    restrict(case=closed, people=[], by=people.officer)
    with pytest.raises(NotAllowed):
        moved(added(case, people.manager), closed, people.manager)


def test_who_does_not_run_cases_moves_nothing(case, people, media):
    document = added(case, people.manager)
    with pytest.raises(NotAllowed):
        moved(document, make_case(by=people.manager), people.advisor)


def test_a_topic_closed_in_the_other_case_keeps_it_here(case, people, media):
    right = make_case(by=people.manager)
    seal(case=right, topic="general", person=people.officer, by=people.manager)
    with pytest.raises(NotAllowed):
        moved(added(case, people.manager), right, people.officer)


def test_what_has_just_been_moved_is_not_moved_again_by_mistake(case, people, media):
    right, third = make_case(by=people.manager), make_case(by=people.manager)
    document = added(case, people.manager)
    as_seen_by_another = Document.objects.get(pk=document.pk)
    moved(document, right, people.manager)
    with pytest.raises(Refusal, match="just moved"):
        moved(as_seen_by_another, third, people.officer)


def test_a_number_stands_for_one_document_only(case, people, media):
    document = added(case, people.manager)
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.create(case=case, number=1, title="x", file=document.file, added_by=people.manager)


def test_its_name_on_disk_keeps_its_ending(case, people, media):
    document = added(case, people.manager, name="scan.PDF")
    assert document.download_name == "scan.PDF"
    document.title = "Statement of 3 March"
    assert document.download_name == "Statement of 3 March.PDF"


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_the_same_time_add_one_document(media):
    manager = make_person("case_manager", organisation=make_organisation())
    case = make_case(by=manager)
    key, start = uuid.uuid4(), threading.Barrier(3)

    def click() -> None:
        start.wait()
        try:
            added(case, manager, key=key)
        finally:
            connection.close()

    clicks = [threading.Thread(target=click) for _each in range(3)]
    for each in clicks:
        each.start()
    for each in clicks:
        each.join()
    assert Document.objects.count() == StoredFile.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_people_adding_at_the_same_time_get_two_numbers(media):
    manager = make_person("case_manager", organisation=make_organisation())
    case = make_case(by=manager)
    start = threading.Barrier(3)

    def add(name: str) -> None:
        start.wait()
        try:
            added(case, manager, name=name)
        finally:
            connection.close()

    people = [threading.Thread(target=add, args=(f"{each}.pdf",)) for each in range(3)]
    for each in people:
        each.start()
    for each in people:
        each.join()
    assert sorted(Document.objects.values_list("number", flat=True)) == [1, 2, 3]


@pytest.mark.django_db(transaction=True)
def test_two_moves_across_do_not_wait_for_each_other(media):
    manager = make_person("case_manager", organisation=make_organisation())
    one, two = make_case(by=manager), make_case(by=manager)
    first, second = added(one, manager), added(two, manager)
    start = threading.Barrier(2)

    def move(document: Document, to) -> None:
        start.wait()
        try:
            moved(document, to, manager)
        finally:
            connection.close()

    both = [threading.Thread(target=move, args=pair) for pair in ((first, two), (second, one))]
    for each in both:
        each.start()
    for each in both:
        each.join()
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.case, second.case) == (two, one)

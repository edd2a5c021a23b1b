"""Chosen documents are looked through; what is found is decided about before papers go out."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from audit.models import Event
from cases.models import TopicSeal
from documents.actions import move_to_right_case
from documents.models import Document
from files.models import StoredFile
from pag.models import Finding, Look, PackChoice, SentAnyway
from pag.packs import actions, tasks
from pag.packs.looking import actions as looking
from pag.packs.looking.patterns import is_nhs_number, look_for
from pag.packs.papers import papers_of
from pag.work import work_for
from tests.pag.packs.papers import docx_of, pdf_of, picture, run
from tests.pag.packs.working import choose, look_through, newest, pages_of, work
from tests.pag.pages import text_of
from ui.refusals import NotAllowed, Refusal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media", "asked")]


def found(text, title="Dr", last_name="Okafor"):
    return [(each.kind, each.words) for each in look_for(text, title=title, last_name=last_name)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NHS no. 943 476 5919, and 943 476 5918 is none", [("nhs", "943 476 5919")]),
        ("DOB: 03/04/1956. Seen on 5/6/2025", [("birth", "03/04/1956")]),
        ("was born on 3rd April 1956.", [("birth", "3rd April 1956")]),
        (
            "ring 01632 960 123 or +44 (0)7700 900123",
            [("phone", "01632 960 123"), ("phone", "+44 (0)7700 900123")],
        ),
        ("to jo.o'hara@mail.example.test.", [("email", "jo.o'hara@mail.example.test")]),
        ("at TE1 1ST, and sw1a 1aa", [("postcode", "TE1 1ST"), ("postcode", "sw1a 1aa")]),
        ("Mrs Ann\nO'Hara met Dr Okafor", [("name", "Mrs Ann O'Hara")]),
        ("Mr Okafor waited", [("name", "Mr Okafor")]),
        ("Dr J. Smith-Jones; the Dr who came", [("name", "Dr J. Smith-Jones")]),
        ("Case NW-2026-00042 of 3 March 2026, page 12 of 1200", []),
    ],
)
def test_what_is_found_in_a_text(text, expected):
    assert found(text) == expected


def test_the_check_digit_of_an_nhs_number():
    assert is_nhs_number("9434765919") and is_nhs_number("401 023 2137")
    assert not is_nhs_number("9434765918") and not is_nhs_number("111 111 1111")


def test_nobody_waits_for_the_case_while_the_virus_scanner_is_asked(open_to, add, manager, monkeypatch):
    item, _second = open_to
    document = add(item.case, "Letter.pdf", pdf_of("Mrs Hale"))
    choose(item, document, by=manager)
    outside, within = len(connection.savepoint_ids), []

    def scan(_content, _name):
        within.append(len(connection.savepoint_ids))
        return StoredFile.Scan.CLEAN

    monkeypatch.setattr("files.actions.scan", scan)
    upload = SimpleUploadedFile("Black.pdf", pdf_of("No name"))
    looking.replace(item=item, document=document, upload=upload, by=manager, submission_key=uuid.uuid4())
    assert within == [outside]


def kinds(document):
    return list(Finding.objects.filter(look__document=document).values_list("kind", "pages"))


def test_every_kind_of_document_is_looked_through_or_says_that_it_cannot_be(open_to, add, manager):
    item, _second = open_to
    scan = picture()
    documents = [
        add(item.case, "Pages.pdf", pdf_of("Mrs Hale", "Nothing here", "Mrs Hale again 943 476 5919")),
        add(item.case, "Mail.eml", b"From: a@example.test\nSubject: x\n\nMr Pine rang"),
        add(item.case, "Scan.png", scan),
        add(item.case, "Locked.pdf", pdf_of("Hidden", password="x")),
        add(item.case, "Half.pdf", pdf_of("Words", "")),
        add(item.case, "Broken.pdf", b"%PDF-1.7\nnot really"),
        add(item.case, "Plain.docx", docx_of(run("<![CDATA[Mr Pine]]> rang"))),
        add(item.case, "Marked.docx", docx_of(run("Mr Pine rang") + "<w:commentRangeStart/>")),
    ]
    choose(item, *documents, by=manager)
    assert [kinds(each) for each in documents] == [
        [("name", [1, 3]), ("nhs", [3])],
        [("email", [1]), ("name", [1])],
        [("unseen", [])],
        [("unseen", [])],
        [("unseen", [2])],
        [("unseen", [])],
        [("name", [1])],
        [("name", [1]), ("unseen", [])],
    ]
    assert set(Look.objects.values_list("state", flat=True)) == {"ready"}


def test_papers_wait_for_decisions_unless_somebody_says_why(open_to, add, as_, manager, meeting, chair):
    item, _second = open_to
    letter = add(item.case, "Letter.pdf", pdf_of("Mrs Hale <b>too", "Mr Pine and 943 476 5919"))
    choose(item, letter, by=manager)
    assert papers_of(chair, [item])[0].papers == []
    client = as_(manager)
    papers = text_of(client.get(reverse("meeting_papers", args=[meeting.pk])))
    check = reverse("paper_check", args=[meeting.pk, item.pk, 1])
    assert "3 findings to decide about" in papers and check in papers and "does not find everything" in papers
    (line,) = (each for each in work_for(manager) if "finding" in each.sentence)
    assert (
        line.sentence.startswith("Decide about 3 findings in the documents") and "Hale" not in line.sentence
    )
    with pytest.raises(Refusal, match="3 findings"):
        actions.send_out(meeting=meeting, by=manager)
    page = text_of(client.get(check))
    assert (
        "NHS number: 943 476 5919" in page
        and "Mrs Hale &lt;b&gt;too" in page
        and "Page 2." in page
        and "read the document yourself" in page
    )
    pine = Finding.objects.get(words="Mr Pine")
    client.post(check, {f"finding-{pine.pk}": "in_role"})
    pine.refresh_from_db()
    assert (pine.decision, pine.decided_by, pine.words, pine.excerpt) == ("in_role", manager, "", "")
    move = reverse("meeting_move", args=[meeting.pk])
    assert "2 findings in the documents still undecided" in text_of(client.get(f"{move}?to=papers_out"))
    client.post(move, {"to": "papers_out", "why": "The group meets tonight."})
    assert SentAnyway.objects.get().findings == 2
    assert not Finding.objects.undecided().exists() and not Finding.objects.exclude(words="").exists()
    assert Event.objects.filter(kind="pack.sent_anyway").count() == 1
    work()
    assert any("Hale" in each for each in pages_of(newest(chair)))


def test_one_answer_for_all_and_what_is_chosen_later_waits(open_to, add, as_, manager, meeting, chair):
    item, _second = open_to
    actions.send_out(meeting=meeting, by=manager)
    work()
    choose(item, add(item.case, "Late.pdf", pdf_of("Mrs Hale", "Mr Pine")), by=manager)
    tasks.keep(meeting.pk)
    assert newest(chair).number == 1
    client = as_(manager)
    check = reverse("paper_check", args=[meeting.pk, item.pk, 1])
    assert client.post(check, {"all": "nonsense"}).status_code == 422
    assert client.post(check, {"all": "needed"}).url == reverse("meeting_papers", args=[meeting.pk])
    assert text_of(client.get(check)).count("leave it: the group needs it") == 2
    tasks.keep(meeting.pk)
    assert newest(chair).changes == ["Item 1: document 1 was added."]


def test_a_document_is_left_out_or_a_redacted_copy_takes_its_place(open_to, add, as_, manager, meeting):
    item, _second = open_to
    first, second = (add(item.case, f"{name}.pdf", pdf_of("Mrs Hale")) for name in ("One", "Two"))
    choose(item, first, second, by=manager)
    client = as_(manager)
    client.post(reverse("paper_leave_out", args=[meeting.pk, item.pk, 1]))
    assert not Finding.objects.filter(look__document=first).exists()
    url = reverse("paper_replace", args=[meeting.pk, item.pk, 2])
    assert client.post(url, {"submission_key": uuid.uuid4()}).status_code == 422
    copy = SimpleUploadedFile("Black.pdf", pdf_of("Mrs X is not named"))
    assert "Members then see the copy only" in text_of(client.get(url.replace("redacted/", "")))
    client.post(url, {"submission_key": uuid.uuid4(), "file": copy})
    redacted = Document.objects.get(title="Two (redacted)")
    assert list(PackChoice.objects.get().documents.all()) == [redacted]
    assert not Finding.objects.exists()
    look_through()
    assert Look.objects.get(document=redacted).state == "ready"
    # What is no longer chosen is no longer decided about.
    assert client.get(url.replace("redacted/", "")).status_code == 404


def answer(client, reference, number):
    response = client.get(reverse("document", args=[reference, number]))
    list(response.streaming_content if response.streaming else ())
    return response.status_code


def test_members_find_the_copy_only_and_of_what_is_left_out_nothing_anywhere(
    open_to, add, as_, manager, meeting, member
):
    item, _second = open_to
    names = ("Beech", "Cedar", "Maple")
    out, original, other = (add(item.case, f"{name}.pdf", pdf_of("Mrs Hale")) for name in names)
    choose(item, out, original, other, by=manager)
    where = [item.case.reference]
    listed = reverse("documents", args=where)
    searched = f"{reverse('cases')}?q=Beech"
    pages = [item.get_absolute_url(), listed, reverse("item_read", args=[meeting.pk, item.pk])]
    # Else what follows could not fail.
    assert "Beech" in text_of(as_(member).get(listed)) and where[0] in text_of(as_(member).get(searched))
    looking.leave_out(item=item, document=out, by=manager)
    upload = SimpleUploadedFile("Black.pdf", pdf_of("No name"))
    looking.replace(item=item, document=original, upload=upload, by=manager, submission_key=uuid.uuid4())
    client = as_(member)
    assert [answer(client, *where, number) for number in (1, 2, 3, 4)] == [404, 404, 200, 200]
    said = "".join(text_of(client.get(page)) for page in pages)
    assert "Beech" not in said and "Cedar (redacted)" in said and "Maple" in said
    assert "Cedar" not in said.replace("Cedar (redacted)", "") and "documents/2/" not in said
    assert where[0] not in text_of(client.get(searched))
    # Whoever runs the case keeps both, and may open them to the group again by choosing them.
    client = as_(manager)
    assert answer(client, *where, 2) == 200
    assert "Members of the group do not see it" in text_of(client.get(listed))
    assert where[0] in text_of(client.get(searched))
    choose(item, out, by=manager, version=PackChoice.objects.get().version)
    assert answer(as_(member), *where, 1) == 200


def test_who_does_not_run_the_meeting_decides_nothing_and_no_other_topic_is_shown(
    open_to, add, as_, manager, meeting, chair, organisation
):
    item, _second = open_to
    letter = add(item.case, "Letter.pdf", pdf_of("Mrs Hale"))
    choose(item, letter, by=manager)
    finding = Finding.objects.get()
    with pytest.raises(NotAllowed):
        looking.decide(item=item, document=letter, decisions={finding.pk: "needed"}, by=chair)
    with pytest.raises(Refusal, match="one of the answers"):
        looking.decide(item=item, document=letter, decisions={finding.pk: "looked"}, by=manager)
    Document.objects.filter(pk=letter.pk).update(topic="sealed")
    TopicSeal.objects.create(case=item.case, topic="sealed", person=manager)
    page = text_of(as_(manager).get(reverse("meeting_papers", args=[meeting.pk])))
    assert "1 document that is closed to you" in page and "Letter" not in page
    with pytest.raises(NotAllowed):
        looking.decide(item=item, document=letter, decisions={finding.pk: "needed"}, by=manager)


def test_a_document_chosen_before_there_were_looks_is_looked_through(open_to, add, manager):
    item, _second = open_to
    choose(item, add(item.case), by=manager)
    Look.objects.all().delete()
    tasks.keep_all()
    look_through()
    assert Look.objects.get().state == "ready"


def test_a_document_moved_from_under_its_papers_is_gone_from_them_and_a_new_version_says_so(
    open_to, add, another_case, manager, meeting, chair
):
    item, _second = open_to
    letter, other = add(item.case), add(item.case, "Other.pdf")
    choose(item, letter, other, by=manager)
    actions.send_out(meeting=meeting, by=manager)
    move_to_right_case(document=letter, to=another_case("Elsewhere"), reason="Wrong case.", by=manager)
    # Between the change and the next version, and also while it was being made.
    work()
    tasks.keep_all()
    work()
    pages = "".join(pages_of(newest(chair)))
    assert "Words of Other" in pages and "Words of Letter" not in pages
    letter.refresh_from_db()
    move_to_right_case(document=other, to=letter.case, reason="This too.", by=manager)
    tasks.keep_all()
    assert newest(chair).changes == ["Item 1: document 2 was taken out."]


def test_a_file_that_is_gone_from_the_store_does_not_stop_the_papers(open_to, add, manager, meeting, chair):
    item, _second = open_to
    letter = add(item.case)
    choose(item, letter, by=manager)
    letter.file.content.storage.delete(letter.file.content.name)
    actions.send_out(meeting=meeting, by=manager)
    work()
    assert newest(chair).state == "ready"
    assert "The file is no longer there." in "".join(pages_of(newest(chair)))

"""What is withheld is nowhere in the practitioner's file: not in its text, its bytes, its name or its row."""

import functools
import io
import re
import subprocess
import tempfile
from pathlib import Path

import pytest
from pypdf import PdfReader

from cases.models import Case
from documents.models import Pdf
from documents.tasks import make
from outbox.models import Message
from tests.factories import make_person
from tests.kept import kept
from tests.triage.conftest import add_stored, answers, risk
from tests.triage.sharing import settle, some, whole
from triage import actions
from triage.answers import Consequence, DocumentRead, FactorAnswer
from triage.models import Review, Sharing
from triage.shared_report import html
from triage.sharing import pieces

HEX = re.compile(rb"<((?:[0-9A-Fa-f]{2}){2,})>")
# A word of its own in each place, to be looked for in the file.
PLANTED = {
    "summary": "Quillsummary",
    "document:1": "Quilldocument",
    "safeguarding": "Quillguarding",
    "health": "Quillhealth",
    "judged": "Quilljudged",
    "risk:1": "Quillrisk",
    "factor:insight": "Quillfactor",
    "rationale": "Quillrationale",
    "recommendation": "Quillrecommend",
    "additional": "Quilladditional",
}


@kept
def planted(opened):
    """Return the room with a review that has a planted word in every place where somebody types."""
    add_stored(opened.case, by=opened.manager, title="Quillunread was not read")
    joint = make_person("advisor", organisation=opened.organisation, last_name="Jointplanted")
    actions.add_joint_advisor(review=opened.review, advisor=joint, by=opened.manager)
    actions.declare(case=opened.case, answer="none", statement="Quilljoint", by=joint)
    told = {key: f"Before {word} and after." for key, word in PLANTED.items()}
    data = answers(
        summary=told["summary"],
        documents=(DocumentRead(title=told["document:1"]),),
        safeguarding=True,
        safeguarding_details=told["safeguarding"],
        health=True,
        health_details=told["health"],
        judged_colour="red",
        judged_why=told["judged"],
        risks=(
            risk(
                statement=told["risk:1"],
                likelihood_why="Quillwhy is here.",
                frequency="Quilloften",
                time_frame="Quillframe",
                accepted_why="Quillaccepted is here.",
                consequences=(Consequence("patient_safety", 5), Consequence("financial", 1)),
                likelihood=2,
            ),
            risk(statement="Patients could wait for a second risk.", likelihood=1),
        ),
        factors=(FactorAnswer("insight", "lowers", told["factor:insight"]),),
        rationale=told["rationale"],
        recommendation=told["recommendation"],
        additional=told["additional"],
    )
    opened.review.refresh_from_db()
    review = actions.save_review(
        review=opened.review, data=data, version=opened.review.version, by=opened.advisor
    )
    opened.review = actions.submit_review(review=review, by=opened.advisor)
    opened.case = Case.objects.get(pk=opened.case.pk)
    return opened


def made(room, *marks, tmp_path, **options):
    """Settle a copy, make its PDF, and return everything that can be read of it, and the row."""
    room.sharing = settle(room, *marks, **options)
    make(room.sharing.pdf_id)
    pdf = Pdf.objects.get(pk=room.sharing.pdf_id)
    assert pdf.state == "ready", pdf.error
    with pdf.file.content.open("rb") as kept:
        content = kept.read()
    (tmp_path / "copy.pdf").write_bytes(content)
    return inside(content), pdf


@functools.cache
def inside(content):
    """Return the text of a PDF as a reader shows it, and its bytes with every stream laid open.

    The same copy is the same bytes: each is read once.
    """
    with tempfile.TemporaryDirectory() as folder:
        return read(content, Path(folder))


def read(content, folder):
    file, open_file = folder / "copy.pdf", folder / "open.pdf"
    file.write_bytes(content)
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    told = subprocess.run(["pdfinfo", "-struct-text", str(file)], capture_output=True, check=True).stdout
    subprocess.run(
        ["qpdf", "--qdf", "--object-streams=disable", "--decode-level=all", str(file), str(open_file)],
        check=True,
    )
    return text + told.decode(), open_file.read_bytes()


def strings_in(laid_open):
    in_hex = b" ".join(bytes.fromhex(each.decode()) for each in HEX.findall(laid_open))
    return (laid_open + in_hex).replace(b"\0", b"").decode("latin-1")


def everything_about(pdf, found):
    """Return all that leaves or is kept with a PDF, as one text: strings in two bytes or in hex too."""
    text, laid_open = found
    plain = strings_in(laid_open)
    around = [pdf.title, pdf.html, pdf.file.name]
    mails = [f"{each.subject}\n{each.body}\n{each.attachment_name}" for each in Message.objects.all()]
    return "\n".join([text, plain, *around, *mails])


# Each part is withheld in one half of them and shared in the other.
HALVES = [tuple(PLANTED)[half::2] for half in (0, 1)]


@pytest.mark.parametrize("parts", HALVES, ids=["one half", "the other"])
def test_parts_that_are_withheld_are_not_there_and_the_others_are(planted, tmp_path, parts):
    found, pdf = made(planted, *map(whole, parts), tmp_path=tmp_path)
    text = everything_about(pdf, found)
    assert [part for part in parts if PLANTED[part] in text] == []
    shared = PLANTED.keys() - set(parts)
    assert {part for part in shared if PLANTED[part] in found[0]} == shared
    assert "[withheld]" in found[0]


@pytest.mark.parametrize("parts", HALVES, ids=["one half", "the other"])
def test_words_that_are_withheld_are_not_there_and_the_rest_is(planted, tmp_path, parts):
    found, pdf = made(planted, *(some(part, PLANTED[part]) for part in parts), tmp_path=tmp_path)
    text = everything_about(pdf, found)
    assert [part for part in parts if PLANTED[part] in text] == []
    assert len(re.findall(r"Before\s+\[withheld\]\s+and\s+after", found[0])) == len(parts)
    shared = PLANTED.keys() - set(parts)
    assert {part for part in shared if PLANTED[part] in found[0]} == shared


def test_a_risk_that_is_withheld_takes_its_scores_and_its_place_in_the_matrix_along(planted, tmp_path):
    found, pdf = made(planted, whole("risk:1"), tmp_path=tmp_path)
    text = everything_about(pdf, found)
    for gone in ("Quillwhy", "Quilloften", "Quillframe", "Quillaccepted", "Negligible” is a word"):
        assert gone not in text
    assert "<strong>Risk 2</strong>" in pdf.html
    assert "<strong>Risk 1</strong>" not in pdf.html
    assert "Patients could wait for a second risk." in found[0]


def test_words_are_withheld_wherever_they_stand_in_capitals_or_over_two_lines(opened, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "files"
    data = answers(
        summary="Nurse Ada Quill saw it.",
        rationale="As ADA\nQUILL said, planning and Adaquill went on.",
        documents=(DocumentRead(title="Letter of Ada  Quill"),),
    )
    review = actions.save_review(review=opened.review, data=data, version=1, by=opened.advisor)
    opened.review = actions.submit_review(review=review, by=opened.advisor)
    found, pdf = made(opened, some("summary", "Ada Quill"), tmp_path=tmp_path)
    assert not re.search(r"ada\s+quill", everything_about(pdf, found), re.IGNORECASE)
    assert "planning and Adaquill went on" in found[0]


def test_what_is_never_for_the_practitioner_is_never_there(planted, tmp_path):
    found, pdf = made(planted, tmp_path=tmp_path)
    text = everything_about(pdf, found)
    for gone in (
        planted.advisor.last_name,
        "Jointplanted",
        "Quilljoint",
        "Quillunread",
        "I know nobody there",
        "Written by",
    ):
        assert gone not in pdf.html and gone not in found[0], gone
    assert "Jointplanted" not in text and "Quillunread" not in text
    assert f"professional advisor of {planted.organisation.name}" in found[0]
    assert "Some words were withheld" not in found[0]


def test_only_the_reviewer_is_named_where_somebody_decides_so(planted, tmp_path):
    found, pdf = made(planted, names_reviewer=True, tmp_path=tmp_path)
    assert planted.advisor.name in found[0]
    assert "Jointplanted" not in everything_about(pdf, found)


def test_what_was_asked_returned_or_scored_again_is_not_there(planted, tmp_path):
    returned = actions.return_review(review=planted.review, reason="Quillreturn", by=planted.manager)
    assert returned.copied_from == planted.review
    planted.review = Review.objects.whole().get(pk=planted.review.pk)
    found, pdf = made(planted, tmp_path=tmp_path)
    assert "Quillreturn" not in everything_about(pdf, found)
    assert "What the service asked" not in found[0]


def test_the_reasons_are_said_in_general_terms_and_never_in_the_managers_words(planted, tmp_path):
    found, pdf = made(
        planted,
        whole("summary", "source"),
        some("rationale", "Before", reason="third_party"),
        whole("health", "inquiry"),
        whole("additional", "other", reason_words="Quillown words"),
        tmp_path=tmp_path,
    )
    said = " ".join(found[0].split())
    assert (
        "Some words were withheld, each for one of these reasons: they would identify somebody else; the law "
        "asks us not to share them at this time; there is another reason, which we can explain to you."
        in said
    )
    for gone in ("identifies who", "police", "inquiry", "Quillown"):
        assert gone not in pdf.html, gone


def test_a_name_with_signs_of_html_is_shown_as_it_is_or_withheld(opened, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "files"
    data = answers(summary="<b>Quill & Sons</b> <script>x</script>", rationale="Tom & Quill <i>said</i> so.")
    review = actions.save_review(review=opened.review, data=data, version=1, by=opened.advisor)
    opened.review = actions.submit_review(review=review, by=opened.advisor)
    found, pdf = made(opened, some("rationale", "Tom & Quill"), tmp_path=tmp_path)
    assert "<b>Quill & Sons</b> <script>x</script>" in found[0]
    assert "Tom &" not in everything_about(pdf, found)
    assert "<script>" not in pdf.html


def test_it_says_in_plain_words_what_a_score_is_and_what_comes_next(planted, tmp_path):
    found, _pdf = made(planted, tmp_path=tmp_path)
    said = " ".join(found[0].split())
    for words in (
        "This is the score of a risk",
        "It is not a score of you",
        "A concern has been raised; that does not mean that anything is proved.",
        "Likelihood 2 (Unlikely) × severity 5 (Catastrophic) = 10",
        "Severity 5: Catastrophic The guide says of this word: The gravest kind of consequence",
        "“Negligible” is a word of the scale",
        "Whom you can call",
        planted.manager.name,
        "What happens next",
        "The group that advises on concerns reads this review together with your own account",
        "never counts against you",
        "call 999",
    ):
        assert words in said, words
    assert "allegation" not in said.lower()
    assert "failed to" not in said.lower()


def test_bookmarks_and_titles_would_be_found_in_the_bytes(planted, tmp_path):
    found, _pdf = made(planted, tmp_path=tmp_path)
    for heading in ("Documents reviewed", "What the triage review says"):
        assert heading in strings_in(found[1]), "or looking for words in the bytes proves nothing"


def test_it_is_tagged_sound_and_names_nobody_in_its_title(planted, tmp_path):
    _found, pdf = made(planted, whole("health"), tmp_path=tmp_path)
    file = tmp_path / "copy.pdf"
    checked = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, text=True, check=True)
    assert "No syntax or stream encoding errors" in checked.stdout
    reader = PdfReader(file)
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"
    assert not reader.attachments
    for named in (pdf.title, pdf.file.name, reader.metadata.title):
        assert "Okafor" not in named and "Amber" not in named
    fonts = subprocess.run(["pdffonts", str(file)], capture_output=True, text=True, check=True).stdout
    assert all(re.search(r"yes yes yes", line) for line in fonts.splitlines()[2:])


def test_what_is_settled_stays_as_it_was_read(planted, tmp_path):
    _found, _pdf = made(planted, whole("health"), tmp_path=tmp_path)
    planted.organisation.name = "Renamed"
    planted.organisation.save()
    sharing = Sharing.objects.select_related("pdf").get()
    assert "Renamed" not in sharing.pdf.html
    assert "Renamed" in html(sharing)


def test_every_place_where_somebody_types_is_a_part(planted):
    assert set(PLANTED) <= {piece.key for piece in pieces(planted.review)}

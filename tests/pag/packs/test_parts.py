"""A document is framed with room for stamps, or says in a sentence why not; merged parts are one PDF."""

import io
import subprocess

import pikepdf
import pypdf
import pytest

from documents.rendering import to_pdf
from pag.packs import framing
from pag.packs.framing import CannotInclude, frame
from pag.packs.merging import Part, Section, merge, merge_body
from tests.pag.packs.papers import pdf_of, picture, with_field, written

PDF = "application/pdf"


def text_of(path):
    return [page.extract_text() for page in pypdf.PdfReader(path).pages]


def sizes_of(path):
    return {tuple(map(float, page.mediabox[2:])) for page in pypdf.PdfReader(path).pages}


@pytest.fixture
def framed(tmp_path):
    """Return a function that frames a document and gives its number of pages and where they lie."""

    def frames(content, content_type=PDF):
        target = tmp_path / "framed.pdf"
        return frame(written(tmp_path, "document", content), content_type, target), target

    return frames


def test_every_page_keeps_its_words_on_a_page_of_a4(framed):
    pages, path = framed(pdf_of("First", "Second", size=(1200, 1700)))
    assert pages == 2
    assert ["First" in text_of(path)[0], "Second" in text_of(path)[1]] == [True, True]
    assert sizes_of(path) == {(595, 842)}


def test_a_page_that_lies_stays_lying_also_by_rotation(framed):
    for content in (pdf_of("Wide", size=(842, 595)), pdf_of("Turned", rotate=90)):
        _pages, path = framed(content)
        assert sizes_of(path) == {(842, 595)}


def test_what_was_filled_in_is_on_the_page_and_nothing_acts_any_more(framed):
    _pages, path = framed(with_field("Yes, on Monday"))
    assert "Yes, on Monday" in text_of(path)[0]
    with pikepdf.open(path) as pdf:
        assert "/AcroForm" not in pdf.Root
        assert "/Annots" not in pdf.pages[0].obj


@pytest.mark.parametrize(
    ("kind", "type_"), [("PNG", "image/png"), ("JPEG", "image/jpeg"), ("TIFF", "image/tiff")]
)
def test_a_picture_becomes_a_page(framed, kind, type_):
    pages, path = framed(picture(kind), type_)
    assert pages == 1
    assert len(pypdf.PdfReader(path).pages[0].images) == 1


def test_what_cannot_be_taken_in_says_so_in_a_sentence(framed, monkeypatch):
    monkeypatch.setattr(framing, "MAX_PAGES", 2)
    for content, type_, words in (
        (pdf_of("Secret", password="x"), PDF, "protected with a password"),
        (b"%PDF-1.7\nnot really", PDF, "damaged"),
        (b"\x89PNG\r\n\x1a\nnot really", "image/png", "damaged"),
        (pdf_of(*"abc"), PDF, "It has 3 pages; up to 2"),
        (b"PK", "application/zip", "not a PDF or a picture"),
    ):
        with pytest.raises(CannotInclude, match=words):
            framed(content, type_)
    monkeypatch.setattr(framing, "MAX_BYTES", 10)
    with pytest.raises(CannotInclude, match="larger than"):
        framed(pdf_of("Long"))
    monkeypatch.setattr(framing, "MAX_PIXELS", 10)
    monkeypatch.setattr(framing, "MAX_BYTES", 10**6)
    with pytest.raises(CannotInclude, match="too many dots"):
        framed(picture(), "image/png")


def page(words):
    return f'<html lang="en-GB"><head><title>T</title></head><body><p>{words}</p></body></html>'


def test_parts_are_one_pdf_numbered_across_the_whole(tmp_path):
    first, second = tmp_path / "first.pdf", tmp_path / "second.pdf"
    frame(written(tmp_path, "a", pdf_of("Alpha", "Beta")), PDF, first)
    frame(written(tmp_path, "b", pdf_of("Gamma", size=(842, 595))), PDF, second)
    front = to_pdf(page('<a href="page:4">to Gamma</a> <a href="https://example.test/">out</a>')).content
    target = tmp_path / "whole.pdf"
    sections = [
        Section("Item 1", 1, [Part(first, "Ünïcode", "Item 1. Łŵ " + "long " * 90)]),
        Section("Item 2", 3, [Part(second, "Second part", "Item 2. Second")]),
    ]
    body = merge_body(sections=sections, marking="Private", after=1, target=tmp_path / "body.pdf")
    for reader in ("Dr Ann Other, version 1", "Dr Siân Ŵyn, version 3"):
        pages = merge(
            front=front,
            body=body,
            marking="Private",
            reader=reader,
            sections=sections,
            title="Papers",
            target=target,
        )
        assert pages == 4
    subprocess.run(["qpdf", "--check", target], check=True, capture_output=True)
    texts = text_of(target)
    assert [f"Page {number} of 4" in text for number, text in enumerate(texts, 1)] == [True] * 4
    # Nothing of whose papers were made before from the same body.
    assert all("Dr Siân Ŵyn, version 3" in text and "Other" not in text for text in texts)
    assert "Item 1. Łŵ long" in texts[2] and "long lo… Private" in texts[2]
    assert "Item 2. Second" in texts[3]
    reader = pypdf.PdfReader(io.BytesIO(target.read_bytes()))
    shown = [entry[0].title if isinstance(entry, list) else entry.title for entry in reader.outline]
    assert shown == ["Agenda and contents", "Item 1", "Ünïcode", "Item 2", "Second part"]
    inside, outside = (each.get_object() for each in reader.pages[0]["/Annots"])
    assert inside["/Dest"][0] == reader.pages[3].indirect_reference
    assert outside["/A"]["/URI"] == "https://example.test/"
    assert reader.metadata.title == "Papers"


def test_what_we_set_ourselves_keeps_its_structure(tmp_path):
    document, target = tmp_path / "document.pdf", tmp_path / "whole.pdf"
    frame(written(tmp_path, "a", pdf_of("Alpha")), PDF, document)
    report = to_pdf(page("Set by us").replace("<p>", "<h1>").replace("</p>", "</h1>")).content
    parts = [Part(written(tmp_path, "report.pdf", report), "Report"), Part(document, "Document")]
    sections = [Section("Item 1", 1, parts)]
    body = merge_body(sections=sections, marking="Private", after=1, target=tmp_path / "body.pdf")
    merge(
        front=to_pdf(page('<a href="page:2">Contents</a>')).content,
        body=body,
        marking="Private",
        reader="Dr Ann Other",
        sections=sections,
        title="Papers",
        target=target,
    )
    subprocess.run(["qpdf", "--check", target], check=True, capture_output=True)
    with pikepdf.open(target) as pdf:
        root = pdf.Root.StructTreeRoot
        numbers = dict(zip(map(int, root.ParentTree.Nums[::2]), root.ParentTree.Nums[1::2], strict=True))
        assert ["/StructParents" in each.obj for each in pdf.pages] == [True, True, False]
        for each in pdf.pages[:2]:
            owners = numbers[int(each.obj.StructParents)]
            assert {owner.Pg.objgen for owner in owners} == {each.obj.objgen}
        (link,) = pdf.pages[0].Annots
        assert numbers[int(link.StructParent)].S == "/Link"
        assert [str(kid.K[0].S) for kid in root.K[0].K] == ["/P", "/H1"]

"""What reaches the papers of a Word document: its words as they are meant to be read, and nothing else."""

import re
import zipfile

import pytest

from pag.packs import as_read
from pag.packs.as_read import NotWord, copy_as_read, has_marks
from tests.pag.packs.papers import docx_of, run, word_part, written

GONE = f"<w:del>{run('drunk', 'delText')}</w:del>"
RELATIONS = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="a" Target="media/a.png"/>
<Relationship Id="b" Target="file:///data/files/of/another.png" TargetMode="External"/>
</Relationships>"""


@pytest.fixture
def copied(tmp_path):
    """Return a function that gives the parts of the copy made of a document."""

    def parts(*args, **more):
        target = tmp_path / "copy.docx"
        copy_as_read(written(tmp_path, "given.docx", docx_of(*args, **more)), target)
        with zipfile.ZipFile(target) as packed:
            return {name: packed.read(name).decode() for name in packed.namelist()}

    return parts


def row(words, mark=""):
    return f"<w:tr><w:trPr>{mark}</w:trPr><w:tc><w:tcPr/><w:p>{run(words)}</w:p></w:tc></w:tr>"


@pytest.mark.parametrize(
    ("body", "reads"),
    [
        (f"<w:p>{run('He was ')}{GONE}<w:ins>{run('unwell')}</w:ins></w:p>", "He was unwell"),
        (f"<w:p><w:moveFrom>{run('x')}</w:moveFrom></w:p><w:p><w:moveTo>{run('x')}</w:moveTo></w:p>", "x"),
        (f"<w:tbl>{row('stays')}{row('goes', '<w:del/>')}{row('new', '<w:ins/>')}</w:tbl>", "staysnew"),
        (f"<w:tbl>{row('goes', '<w:del/>')}</w:tbl><w:p>{run('after')}</w:p>", "after"),
        (f"<w:tc><w:tcPr><w:cellDel/></w:tcPr><w:p>{run('goes')}</w:p></w:tc>", ""),
        (f"<w:ins>{run('a')}<w:del>{run('b', 'delText')}</w:del></w:ins>", "a"),
    ],
)
def test_marked_changes_are_accepted(copied, body, reads):
    document = copied(body)["word/document.xml"]
    assert re.sub(r"<[^>]*>", "", document).strip() == reads
    assert not re.search(r"w:(del|ins|move\w+|delText)\b", document)


def test_a_paragraph_that_was_taken_out_leaves_no_gap(copied):
    out = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{GONE}</w:p>"
    document = copied(f"{out}<w:p>{run('stays')}</w:p>")["word/document.xml"]
    assert document.count("<w:p>") == 1 and "stays" in document


def test_remarks_and_names_of_who_changed_what_stay_behind_in_every_part(copied):
    remark = '<w:commentRangeStart w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>'
    was = '<w:r><w:rPr><w:rPrChange w:author="Somebody"><w:rPr/></w:rPrChange></w:rPr><w:t>Head</w:t></w:r>'
    header = word_part("hdr", f"<w:p>{was}{GONE}</w:p>")
    parts = copied(remark + run("Words"), **{"word__header1.xml": header})
    assert "comment" not in parts["word/document.xml"] and "Words" in parts["word/document.xml"]
    assert "Head" in parts["word/header1.xml"]
    assert not re.search("Somebody|drunk", parts["word/header1.xml"])


def test_nothing_is_fetched_from_elsewhere(copied):
    parts = copied(run("Words"), **{"word___rels__document.xml.rels": RELATIONS})
    assert re.findall('Id="(.)"', parts["word/_rels/document.xml.rels"]) == ["a"]


def test_a_document_without_marks_stays_as_it_is(copied, tmp_path):
    body = f"<w:p>{run('delete, insert and comment are words')}<w:instrText/></w:p>"
    assert copied(body)["word/document.xml"] == word_part("document", f"<w:body>{body}</w:body>")
    assert not has_marks(tmp_path / "given.docx")


def test_marks_are_found_however_they_are_written(copied, tmp_path):
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    bare = f'<hdr xmlns="{space}"><p><r><t>Head</t></r><del><r><delText>drunk</delText></r></del></p></hdr>'
    assert "drunk" not in copied("", **{"word__header1.xml": bare})["word/header1.xml"]
    other = f'<?xml version="1.0" encoding="UTF-16"?>{word_part("hdr", GONE)}'
    for content in (other.encode("utf-16"), other.replace("UTF-16", "UTF-7").encode()):
        with pytest.raises(NotWord, match="cannot be read"):
            has_marks(written(tmp_path, "other.docx", docx_of("", **{"word__header1.xml": content})))


def test_a_damaged_or_a_swollen_one_is_refused_in_a_sentence(copied, tmp_path, monkeypatch):
    with pytest.raises(NotWord, match="damaged"):
        copied("<w:del>")
    with pytest.raises(NotWord, match="damaged"):
        has_marks(written(tmp_path, "half.docx", docx_of(run("Words"))[:80]))
    monkeypatch.setattr(as_read, "MAX_TEXTS", 100)
    with pytest.raises(NotWord, match="too large"):
        copied(run("Words") * 9)

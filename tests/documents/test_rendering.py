"""A page becomes a PDF that everybody can read, on every machine the same, and reaches nothing outside."""

import base64
import gc
import hashlib
import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines
from PIL import Image
from pypdf import PdfReader
from weasyprint.text import ffi

from documents import fetching, rendering, typesetting
from documents.font import missing_letters
from documents.made import CannotRender
from documents.rendering import to_pdf
from documents.typesetting import why_not_ready

NAMES = "Ọlá Şahin, Łukasz Wójcik, Nguyễn Thị, Ŵyn ap Siôn, Ελένη Παπαδοπούλου, Иван Петров, Ẹ̀kọ́"


def page(content: str = "", *, head: str = "", title: str = "A letter") -> str:
    source = (
        "{% extends 'pdf/base.html' %}{% block title %}" + title + "{% endblock %}"
        "{% block running %}NW-2026-00042{% endblock %}"
        "{% block head %}" + head + "{% endblock %}"
        "{% block content %}<h1>A letter</h1>" + content + "{% endblock %}"
    )
    return engines["django"].from_string(source).render({})


def run(tmp_path: Path, content: bytes, *command: str) -> str:
    """Run a program that looks into PDFs, and return what it says."""
    file = tmp_path / "made.pdf"
    file.write_bytes(content)
    done = subprocess.run([*command, str(file)], capture_output=True, text=True, check=True)
    return done.stdout


def picture(width: int, height: int) -> str:
    kept = io.BytesIO()
    Image.new("1", (width, height)).save(kept, "PNG")
    return "data:image/png;base64," + base64.b64encode(kept.getvalue()).decode()


def test_it_is_a_sound_pdf(tmp_path):
    assert "No syntax or stream encoding errors" in run(
        tmp_path, to_pdf(page("<p>Text</p>")).content, "qpdf", "--check"
    )


def test_it_is_tagged_in_reading_order(tmp_path):
    made = to_pdf(
        page("<p>First</p><h2>Then</h2><table><thead><tr><th>Head</th></tr></thead></table>")
    ).content
    told = run(tmp_path, made, "pdfinfo", "-struct-text")
    assert re.search(r'H1 .*?"A letter".*?P .*?"First".*?H2 .*?"Then".*?Table.*?TH.*?"Head"', told, re.S)


def test_running_lines_are_not_read_out_as_text(tmp_path):
    made = to_pdf(page('<p>One</p><p class="new-page">Two</p>')).content
    assert "NW-2026-00042" in run_text(made)
    assert "NW-2026-00042" not in run(tmp_path, made, "pdfinfo", "-struct-text")


def run_text(content: bytes) -> str:
    return "\n".join(each.extract_text() for each in PdfReader(io.BytesIO(content)).pages)


def test_it_says_its_language_title_and_that_it_is_accessible():
    reader = PdfReader(io.BytesIO(to_pdf(page(title="Letter to Dr Adair")).content))
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"
    assert reader.metadata.title == "Letter to Dr Adair"
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"] is not None
    assert b"pdfuaid" in reader.trailer["/Root"]["/Metadata"].get_data()


def test_pages_are_counted():
    made = to_pdf(page('<p>One</p><p class="new-page">Two</p>'))
    assert made.pages == 2
    assert "Page 1 of 2" in run_text(made.content) and "Page 2 of 2" in run_text(made.content)


def test_every_font_is_ours_and_embedded(tmp_path):
    listed = run(
        tmp_path, to_pdf(page("<p><b>Bold</b> <i>italic</i> <code>code</code></p>")).content, "pdffonts"
    )
    fonts = listed.splitlines()[2:]
    assert len(fonts) == 3
    for font in fonts:
        assert "Lotus-Letter" in font and "TrueType" in font
        assert re.search(r"yes yes yes", font), "embedded, cut down and with its characters named"


def test_the_same_page_makes_the_same_bytes_in_every_process():
    html = page(f"<p>{NAMES}</p><p><b>Bold</b></p>")
    script = (
        "import hashlib, sys\n"
        "from documents.rendering import to_pdf\n"
        "print(hashlib.sha256(to_pdf(sys.stdin.read()).content).hexdigest())"
    )
    others = {
        subprocess.run(
            [sys.executable, "-c", script],
            input=html,
            capture_output=True,
            text=True,
            check=True,
            cwd=settings.ROOT,
        ).stdout
        for _again in range(2)
    }
    to_pdf(page("<p>Something else first, with <i>other</i> letters: žšč</p>"))
    assert others == {hashlib.sha256(to_pdf(html).content).hexdigest() + "\n"}


def test_letters_that_names_need_are_all_there():
    made = to_pdf(page(f"<p>{NAMES}</p>"))
    assert "Łukasz" in run_text(made.content) and "Παπαδοπούλου" in run_text(made.content)


def test_a_letter_the_font_lacks_is_named_and_not_dropped():
    with pytest.raises(CannotRender, match=r"“漢” \(U\+6F22\), “😀” \(U\+1F600\)"):
        to_pdf(page("<p>漢😀</p>"))


def test_a_missing_letter_in_the_running_line_is_named_too():
    html = page().replace('data-foot=""', 'data-foot="漢"')
    with pytest.raises(CannotRender, match="漢"):
        to_pdf(html)


def test_white_space_joiners_and_direction_marks_are_no_missing_letters():
    assert missing_letters("a\n\t\u00a0\u200b\u200d\u200e\u202f\u2028\ufeff\ufe0f") == []


def test_a_missing_letter_in_a_style_or_comment_does_not_matter():
    to_pdf(page("<!-- 漢 -->", head="<style>p:lang(zh) { quotes: '漢' }</style>"))


def test_every_sign_of_the_style_sheet_is_in_the_font():
    assert missing_letters((fetching.STYLES / "pdf.css").read_text()) == []


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:9/x.png",
        "https://example.test/x.png",
        "ftp://127.0.0.1/x.png",
        "file:///etc/passwd",
        "FILE:///etc/passwd",
        "file://localhost/etc/passwd",
        "../../manage.py",
        "..%2f..%2fmanage.py",
        "/etc/passwd",
        "not-there.png",
    ],
)
@pytest.mark.parametrize(
    "element",
    [
        '<img alt="A picture" src="{}">',
        '<p style="background: url({})">Text</p>',
        '<link rel="stylesheet" href="{}">',
        '<object data="{}"></object>',
    ],
)
def test_nothing_unlisted_is_fetched(element, address):
    with pytest.raises(CannotRender, match="may not be used"):
        to_pdf(page(element.format(address)))


def test_a_file_cannot_be_attached():
    with pytest.raises(CannotRender):
        to_pdf(page(head='<link rel="attachment" href="file:///etc/passwd">'))


def test_a_symbolic_link_leads_nowhere(tmp_path, monkeypatch):
    secret = tmp_path / "secret.css"
    secret.write_text("p { color: red }")
    styles = tmp_path / "styles"
    styles.mkdir()
    (styles / "pdf.css").write_text("p { margin: 0 }")
    (styles / "linked.css").symlink_to(secret)
    monkeypatch.setattr(fetching, "STYLES", styles)
    with pytest.raises(CannotRender, match="may not be used"):
        to_pdf(page(head=f'<link rel="stylesheet" href="{(styles / "linked.css").as_uri()}">'))


def test_a_base_address_changes_nothing():
    with pytest.raises(CannotRender, match="may not be used"):
        to_pdf(page('<img alt="" src="passwd">', head='<base href="file:///etc/">'))


def test_an_apps_own_sheet_counts_after_the_common_one(tmp_path, monkeypatch):
    styles = tmp_path / "styles"
    styles.mkdir()
    (styles / "pdf.css").write_text("p { break-before: auto }")
    (styles / "own.css").write_text("p { break-before: page }")
    monkeypatch.setattr(fetching, "STYLES", styles)
    monkeypatch.setattr(typesetting, "STYLES", styles)
    typesetting._style.cache_clear()
    own = '<link rel="stylesheet" href="own.css">'
    try:
        assert to_pdf(page("<p>x</p>")).pages == 1
        assert to_pdf(page("<p>x</p>", head=own)).pages == 2
        said_here = f"{own}<style>p {{ break-before: auto }}</style>"
        assert to_pdf(page("<p>x</p>", head=said_here)).pages == 1, "what the page itself says counts last"
        with pytest.raises(CannotRender):
            to_pdf(page(head='<link rel="stylesheet" href="missing.css">'))
    finally:
        typesetting._style.cache_clear()


def test_a_sheet_that_is_a_symbolic_link_leads_nowhere(tmp_path, monkeypatch):
    secret = tmp_path / "secret.css"
    secret.write_text("p { color: red }")
    styles = tmp_path / "styles"
    styles.mkdir()
    (styles / "linked.css").symlink_to(secret)
    monkeypatch.setattr(fetching, "STYLES", styles)
    monkeypatch.setattr(typesetting, "STYLES", styles)
    with pytest.raises(CannotRender, match="may not be used"):
        to_pdf(page(head='<link rel="stylesheet" href="linked.css">'))


def test_the_garbage_collector_is_on_again_afterwards():
    to_pdf(page())
    assert gc.isenabled()
    with pytest.raises(CannotRender):
        to_pdf(page("<p>漢</p>"))
    assert gc.isenabled()


def test_a_link_is_only_a_link():
    assert to_pdf(page('<p><a href="https://example.test/">Read more</a></p>')).pages == 1


def test_a_picture_inside_the_page_is_shown_with_its_words(tmp_path):
    made = to_pdf(page(f'<img alt="A matrix of five by five" src="{picture(20, 20)}">')).content
    assert len(PdfReader(io.BytesIO(made)).pages[0].images) == 1
    assert "Figure" in run(tmp_path, made, "pdfinfo", "-struct")
    assert b"A matrix of five by five" in to_uncompressed(tmp_path, made)


def to_uncompressed(tmp_path: Path, content: bytes) -> bytes:
    file, plain = tmp_path / "in.pdf", tmp_path / "out.pdf"
    file.write_bytes(content)
    subprocess.run(["qpdf", "--qdf", "--object-streams=disable", str(file), str(plain)], check=True)
    return plain.read_bytes()


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked():
    with pytest.raises(CannotRender, match="too large"):
        to_pdf(page(f'<img alt="Large" src="{picture(9000, 9000)}">'))


def test_a_broken_picture_is_refused_and_not_left_out():
    broken = "data:image/png;base64," + base64.b64encode(b"\x89PNG and nothing more").decode()
    with pytest.raises(CannotRender, match="cannot be read"):
        to_pdf(page(f'<img alt="Broken" src="{broken}">'))


def test_too_long_a_page_is_refused_at_once():
    with pytest.raises(CannotRender, match="too long"):
        to_pdf("x" * (rendering.MAX_HTML + 1))


def test_too_many_pages_are_refused(monkeypatch):
    monkeypatch.setattr(typesetting, "MAX_PAGES", 2)
    with pytest.raises(CannotRender, match="more than 2 pages"):
        to_pdf(page('<p class="new-page">x</p>' * 3))


def test_a_machine_without_the_subsetting_library_may_not_make_pdfs(monkeypatch):
    assert why_not_ready() == ""
    monkeypatch.setattr(ffi, "harfbuzz_subset", None)
    assert "libharfbuzz-subset" in why_not_ready()


def test_a_machine_without_the_fonts_may_not_make_pdfs(monkeypatch, tmp_path):
    monkeypatch.setattr(typesetting, "FACES", (tmp_path / "lotus-letter-400.ttf",))
    assert "lotus-letter-400.ttf" in why_not_ready()


def test_a_process_of_its_own_gets_fonts_of_its_own():
    """Pango's threads do not survive a fork: a child that used its parent's fonts would wait for ever."""
    html = page("<p>Made after a fork</p>")
    before = to_pdf(html)
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(writer, b"same" if to_pdf(html) == before else b"different")
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as told:
        assert told.read() == b"same"
    os.waitpid(child, 0)


def test_the_system_fonts_are_left_alone_in_this_process():
    to_pdf(page())
    assert "FONTCONFIG_FILE" not in os.environ

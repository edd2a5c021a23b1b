"""A Word document is turned into pages where LibreOffice is there; else it is listed with a link."""

import os
import shutil
import time

import pypdf
import pytest

from files.sniffing import DOCX
from pag.packs import word
from pag.packs.framing import CannotInclude, frame
from pag.packs.word import can_convert
from tests.pag.packs.papers import docx_of, pdf_of, run, written

STAND_IN = """#!/bin/sh
(echo "$@"; ulimit -v; cat "$HOME/profile/user/registrymodifications.xcu") > {told}
{does}
"""


@pytest.fixture
def soffice(tmp_path, monkeypatch):
    """Return a function that puts a program called soffice on the path."""

    def puts(does):
        bin_ = tmp_path / "bin"
        bin_.mkdir()
        program = written(bin_, "soffice", STAND_IN.format(told=tmp_path / "told", does=does).encode())
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{bin_}:{os.environ['PATH']}")

    return puts


def framed(tmp_path):
    target = tmp_path / "framed.pdf"
    return frame(written(tmp_path, "letter", docx_of(run("Dear all"))), DOCX, target), target


def test_it_becomes_pages_in_a_world_of_its_own(tmp_path, soffice, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "not for others")
    pages = written(tmp_path, "made.pdf", pdf_of("First", "Second"))
    soffice(f'test -z "$SECRET_KEY" -a "$TMPDIR" = "$HOME" && cp {pages} "$HOME/given.pdf"')
    assert can_convert()
    number, path = framed(tmp_path)
    assert number == 2
    assert "Second" in pypdf.PdfReader(path).pages[1].extract_text()
    told = (tmp_path / "told").read_text()
    assert "--headless" in told and "-env:UserInstallation=file:///" in told
    assert "letter" not in told
    assert f"\n{word.MEMORY // 1024}\n" in told
    assert all(
        f'"{each}" oor:op="fuse"><value>true' in told
        for each in ("BlockUntrustedRefererLinks", "DisableMacrosExecution")
    )


def test_one_that_hangs_is_stopped_with_what_it_started_and_one_that_makes_nothing_says_so(
    tmp_path, soffice, monkeypatch
):
    monkeypatch.setattr(word, "SECONDS", 0.3)
    soffice(f"(sleep 2; touch {tmp_path / 'still'}) & sleep 30")
    before = time.monotonic()
    with pytest.raises(CannotInclude, match="takes too long"):
        framed(tmp_path)
    assert time.monotonic() - before < 5
    shutil.rmtree(tmp_path / "bin")
    soffice("exit 1")
    with pytest.raises(CannotInclude, match="could not be turned into a PDF"):
        framed(tmp_path)
    assert not (tmp_path / "still").exists()


def test_what_is_no_word_document_is_not_even_begun(tmp_path, soffice):
    soffice("exit 1")
    with pytest.raises(CannotInclude, match="damaged"):
        frame(written(tmp_path, "letter", b"PK"), DOCX, tmp_path / "framed.pdf")
    assert not (tmp_path / "told").exists()


def test_where_it_is_not_installed_the_papers_say_so(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CannotInclude, match="cannot turn it into a PDF"):
        framed(tmp_path)

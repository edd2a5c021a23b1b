"""Bytes are handed over so that they can do no harm."""

import pytest

from files import streaming
from tests.files.conftest import DOCX, MAIL, PDF, picture, store_upload, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def handed():
    """Stream as a view does, and close the file as the server does."""
    responses = []

    def give(*args, **kwargs):
        responses.append(streaming.stream(*args, **kwargs))
        return responses[-1]

    yield give
    for response in responses:
        response.close()


def test_a_pdf_opens_in_the_browser_and_can_run_nothing(media, handed):
    response = handed(store_upload(upload("a.pdf", PDF)))
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="a.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "no-store, private"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "script-src" not in response["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("name", "content"), [("a.docx", DOCX), ("a.eml", MAIL), ("a.tiff", picture("TIFF"))]
)
def test_what_browsers_do_not_show_is_saved(media, handed, name, content):
    response = handed(store_upload(upload(name, content)))
    assert response["Content-Disposition"].startswith("attachment")
    assert "sandbox" in response["Content-Security-Policy"]


def test_a_picture_opens_in_a_sandbox(media, handed):
    response = handed(store_upload(upload("a.png", picture("PNG"))))
    assert response["Content-Disposition"].startswith("inline")
    assert "sandbox" in response["Content-Security-Policy"]


def test_anything_can_be_saved(media, handed):
    response = handed(store_upload(upload("a.pdf", PDF)), download=True)
    assert response["Content-Disposition"].startswith("attachment")


def test_a_name_in_any_alphabet_survives(media, handed):
    response = handed(store_upload(upload("a.pdf", PDF)), name='Ŵyn "notes".pdf')
    assert response["Content-Disposition"] == "inline; filename*=utf-8''%C5%B4yn%20%22notes%22.pdf"

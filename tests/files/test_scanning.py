"""Where ClamAV is set up every file goes past it; where not, the row says so."""

import io
import socketserver
import struct
import threading

import pytest

from files.models import StoredFile
from files.scanning import scan
from tests.files.conftest import PDF, store_upload, upload
from ui.refusals import Refusal

COMMAND = b"zINSTREAM\0"
VIRUS = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR"


class Scanner(socketserver.StreamRequestHandler):
    """Speaks as clamd does: takes INSTREAM in pieces and answers in one line."""

    def handle(self) -> None:
        assert self.rfile.read(len(COMMAND)) == COMMAND
        content = b""
        while size := struct.unpack("!L", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
        self.wfile.write(
            self.server.answer or (b"stream: Eicar FOUND\0" if VIRUS in content else b"stream: OK\0")
        )


@pytest.fixture
def scanner(settings):
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Scanner) as server:
        server.daemon_threads = True
        server.answer = b""
        settings.CLAMAV_ADDRESS = f"127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.mark.django_db
def test_without_a_scanner_the_row_says_so(media):
    assert store_upload(upload("a.pdf", PDF)).scan == StoredFile.Scan.NOT_CONFIGURED


@pytest.mark.django_db
def test_a_clean_file_is_marked_clean(media, scanner):
    assert store_upload(upload("a.pdf", PDF + b"x" * 5000)).scan == StoredFile.Scan.CLEAN


@pytest.mark.django_db
def test_a_file_with_a_virus_is_not_kept(media, scanner):
    with pytest.raises(Refusal, match=r"“a\.pdf” did not pass the virus check"):
        store_upload(upload("a.pdf", PDF + VIRUS))
    assert not StoredFile.objects.exists()
    assert not list(media.rglob("*"))


def test_the_whole_file_is_left_to_be_stored(scanner):
    content = io.BytesIO(PDF)
    scan(content, "a.pdf")
    assert content.read() == PDF


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (b"INSTREAM size limit exceeded. ERROR\0", "larger than the virus scanner accepts"),
        (b"stream: Can't allocate memory ERROR\0", "could not be checked for viruses just now"),
        (b"nonsense\0", "could not be checked for viruses just now"),
    ],
)
def test_a_scanner_that_gives_no_verdict_keeps_the_file_out(scanner, answer, says):
    scanner.answer = answer
    with pytest.raises(Refusal, match=says):
        scan(io.BytesIO(PDF), "a.pdf")


def test_a_scanner_that_is_away_keeps_the_file_out(settings):
    settings.CLAMAV_ADDRESS = "127.0.0.1:1"
    with pytest.raises(Refusal, match="Try again in a few minutes"):
        scan(io.BytesIO(PDF), "a.pdf")

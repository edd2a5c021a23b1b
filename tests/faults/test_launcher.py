"""`make run` for real: it comes up, comes up again after a kill, and leaves nothing behind."""

import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tools.children import wait_for
from tools.paths import PYTHON, ROOT
from tools.servers import free_port

START_SECONDS = 240


class Launched:
    """One `make run`, without the set-up, on a port and with data of its own."""

    def __init__(self, local: Path) -> None:
        self.port = free_port()
        self.output = local / "output.txt"
        kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "POSTGRES_BIN")}
        with self.output.open("w") as output:
            self.process = subprocess.Popen(
                [PYTHON, "-m", "tools.run", "--port", str(self.port)],
                cwd=ROOT,
                # The demo has tests of its own, and takes longer than all that is looked at here.
                env=kept | {"LOCAL_DIR": str(local), "DEMO": "0"},
                stdout=output,
                stderr=output,
            )

    def said(self) -> str:
        return self.output.read_text()

    def wait_until_ready(self) -> None:
        ready = f"Ready: http://localhost:{self.port}"
        wait_for(lambda: ready in self.said() or self.process.poll() is not None, seconds=START_SECONDS)
        assert ready in self.said(), self.said()

    def readyz(self) -> int:
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=5)) as connection:
            connection.request("GET", "/readyz")
            return connection.getresponse().status

    def family(self) -> set[int]:
        """Return the launcher's processes: children, their children, and so on."""
        parents = {}
        for status in Path("/proc").glob("[0-9]*/stat"):
            fields = status.read_text().rpartition(")")[2].split()
            parents[int(status.parent.name)] = int(fields[1])
        found = {self.process.pid}
        for _generation in range(4):
            found |= {pid for pid, parent in parents.items() if parent in found}
        return found - {self.process.pid}


def living(pids: set[int]) -> set[int]:
    """Return which of the processes run still; one that has only not been waited for does not."""
    states = {pid: Path(f"/proc/{pid}/stat") for pid in pids}
    return {
        pid
        for pid, path in states.items()
        if path.exists() and path.read_text().rpartition(")")[2].split()[0] != "Z"
    }


@pytest.fixture
def launch(tmp_path: Path) -> Iterator[Callable[[], Launched]]:
    started: list[Launched] = []

    def launch_one() -> Launched:
        started.append(Launched(tmp_path))
        return started[-1]

    yield launch_one
    for launched in started:
        launched.process.kill()
        launched.process.wait()
    where = tmp_path / "where.txt"
    if os.geteuid() == 0 and where.exists():
        shutil.rmtree(where.read_text().split(" is in ")[1].split(",")[0])


def test_it_starts_again_after_a_kill_and_leaves_nothing_behind(launch: Callable[[], Launched]) -> None:
    first = launch()
    first.wait_until_ready()
    assert first.readyz() == 200
    family = first.family()
    assert len(family) >= 5

    first.process.kill()
    first.process.wait()
    assert wait_for(lambda: not living(family), seconds=20), living(family)

    second = launch()
    second.wait_until_ready()
    family = second.family()
    second.process.send_signal(signal.SIGINT)
    assert second.process.wait(90) == 0
    assert not living(family)
    assert "Stopped. The data is there next time." in second.said()

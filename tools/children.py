"""Child processes of the launcher: started with a log, asked to finish, never left behind."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

LOG_LIMIT = 5 * 1024 * 1024


@dataclass
class Child:
    """One program that runs for as long as the launcher does.

    `orphaned` is the signal that the kernel sends it when the launcher dies; `patience` is how many
    seconds it gets to finish when asked; `user` is a user and a group id to run as, where root may not.
    """

    name: str
    command: list[str]
    log: Path
    env: dict[str, str] = field(default_factory=lambda: dict(os.environ))
    asked: signal.Signals = signal.SIGTERM
    orphaned: signal.Signals = signal.SIGTERM
    patience: float = 30
    user: tuple[int, int] | None = None
    folder: Path | None = None
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the program in a session of its own, so that Ctrl-C reaches only the launcher."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        uid, gid = self.user or (os.getuid(), os.getgid())
        guard = [sys.executable, "-SE", str(Path(__file__).with_name("guard.py"))]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*guard, str(os.getpid()), str(int(self.orphaned)), str(uid), str(gid), *self.command],
                cwd=self.folder,
                env=self.env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def alive(self) -> bool:
        """Return whether the program is running."""
        return self.process is not None and self.process.poll() is None

    def stop(self) -> None:
        """Ask the program to finish, wait, and end it where it does not."""
        if self.process is None:
            return
        self.process.send_signal(self.asked)
        try:
            self.process.wait(self.patience)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """End the program and what it started at once."""
        if self.process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def last_words(self, lines: int = 15) -> str:
        """Return the end of the program's log."""
        return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])

    def bound_log(self) -> None:
        """Keep the log and one older part of it, each below the limit."""
        if self.log.stat().st_size > LOG_LIMIT:
            shutil.copyfile(self.log, self.log.with_suffix(".log.1"))
            os.truncate(self.log, 0)


def wait_for(answer: Callable[[], object], *, seconds: float, every: float = 0.05) -> bool:
    """Ask until the answer is yes, for so many seconds at most. Return the last answer."""
    end = time.monotonic() + seconds
    while not (yes := answer()) and time.monotonic() < end:
        time.sleep(every)
    return bool(yes)

"""What the set-up says where it cannot go on: one sentence, with what to do."""

import subprocess
import sys
from pathlib import Path

import pytest

from tools import lock, setup
from tools.paths import ROOT, listed


def refusal(info: pytest.ExceptionInfo[SystemExit]) -> str:
    return str(info.value.code)


def test_an_old_python_is_told_how_to_name_a_newer_one() -> None:
    with pytest.raises(SystemExit) as info:
        setup.check_python((3, 9))
    assert "needs Python 3.11 or later and this is Python 3.9" in refusal(info)
    assert "make PYTHON=" in refusal(info)


def test_a_python_without_venv_names_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup.importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(SystemExit) as info:
        setup.check_python((3, 12))
    assert "apt-get install python3.12-venv" in refusal(info)


def test_who_is_not_root_is_given_the_exact_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(setup, "missing_packages", lambda _names: ["qpdf", "poppler-utils"])
    with pytest.raises(SystemExit) as info:
        setup.system_packages(["qpdf", "poppler-utils", "chromium"])
    assert "apt-get install --no-install-recommends qpdf poppler-utils" in refusal(info)


def test_a_package_that_is_not_installed_is_missing() -> None:
    assert setup.missing_packages(["libc6", "no-such-package"]) == ["no-such-package"]
    assert setup.missing_packages(["no-such-package | libc6"]) == []


def test_of_two_that_will_do_the_first_that_the_system_has_is_installed() -> None:
    assert setup.to_install("no-such-package | libc6") == "libc6"
    assert setup.to_install("libc6 | libc-bin") == "libc6"


def test_a_browser_from_elsewhere_will_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(setup.shutil, "which", lambda name: "/opt/x" if name == "google-chrome" else None)
    assert setup.missing_packages(["chromium"]) == []


def test_lists_come_without_their_comments() -> None:
    assert listed("system.txt") == ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"]


def test_the_set_up_needs_nothing_but_the_standard_library() -> None:
    alone = [sys.executable, "-S", "-E", "-c", "import sys; sys.path.insert(0, '.'); import tools.setup"]
    assert subprocess.run(alone, cwd=ROOT, check=False).returncode == 0


@pytest.mark.parametrize("path", lock.LOCKS, ids=lambda path: path.name)
def test_no_lock_names_a_host(path: Path) -> None:
    assert not lock.names_a_host(path)


@pytest.mark.parametrize(
    "line",
    ["--index-url x", "--extra-index-url x", "--find-links /x", '  "resolved": "x"', "a @ https://x/a.whl"],
)
def test_a_lock_that_names_a_host_is_found(tmp_path: Path, line: str) -> None:
    path = tmp_path / "lock.txt"
    path.write_text(f"django==5.2\n{line}\n")
    assert lock.names_a_host(path)

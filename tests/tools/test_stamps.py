"""A step of the set-up is done once for the same inputs."""

from pathlib import Path

import pytest

from tools import stamps


class Step:
    """A step that counts how often it is done."""

    def __init__(self, folder: Path) -> None:
        self.source, self.made, self.times = folder / "source", folder / "made", 0
        self.source.mkdir()
        (self.source / "list.txt").write_text("one")

    def do(self) -> None:
        self.times += 1
        self.made.touch()

    def ask(self) -> None:
        stamps.once("step", inputs=[self.source], makes=self.made, saying="Doing …", do=self.do)


@pytest.fixture
def step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Step:
    monkeypatch.setattr(stamps, "STAMPS", tmp_path / "stamps")
    return Step(tmp_path)


def test_a_step_that_is_done_is_left_out(step: Step, capsys: pytest.CaptureFixture[str]) -> None:
    step.ask()
    step.ask()
    assert step.times == 1
    assert capsys.readouterr().out == "Doing …\n"


def test_a_changed_input_asks_for_the_step_again(step: Step) -> None:
    step.ask()
    (step.source / "list.txt").write_text("two")
    step.ask()
    assert step.times == 2


def test_a_renamed_input_asks_for_the_step_again(step: Step) -> None:
    step.ask()
    (step.source / "list.txt").rename(step.source / "other.txt")
    step.ask()
    assert step.times == 2


def test_what_was_taken_away_is_made_again(step: Step) -> None:
    step.ask()
    step.made.unlink()
    step.ask()
    assert step.times == 2


def test_a_step_that_did_not_succeed_is_tried_again(step: Step) -> None:
    def fail() -> None:
        raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        stamps.once("step", inputs=[step.source], makes=step.made, saying="Doing …", do=fail)
    step.ask()
    assert step.times == 1

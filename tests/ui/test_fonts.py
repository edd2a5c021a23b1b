"""The letter font: it has the letters that names need, and no font of the machine takes its place."""

import shutil
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from ui import fonts

NAMES = "Siân Ŵyn Łukasz Żółć Gülşen İpek Nguyễn Thị Hằng Adérónkẹ́ Ọlá Ṣọlá Ɓala Ɗan Ƙofa "
NAMES += "Ωμέγα Юлия Șerban Ətraf €£→–…"
ANEW = "lotus-letter-400.ttf"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the build made: one face made anew, and whatever is older than what it is made from."""
    folder = tmp_path_factory.mktemp("fonts")
    shutil.copytree(fonts.TARGET, folder, dirs_exist_ok=True)
    (folder / ANEW).unlink()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fonts, "TARGET", folder)
        fonts.main()
        first = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
        fonts.main()
    assert first == {path: path.stat().st_mtime_ns for path in folder.iterdir()}, "made again without need"
    return folder


@pytest.mark.parametrize("face", ["400", "400-italic", "700", "700-italic"])
def test_the_letter_font_has_the_letters_of_names_and_a_name_of_its_own(made: Path, face: str) -> None:
    font = TTFont(made / f"lotus-letter-{face}.ttf")
    assert not {letter for letter in NAMES if ord(letter) not in font.getBestCmap()}
    assert font["name"].getDebugName(1) == "Lotus Letter"
    assert "Lotus" in font["name"].getDebugName(4)
    assert "fvar" not in font


@pytest.mark.parametrize("face", ["400", "700"])
def test_screens_without_arial_get_the_same_letters(made: Path, face: str) -> None:
    font = TTFont(made / f"lotus-screen-{face}.woff2")
    assert font.flavor == "woff2"
    assert font["name"].getDebugName(1) == "Lotus Screen"


def test_the_same_font_has_the_same_bytes_each_time(made: Path) -> None:
    built = fonts.TARGET / ANEW
    assert built.read_bytes() == (made / ANEW).read_bytes()

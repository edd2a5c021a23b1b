"""What the README says of settings and commands is what there is."""

import re

from tools.paths import ROOT

README = (ROOT / "README.md").read_text()
READ = re.compile(r'env\.(?P<kind>\w+)\(\s*"(?P<name>[A-Z_]+)"(?:, default=(?P<default>[^)]*))?')
ROW = re.compile(r"^\| (?P<names>`[A-Z_`, ]+`) \| [^|]+ \| (?P<default>[^|]+) \|$", re.M)


def settings() -> dict[str, re.Match[str]]:
    texts = [path.read_text() for path in (ROOT / "lotus_cases" / "settings").glob("*.py")]
    return {found["name"]: found for text in texts for found in READ.finditer(text)}


def table() -> dict[str, str]:
    """The default of each setting, as the README's table has it."""
    found = {}
    for row in ROW.finditer(README):
        names = re.findall(r"[A-Z_]+", row["names"])
        defaults = row["default"].split(", ") if len(names) > 1 else [row["default"]]
        found |= dict.fromkeys(names, row["default"]) | dict(zip(names, defaults, strict=False))
    return found


def test_every_setting_has_its_row_and_every_row_is_read_somewhere():
    tools = (
        "".join(path.read_text() for path in (ROOT / "tools").glob("*.py")) + (ROOT / "Makefile").read_text()
    )
    known = table()
    assert len(settings()) > 15
    assert set(settings()) - set(known) == set()
    assert [name for name in known if name not in settings() and not re.search(rf"\b{name}\b", tools)] == []


def test_numbers_in_the_table_are_the_defaults():
    numbers = {name: found["default"] for name, found in settings().items() if found["kind"] == "int"}
    assert len(numbers) > 3
    assert {name: table()[name] for name in numbers} == numbers


def test_every_command_is_one_of_the_makefile():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M))
    named = set(re.findall(r"(?:^|`)make ([a-z-]+)", README, re.M))
    assert len(named) > 5
    assert named <= targets

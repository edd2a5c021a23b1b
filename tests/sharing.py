"""How workers share the tests: a file goes to one of them, so that what its tests begin from is made once.

xdist has marks for this (`--dist loadgroup`), which pytest 9.2 does not pass on.
"""

import re

from xdist.scheduler import LoadScopeScheduling

# What takes longest, begun first. Journeys start processes of their own, would be in each other's way, and
# wait a good deal: they are one group, and two cores take three workers.
FIRST = {
    "tests/journeys/": "journeys",
    "tests/triage/test_blind.py": "blind",
    "tests/pag/test_aside_blind.py": "aside",
    "tests/desk/test_demo.py": "demo",
    "tests/doors/": "doors",
}
# Files whose tests look at pages in Chromium and wait for them: at the end the other workers would be idle.
WAITS = re.compile("browser|axe|barriers|widths|journey")


class WholeFiles(LoadScopeScheduling):
    """Gives a worker the tests of one file after another, or of one group of files."""

    def _split_scope(self, nodeid: str) -> str:
        return next(
            (group for path, group in FIRST.items() if nodeid.startswith(path)), nodeid.split("::")[0]
        )


def turn(nodeid: str) -> int:
    """Return whose turn a test is: `FIRST` in its order, then what waits for pages, then all others."""
    place = next((place for place, path in enumerate(FIRST) if nodeid.startswith(path)), len(FIRST))
    return place if place < len(FIRST) or WAITS.search(nodeid.split("::")[0]) else place + 1

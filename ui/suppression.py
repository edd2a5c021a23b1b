"""Small numbers are not shown, and cannot be worked out from those that are.

The rule (rules.md, "Statistics"): counts of 1 to 7 are shown as "*", the rest rounded to 5, and further
counts are hidden so that none can be recovered by subtraction. Partly seen in published health statistics:
a default to be confirmed by the organisation.
"""

from collections.abc import Sequence

# The largest count that is hidden, and what the others are rounded to.
HIDDEN_UP_TO = 7
ROUNDED_TO = 5
HIDDEN = "*"


def shown(count: int) -> str:
    """Return one count that stands alone, or a total, as it may be shown."""
    return HIDDEN if _is_small(count) else f"{_rounded(count):,}"


def shown_parts(counts: Sequence[int]) -> list[str]:
    """Return the parts of one whole as they may be shown.

    Whoever knew the whole exactly could still not say of a hidden part that it is less or more than any
    number from 1 to 7: while they could, the smallest part that is shown is hidden too.
    """
    hidden = {place for place, count in enumerate(counts) if _is_small(count)}
    while hidden and not _safe(counts, hidden):
        others = [place for place, count in enumerate(counts) if count and place not in hidden]
        if not others:
            break
        hidden.add(min(others, key=lambda place: counts[place]))
    return [HIDDEN if place in hidden else shown(count) for place, count in enumerate(counts)]


def shown_table(rows: Sequence[Sequence[int]]) -> list[list[str]]:
    """Return a table of parts as it may be shown, with its totals: a further row, and a further column.

    Every row, every column and the totals are parts of one whole each, and so hidden like them.
    """
    whole = [[*row, sum(row)] for row in [*rows, [sum(column) for column in zip(*rows, strict=True)]]]
    hidden = [[_is_small(count) for count in row] for row in whole]
    height, width = range(len(whole)), range(len(whole[0]))
    lines = [[(at, place) for place in width[:-1]] for at in height]
    lines += [[(at, place) for at in height[:-1]] for place in width]
    settled = False
    while not settled:
        settled = True
        for line in lines:
            counts = [whole[at][place] for at, place in line]
            gone = {index for index, (at, place) in enumerate(line) if hidden[at][place]}
            others = [index for index, count in enumerate(counts) if count and index not in gone]
            if gone and others and not _safe(counts, gone):
                at, place = line[min(others, key=lambda index: counts[index])]
                hidden[at][place], settled = True, False
    return [[HIDDEN if hidden[at][place] else shown(whole[at][place]) for place in width] for at in height]


def about(count: int) -> str:
    """Return a count that is not small, as it may be shown in a sentence: "about 15"."""
    return f"about {_rounded(count):,}"


def joined(counts: Sequence[int], *, at_least: int) -> list[range]:
    """Return the places of an ordered scale, neighbours joined until each part stands for `at_least`.

    For groups so small that stars would leave nothing. "None at all" would say something about everybody, so
    an empty place is joined too. One part only, where there is no more to be told apart; none for nobody.
    """
    parts: list[range] = []
    start = 0
    for end in range(1, len(counts) + 1):
        if sum(counts[start:end]) >= at_least:
            parts.append(range(start, end))
            start = end
    if parts and start < len(counts):
        # What is left over is too little to stand alone.
        parts[-1] = range(parts[-1].start, len(counts))
    return parts


def enough(count: int) -> bool:
    """Tell whether a median of so many may be shown."""
    return count > HIDDEN_UP_TO


def _safe(counts: Sequence[int], hidden: set[int]) -> bool:
    """Tell whether what is shown leaves every hidden part anything from 1 to 7."""
    if len(hidden) < 2:
        return False
    whole = sum(counts)
    least_shown = sum(_least(count) for place, count in enumerate(counts) if place not in hidden)
    # The others that are hidden are 1 each at least.
    most = whole - least_shown - (len(hidden) - 1)
    return most >= HIDDEN_UP_TO


def _least(count: int) -> int:
    """Return the smallest count that is shown as `count` is."""
    return max(_rounded(count) - ROUNDED_TO // 2, HIDDEN_UP_TO + 1) if count else 0


def _rounded(count: int) -> int:
    return ROUNDED_TO * ((count + ROUNDED_TO // 2) // ROUNDED_TO)


def _is_small(count: int) -> bool:
    return 0 < count <= HIDDEN_UP_TO

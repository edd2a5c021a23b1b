"""How far two scorers agree, beyond what chance alone would bring: pure numbers, without a database.

Sources: weighted kappa and its standard error, J. L. Fleiss, J. Cohen and B. S. Everitt, "Large sample
standard errors of kappa and weighted kappa", Psychological Bulletin 72 (1969) 323-327; AC2 and its standard
error, K. L. Gwet, "Handbook of Inter-Rater Reliability", 4th edition (2014); the interval of a share, E. B.
Wilson, Journal of the American Statistical Association 22 (1927) 209-212. Weights are quadratic: two steps
apart counts as four times the distance of one. Intervals are of 95% and hold for large samples.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import sqrt
from statistics import NormalDist

# Fewer pairs than this say too little for a coefficient (assumed: a default to be confirmed).
ENOUGH = 30
CONFIDENCE = 0.95
Z = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)


@dataclass(frozen=True)
class Estimate:
    """A number with its standard error (None where it has none) and its 95% interval."""

    value: float
    error: float | None
    low: float
    high: float


@dataclass(frozen=True)
class Agreement:
    """What pairs of scores on one ordered scale say. `levels` are all its steps, lowest first.

    Each pair holds the first and the second scorer's level for the same thing. Raises ValueError for a scale
    of fewer than two steps, or a score that is not on it.
    """

    levels: Sequence[object]
    pairs: Sequence[tuple[object, object]]

    def __post_init__(self) -> None:
        if len(self.levels) < 2:
            raise ValueError("A scale has at least two steps.")
        if strangers := {level for pair in self.pairs for level in pair} - set(self.levels):
            raise ValueError(f"Not on the scale: {', '.join(sorted(map(str, strangers)))}.")

    @property
    def n(self) -> int:
        return len(self.pairs)

    @cached_property
    def table(self) -> list[list[int]]:
        """How often the first scorer gave the row's level and the second the column's."""
        place = {level: index for index, level in enumerate(self.levels)}
        counts = [[0] * len(self.levels) for _level in self.levels]
        for first, second in self.pairs:
            counts[place[first]][place[second]] += 1
        return counts

    @cached_property
    def raw(self) -> Estimate | None:
        """The share of pairs that are equal, with Wilson's interval; None without pairs."""
        if not self.n:
            return None
        equal = sum(self.table[step][step] for step in range(len(self.levels)))
        return _share(equal, self.n)

    @cached_property
    def kappa(self) -> Estimate | None:
        """Quadratic-weighted kappa. None without pairs, and where both gave all of them one same level."""
        cells = self._cells()
        weighted = sum(share * _weight(i, j, self._last) for i, j, share in cells)
        # By chance alone: as if the second scorer's levels fell among the first one's at random.
        expected_row = [self._expected(step, self._columns) for step in range(len(self.levels))]
        expected_column = [self._expected(step, self._rows) for step in range(len(self.levels))]
        chance = sum(row * by for row, by in zip(self._rows, expected_row, strict=True))
        return self._beyond_chance(
            weighted, chance, lambda i, j: expected_row[i] + expected_column[j], cells=cells
        )

    @cached_property
    def ac2(self) -> Estimate | None:
        """Gwet's AC2 with quadratic weights, which holds up where one level dominates. None without pairs."""
        steps = len(self.levels)
        cells = self._cells()
        weighted = sum(share * _weight(i, j, self._last) for i, j, share in cells)
        used = [(row + column) / 2 for row, column in zip(self._rows, self._columns, strict=True)]
        spread = sum(_weight(i, j, self._last) for i in range(steps) for j in range(steps))
        spread /= steps * (steps - 1)
        chance = spread * sum(share * (1 - share) for share in used)
        return self._beyond_chance(
            weighted, chance, lambda i, j: 2 * spread * (1 - (used[i] + used[j]) / 2), cells=cells
        )

    @property
    def _last(self) -> int:
        return len(self.levels) - 1

    @cached_property
    def _rows(self) -> list[float]:
        return [sum(row) / self.n if self.n else 0.0 for row in self.table]

    @cached_property
    def _columns(self) -> list[float]:
        return [sum(column) / self.n if self.n else 0.0 for column in zip(*self.table, strict=True)]

    def _expected(self, step: int, shares: Sequence[float]) -> float:
        return sum(_weight(step, other, self._last) * share for other, share in enumerate(shares))

    def _cells(self) -> list[tuple[int, int, float]]:
        return [
            (i, j, count / self.n) for i, row in enumerate(self.table) for j, count in enumerate(row) if count
        ]

    def _beyond_chance(
        self,
        weighted: float,
        chance: float,
        by_chance: Callable[[int, int], float],
        *,
        cells: Iterable[tuple[int, int, float]],
    ) -> Estimate | None:
        """Return (observed - chance) / (1 - chance) with the error that both sources give in this shape."""
        if not self.n or 1 - chance < 1e-12:
            return None
        value = (weighted - chance) / (1 - chance)
        squares = sum(
            share * (_weight(i, j, self._last) - (1 - value) * by_chance(i, j)) ** 2 for i, j, share in cells
        )
        variance = (squares - (weighted - 2 * (1 - value) * chance) ** 2) / (self.n * (1 - chance) ** 2)
        error = sqrt(max(variance, 0.0))
        return Estimate(value, error, value - Z * error, min(1.0, value + Z * error))


def _weight(i: int, j: int, last: int) -> float:
    """1 for equal levels, 0 for the two ends of the scale, and in between by the square of the distance."""
    return 1 - ((i - j) / last) ** 2


def _share(part: int, whole: int) -> Estimate:
    share = part / whole
    middle = (share + Z**2 / (2 * whole)) / (1 + Z**2 / whole)
    half = Z * sqrt(share * (1 - share) / whole + Z**2 / (4 * whole**2)) / (1 + Z**2 / whole)
    return Estimate(share, None, max(0.0, middle - half), min(1.0, middle + half))

"""Tables in words: what `components/table.html` shows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Column:
    """A column. `sorted` is "ascending" or "descending"; `sort_href` makes its label a link."""

    label: str
    sort_href: str = ""
    sorted: str = ""
    numeric: bool = False
    label_hidden: bool = False


@dataclass(frozen=True)
class Cell:
    """A cell: text, perhaps a link and a quiet second line; or a template given `cell` (its `values`)."""

    text: Any = ""
    href: str = ""
    hint: str = ""
    template: str = ""
    values: dict[str, Any] = field(default_factory=dict)


def colour_cell(colour: str | None, score: int | None = None) -> Cell:
    """Return a cell with the band's word, shape and score."""
    return Cell(template="components/cell_colour.html", values={"colour": colour, "score": score})


def status_cell(text: str, colour: str = "grey") -> Cell:
    """Return a cell with a status in words."""
    return Cell(template="components/cell_status.html", values={"text": text, "colour": colour})


@dataclass(frozen=True)
class Table:
    """A table, or the sentence `empty` where there is no row."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell | str]]
    empty: str = "Nothing here yet."
    caption_hidden: bool = False

    @property
    def paired_rows(self) -> Iterable[list[tuple[Column, Cell]]]:
        """Yield each row as (column, cell) pairs."""
        for row in self.rows:
            cells = [cell if isinstance(cell, Cell) else Cell(cell) for cell in row]
            yield list(zip(self.columns, cells, strict=True))

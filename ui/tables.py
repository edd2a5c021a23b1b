"""Tables in words: what `components/table.html` shows."""

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, NamedTuple

from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from ui.bands import band_tag

OPENED = '<td role="cell" class="{}" data-label="{}">'
LINK = '<a class="nhsuk-link" href="{}">{}</a>'
HINT = '<span class="app-table__hint">{}</span>'


@dataclass(frozen=True)
class Column:
    """A column. `sorted` is "ascending" or "descending"; `sort_href` makes its label a link.

    `together` keeps what stands in it on one line: dates, references.
    """

    label: str
    sort_href: str = ""
    sorted: str = ""
    numeric: bool = False
    label_hidden: bool = False
    together: bool = False


class Cell(NamedTuple):
    """A cell: text, perhaps a link and a quiet second line; or a template given `cell` (its `values`).

    A tuple, because a list makes hundreds of them.
    """

    text: Any = ""
    href: str = ""
    hint: str = ""
    template: str = ""
    values: Mapping[str, Any] = MappingProxyType({})


def colour_cell(colour: str | None, score: int | None = None) -> Cell:
    """Return a cell with the band's word, shape and score."""
    return Cell(band_tag(colour, score))


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
    def body(self) -> SafeString:
        """Return the rows' HTML. Not a template: a list of 25 rows has some two hundred cells.

        What `_escaped` returned, and what stands here, is safe; it is said once, of the whole.
        """
        opened = [
            OPENED.format(_classes(column, first=not place), _escaped(column.label))
            for place, column in enumerate(self.columns)
        ]
        return SafeString("\n".join(_line(opened, row) for row in self.rows))  # nosec B703


def _classes(column: Column, *, first: bool) -> str:
    named = {
        "app-table__cell--numeric": column.numeric,
        "app-table__cell--first": first,
        "app-table__cell--together": column.together,
    }
    return " ".join(["app-table__cell", *(name for name, there in named.items() if there)])


def _line(opened: Sequence[str], row: Sequence[Cell | str]) -> str:
    cells = [
        f"{start}{_shown(cell) if isinstance(cell, Cell) else _escaped(cell)}</td>"
        for start, cell in zip(opened, row, strict=True)
    ]
    return f'<tr role="row" class="app-table__row">{"".join(cells)}</tr>'


def _shown(cell: Cell) -> str:
    """Return what stands in a cell, and the quiet line under it."""
    if cell.template:
        shown: str = render_to_string(cell.template, {"cell": cell.values})
    elif cell.href:
        shown = LINK.format(_escaped(cell.href), _escaped(cell.text))
    else:
        shown = _escaped(cell.text)
    return shown + HINT.format(_escaped(cell.hint)) if cell.hint else shown


def _escaped(value: Any) -> str:
    """Escape a value as templates do; a plain string, which nearly all are, without asking what it is."""
    return html.escape(value) if type(value) is str else conditional_escape(value)

"""Tables in words: what `components/table.html` shows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from ui.bands import band_tag

ROW, ROW_END = SafeString('<tr role="row" class="app-table__row">'), SafeString("</tr>")
CELL_END = SafeString("</td>")
HINT, HINT_END = SafeString('<span class="app-table__hint">'), SafeString("</span>")


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
        """Return the rows' HTML. Not a template: a list of 25 rows has some two hundred cells."""
        opened = [
            format_html(
                '<td role="cell" class="{}" data-label="{}">', _classes(column, first=not place), column.label
            )
            for place, column in enumerate(self.columns)
        ]
        lines = (_line(zip(opened, row, strict=True)) for row in self.rows)
        return format_html_join("\n", "{}", ((line,) for line in lines))


def _classes(column: Column, *, first: bool) -> str:
    named = {
        "app-table__cell--numeric": column.numeric,
        "app-table__cell--first": first,
        "app-table__cell--together": column.together,
    }
    return " ".join(["app-table__cell", *(name for name, there in named.items() if there)])


def _line(cells: Iterable[tuple[SafeString, Cell | str]]) -> SafeString:
    """Join what is safe to what is safe, which stays safe and is far quicker than formatting."""
    line = ROW
    for start, cell in cells:
        line += start + (_shown(cell) if isinstance(cell, Cell) else conditional_escape(cell)) + CELL_END
    return line + ROW_END


def _shown(cell: Cell) -> SafeString:
    """Return what stands in a cell, and the quiet line under it."""
    shown = conditional_escape(cell.text)
    if cell.template:
        shown = render_to_string(cell.template, {"cell": cell.values})
    elif cell.href:
        shown = format_html('<a class="nhsuk-link" href="{}">{}</a>', cell.href, cell.text)
    return shown + HINT + conditional_escape(cell.hint) + HINT_END if cell.hint else shown

"""Tables in words: what `components/table.html` shows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ui.bands import band_tag


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
        rows = (
            [(start, *_parts(cell)) for start, cell in zip(opened, row, strict=True)] for row in self.rows
        )
        return format_html_join(
            "\n",
            '<tr role="row" class="app-table__row">{}</tr>',
            ((format_html_join("", "{}{}{}</td>", cells),) for cells in rows),
        )


def _classes(column: Column, *, first: bool) -> str:
    named = {"app-table__cell--numeric": column.numeric, "app-table__cell--first": first}
    return " ".join(["app-table__cell", *(name for name, there in named.items() if there)])


def _parts(cell: Cell | str) -> tuple[Any, Any]:
    """Return what stands in a cell, and the quiet line under it."""
    if not isinstance(cell, Cell):
        return cell, ""
    shown = cell.text
    if cell.template:
        shown = render_to_string(cell.template, {"cell": cell.values})
    elif cell.href:
        shown = format_html('<a class="nhsuk-link" href="{}">{}</a>', cell.href, cell.text)
    return shown, format_html('<span class="app-table__hint">{}</span>', cell.hint) if cell.hint else ""

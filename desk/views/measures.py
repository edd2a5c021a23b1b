"""How the group works, by quarter and year."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from desk.measures import QUARTERS, Measures, measures_for, readable_by, year_of
from ui.dates import today
from ui.tables import Cell, Column, Table

YEARS = 5


@require_safe
def group_figures(request: HttpRequest) -> HttpResponse:
    """The measures of the organisations where this person may see them; 404 for everybody else."""
    readable = readable_by(request.user)
    if not readable.every:
        raise Http404
    now = year_of(today())
    years = [now - back for back in range(YEARS)]
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and int(asked) in years else now
    context = {
        "organisations": [
            (each, _table(each, year)) for each in measures_for(request.user, readable, year=year)
        ],
        "years": [(each, in_words(each), each == year) for each in years],
        "year": in_words(year),
    }
    return render(request, "desk/group_figures.html", context)


def in_words(year: int) -> str:
    """Return "2026 to 2027" for the year from April 2026."""
    return f"{year} to {year + 1}"


def _table(measures: Measures, year: int) -> Table:
    numbers = [Column(label, numeric=True) for label in (*QUARTERS, "Year")]
    rows = [[Cell(each.label, hint=each.means), *map(Cell, each.values)] for each in measures.measures]
    return Table(
        f"{measures.organisation}, April {year} to March {year + 1}",
        [Column("What is counted"), *numbers],
        rows,
        caption_hidden=True,
    )

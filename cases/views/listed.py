"""Which cases? Search first, filters beside it, all kept in the address."""

import csv
import datetime as dt
import functools
from typing import Any

from django.db import transaction
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import Context
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from accounts.models import Organisation, Person
from accounts.permissions import Permission, organisations_with
from audit.actions import record
from cases import events, search
from cases.listing import ORDERS, Criteria, Page, ShownCase, criteria_from, matching, page_of
from cases.models import Case
from cases.models.case import Route
from cases.stages import Stage
from ui import fields
from ui.dates import ago, short_day, today
from ui.forms import Form
from ui.layout import PACK, Block, render_items
from ui.tables import Cell, Column, Table, colour_cell
from ui.words import counted

MOST_EXPORTED = 5000
# Stands for what somebody typed, in the HTML of a box.
TYPED = "what-was-typed"
# Stands for a reference, in an address.
ANY = "REFERENCE"
STAGES, ROUTES = dict(Stage.choices), dict(Route.choices)
EXPORTED = (
    "Reference",
    "Practitioner",
    "Discipline",
    "Route",
    "Stage",
    "Received",
    "Colour",
    "Score",
    "Next step",
    "By",
    "Case manager",
)


class Kept(Block):
    """Filters, which look the same to everybody who picked the same: their HTML is made once."""

    def render(self, form: BaseForm, context: Context, template_pack: str = PACK) -> SafeString:
        if form.is_bound and not form.is_valid():
            return super().render(form, context, template_pack)
        return self.kept(tuple((name, str(form[name].value() or "")) for name in self.field_names()))

    def kept(self, picked: tuple[tuple[str, str], ...]) -> SafeString:
        """Return the HTML that was made for these answers."""
        return _kept(picked)


class Typed(Kept):
    """One box. What was typed is not kept: it is put where, in HTML made once, other words stand for it."""

    def kept(self, picked: tuple[tuple[str, str], ...]) -> SafeString:
        """Return the HTML of the box with the words that were typed into it."""
        ((name, words),) = picked
        return SafeString(_kept(((name, words and TYPED),)).replace(TYPED, escape(words)))  # nosec B703


class Folded(Kept):
    """Filters that a narrow screen folds away, unless one of them is set; a wide one shows them always."""

    def render(self, form: BaseForm, context: Context, template_pack: str = PACK) -> SafeString:
        content = super().render(form, context, template_pack)
        usual = {"", "False", next(iter(ORDERS))}
        picked = any(str(form[name].value() or "") not in usual for name in self.field_names())
        return format_html(FOLDED, OPENED if picked else "", content)


OPENED = SafeString(" open")
FOLDED = (
    '<details class="nhsuk-details app-filters__more"{}><summary class="nhsuk-details__summary">'
    '<span class="nhsuk-details__summary-text">Filters and order</span></summary>{}</details>'
)


@functools.lru_cache(maxsize=256)
def _kept(picked: tuple[tuple[str, str], ...]) -> SafeString:
    answers = dict(picked)
    return render_items(answers, FilterForm(answers), Context())


class FilterForm(Form):
    """The search box and the filters."""

    q = fields.Text(label="Reference, name, number, place of work or words in the case", required=False)
    stage = fields.Select(label="Stage", choices=Stage.choices, required=False, empty="All that are open")
    colour = fields.Select(
        label="Colour",
        choices=[("red", "Red"), ("amber", "Amber"), ("green", "Green")],
        required=False,
        empty="Any",
    )
    route = fields.Select(label="Route", choices=Route.choices, required=False, empty="Any")
    sort = fields.Select(
        label="Order",
        choices=[(key, order.label) for key, order in ORDERS.items()],
        required=False,
        empty=None,
    )
    mine = fields.Tick(label="Only those I manage or advise on", required=False)
    unmanaged = fields.Tick(label="Only those with no case manager at work", required=False)
    layout = [Typed("q"), Folded("stage", "colour", "route", "sort", "mine", "unmanaged")]
    method = "get"
    submit_label = "Show cases"


@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """One page of the cases this person may see."""
    criteria = criteria_from(request.GET)
    found = matching(request.user, criteria, rows=True)
    page = page_of(
        found.cases,
        order=ORDERS[criteria.order],
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    context = {
        "form": FilterForm(request.GET or None),
        "table": table_of(page, criteria, request.user),
        "page": page,
        "most_found": search.MOST if found.cut else None,
        "may_record": bool(organisations_with(request.user, Permission.CASE_RECORD)),
        "may_export": bool(organisations_with(request.user, Permission.CASE_RUN)),
    }
    return render(request, "cases/list.html", context)


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """What the list shows, as a sheet; recorded, because it leaves the product."""
    organisations = organisations_with(request.user, Permission.CASE_RUN)
    found = matching(request.user, criteria_from(request.GET))
    cases = found.cases.filter(organisation__in=organisations).select_related(
        "organisation", "practitioner", "manager", "summary"
    )
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="cases-{today().isoformat()}.csv"'
    response.write("\ufeff")
    sheet = csv.writer(response)
    sheet.writerow(EXPORTED)
    counts: dict[Organisation, int] = {}
    for case in cases.order_by("-received_on", "-pk")[:MOST_EXPORTED]:
        counts[case.organisation] = counts.get(case.organisation, 0) + 1
        sheet.writerow([plain_cell(value) for value in exported(case)])
    if found.cut or sum(counts.values()) == MOST_EXPORTED:
        most = search.MOST if found.cut else MOST_EXPORTED
        sheet.writerow(
            [f"There may be more: this sheet holds no more than the newest {most} of what was asked for."]
        )
    with transaction.atomic():
        for organisation, count in counts.items():
            record(events.EXPORTED, by=request.user, organisation=organisation, cases=count)
    return response


def exported(case: Any) -> list[Any]:
    """Return one row of the sheet, of a case with what the list annotates."""
    return [
        case.reference,
        case.practitioner.name,
        case.practitioner.get_discipline_display(),
        case.get_route_display(),
        case.get_stage_display(),
        case.received_on.isoformat(),
        case.seen_colour,
        case.seen_score or "",
        case.summary.next_step,
        case.summary.next_due.isoformat() if case.summary.next_due else "",
        case.manager.name,
    ]


def plain_cell(value: Any) -> Any:
    """Return a cell that a spreadsheet shows and never runs."""
    return f"'{value}" if str(value).startswith(("=", "+", "-", "@", "\t", "\r")) else value


def table_of(page: Page, criteria: Criteria, person: Person) -> Table:
    """Return the list as a table."""
    columns = ["Case", "Practitioner", "Risk", "Stage", "Age", "Next", "Case manager"]
    on = today()
    # Asked once: an address for every row takes as long as all the other cells.
    address = reverse("case", args=[ANY])
    rows = [row_of(case, address.replace(ANY, case.reference), on=on) for case in page.cases]
    empty = "" if rows else nothing_found(criteria, person)
    return Table("Cases", [Column(label) for label in columns], rows, empty=empty, caption_hidden=True)


def nothing_found(criteria: Criteria, person: Person) -> str:
    """Return why the list is empty, and what to do."""
    if criteria != Criteria(order=criteria.order):
        return "No case matches. Try fewer words, or “All that are open” as the stage."
    waiting = Case.objects.to_say_first(person).count()
    if waiting:
        opens = "opens" if waiting == 1 else "open"
        return (
            f"{counted(waiting, 'case')} {opens} to you once you have said whether you have a connection "
            "with anybody there. “My work” leads you to it."
        )
    return "There is no open case that you can see."


def row_of(case: ShownCase, address: str, *, on: dt.date) -> list[Cell]:
    """Return one row of the table, as things stand on that day."""
    age = case.age_in_days(on=on)
    by = case.next_due
    return [
        Cell(case.reference, href=address, hint="Restricted" if case.restricted else ""),
        Cell(case.practitioner_name, hint=case.practice_name),
        colour_cell(case.seen_colour, case.seen_score or None),
        Cell(STAGES[case.stage], hint=ROUTES[case.route]),
        Cell(f"{age} day{'' if age == 1 else 's'}", hint=f"from {short_day(case.received_on)}"),
        Cell(case.next_step, hint=f"by {short_day(by)}, {ago(by, on=on)}" if by else ""),
        Cell(case.manager_name),
    ]

"""Agreement between advisors over time: totals only."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.permissions import Permission, organisations_with
from triage.agreement import ENOUGH
from triage.agreements import Period, over_time
from triage.forms.second import PeriodForm
from ui.suppression import HIDDEN_UP_TO
from ui.tables import Cell, Column, Table

COLUMNS = (
    Column("Scale"),
    Column("Pairs"),
    Column("The same in both"),
    Column("Weighted kappa"),
    Column("Gwet’s AC2"),
)


@require_safe
def agreement(request: HttpRequest) -> HttpResponse:
    """How far two advisors agree who scored the same case apart; 404 for those who may not see totals."""
    organisations = organisations_with(request.user, Permission.ASSURANCE_SEE)
    if not organisations:
        raise Http404
    drawn_only = request.GET.get("of") == "sample"
    found = over_time(organisations, drawn_only=drawn_only)
    context = {
        "form": PeriodForm({"of": "sample" if drawn_only else "all"}),
        "may_decide": bool(organisations_with(request.user, Permission.SECOND_DECIDE)),
        "organisations": [
            {"found": each, "periods": [(period, _table(period)) for period in each.periods]}
            for each in found
        ],
        "enough": ENOUGH,
        "hidden_up_to": HIDDEN_UP_TO,
    }
    return render(request, "triage/agreement.html", context)


def _table(period: Period) -> Table:
    return Table(
        caption=f"Agreement: {period.label.lower()}",
        caption_hidden=True,
        columns=COLUMNS,
        rows=[[Cell(each.label), period.n, each.raw, each.kappa, each.ac2] for each in period.measures],
    )

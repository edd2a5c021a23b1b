"""One case at a glance: what was raised, what the practitioner says, what was said and done."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from accounts.permissions import Permission, permissions_in
from cases import topics
from cases.access import get_case_or_404
from cases.asked import asked_for_account
from cases.models import Account, Contact, Note
from cases.models.practitioner import number_warning
from cases.models.record import WrittenDown
from cases.pages import links_of, render_case, ways_on
from cases.policies import step_kept
from cases.written import written_in
from ui.dates import today

SHOWN = 10


@require_safe
def overview(request: HttpRequest, reference: str) -> HttpResponse:
    """The first tab of a case."""
    case = get_case_or_404(request.user, reference)
    held = permissions_in(request.user, case.organisation_id)
    closed = topics.closed_topics(request.user, case)
    who = case.practitioner
    accounts = written_in(case, Account, request.user, closed=closed)
    context = {
        "concerns": case.concerns.select_related("source"),
        "safety": case.safety_checks.select_related("answered_by").first(),
        "show_source": topics.SOURCE not in closed,
        "accounts": accounts,
        "account_given": any(not account.taken_back_at for account in accounts),
        "contacts": newest_first(written_in(case, Contact, request.user, closed=closed)),
        "notes": newest_first(written_in(case, Note, request.user, closed=closed)),
        "account_asked": asked_for_account(case),
        "other_references": case.other_references.all(),
        "representatives": who.representatives.current(on=today()),
        "number_warning": number_warning(who.regulator, who.registration_number),
        "step_kept": step_kept(case) if case.ended else None,
        "may_run": Permission.CASE_RUN in held,
        "ways_on": ways_on(case) if Permission.CASE_RUN in held else [],
        "links": links_of(case),
        "may_close": Permission.CASE_CLOSE in held,
        "may_restrict": Permission.CASE_RESTRICT in held,
        "named": case.access.named().select_related("person") if case.restricted else [],
    }
    return render_case(request, case, "cases/overview.html", context, tab="overview")


def newest_first(records: list[WrittenDown]) -> dict[str, list[WrittenDown]]:
    """Return the newest, and the earlier ones, which are folded away."""
    return {"newest": records[:SHOWN], "earlier": records[SHOWN:]}

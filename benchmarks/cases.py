"""What the list of cases and its search cost at 200,000 cases, beside the least a page can cost."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import Client, override_settings
from django.urls import include, path

from benchmarks.many import COMMON, FRAGMENT, RARE, REFERENCE, Filled, fill
from benchmarks.rounds import medians
from cases.listing import SIZE, Criteria, matching
from cases.models import Case

ROUNDS = 41
DEEP = 4000
LINES = "<ul>{% for case in cases %}<li>{{ case.reference }} {{ case.received_on }}</li>{% endfor %}</ul>"


def minimal(request: HttpRequest) -> HttpResponse:
    """Show one organisation's newest cases: the session, one question to an index, a line for each."""
    newest = Case.objects.filter(organisation=request.GET["of"]).order_by("-received_on", "-pk")[:SIZE]
    return HttpResponse(engines["django"].from_string(LINES).render({"cases": newest}))


urlpatterns = [path("minimal/", minimal), path("", include("lotus_cases.urls"))]


def run() -> list[str]:
    """Return the ratios in words."""
    filled = fill()
    with override_settings(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["testserver"]):
        return measured(filled)


def measured(filled: Filled) -> list[str]:
    """Time every page in turn."""
    client = Client()
    client.force_login(filled.manager)

    def page(address: str, **query: object) -> Callable[[], None]:
        def get() -> None:
            response = client.get(f"{address}?{urlencode(query)}")
            if response.status_code != 200:
                raise RuntimeError(f"{address} answered {response.status_code}.")

        return get

    ways = {
        "the list": page("/cases/"),
        f"search for a rare word ({RARE})": page("/cases/", q=RARE),
        f"search for a common word ({COMMON})": page("/cases/", q=COMMON),
        f"search for a part of a name ({FRAGMENT})": page("/cases/", q=FRAGMENT),
        f"search for a reference ({REFERENCE})": page("/cases/", q=REFERENCE),
    }
    closed = page("/cases/", stage="closed")
    deep = page("/cases/", stage="closed", after=mark_after(filled, pages=DEEP - 1))
    least = page("/minimal/", of=filled.organisation.pk)
    base, first, far, *taken = medians([least, closed, deep, *ways.values()], rounds=ROUNDS)
    lines = [
        f"{name} takes {each / base:.2f} times the least page (at most 2)"
        for name, each in zip(ways, taken, strict=True)
    ]
    return [
        *lines,
        f"page {DEEP:,} of the closed takes {far / first:.2f} times page one (at most 1.3)",
    ]


def mark_after(filled: Filled, *, pages: int) -> str:
    """Return the mark at which the page after so many pages of closed cases starts."""
    cases = matching(filled.manager, Criteria(stage="closed"))
    last = cases.order_by("-received_on", "-pk")[pages * SIZE - 1]
    return f"{last.received_on.isoformat()}~{last.pk}"

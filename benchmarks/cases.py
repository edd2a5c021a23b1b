"""What the list of cases and its search cost at 200,000 cases, beside the least that could be shown.

Two views stand beside them, both behind the same middleware and with the same session: a bare answer of 25
lines from one indexed question, and the same lines on the product's page with its head, menu and foot.
"""

import functools
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import Client, override_settings
from django.urls import include, path

from accounts.models import Person
from benchmarks.many import COMMON, FRAGMENT, RARE, REFERENCE, Filled, fill
from benchmarks.rounds import medians
from cases.listing import SIZE, Criteria, matching
from cases.models import Case

ROUNDS = 41
DEEP = 4000
LINES = "<ul>{% for case in cases %}<li>{{ case.reference }} {{ case.received_on }}</li>{% endfor %}</ul>"
PAGE = f"{{% extends 'base.html' %}}{{% block content %}}{LINES}{{% endblock %}}"


def newest(request: HttpRequest) -> Any:
    """Return one organisation's newest cases: one question to an index."""
    return Case.objects.filter(organisation=request.GET["of"]).order_by("-received_on", "-pk")[:SIZE]


def bare(request: HttpRequest) -> HttpResponse:
    """Show a line for each, and nothing else."""
    return HttpResponse(template(LINES).render({"cases": newest(request)}))


def least(request: HttpRequest) -> HttpResponse:
    """Show a line for each on a page of the product, with its head, menu and foot."""
    return HttpResponse(template(PAGE).render({"cases": newest(request)}, request))


template = functools.cache(engines["django"].from_string)
urlpatterns = [path("bare/", bare), path("least/", least), path("", include("lotus_cases.urls"))]


def run() -> list[str]:
    """Return the ratios in words."""
    filled = fill()
    with override_settings(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["testserver"]):
        return measured(filled)


def measured(filled: Filled) -> list[str]:
    """Time every page in turn."""
    clients = {person.pk: Client() for person in (filled.manager, filled.of_both)}
    for pk, client in clients.items():
        client.force_login(Person.objects.get(pk=pk))

    def page(address: str, by: Person = filled.manager, **query: object) -> Callable[[], None]:
        def get() -> None:
            response = clients[by.pk].get(f"{address}?{urlencode(query)}")
            if response.status_code != 200:
                raise RuntimeError(f"{address} answered {response.status_code}.")

        return get

    ways = {
        "the list": page("/cases/"),
        "the list of both organisations": page("/cases/", by=filled.of_both),
        "the list by next date": page("/cases/", sort="next"),
        "the list by score": page("/cases/", sort="score"),
        f"search for a rare word ({RARE})": page("/cases/", q=RARE),
        f"search for a common word ({COMMON})": page("/cases/", q=COMMON),
        f"search for a part of a name ({FRAGMENT})": page("/cases/", q=FRAGMENT),
        f"search for a reference ({REFERENCE})": page("/cases/", q=REFERENCE),
    }
    closed = page("/cases/", stage="closed")
    deep = page("/cases/", stage="closed", after=mark_after(filled, pages=DEEP - 1))
    beside = [page(f"/{name}/", of=filled.organisation.pk) for name in ("bare", "least")]
    nothing, frame, first, far, *taken = medians([*beside, closed, deep, *ways.values()], rounds=ROUNDS)
    lines = [
        f"{name} takes {each / frame:.2f} times the least page (at most 2), "
        f"and {each / nothing:.2f} times a bare answer"
        for name, each in zip(ways, taken, strict=True)
    ]
    return [
        *lines,
        f"page {DEEP:,} of the closed takes {far / first:.2f} times page one (at most 1.3)",
    ]


def mark_after(filled: Filled, *, pages: int) -> str:
    """Return the mark at which the page after so many pages of closed cases starts."""
    cases = matching(filled.manager, Criteria(stage="closed")).cases
    last = cases.order_by("-received_on", "-pk")[pages * SIZE - 1]
    return f"{last.received_on.isoformat()}~{last.pk}"

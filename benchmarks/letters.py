"""How much quicker a warm letter is than a plain one, and how long a person waits after the click."""

import itertools
import subprocess
import sys
import time
import timeit
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.cache import cache
from weasyprint import HTML

from benchmarks.rounds import medians
from documents.actions import want_pdf
from documents.fetching import STYLES
from documents.kinds import PdfKind, html_of, register
from documents.models import Pdf
from documents.rendering import to_pdf
from documents.typesetting import prepare
from ui.tasks import HEARTBEAT_KEY, heartbeat

ROUNDS = 31
PATIENCE = 60
PARAGRAPH = (
    "<p>The group met on 3 March 2026 and read the triage, the documents and your own account. It looked at "
    "what happened on three days in January, at who was on duty, and at how the appointment book was kept. "
    "It asked what made the work harder than it should have been, and what would help you and the practice "
    "now.</p>"
)
_numbers = itertools.count(1)


def page(case: Any) -> dict[str, Any]:
    """Return what a letter of about two pages is made of; no two are alike."""
    heading = "<h2>What happens next</h2>"
    return {
        "head": {
            "organisation": "Invented region",
            "department": "Professional standards",
            "organisation_address": ["1 Invented Street", "Testford", "TE1 1ST"],
            "enquiries_to": "Ms Bronwen Tudor",
            "phone": "01632 960000",
            "hours": "Monday to Friday, 9 to 5",
            "email": "enquiries@example.test",
            "reference": f"NW-2026-{next(_numbers):05d}",
            "date": "4 March 2026",
        },
        "address": ["Dr Amara Okafor", "2 Invented Road", "Testford", "TE1 2ND"],
        "small_address": False,
        "subject": "The outcome of the group's meeting",
        "body": (PARAGRAPH * 4 + heading) * 3,
    }


LETTER = register(PdfKind("benchmark", "letters/pdf.html", page, lambda _case: "Benchmark"))


def run() -> list[str]:
    """Return the two ratios in words."""
    prepare()
    return [warm_against_plain(), click_against_bare()]


def warm_against_plain() -> str:
    """Compare `to_pdf` with a plain WeasyPrint call: the same page, styles and font files, nothing kept."""
    html = html_of(LETTER, None)  # type: ignore[arg-type]
    links = "".join(f'<link rel="stylesheet" href="{name}">' for name in ("fonts.css", "pdf.css"))
    linked = html.replace("<head>", f"<head>{links}", 1)
    base = f"{STYLES.as_uri()}/"
    ours, plain = medians(
        [lambda: to_pdf(html), lambda: HTML(string=linked, base_url=base).write_pdf()],
        rounds=ROUNDS,
    )
    pages = to_pdf(html).pages
    return f"a warm letter of {pages} pages is {plain / ours:.2f} times as fast as a plain one (at least 1.3)"


def click_against_bare() -> str:
    """Compare asking for a PDF until it is ready with the bare rendering and a task that does nothing."""
    from tests.factories import make_case, make_organisation, make_person

    manager = make_person("case_manager", organisation=make_organisation())
    case = make_case(by=manager)

    def bare() -> None:
        to_pdf(html_of(LETTER, case))

    def click() -> None:
        pdf = want_pdf(kind=LETTER, subject=case, case=case, by=manager)
        # It cannot be ready before it is rendered: until then, asking would only slow the worker down.
        time.sleep(quickest)
        wait_until(lambda: Pdf.objects.filter(pk=pdf.pk, state=Pdf.State.READY).exists())

    def nothing() -> None:
        cache.delete(HEARTBEAT_KEY)
        heartbeat.delay()
        wait_until(lambda: cache.get(HEARTBEAT_KEY) is not None)

    quickest = min(timeit.repeat(bare, number=1, repeat=5)) * 0.9
    with real_worker():
        clicked, made, idle = medians([click, bare, nothing], rounds=ROUNDS)
    ratio = clicked / (made + idle)
    return f"click to ready takes {ratio:.2f} times a bare letter and an empty task (at most 1.3)"


def wait_until(there: Any) -> None:
    """Wait for something that another process does, a few milliseconds at a time."""
    end = time.monotonic() + PATIENCE
    while not there():
        if time.monotonic() > end:
            raise TimeoutError("The worker did not answer.")
        time.sleep(0.003)


@contextmanager
def real_worker() -> Iterator[None]:
    """Run a worker of the product, with this module's kind of letter known to it."""
    command = [sys.executable, "-m", "celery", "-A", "lotus_cases", "worker", "--concurrency=1"]
    worker = subprocess.Popen(
        [*command, "--loglevel=ERROR", "--include=benchmarks.letters"],
        cwd=settings.ROOT,
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    try:
        heartbeat.delay()
        wait_until(lambda: cache.get(HEARTBEAT_KEY) is not None)
        yield
    finally:
        worker.terminate()
        worker.wait(30)

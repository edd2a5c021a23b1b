"""What a worker does before its first PDF. Listening costs nothing in processes that are no workers."""

import structlog
from celery.signals import worker_init, worker_process_init

log = structlog.get_logger(__name__)

FIRST = (
    '<html lang="en-GB"><head><title>First</title></head><body><h1>First</h1><p><b>Page</b></p></body></html>'
)


@worker_init.connect
def load_before_fork(**_kwargs: object) -> None:
    """Load the PDF maker once for all the worker's processes, or stop with the reason it cannot work."""
    from documents import typesetting

    reason = typesetting.why_not_ready()
    if reason:
        raise SystemExit(f"The worker cannot make PDFs. {reason}")
    typesetting.prepare()


@worker_process_init.connect
def make_first_page(**_kwargs: object) -> None:
    """Make a page that nobody wants, so that the first person does not wait for fonts to load."""
    from documents.rendering import to_pdf

    to_pdf(FIRST)

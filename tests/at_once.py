"""Several people at the same moment, each in a thread of their own, on the real database."""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection

from ui.refusals import Refusal


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """Run each in a thread of its own; return what each returned, or the Refusal it raised, in that order.

    Anything else that one of them raised is raised here.
    """
    barrier = threading.Barrier(len(works))
    results: list[Any] = [None] * len(works)

    def run(place: int, work: Callable[[], Any]) -> None:
        try:
            barrier.wait(10)
            results[place] = work()
        except Exception as error:
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    for each in results:
        if isinstance(each, Exception) and not isinstance(each, Refusal):
            raise each
    return results

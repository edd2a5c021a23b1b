"""Building the whole demonstration."""

import json
from pathlib import Path
from typing import Any

from celery import current_app
from django.test.utils import override_settings

from desk.demo.cast import gather
from desk.demo.held import finish
from desk.demo.tell import tell

STORIES = Path(__file__).with_name("stories.json")
# Letters of the demonstration go nowhere: their e-mails count as sent.
NOWHERE = "django.core.mail.backends.dummy.EmailBackend"


def read() -> dict[str, Any]:
    """Return the stories."""
    return json.loads(STORIES.read_text(encoding="utf-8"))


def build() -> int:
    """Play every story, making PDFs and letters at once; returns how many cases there are."""
    stories = read()
    eager, current_app.conf.task_always_eager = current_app.conf.task_always_eager, True
    try:
        with override_settings(EMAIL_BACKEND=NOWHERE):
            casts = {each["key"]: gather(each["key"], stories) for each in stories["organisations"]}
            for told in stories["cases"]:
                tell(told, casts[told["org"]])
            for each in stories["organisations"]:
                finish(casts[each["key"]], each)
    finally:
        current_app.conf.task_always_eager = eager
    return len(stories["cases"])

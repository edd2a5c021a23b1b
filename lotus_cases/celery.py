"""The Celery application. Tasks take primary keys only; rows, not the queue, say what is outstanding."""

import os

from celery import Celery
from celery.signals import setup_logging, task_prerun
from django_structlog.celery.steps import DjangoStructLogInitStep

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lotus_cases.settings.local")

app = Celery("lotus_cases")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.steps["worker"].add(DjangoStructLogInitStep)
app.autodiscover_tasks()


@app.on_after_configure.connect
def keep_connections(source: dict[str, object], **_kwargs: object) -> None:
    """Keep connections to the database; Celery would open one for every task."""
    source["CELERY_DB_REUSE_MAX"] = 1_000_000


@task_prerun.connect
def leave_broken_connections(**_kwargs: object) -> None:
    """Close connections that are too old or no longer answer, as Django does before each request."""
    from django.db import close_old_connections

    close_old_connections()


@setup_logging.connect
def use_django_logging(**_kwargs: object) -> None:
    """Let workers log exactly as the web process does, request ids included."""
    from logging.config import dictConfig

    from django.conf import settings

    dictConfig(settings.LOGGING)

"""The Celery application. Tasks take primary keys only; what is outstanding is said by rows, not by the queue."""

import os

from celery import Celery
from celery.signals import setup_logging
from django_structlog.celery.steps import DjangoStructLogInitStep

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lotus_cases.settings.local")

app = Celery("lotus_cases")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.steps["worker"].add(DjangoStructLogInitStep)
app.autodiscover_tasks()


@setup_logging.connect
def use_django_logging(**_kwargs: object) -> None:
    """Let workers log exactly as the web process does, request ids included."""
    from logging.config import dictConfig

    from django.conf import settings

    dictConfig(settings.LOGGING)

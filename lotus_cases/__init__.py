"""The project package: settings, urls, celery, wsgi. No business rules live here."""

from lotus_cases.celery import app as celery_app

__all__ = ["celery_app"]

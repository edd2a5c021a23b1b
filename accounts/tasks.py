"""Tidying up. Every task may run twice."""

from celery import shared_task
from django.contrib.sessions.backends.db import SessionStore


@shared_task
def forget_ended_sessions() -> None:
    """Remove the rows of sessions that have ended: nobody needs to know any more who was signed in."""
    SessionStore.clear_expired()

"""Addresses of the group's pages, and what a page says."""

from typing import Any

from django.urls import reverse

from pag.models import AgendaItem, Meeting

# What `make_case` says was raised: nobody reads it before declaring.
CONTENT = "Records of three consultations were not complete."


def text_of(response: Any) -> str:
    """Return the page as it was sent."""
    return str(response.content.decode())


def declare_url(meeting: Meeting) -> str:
    return reverse("meeting_declare", args=[meeting.pk])


def decide_url(item: AgendaItem) -> str:
    return reverse("decide", args=[item.meeting_id, item.pk])

"""`invited` is sent inside the transaction that writes an invitation, with its token, which is not stored."""

from django.dispatch import Signal

invited = Signal()

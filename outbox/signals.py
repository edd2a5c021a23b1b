"""`settled` is sent, inside the transaction, when a message was sent, failed or became unknown."""

from django.dispatch import Signal

settled = Signal()

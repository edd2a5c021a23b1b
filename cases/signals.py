"""`contact_logged` is sent, inside the transaction, with the `contact` and `by` whom it was logged.

A receiver that fails undoes the logging.
"""

from django.dispatch import Signal

contact_logged = Signal()

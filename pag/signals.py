"""`decision_recorded` is sent, inside the transaction, with the `decision` and `by` whom it was recorded.

A receiver that fails undoes the recording: a decision without its letter's draft does not exist.
"""

from django.dispatch import Signal

decision_recorded = Signal()

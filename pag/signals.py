"""`decision_recorded` is sent, inside the transaction, with the `decision` and `by` whom it was recorded.

So is `final_recorded`, with the `decision` of the group on whose advice somebody has decided since.

A receiver that fails undoes the recording: a decision without its letter's draft does not exist.
"""

from django.dispatch import Signal

decision_recorded = Signal()
final_recorded = Signal()

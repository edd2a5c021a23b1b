"""`decision_recorded` is sent, inside the transaction, with the `decision` and `by` whom it was recorded.

So is `final_recorded`, with the `decision` of the group on whose advice somebody has decided since.

`stood_aside` is sent, inside the transaction, with the `person` to whom a `case` is closed from now on, and
the `item` on which it came up, None where it was the case itself; `let_back_in` with the same, once it is
open to them again.

`order_changed` is sent, inside the transaction, with the `meeting` whose agenda is in another order now;
`meeting_changed` with one that is at another time or place now.

A receiver that fails undoes the recording: a decision without its letter's draft does not exist.
"""

from django.dispatch import Signal

decision_recorded = Signal()
final_recorded = Signal()
stood_aside = Signal()
let_back_in = Signal()
order_changed = Signal()
meeting_changed = Signal()

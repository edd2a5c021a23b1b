"""`contact_logged` is sent, inside the transaction, with the `contact` and `by` whom it was logged.

`opened_again` is sent, inside the transaction, with the `case` that had ended and `by` whom it was opened.

`connection_said` is sent, inside the transaction, with the `case`, the `person` who says that they have, or
may have, a connection with somebody in it, and their `statement`.

A receiver that fails undoes what was done.
"""

from django.dispatch import Signal

contact_logged = Signal()
opened_again = Signal()
connection_said = Signal()

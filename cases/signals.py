"""`contact_logged` is sent, inside the transaction, with the `contact` and `by` whom it was logged.

`taken_back` is sent, inside the transaction, with the `record` (a note, a contact or an account) that was
taken back, what was written down `instead`, if anything, and `by` whom.

`withdrawn` and `opened_again` are sent, inside the transaction, with the `case` and `by` whom it was done.

`connection_said` is sent, inside the transaction, with the `case`, the `person` who says that they have, or
may have, a connection with somebody in it, and their `statement`.

A receiver that fails undoes what was done.
"""

from django.dispatch import Signal

contact_logged = Signal()
taken_back = Signal()
opened_again = Signal()
withdrawn = Signal()
connection_said = Signal()

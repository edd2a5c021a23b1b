"""What the apps above are told of invitations and roles, inside the transaction that wrote it.

`invited` carries the `invitation` and its `token`, which is not stored. `invitation_ended` carries an
`invitation` that was accepted, withdrawn or replaced, and `by`. `role_ended` carries the `membership`.
"""

from django.dispatch import Signal

invited = Signal()
invitation_ended = Signal()
role_ended = Signal()

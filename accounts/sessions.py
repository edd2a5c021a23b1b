"""Sessions in the database, of which a request that changed nothing renews the time alone.

Every request renews it, and pages ask by themselves: for drafts to be kept, for what goes on in a meeting. If
such a request wrote all of the session, it would undo what another one wrote at the same moment, such as what
the next page says.
"""

from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import router, transaction


class SessionStore(DatabaseStore):
    def save(self, must_create: bool = False) -> None:  # noqa: FBT001, FBT002 (as Django's own)
        """Write the session, or until when it lasts where nothing else changed.

        Raises UpdateError where it has ended meanwhile.
        """
        if must_create or self.modified or self.session_key is None:
            super().save(must_create)
        else:
            self._renew()

    def _renew(self) -> None:
        using = router.db_for_write(self.model)
        mine = self.model.objects.using(using).filter(session_key=self.session_key)
        with transaction.atomic(using=using):
            if not mine.update(expire_date=self.get_expiry_date()):
                raise UpdateError

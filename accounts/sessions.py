"""Sessions in the database, of which a request that changed nothing renews the time alone, once a minute.

Pages ask by themselves: for drafts to be kept, for what goes on in a meeting. If such a request wrote all of
the session, it would undo what another one wrote at the same moment, such as what the next page says.
"""

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from ui.compiled import compiled

# A session lasts as long as pages say after every request, and up to this much longer.
RENEWED_EVERY = dt.timedelta(minutes=1)


class SessionStore(DatabaseStore):
    _lasts_until: dt.datetime | None = None

    def get_session_cookie_age(self) -> int:
        """Return how many seconds a session lasts when it is written."""
        return settings.SESSION_COOKIE_AGE + int(RENEWED_EVERY.total_seconds())

    def save(self, must_create: bool = False) -> None:  # noqa: FBT001, FBT002 (as Django's own)
        """Write the session, or until when it lasts where nothing else changed.

        Raises UpdateError where it has ended meanwhile.
        """
        if must_create or self.modified or self.session_key is None:
            super().save(must_create)
        elif self._lasts_until is None or self._lasts_until < self._promised_until():
            self._renew()

    def _get_session_from_db(self) -> Session | None:
        found = _standing.one(key=self.session_key, at=timezone.now())
        if found is None:
            self._session_key = None
        self._lasts_until = found.expire_date if found else None
        return found

    @staticmethod
    def _promised_until() -> dt.datetime:
        return timezone.now() + dt.timedelta(seconds=settings.SESSION_COOKIE_AGE)

    def _renew(self) -> None:
        mine = self.model.objects.filter(session_key=self.session_key)
        if not mine.update(expire_date=self.get_expiry_date()):
            raise UpdateError


@compiled
def _standing(key: Any, at: Any) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=at)

"""Something to be made in the background. The row, not the queue, says what is outstanding."""

import datetime as dt
import uuid
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class LeasedQuerySet(models.QuerySet[Any]):
    def outstanding(self, *, at: dt.datetime) -> Self:
        """Those to be made now: waiting, or claimed by a worker that did not come back."""
        states = Leased.State
        return self.filter(
            Q(state=states.WAITING, not_before__lte=at) | Q(state=states.MAKING, lease_until__lt=at)
        ).order_by("wanted_at", "pk")

    def left_behind(self, *, at: dt.datetime, patience: dt.timedelta) -> Self:
        """Those that the queue may have lost: waiting for longer than `patience`, or left by a worker."""
        return self.outstanding(at=at).filter(
            Q(state=Leased.State.MAKING) | Q(wanted_at__lte=at - patience, not_before__lte=at)
        )

    def claim(self, pk: int, *, at: dt.datetime, lease: dt.timedelta) -> Any:
        """Take one for making, with a fresh fencing token; None where it is done or somebody has it."""
        token = uuid.uuid4()
        claimed = (
            self.outstanding(at=at)
            .order_by()
            .filter(pk=pk)
            .update(
                state=Leased.State.MAKING, lease_until=at + lease, token=token, attempts=F("attempts") + 1
            )
        )
        return self.get(pk=pk) if claimed else None


class Leased(models.Model):
    """What a row needs so that a worker can claim it, be killed, and another take it over."""

    class State(models.TextChoices):
        WAITING = "waiting", "Preparing"
        MAKING = "making", "Preparing"
        READY = "ready", "Ready"
        FAILED = "failed", "Could not be made"

    wanted_at = models.DateTimeField(default=timezone.now)
    not_before = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    token = models.UUIDField(null=True)
    error = models.CharField("why it could not be made, in words", max_length=500, blank=True)

    class Meta:
        abstract = True

    @property
    def preparing(self) -> bool:
        return self.state in (self.State.WAITING, self.State.MAKING)

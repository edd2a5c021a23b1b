"""Messages that must leave: a row first, in the action's own transaction, then the e-mail."""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import Person
from accounts.permissions import Permission
from files.models import StoredFile

# How the key of a message that carries an invitation starts.
INVITATION = "invitation-"


class MessageQuerySet(models.QuerySet["Message"]):
    def due(self, *, at: dt.datetime) -> "MessageQuerySet":
        """Those that may be tried now, oldest first."""
        return self.filter(state=Message.State.WAITING, not_before__lte=at).order_by("not_before", "pk")

    def lost_in_sending(self, *, at: dt.datetime) -> "MessageQuerySet":
        """Those whose sender did not come back: nobody can say whether they left."""
        return self.filter(state=Message.State.SENDING, lease_until__lt=at)

    def for_a_person(self) -> "MessageQuerySet":
        """Those that failed or whose fate is unknown, until somebody has decided about them."""
        undecided = [Message.State.FAILED, Message.State.UNKNOWN]
        return self.filter(state__in=undecided, decided_at__isnull=True).order_by("settled_at", "pk")

    def to_about(self, address: str, case_key: int) -> "MessageQuerySet":
        """Those to one address about one case."""
        return self.filter(to__iexact=address, case_key=case_key)

    def of_invitations(self, keys: Iterable[int]) -> "MessageQuerySet":
        """Those that carry the invitations of these keys."""
        return self.filter(key__in=[f"{INVITATION}{key}" for key in keys])

    def claim(self, pk: int, *, at: dt.datetime, lease: dt.timedelta) -> "Message | None":
        """Take one message for sending, with a fresh token; None where somebody has it or it is settled."""
        claimed = self.filter(pk=pk, state=Message.State.WAITING, not_before__lte=at).update(
            state=Message.State.SENDING,
            lease_until=at + lease,
            token=uuid.uuid4(),
            attempts=F("attempts") + 1,
        )
        return self.get(pk=pk) if claimed else None


class Message(models.Model):
    """One e-mail. `key` says what it is about, once: putting the same key twice makes one message.

    A message whose fate is unknown (the answer was lost) waits as "unknown" for a person: it is never
    silently lost and never blindly sent again. What the person decided stands in `decided_…`.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting to be sent"
        SENDING = "sending", "Being sent"
        SENT = "sent", "Sent"
        FAILED = "failed", "Could not be sent"
        UNKNOWN = "unknown", "Not known whether it was sent"
        WITHDRAWN = "withdrawn", "Not sent: no longer for whoever it was to"

    key = models.CharField(max_length=120, unique=True)
    to = models.EmailField()
    subject = models.CharField(max_length=150)
    body = models.TextField()
    # Its body lets whoever reads it in, so it is kept only as long as it may still have to be sent.
    secret = models.BooleanField(default=False)
    attachment = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    attachment_name = models.CharField(max_length=150, blank=True)
    # What goes with the attachment, such as a report that a letter speaks of.
    enclosure = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    enclosure_name = models.CharField(max_length=150, blank=True)
    organisation_key = models.BigIntegerField(null=True)
    case_key = models.BigIntegerField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    not_before = models.DateTimeField(default=timezone.now)
    lease_until = models.DateTimeField(null=True)
    token = models.UUIDField(null=True)
    settled_at = models.DateTimeField(null=True)
    error = models.CharField("why it could not be sent, in words", max_length=300, blank=True)
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["not_before", "id"], name="outbox_due", condition=Q(state="waiting")),
            models.Index(fields=["lease_until"], name="outbox_leased", condition=Q(state="sending")),
            models.Index(fields=["organisation_key", "state"], name="outbox_by_organisation"),
        ]
        constraints = [
            models.CheckConstraint(
                name="outbox_settled_has_time",
                condition=Q(state__in=["waiting", "sending"], settled_at__isnull=True)
                | Q(state__in=["sent", "failed", "unknown", "withdrawn"], settled_at__isnull=False),
            ),
            models.CheckConstraint(
                name="outbox_decided_wholly",
                condition=Q(decided_by__isnull=True, decided_at__isnull=True)
                | Q(decided_by__isnull=False, decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="outbox_failure_says_why",
                condition=~Q(state__in=["failed", "unknown"]) | Q(error__gt=""),
            ),
            models.CheckConstraint(
                name="outbox_secret_forgotten_once_sent",
                condition=Q(secret=False) | Q(body="") | (~Q(state="sent") & Q(decided_at__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def invitation_key(self) -> int | None:
        """The key of the invitation it carries, if it carries one."""
        return int(self.key.removeprefix(INVITATION)) if self.key.startswith(INVITATION) else None

    @property
    def decided_by_those_who_may(self) -> Permission:
        """What somebody needs to decide about it where it did not leave for certain."""
        return Permission.CASE_RUN if self.invitation_key is None else Permission.PEOPLE_MANAGE

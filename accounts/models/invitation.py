"""An invitation to join an organisation. Sign-up is closed; this is the only way in."""

import datetime as dt
import hashlib

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from accounts.models.organisation import Organisation
from accounts.models.person import Person
from accounts.roles import BY_KEY, CHOICES

LASTS = dt.timedelta(days=14)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self, *, at: dt.datetime) -> "InvitationQuerySet":
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=at)

    def with_token(self, token: str) -> "InvitationQuerySet":
        return self.filter(token_hash=Invitation.hash_token(token))


class Invitation(models.Model):
    """A person asked to join, in certain roles. Accepted or withdrawn once, never both."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="invitations")
    email = models.EmailField("e-mail")
    title = models.CharField(max_length=40, blank=True)
    first_name = models.CharField(max_length=150, blank=True)
    last_name = models.CharField(max_length=150)
    job_title = models.CharField(max_length=150, blank=True)
    roles = ArrayField(models.CharField(max_length=30, choices=CHOICES))
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    submission_key = models.UUIDField(unique=True, null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-invited_at"]
        constraints = [
            models.CheckConstraint(
                name="accounts_invitation_ends_one_way",
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True),
            ),
            models.UniqueConstraint(
                Lower("email"),
                "organisation",
                name="accounts_invitation_one_open",
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} invited to {self.organisation}"

    @property
    def name(self) -> str:
        """The name as colleagues write it."""
        return " ".join(part for part in (self.title, self.first_name, self.last_name) if part)

    @property
    def role_names(self) -> str:
        """The roles they will hold, in words."""
        return ", ".join(BY_KEY[role].name for role in self.roles)

    @staticmethod
    def hash_token(token: str) -> str:
        """Return what is stored of an invitation's token, so that the table alone lets nobody in."""
        return hashlib.sha256(token.encode()).hexdigest()

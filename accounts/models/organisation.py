"""An organisation that manages concerns: a region, a trust, an integrated care board."""

import pghistory
from django.core.validators import RegexValidator
from django.db import models


@pghistory.track(append_only=True)
class Organisation(models.Model):
    """Who runs the cases. Its details head every letter; its prefix starts every case reference."""

    class Kind(models.TextChoices):
        REGION = "region", "Regional team"
        TRUST = "trust", "Trust"
        ICB = "icb", "Integrated care board"
        OTHER = "other", "Other"

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind)
    reference_prefix = models.CharField(
        max_length=6,
        unique=True,
        validators=[RegexValidator(r"^[A-Z]{2,6}$", "Use two to six capital letters.")],
    )
    address = models.TextField("postal address", blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField("e-mail", blank=True)
    enquiries_hours = models.CharField(max_length=100, blank=True)
    signatory_department = models.CharField(max_length=150, blank=True)
    # Who answers at any hour when somebody is at the end of their tether; printed on every first letter.
    crisis_line_name = models.CharField(max_length=150, blank=True)
    crisis_line_phone = models.CharField(max_length=40, blank=True)
    crisis_line_hours = models.CharField(max_length=100, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="accounts_organisation_prefix_capitals",
                condition=models.Q(reference_prefix__regex=r"^[A-Z]{2,6}$"),
            )
        ]

    def __str__(self) -> str:
        return self.name

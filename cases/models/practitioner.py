"""The practitioner a concern is about, and who represents them."""

import re
import unicodedata
from typing import Any

import pghistory
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import TrigramSimilarity
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper

from accounts.models import Organisation
from accounts.models.person import whole_name


class Discipline(models.TextChoices):
    DOCTOR = "doctor", "Doctor"
    DENTIST = "dentist", "Dentist or dental care professional"
    OPTOMETRIST = "optometrist", "Optometrist or optician"
    PHARMACIST = "pharmacist", "Pharmacist"
    NURSE = "nurse", "Nurse or midwife"
    ALLIED = "allied", "Allied health professional"
    OTHER = "other", "Other registered professional"


class Regulator(models.TextChoices):
    GMC = "GMC", "General Medical Council (GMC)"
    GDC = "GDC", "General Dental Council (GDC)"
    GOC = "GOC", "General Optical Council (GOC)"
    GPHC = "GPhC", "General Pharmaceutical Council (GPhC)"
    NMC = "NMC", "Nursing and Midwifery Council (NMC)"
    HCPC = "HCPC", "Health and Care Professions Council (HCPC)"
    OTHER = "other", "Another regulator"


# Shapes of registration numbers (rules.md, "Registration numbers"): they warn, and never block.
NUMBER_SHAPES = {
    Regulator.GMC: (r"\d{7}", "7 digits"),
    Regulator.GDC: (r"\d{1,6}", "up to 6 digits"),
    Regulator.GOC: (r"(D-)?\d{2}-\d{5}", "two digits, a dash and five digits, sometimes with D- before"),
    Regulator.GPHC: (r"2\d{6}", "7 digits starting with 2"),
    Regulator.NMC: (r"\d{2}[A-Z]\d{4}[A-Z]", "two digits, a letter, four digits, a letter"),
    Regulator.HCPC: (r"[A-Z]{2}\d{1,6}", "2 letters and up to 6 digits"),
}


def number_warning(regulator: str, number: str) -> str:
    """Return a sentence where `number` does not look like that regulator's numbers, else nothing."""
    shape = NUMBER_SHAPES.get(Regulator(regulator)) if regulator in Regulator.values else None
    if not number or shape is None or re.fullmatch(shape[0], number.strip().upper()):
        return ""
    return (
        f"“{number}” does not look like a {regulator} number ({shape[1]}). "
        "Check it; it has been saved as typed."
    )


# Letters that no accent is taken off from.
STROKES = str.maketrans("łŁøØđĐı", "lLoOdDi") | str.maketrans({"æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe"})


def plain(text: str) -> str:
    """Return `text` without accents and in lower case, as names are searched."""
    letters = unicodedata.normalize("NFKD", text.strip().translate(STROKES))
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()


class PractitionerQuerySet(models.QuerySet["Practitioner"]):
    def of(self, organisation: Organisation) -> "PractitionerQuerySet":
        return self.filter(organisation=organisation)

    def likely_the_same(
        self, *, organisation: Organisation, last_name: str, first_name: str, number: str
    ) -> "PractitionerQuerySet":
        """Those of the organisation with the same registration number, or nearly the same name."""
        alike = Q(similarity__gte=0.55)
        if number:
            alike |= Q(registration_number__iexact=number.strip())
        return (
            self.of(organisation)
            .annotate(similarity=TrigramSimilarity("search_name", plain(f"{first_name} {last_name}")))
            .filter(alike)
            .order_by("-similarity", "pk")
        )


@pghistory.track(append_only=True, exclude=["search_name", "submission_key"])
class Practitioner(models.Model):
    """A registered professional, as one organisation knows them."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="practitioners")
    title = models.CharField(max_length=40, blank=True)
    first_name = models.CharField(max_length=150, blank=True)
    last_name = models.CharField(max_length=150)
    # The name without accents and in lower case, so that "Zoe" finds "Zoë".
    search_name = models.TextField(editable=False)
    discipline = models.CharField(max_length=20, choices=Discipline)
    regulator = models.CharField(max_length=10, choices=Regulator, blank=True)
    registration_number = models.CharField(max_length=30, blank=True)
    private_email = models.EmailField("private e-mail", blank=True)
    work_email = models.EmailField("work e-mail", blank=True)
    phone = models.CharField(max_length=40, blank=True)
    address = models.TextField("postal address", blank=True)
    practice_name = models.CharField("practice or place of work", max_length=200, blank=True)
    practice_code = models.CharField("ODS code", max_length=10, blank=True)
    version = models.PositiveIntegerField(default=1)
    submission_key = models.UUIDField(unique=True, null=True)

    objects = PractitionerQuerySet.as_manager()

    class Meta:
        ordering = ["last_name", "first_name", "pk"]
        indexes = [
            GinIndex(OpClass("search_name", name="gin_trgm_ops"), name="cases_practitioner_name_trgm"),
            models.Index("organisation", Upper("registration_number"), name="cases_practitioner_number"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_name = plain(f"{self.first_name} {self.last_name}")
        super().save(*args, **kwargs)

    @property
    def registration(self) -> str:
        """The registration number after its regulator, which whoever typed the number may have put there."""
        number, regulator = self.registration_number, self.regulator
        said = regulator in ("", Regulator.OTHER) or number.upper().startswith(regulator.upper())
        return f"{regulator} {number}" if number and not said else number

    @property
    def name(self) -> str:
        """The name as letters write it: "Dr Amara Okafor"."""
        return whole_name(self.title, self.first_name, self.last_name)

    @property
    def salutation(self) -> str:
        """How a letter greets them: "Dear Dr Okafor"; by the whole name where there is no title."""
        return f"Dear {self.title} {self.last_name}" if self.title else f"Dear {self.name}"

    @property
    def letter_email(self) -> str:
        """Where a letter may be e-mailed: the private address; the work one only where there is no other."""
        return self.private_email or self.work_email


class RepresentativeQuerySet(models.QuerySet["Representative"]):
    def current(self, *, on: object) -> "RepresentativeQuerySet":
        return self.filter(consent_from__lte=on).filter(Q(consent_to__isnull=True) | Q(consent_to__gte=on))


class Representative(models.Model):
    """Somebody the practitioner has asked to act for them, and what they consented may be shared."""

    practitioner = models.ForeignKey(Practitioner, on_delete=models.PROTECT, related_name="representatives")
    name = models.CharField(max_length=200)
    organisation_name = models.CharField("organisation", max_length=200, blank=True)
    email = models.EmailField("e-mail", blank=True)
    phone = models.CharField(max_length=40, blank=True)
    consent_scope = models.TextField("what the practitioner agreed may be shared")
    consent_from = models.DateField()
    consent_to = models.DateField(null=True, blank=True)
    submission_key = models.UUIDField(unique=True, null=True)

    objects = RepresentativeQuerySet.as_manager()

    class Meta:
        ordering = ["-consent_from", "pk"]
        constraints = [
            models.CheckConstraint(
                name="cases_representative_consent_dates",
                condition=Q(consent_to__isnull=True) | Q(consent_to__gte=F("consent_from")),
            )
        ]

    def __str__(self) -> str:
        return self.name

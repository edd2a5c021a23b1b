"""Stored bytes: what was uploaded and what was made. Who may have them is asked by the apps above."""

import uuid

import pgtrigger
from django.db import models
from django.utils import timezone


def storage_name(instance: "StoredFile", _filename: str) -> str:
    """Return where the bytes lie: a random name, because names of files can name people."""
    key = str(instance.key)
    return f"{key[:2]}/{key[2:4]}/{key}"


class StoredFile(models.Model):
    """Bytes that never change, with what they were sniffed to be and their SHA-256."""

    class Scan(models.TextChoices):
        CLEAN = "clean", "Checked for viruses"
        MADE_HERE = "made_here", "Made by this service"
        NOT_CONFIGURED = "not_configured", "Not checked for viruses: no scanner is set up"

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    content = models.FileField(upload_to=storage_name, max_length=80)
    name = models.CharField("name it was given", max_length=255)
    content_type = models.CharField(max_length=100)
    size = models.BigIntegerField("size in bytes")
    sha256 = models.CharField(max_length=64)
    scan = models.CharField(max_length=20, choices=Scan)
    stored_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(name="files_storedfile_not_empty", condition=models.Q(size__gt=0)),
            models.CheckConstraint(
                name="files_storedfile_sha256", condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$")
            ),
        ]
        triggers = [pgtrigger.Protect(name="bytes_never_change", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return self.name

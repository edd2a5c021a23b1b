"""Keeping an uploaded file with a case."""

import uuid
from typing import BinaryIO, cast

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from accounts.models import Person
from accounts.permissions import Permission, check_has
from cases.models import Case
from documents.actions.document import add_document
from documents.models import Document
from files.actions import check_upload, given_name, sha256_of


def add_upload(
    *, case: Case, upload: UploadedFile, topic: str, by: Person, submission_key: uuid.UUID, limit_mb: int
) -> Document:
    """Store an uploaded file and add it to the case; raises Refusal, naming the file.

    One form may send many files under one `submission_key`: the same bytes under the same name, sent
    twice with the same key, are added once.
    """
    check_has(by, Permission.DOCUMENT_ADD, within=case.organisation)
    digest = sha256_of(cast("BinaryIO", upload))
    key = uuid.uuid5(submission_key, f"{case.pk}/{given_name(upload.name or '')}/{digest}")
    already = Document.objects.filter(submission_key=key).first()
    if already:
        return already
    checked = check_upload(upload, limit_mb=limit_mb)
    with transaction.atomic():
        checked.save()
        document = add_document(case=case, file=checked, title="", topic=topic, by=by, submission_key=key)
        if document.file_id != checked.pk:
            # Somebody clicked twice, and the other click was first.
            checked.delete()
    return document

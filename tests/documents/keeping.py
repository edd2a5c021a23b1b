"""A document kept with a case, and somebody to whom the case is opened by name."""

import uuid
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import Person
from cases.actions.access import allow
from cases.models import Case, CaseAccess
from documents.actions import add_upload
from documents.models import Document

PDF = b"%PDF-1.7\n%%EOF\n"


def file(name: str, content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def kept(case: Case, by: Person, name: str = "Statement.pdf", topic: str = "general") -> Document:
    return add_upload(
        case=case, upload=file(name), topic=topic, by=by, submission_key=uuid.uuid4(), limit_mb=100
    )


def give_access(case: Case, people: Any) -> None:
    allow(
        case=case,
        person=people.advisor,
        effect=CaseAccess.Effect.READ,
        reason=CaseAccess.Reason.NAMED,
        source="test",
        by=people.manager,
    )

"""What workers would do, and what came of it."""

import datetime as dt

import pypdf
from django.utils import timezone

from accounts.models import Person
from pag.models import AgendaItem, PackChoice, PackPart, PackVersion
from pag.packs import actions, tasks

State = PackVersion.State


def choose(item: AgendaItem, *documents: object, by: Person, version: int = 0) -> PackChoice:
    return actions.choose_documents(item=item, documents=documents, version=version, by=by)


def work() -> None:
    """Do what the workers would, until nothing waits."""
    later = timezone.now() - dt.timedelta(minutes=1)
    PackVersion.objects.filter(state=State.WAITING).update(not_before=later)
    for pk in PackPart.objects.outstanding(at=timezone.now()).values_list("pk", flat=True):
        tasks.make_part(pk)
    for pk in PackVersion.objects.outstanding(at=timezone.now()).values_list("pk", flat=True):
        tasks.make(pk)


def newest(person: Person) -> PackVersion:
    return PackVersion.objects.current().get(person=person)


def pages_of(version: PackVersion) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(version.file.content.path).pages]

"""What workers would do, and what came of it."""

import datetime as dt

import pypdf
from django.utils import timezone

from accounts.models import Person
from pag.models import AgendaItem, Finding, Look, PackChoice, PackPart, PackVersion
from pag.packs import actions, tasks
from pag.packs.looking.tasks import look

State = PackVersion.State


def choose(item: AgendaItem, *documents: object, by: Person, version: int = 0) -> PackChoice:
    """Choose documents, and look through them as a worker would."""
    choice = actions.choose_documents(item=item, documents=documents, version=version, by=by)
    look_through()
    return choice


def look_through() -> None:
    for pk in Look.objects.outstanding(at=timezone.now()).values_list("pk", flat=True):
        look(pk)


def settle(by: Person) -> None:
    """Decide about everything that was found, so that papers can go out."""
    now = timezone.now()
    Finding.objects.undecided().update(decision="looked", decided_by=by, decided_at=now, words="", excerpt="")


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
    """Return the text of each page, what lies outside its edges too: pdftotext leaves that out."""
    return [page.extract_text() for page in pypdf.PdfReader(version.file.content.path).pages]

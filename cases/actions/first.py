"""Saying whether one has a connection with anybody in a case, before taking a part in it."""

from collections.abc import Iterable

from django.conf import settings

from accounts.models import Organisation, Person
from audit.actions import record
from cases import events
from cases.actions.access import allow, close_access
from cases.models import Case, CaseAccess, CaseDeclaration, Part
from outbox.actions import put
from ui.words import counted

NONE = CaseDeclaration.Answer.NONE


def ask_first(*, case: Case, person: Person, part: Part, by: Person) -> CaseAccess | None:
    """Shut the case to `person` until they have declared for their part in it; returns what asks them.

    None where they said in this part already that they have no connection. The caller holds the case.
    """
    if case.declarations.said_none(person=person, part=part).exists():
        return None
    return allow(
        case=case,
        person=person,
        effect=CaseAccess.Effect.FIRST,
        reason=CaseAccess.Reason.ASSIGNED,
        source=part,
        by=by,
    )


def tell_asked(*, person: Person, organisation: Organisation, asked: Iterable[CaseAccess | None]) -> None:
    """Write one e-mail, without a name or number, however many cases they are asked to declare on."""
    rows = [each for each in asked if each is not None]
    if not rows:
        return
    case = rows[0].case if len(rows) == 1 else None
    put(
        key=f"first-{rows[0].pk}",
        to=person.email,
        subject="Before a case opens to you",
        body=(
            f"You are asked to take part in {counted(len(rows), 'case')}. First say whether you have a "
            f"connection with anybody in {'it' if case else 'them'}: nothing opens to you before that. If "
            "you have one, or are not sure, somebody else takes it on, and nobody thinks less of you for it."
            "\n\n"
            f"Sign in and open “My work”:\n{settings.SITE_URL.rstrip('/')}/\n"
        ),
        organisation=organisation,
        case=case,
    )


def declare_in_part(*, case: Case, part: Part, answer: str, by: Person) -> CaseDeclaration:
    """Keep what `by` declares for one part, and end what asked them. The caller holds the case.

    What a connection closes, and to whom it is told, is for whoever calls this.
    """
    declaration = CaseDeclaration.objects.create(case=case, person=by, part=part, answer=answer)
    close_access(case=case, source=part, by=by, person=by)
    if part == Part.INVESTIGATOR and answer == NONE:
        open_to_investigator(case=case, person=by, by=by)
    record(events.DECLARED, by=by, case=case, subject=declaration, part=str(part), answer=str(answer))
    return declaration


def open_to_investigator(*, case: Case, person: Person, by: Person) -> None:
    """Let somebody who has declared read the case they investigate. The caller holds the case."""
    allow(
        case=case,
        person=person,
        effect=CaseAccess.Effect.READ,
        reason=CaseAccess.Reason.ASSIGNED,
        source=Part.INVESTIGATOR,
        by=by,
    )

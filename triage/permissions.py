"""May this person? Each check raises NotAllowed with the reason; the yes/no twin asks the same."""

from accounts.models import Person
from accounts.permissions import Permission, check_has, has
from cases.access import may_read
from cases.models import Case, CaseAccess
from triage.models import Review
from ui.refusals import NotAllowed

ADVISOR = "advisor"


def is_asked(person: Person, case: Case) -> bool:
    """Tell whether `person` is the case's advisor and has yet to declare."""
    return _granted(person, case, CaseAccess.Effect.DECLARE)


def has_opened(person: Person, case: Case) -> bool:
    """Tell whether `person` is the case's advisor and the case opened to them on declaring."""
    return _granted(person, case, CaseAccess.Effect.READ)


def check_can_declare(person: Person, case: Case) -> None:
    """Raise NotAllowed unless `person` is asked to declare, or has and may change their mind."""
    if not (is_asked(person, case) or has_opened(person, case)):
        raise NotAllowed(
            "You have not been asked to declare on this case, or somebody else has been asked since."
        )


def check_can_write(person: Person, case: Case) -> None:
    """Raise NotAllowed unless `person` is the assigned advisor, has declared, and may read the case."""
    check_has(person, Permission.TRIAGE_WRITE, within=case.organisation)
    if not (has_opened(person, case) and may_read(person, case)):
        raise NotAllowed("Only the advisor this case is assigned to can write its triage, after declaring.")


def check_can_write_review(person: Person, case: Case, review: Review) -> None:
    """Raise NotAllowed unless `review` is the person's own."""
    check_can_write(person, case)
    if review.advisor_id != person.pk:
        raise NotAllowed("Only the advisor who began a triage review can write in it.")


def can_assign(person: Person, case: Case) -> bool:
    """Tell whether `person` may ask an advisor to triage `case`."""
    return not case.ended and has(person, Permission.TRIAGE_ASSIGN, within=case.organisation)


def can_see_declarations(person: Person, case: Case) -> bool:
    """Declarations are for those who run the case."""
    return has(person, Permission.CASE_RUN, within=case.organisation)


def _granted(person: Person, case: Case, effect: CaseAccess.Effect) -> bool:
    if case.advisor_id != person.pk:
        return False
    return CaseAccess.objects.current().of(person).filter(case=case, source=ADVISOR, effect=effect).exists()

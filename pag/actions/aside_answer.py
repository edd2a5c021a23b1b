"""Answering that somebody stands aside: it stays, or the case opens to them again."""

from django.db import transaction

from accounts.models import Person
from accounts.permissions import Permission, check_has
from audit.actions import record
from cases.access import may_read
from cases.actions import allow, end_denial
from cases.models import Case, CaseAccess
from pag import events
from pag.actions.access import AGENDA, open_item
from pag.answering import answers
from pag.models import AgendaItem, Correction, DenialAnswer, ItemDeclaration, StoodAside
from pag.permissions import member_of
from pag.policies import check_may_open
from pag.signals import let_back_in
from ui.refusals import NotAllowed, Refusal, Stale

OPENED = DenialAnswer.Outcome.OPENED


@transaction.atomic
def answer_aside(
    *, aside: StoodAside, outcome: str, version: int, by: Person, reason: str = ""
) -> DenialAnswer:
    """Say that it stays, or, with a reason, open the case again. A “yes” opens only where it was a mistake.

    `version` is how many answers there were when the page was opened. Raises Stale after a quicker colleague.
    """
    case = Case.objects.locked(aside.denial.case_id)
    aside = StoodAside.objects.whole().get(pk=aside.pk)
    last = aside.denial.answers.select_related("answered_by").last()
    if last and (last.version, last.answered_by_id, last.outcome) == (version + 1, by.pk, outcome):
        return last
    answers_as = answers(by, aside)
    if answers_as is None:
        raise NotAllowed("Somebody else answers this. Nothing more is needed from you.")
    if last and last.version != version:
        raise Stale(f"{last.answered_by.name} has answered this in the meantime. Open it again.", theirs={})
    if outcome == OPENED:
        check_may_open(aside, reads=answers_as.reads)
    return _write(aside.denial, case=case, outcome=outcome, reason=reason, by=by)


@transaction.atomic
def lift(*, case: Case, person: Person, reason: str, by: Person) -> list[DenialAnswer]:
    """Open a case again to somebody to whom it was closed by mistake: by the responsible officer, saying why.

    It ends every denial of theirs. Where there is none any more, nothing changes.
    """
    case = Case.objects.locked(case.pk)
    check_has(by, Permission.CASE_RESTRICT, within=case.organisation)
    if not may_read(by, case):
        raise NotAllowed("This case is not open to you.")
    denials = CaseAccess.objects.denials().of(person).filter(case=case)
    return [_write(each, case=case, outcome=OPENED, reason=reason, by=by) for each in denials.order_by("pk")]


@transaction.atomic
def ask_to_correct(*, aside: StoodAside, words: str, by: Person) -> Correction:
    """Say that one stood aside by mistake: who answers decides. A second click asks once."""
    case = Case.objects.locked(aside.denial.case_id)
    aside = StoodAside.objects.whole().get(pk=aside.pk)
    if aside.person != by:
        raise NotAllowed("Only whoever stands aside says that it was a mistake.")
    if not StoodAside.objects.in_force().filter(pk=aside.pk).exists():
        raise Refusal("This is open to you again already.")
    if not words.strip():
        raise Refusal("Say in a few words what the mistake was.")
    after = aside.denial.answers.count()
    asked, made = Correction.objects.get_or_create(aside=aside, after=after, defaults={"words": words})
    if made:
        record(events.CORRECTION_ASKED, by=by, case=case, subject=aside)
    return asked


def _write(denial: CaseAccess, *, case: Case, outcome: str, reason: str, by: Person) -> DenialAnswer:
    if outcome == OPENED and not reason.strip():
        raise Refusal("Say why the case can be open to them again.")
    version = denial.answers.count() + 1
    answer = DenialAnswer.objects.create(
        denial=denial, version=version, outcome=outcome, reason=reason, answered_by=by
    )
    record(
        events.ASIDE_ANSWERED, by=by, case=case, subject=answer, person=denial.person_id, outcome=str(outcome)
    )
    if outcome == OPENED:
        _open_again(denial, case, by)
    return answer


def _open_again(denial: CaseAccess, case: Case, by: Person) -> None:
    """End the denial, and open to the person what is theirs unless something else still closes the case."""
    end_denial(denial=denial, case=case, by=by)
    person = denial.person
    aside = StoodAside.objects.whole().filter(denial=denial).first()
    item = aside.item if aside else None
    said = ItemDeclaration.objects.filter(item=item, person=person).exclude(
        answer=ItemDeclaration.Answer.NONE
    )
    # What they declared stays with the fact that they stood aside; on the item they have no conflict now.
    said.update(answer=ItemDeclaration.Answer.NONE, statement="")
    for waiting in AgendaItem.objects.waiting().filter(case=case).select_related("meeting__group"):
        open_item(item=waiting, case=case, by=by)
    if item and _is_their_last(item, person):
        effect = CaseAccess.Effect.READ
        allow(case=case, person=person, effect=effect, reason=AGENDA, source=item.source, by=by)
    let_back_in.send(sender=StoodAside, item=item, case=case, person=person, by=by)


def _is_their_last(item: AgendaItem, person: Person) -> bool:
    """Tell whether the item, decided already, is the group's last on the case, and was open to the person."""
    later = AgendaItem.objects.filter(case=item.case_id, meeting__group=item.meeting.group_id, pk__gt=item.pk)
    declared = item.declarations.filter(person=person, answer=ItemDeclaration.Answer.NONE)
    decided = item.state in (AgendaItem.State.CONSIDERED, AgendaItem.State.ADJOURNED)
    return (
        decided
        and not later.exists()
        and declared.exists()
        and member_of(item.meeting.group, person) is not None
    )

"""Who may see which case."""

import pytest

from audit.models import Event
from cases import actions
from cases.middleware import GrantsMiddleware
from cases.models import Case, CaseAccess
from tests.factories import make_organisation, make_person
from ui.refusals import NotAllowed, Refusal

pytestmark = pytest.mark.django_db


def sees(person, case):
    # Fetched anew, because what somebody may do is read once per request.
    person = type(person).objects.get(pk=person.pk)
    return Case.objects.visible_to(person).filter(pk=case.pk).exists()


def let_in(case, person, *, by, effect=CaseAccess.Effect.READ):
    actions.allow(
        case=case, person=person, effect=effect, reason=CaseAccess.Reason.ASSIGNED, source="test", by=by
    )


@pytest.mark.parametrize("role", ["case_manager", "responsible_officer"])
def test_those_who_run_cases_see_every_unrestricted_case_of_their_organisation(case, organisation, role):
    assert sees(make_person(role, organisation=organisation), case)


@pytest.mark.parametrize(
    "role", ["advisor", "group_member", "lessons_lead", "assurance_reader", "administrator"]
)
def test_other_roles_see_no_case_by_role_alone(case, organisation, role):
    assert not sees(make_person(role, organisation=organisation), case)


def test_a_role_in_another_organisation_opens_nothing_here(case):
    assert not sees(make_person("case_manager", organisation=make_organisation()), case)


def test_a_grant_opens_nothing_to_somebody_who_is_no_member_of_the_case_s_organisation(case, manager):
    stranger = make_person("advisor", organisation=make_organisation())
    let_in(case, stranger, by=manager)
    assert not sees(stranger, case)


def test_a_lessons_lead_sees_a_case_once_it_has_been_before_the_group(case, organisation, manager):
    lead = make_person("lessons_lead", organisation=organisation)
    Case.objects.filter(pk=case.pk).update(first_with_group_on="2026-03-03")
    assert sees(lead, case)
    actions.restrict(case=case, people=[], by=make_person("responsible_officer", organisation=organisation))
    assert not sees(lead, case)


def test_being_asked_to_declare_opens_no_content(case, organisation, manager):
    advisor = make_person("advisor", organisation=organisation)
    let_in(case, advisor, by=manager, effect=CaseAccess.Effect.DECLARE)
    assert not sees(advisor, case)
    assert list(Case.objects.to_declare(advisor)) == [case]
    assert list(Case.objects.known_to(advisor)) == [case]


def test_a_denial_wins_over_role_and_grant(case, organisation, manager):
    officer = make_person("responsible_officer", organisation=organisation)
    let_in(case, officer, by=manager)
    actions.deny(case=case, person=officer, reason=CaseAccess.Reason.CONFLICT, source="test", by=manager)
    assert not sees(officer, case)
    assert not Case.objects.to_declare(officer).exists()
    assert not Case.objects.known_to(officer).exists()


def test_a_restricted_case_is_open_to_the_named_the_manager_and_whoever_restricted_it(
    case, organisation, manager
):
    officer = make_person("responsible_officer", organisation=organisation)
    named = make_person("case_manager", organisation=organisation)
    other = make_person("case_manager", organisation=organisation)
    actions.restrict(case=case, people=[named], by=officer)
    assert [sees(person, case) for person in (manager, officer, named, other)] == [True, True, True, False]
    actions.restrict(case=case, people=[other], by=officer)
    assert [sees(person, case) for person in (manager, officer, named, other)] == [True, True, False, True]
    assert Event.objects.of_case(case.pk).filter(kind="case.restriction_changed").count() == 1
    actions.lift_restriction(case=case, by=officer)
    assert sees(named, case)


@pytest.mark.parametrize("role", ["administrator", "assurance_reader"])
def test_whoever_sees_no_case_is_not_named_on_one(case, organisation, role):
    officer = make_person("responsible_officer", organisation=organisation)
    somebody = make_person(role, organisation=organisation)
    with pytest.raises(Refusal, match="no role that sees cases"):
        actions.restrict(case=case, people=[somebody], by=officer)
    case.refresh_from_db()
    assert not case.restricted
    assert not somebody.case_access.exists()


@pytest.mark.parametrize("effect", list(CaseAccess.Effect))
def test_whoever_changes_to_a_role_that_sees_no_case_is_named_in_vain(case, organisation, manager, effect):
    advisor = make_person("advisor", organisation=organisation)
    let_in(case, advisor, effect=effect, by=manager)
    advisor.memberships.update(role="administrator")
    advisor = type(advisor).objects.get(pk=advisor.pk)
    for word in ("visible_to", "to_declare", "to_say_first", "to_score_alone"):
        assert not getattr(Case.objects, word)(advisor).exists(), word


def test_only_those_who_may_restrict_do(case, manager):
    with pytest.raises(NotAllowed):
        actions.restrict(case=case, people=[], by=manager)


def test_ending_access_leaves_denials_in_force(case, organisation, manager):
    advisor = make_person("advisor", organisation=organisation)
    let_in(case, advisor, by=manager)
    actions.deny(case=case, person=advisor, reason=CaseAccess.Reason.RECUSED, source="test", by=manager)
    actions.close_access(case=case, source="test", by=manager)
    current = CaseAccess.objects.current().of(advisor)
    assert [access.effect for access in current] == [CaseAccess.Effect.DENY]


def test_an_advisor_must_hold_the_role_and_not_be_kept_from_the_case(case, organisation, manager):
    with pytest.raises(Refusal, match="not a professional advisor"):
        actions.assign_advisor(case=case, advisor=manager, by=manager)
    advisor = make_person("advisor", organisation=organisation)
    actions.deny(case=case, person=advisor, reason=CaseAccess.Reason.CONFLICT, source="test", by=manager)
    with pytest.raises(Refusal, match="cannot take this case"):
        actions.assign_advisor(case=case, advisor=advisor, by=manager)


def test_asking_another_advisor_closes_the_case_to_the_first(case, organisation, manager):
    first, second = (make_person("advisor", organisation=organisation) for _ in range(2))
    actions.assign_advisor(case=case, advisor=first, by=manager)
    assert Case.objects.to_declare(first).exists()
    actions.assign_advisor(case=case, advisor=second, by=manager)
    assert not Case.objects.to_declare(first).exists()
    assert Case.objects.to_declare(second).exists()


@pytest.mark.parametrize(("method", "after"), [("get", False), ("post", True)])
def test_only_a_page_that_changes_nothing_asks_once_what_is_open(
    case, organisation, manager, rf, method, after
):
    advisor = make_person("advisor", organisation=organisation)

    def view(request):
        before = sees(advisor, case)
        let_in(case, advisor, by=manager)
        return before, sees(advisor, case)

    answer = GrantsMiddleware(view)
    assert answer(getattr(rf, method)("/")) == (False, after)
    assert answer(rf.get("/")) == (True, True)

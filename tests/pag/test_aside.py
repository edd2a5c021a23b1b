"""Standing aside: one way for all, who answers it, and how a mistake is put right."""

import pytest
from django.db import IntegrityError, InternalError, transaction

from audit.models import Event
from cases.access import may_read
from cases.actions import assign_advisor, hand_over
from cases.models import Case, CaseAccess
from outbox.models import Message
from pag import actions
from pag.models import AgendaItem, DenialAnswer, ItemDeclaration, StoodAside
from pag.signals import stood_aside
from pag.work import work_for
from tests.factories import make_person
from ui.dates import day
from ui.refusals import NotAllowed, Refusal, Stale

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(organisation):
    return make_person("responsible_officer", organisation=organisation, last_name="Officer")


def aside_of(person):
    return StoodAside.objects.whole().get(denial__person=person)


def to_answer(person):
    return [each for each in work_for(person) if each.url.startswith("/standing-aside/")]


def answer(person, outcome, *, by, reason="", version=0):
    return actions.answer_aside(
        aside=aside_of(person), outcome=outcome, reason=reason, version=version, by=by
    )


def access(case, person):
    return set(CaseAccess.objects.current().filter(case=case, person=person).values_list("effect", flat=True))


def unsure(item, person):
    actions.declare(item=item, answer="unsure", statement="A friend of a friend?", by=person)


class TestWhoAnswers:
    def test_a_members_goes_to_the_chair_and_to_nobody_else(
        self, item, chair, deputy, manager, member, officer
    ):
        unsure(item, member)
        (line,) = to_answer(chair)
        assert line.sentence == (
            f"A member is not sure of a connection on item 1 of the meeting on {day(item.meeting.day)}"
        )
        assert [to_answer(each) for each in (deputy, manager, member, officer)] == [[], [], [], []]

    def test_the_chairs_own_to_the_deputy(self, item, chair, deputy, manager):
        unsure(item, chair)
        assert (len(to_answer(deputy)), to_answer(chair), to_answer(manager)) == (1, [], [])
        with pytest.raises(NotAllowed):
            answer(chair, "opened", reason="I am sure now.", by=chair)

    def test_where_nobody_else_presides_the_case_manager(self, item, chair, manager):
        unsure(item, chair)
        assert len(to_answer(manager)) == 1
        actions.declare_connection(case=item.case, statement="My sister.", by=manager)
        assert to_answer(manager) == []

    def test_of_a_case_itself_the_officer_and_of_the_officers_own_the_administrator(
        self, case, officer, administrator, manager
    ):
        actions.declare_connection(case=case, statement="My sister.", by=manager)
        (line,) = to_answer(officer)
        assert (line.reference, to_answer(administrator)) == (case.reference, [])
        actions.declare_connection(case=case, statement="My brother.", by=officer)
        assert [each.reference for each in to_answer(administrator)] == [case.reference] * 2
        with pytest.raises(Refusal, match="Only a responsible officer"):
            answer(officer, "opened", reason="Surely not.", by=administrator)
        answer(officer, "stays", by=administrator)
        assert len(to_answer(administrator)) == 1

    @pytest.mark.parametrize("number", [1, 4])
    def test_the_list_takes_the_same_queries(self, number, item, chair, join, django_assert_num_queries):
        for count in range(number):
            unsure(item, join("other", f"Other{count}"))
        fresh = type(chair).objects.get(pk=chair.pk)
        fresh.permissions_by_organisation()
        from pag.answering import to_answer as asked

        with django_assert_num_queries(5):
            assert len(asked(fresh)) == number


class TestAnswering:
    def test_an_unsure_is_cleared_with_a_reason_and_the_item_opens(self, item, case, member, chair):
        unsure(item, member)
        with pytest.raises(Refusal, match="Say why"):
            answer(member, "opened", by=chair)
        answer(member, "opened", reason="They met once.", by=chair)
        assert access(case, member) == {"read"}
        assert ItemDeclaration.objects.get(item=item, person=member).answer == "none"
        assert to_answer(chair) == []
        kinds = list(Event.objects.filter(case_key=case.pk).values_list("kind", flat=True))
        assert {"pag.stood_aside", "pag.aside_answered", "case.denial_ended"} <= set(kinds)
        assert "friend of a friend" in aside_of(member).statement

    def test_a_second_click_answers_once_and_a_slower_colleague_is_told(self, item, member, chair, deputy):
        unsure(item, member)
        first = answer(member, "stays", by=chair)
        assert answer(member, "stays", by=chair) == first
        with pytest.raises(NotAllowed):
            answer(member, "opened", reason="Fine.", by=deputy)
        with pytest.raises(Stale):
            answer(member, "opened", reason="Fine.", by=chair)
        assert DenialAnswer.objects.count() == 1

    def test_a_yes_stays_unless_they_say_that_it_was_a_mistake(self, item, case, member, chair):
        actions.declare(item=item, answer="yes", statement="My cousin.", by=member)
        with pytest.raises(Refusal, match="stays closed"):
            answer(member, "opened", reason="Surely not.", by=chair)
        answer(member, "stays", by=chair)
        assert to_answer(chair) == []
        for _click in range(2):
            actions.ask_to_correct(aside=aside_of(member), words="Another of that name.", by=member)
        assert aside_of(member).corrections.count() == 1
        assert "mistake" in to_answer(chair)[0].sentence
        assert not may_read(member, case)
        answer(member, "opened", reason="Another of that name.", version=1, by=chair)
        assert may_read(member, case)

    def test_nobody_else_says_that_it_was_a_mistake(self, item, member, chair):
        unsure(item, member)
        with pytest.raises(NotAllowed):
            actions.ask_to_correct(aside=aside_of(member), words="Let them in.", by=chair)

    def test_after_the_decision_the_item_can_be_read_again(self, item, case, member, chair, record):
        actions.declare(item=item, answer="none", by=member)
        actions.declare(item=item, answer="unsure", statement="Perhaps.", by=member)
        record("advice")
        answer(member, "opened", reason="They met once.", by=chair)
        assert access(case, member) == {"read"}

    def test_whoever_left_the_group_is_let_in_nowhere(self, item, case, member, chair, group):
        unsure(item, member)
        group.members.filter(person=member).update(ends_on="2001-01-01", starts_on="2001-01-01")
        answer(member, "opened", reason="They met once.", by=chair)
        assert access(case, member) == set()

    def test_facts_do_not_change_and_open_only_once(self, item, member, chair):
        unsure(item, member)
        for change in (
            lambda: StoodAside.objects.update(statement="Nothing."),
            lambda: DenialAnswer.objects.create(
                denial=aside_of(member).denial, version=1, outcome="opened", answered_by=chair
            ),
        ):
            with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
                change()


class TestNaming:
    def test_who_presides_closes_an_item_to_a_member_in_the_middle_of_it(self, item, case, member, chair):
        for each in (chair, member):
            actions.declare(item=item, answer="none", by=each)
        told = []
        stood_aside.connect(received := lambda **given: told.append(given), weak=False)
        for _click in range(2):
            actions.name_aside(item=item, person=member, statement="They are neighbours.", by=chair)
        stood_aside.disconnect(received)
        assert [(each["item"].pk, each["person"]) for each in told] == [(item.pk, member)]
        assert access(case, member) == {"deny"}
        assert to_answer(chair) == []
        message = Message.objects.get(to=member.email, subject__startswith="About")
        for secret in ("neighbours", case.reference, "Okafor"):
            assert secret not in message.body + message.subject

    @pytest.mark.parametrize("who", ["member", "manager"])
    def test_only_who_presides_names_somebody(self, item, chair, member, manager, who, request):
        with pytest.raises(NotAllowed):
            actions.name_aside(item=item, person=chair, statement="Friends.", by=request.getfixturevalue(who))

    def test_and_only_another_member_of_the_group(self, item, chair, manager):
        actions.declare(item=item, answer="none", by=chair)
        for person in (chair, manager):
            with pytest.raises(Refusal):
                actions.name_aside(item=item, person=person, statement="Friends.", by=chair)

    def test_what_they_wrote_stays_for_the_others(self, item, case, member, chair, record):
        for each in (chair, member):
            actions.declare(item=item, answer="none", by=each)
        decision = record("advice", took_part=list(item.meeting.group.members.filter(person=member)))
        actions.name_aside(
            item=AgendaItem.objects.get(pk=item.pk), person=member, statement="Friends.", by=chair
        )
        assert decision.item.participants.get().member.person == member
        assert not may_read(member, case)


class TestConnection:
    def test_the_managers_case_goes_back_to_be_handed_over(self, case, manager, officer, organisation):
        for _click in range(2):
            actions.declare_connection(case=case, statement="My sister.", by=manager)
        assert not may_read(manager, case)
        assert Case.objects.without_manager().filter(pk=case.pk).exists()
        assert Event.objects.filter(kind="pag.manager_returned").count() == 1
        with pytest.raises(Refusal, match="cannot take this case"):
            hand_over(case=case, manager=manager, by=officer)
        other = make_person("case_manager", organisation=organisation)
        hand_over(case=case, manager=other, by=officer)
        assert not Case.objects.without_manager().filter(pk=case.pk).exists()

    def test_the_advisors_triage_goes_back(self, case, manager, organisation, officer):
        from triage import actions as triage

        advisor = make_person("advisor", organisation=organisation)
        triage.ask_advisor(case=case, advisor=advisor, by=manager)
        triage.declare(case=case, answer="none", by=advisor)
        actions.declare_connection(case=case, statement="We trained together.", by=advisor)
        case.refresh_from_db()
        assert case.advisor is None
        assert not case.triage_declarations.filter(statement__contains="trained").exists()
        assert not may_read(advisor, case)
        assert len(to_answer(officer)) == 1
        with pytest.raises(Refusal):
            assign_advisor(case=case, advisor=advisor, by=manager)
        actions.lift(case=case, person=advisor, reason="Another of that name.", by=officer)
        assert access(case, advisor) == set()
        assert assign_advisor(case=case, advisor=advisor, by=manager).advisor == advisor

    def test_a_member_stands_aside_from_the_item(self, item, case, member, chair):
        actions.declare(item=item, answer="none", by=member)
        aside = actions.declare_connection(case=case, statement="My cousin.", by=member)
        assert (aside.item, aside.how) == (item, "yes")
        assert len(to_answer(chair)) == 1

    def test_nobody_to_whom_the_case_is_closed_declares_on_it(self, case, organisation):
        stranger = make_person("advisor", organisation=organisation)
        with pytest.raises(NotAllowed):
            actions.declare_connection(case=case, statement="My cousin.", by=stranger)


class TestLifting:
    def test_the_officer_opens_it_again_with_a_reason(self, case, manager, officer):
        actions.declare_connection(case=case, statement="My sister.", by=manager)
        with pytest.raises(Refusal, match="Say why"):
            actions.lift(case=case, person=manager, reason=" ", by=officer)
        for _click in range(2):
            actions.lift(case=case, person=manager, reason="The wrong case.", by=officer)
        assert may_read(manager, case)
        answered = DenialAnswer.objects.get()
        assert (answered.reason, answered.answered_by) == ("The wrong case.", officer)

    def test_nobody_else_does(self, item, case, member, chair, manager):
        unsure(item, member)
        for person in (chair, manager, member):
            with pytest.raises(NotAllowed):
                actions.lift(case=case, person=member, reason="Let them in.", by=person)

    def test_an_officer_who_stands_aside_does_not_let_themselves_in(self, case, officer):
        actions.declare_connection(case=case, statement="My brother.", by=officer)
        with pytest.raises(NotAllowed):
            actions.lift(case=case, person=officer, reason="It is nothing.", by=officer)

"""Whoever is given a part in a case declares before anything of it opens to them."""

import datetime as dt
import uuid

import pytest
from django.db import InternalError, transaction
from django.utils import timezone

from cases.access import may_read
from cases.actions import hand_over, hand_over_all, move, restrict
from cases.models import Case, CaseAccess, CaseDeclaration
from cases.stages import Stage
from cases.work import work_for as work_of_cases
from outbox.models import Message
from pag import actions
from pag.actions import Answer
from pag.answering import to_answer
from pag.models import StoodAside
from pag.work import work_for
from tests.cases.test_pages import whole_form
from tests.factories import make_case, make_person
from tests.kept import kept
from ui.refusals import NotAllowed, Refusal

pytestmark = pytest.mark.django_db
NONE = Answer("none")


@kept
def other(organisation):
    return make_person("case_manager", organisation=organisation, last_name="Other")


@kept
def officer(organisation):
    return make_person("responsible_officer", organisation=organisation)


def asked(person):
    return list(Case.objects.to_say_first(person))


def lines(person):
    return [each.sentence for each in work_for(person) if "connection" in each.sentence]


class TestHandingOver:
    def test_it_is_shut_until_they_declare_and_open_from_then_on(self, case, manager, other):
        assert may_read(other, case), "else what follows could not fail"
        hand_over(case=case, manager=other, by=manager)
        assert not may_read(other, case) and asked(other) == [case]
        assert lines(other) == ["Say whether you have a connection with Dr Amara Okafor"]
        (mail,) = Message.objects.filter(to=other.email)
        assert case.reference not in mail.subject + mail.body and "Okafor" not in mail.subject + mail.body
        for _click in range(2):
            actions.declare_first(case=case, said=NONE, by=other)
        assert may_read(other, case) and lines(other) == asked(other) == []
        said = CaseDeclaration.objects.get()
        assert (said.person, said.part, said.answer) == (other, "manager", "none")
        with pytest.raises(InternalError), transaction.atomic():
            CaseDeclaration.objects.update(answer="yes")

    def test_whoever_said_none_in_this_part_is_not_asked_again(self, case, manager, other):
        hand_over(case=case, manager=other, by=manager)
        actions.declare_first(case=case, said=NONE, by=other)
        hand_over(case=case, manager=manager, by=other)
        assert asked(manager) == [case]
        hand_over(case=case, manager=other, by=other)
        assert asked(other) == asked(manager) == [] and may_read(manager, case)

    @pytest.mark.parametrize("how", ["yes", "unsure"])
    def test_a_connection_closes_it_and_it_waits_for_another_manager(
        self, case, manager, other, officer, how
    ):
        hand_over(case=case, manager=other, by=manager)
        with pytest.raises(Refusal):
            actions.declare_first(case=case, said=Answer(how, " "), by=other)
        for _click in range(2):
            actions.declare_first(case=case, said=Answer(how, "My cousin."), by=other)
        aside = StoodAside.objects.get()
        assert (aside.person, aside.how, asked(other)) == (other, how, [])
        assert not may_read(other, case)
        assert [each for each, _who in to_answer(officer)] == [aside]
        assert Case.objects.without_manager().filter(pk=case.pk).exists()
        with pytest.raises(Refusal):
            hand_over(case=case, manager=other, by=manager)

    def test_after_some_days_an_officer_sees_that_it_waits(self, case, manager, other, officer):
        hand_over(case=case, manager=other, by=manager)
        said = "Dr Robin Other has not said yet whether they have a connection with Dr Amara Okafor"
        for days, waits in ((1, False), (3, True)):
            CaseAccess.objects.filter(effect="first").update(starts_at=timezone.now() - dt.timedelta(days))
            assert any(each.sentence.startswith(said) for each in work_of_cases(officer)) is waits

    def test_nobody_declares_who_is_not_asked(self, case, other):
        with pytest.raises(NotAllowed):
            actions.declare_first(case=case, said=NONE, by=other)

    def test_many_are_one_mail_one_line_and_one_step(
        self, case, manager, other, administrator, organisation, as_, django_assert_max_num_queries
    ):
        cases = [case, make_case(by=manager), make_case(by=manager)]
        hand_over_all(who=manager, to=other, organisation=organisation, by=administrator)
        assert Message.objects.filter(to=other.email).count() == 1
        assert lines(other) == [
            "Say whether you have a connection with anybody in 3 cases you are asked to take on"
        ]
        client = as_(other)
        with django_assert_max_num_queries(12):
            page = client.get("/declare/").content.decode()
        assert page.count("Invented Surgery") == 3 and "run the case" in page and "consultations" not in page
        shut = client.get(f"/cases/{case.reference}/")
        assert shut.status_code == 403 and "First say whether" in shut.content.decode()
        refused = client.post("/declare/", {"none_with_any": "", f"answer_{case.pk}": "yes"})
        assert refused.status_code == 422 and len(asked(other)) == 3
        assert "3 cases open to you once you have said" in client.get("/cases/").content.decode()
        said = {f"answer_{case.pk}": "yes", f"yes_{case.pk}": "We trained together."}
        assert client.post("/declare/", {"none_with_any": "", **said}).status_code == 302
        assert asked(other) == [] and [may_read(other, each) for each in cases] == [False, True, True]
        assert "nothing for you to declare" in client.get("/declare/").content.decode()

    def test_an_administrator_takes_on_no_restricted_case_by_handing_it_to_themselves(
        self, case, manager, officer, organisation
    ):
        both = make_person("administrator", "case_manager", organisation=organisation)
        make_case(by=manager)
        restrict(case=case, people=[], by=officer)
        assert hand_over_all(who=manager, to=both, organisation=organisation, by=both) == 1
        case.refresh_from_db()
        assert case.manager == manager
        assert not both.case_access.filter(case=case).exists()


class TestRecording:
    def record(self, client, **answers):
        blank = client.get("/cases/new/").content.decode()
        return client.post("/cases/new/", whole_form(blank, same_as="", **answers))

    def test_whoever_records_a_case_says_whether_they_have_a_connection(self, manager, as_):
        client = as_(manager)
        assert self.record(client, connection="").status_code == 422
        assert self.record(client, connection="may").status_code == 422
        assert not Case.objects.exists()
        self.record(client)
        said = CaseDeclaration.objects.get()
        assert (said.case.manager, said.person, said.answer) == (manager, manager, "none")

    @pytest.mark.parametrize("chosen", [True, False])
    def test_where_they_may_have_one_it_closes_to_them_and_another_runs_it(
        self, manager, other, officer, as_, chosen
    ):
        runs = {"manager": other.pk} if chosen else {}
        response = self.record(as_(manager), connection="may", statement="We trained together.", **runs)
        assert response["Location"] == "/"
        case = Case.objects.get()
        assert not may_read(manager, case)
        assert asked(other) == ([case] if chosen else [])
        assert Case.objects.without_manager().exists() is not chosen
        assert [aside.statement for aside, _who in to_answer(officer)] == ["We trained together."]
        # Sent a second time it changes nothing.
        assert CaseAccess.objects.filter(effect="deny").count() == 1


class TestInvestigating:
    @pytest.fixture
    def decision(self, record, other):
        """The decision of the group by which `other` investigates."""
        return record("investigation", investigator=other.name, investigator_person=other)

    def test_whoever_is_named_declares_first_and_reads_until_it_is_over(self, case, decision, other, manager):
        assert not may_read(other, case) and asked(other) == [case]
        actions.declare_first(case=case, said=NONE, by=other)
        read = other.case_access.filter(effect="read", source="investigation", ends_at=None)
        assert read.get().reason == "assigned" and may_read(other, case)
        move(case=case, to=Stage.OUTCOME, by=manager)
        assert not read.exists()

    def test_where_they_have_a_connection_the_manager_names_another(
        self, case, decision, other, manager, member, as_
    ):
        actions.declare_first(case=case, said=Answer("unsure", "A cousin."), by=other)
        assert [each.sentence for each in work_for(manager) if "investigator" in each.sentence] == [
            "Name another investigator for Dr Amara Okafor: the one named stands aside"
        ]
        client, where = as_(manager), f"/cases/{case.reference}/group/decisions/{decision.pk}/investigator/"
        given = {"submission_key": str(uuid.uuid4())}
        assert where in client.get(f"/cases/{case.reference}/group/").content.decode()
        for wrong in ({}, {"person": member.pk, "name": "Mx Else"}, {"person": other.pk}):
            assert client.post(where, given | wrong).status_code == 422
        for _click in range(2):
            assert client.post(where, given | {"person": member.pk}).status_code == 302
        assert [each.person for each in decision.new_investigators.all()] == [member]
        assert asked(member) == [case]
        assert not [each for each in work_for(manager) if "investigator" in each.sentence]
        assert f": {member.name}" in client.get(f"/cases/{case.reference}/group/").content.decode()
        # Whoever was asked before them is not any more; nor is anybody once it is over.
        name = {"decision": decision, "by": manager, "submission_key": uuid.uuid4()}
        actions.name_investigator(name="Mx Else", person=None, **name)
        assert asked(member) == []
        move(case=case, to=Stage.OUTCOME, by=manager)
        with pytest.raises(Refusal):
            actions.name_investigator(name="Mx Again", person=None, **name | {"submission_key": uuid.uuid4()})

    def test_an_unsure_that_is_cleared_lets_them_read(self, case, decision, organisation, manager, officer):
        advisor = make_person("advisor", organisation=organisation)
        name = {"decision": decision, "by": manager, "submission_key": uuid.uuid4()}
        actions.name_investigator(name=advisor.name, person=advisor, **name)
        actions.declare_first(case=case, said=Answer("unsure", "A cousin?"), by=advisor)
        ((aside, _who),) = to_answer(officer)
        actions.answer_aside(aside=aside, outcome="opened", version=0, reason="Another one.", by=officer)
        assert may_read(advisor, case)

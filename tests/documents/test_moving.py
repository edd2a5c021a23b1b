"""Moving a document to the case it belongs to: what will happen is said first."""

import pytest

from accounts.models import Person
from cases.access import may_read
from cases.actions.access import allow, deny, restrict, seal
from cases.models import Case
from cases.readers import readers_of
from documents.models import Document
from tests.documents.keeping import give_access, kept
from tests.factories import make_case, make_person, make_practitioner
from tests.ui.html import Html
from ui.dates import today

pytestmark = pytest.mark.django_db


def test_it_is_moved_to_the_case_it_belongs_to(get, post, case, people, media):
    right = make_case(by=people.manager)
    kept(case, people.manager)
    page = get("manager", "document_move", case.reference, 1).content.decode()
    assert right.reference in page
    assert f'value="{case.pk}"' not in page
    answers = {"to": right.pk, "reason": "Chosen by mistake.", "confirm": "1"}
    response = post("manager", "document_move", case.reference, 1, data=answers, follow=True)
    assert f"It is with {right.reference} now" in response.content.decode()
    assert Document.objects.get().case == right


def test_a_case_that_is_not_listed_is_named_by_its_reference(post, case, people, media):
    right = make_case(by=people.manager)
    kept(case, people.manager)
    answers = {"reference": f" {right.reference.lower()} ", "reason": "Chosen by mistake."}
    shown = Html(post("manager", "document_move", case.reference, 1, data=answers).content.decode())
    assert right.reference in shown.text("main")
    again = {each.get("name"): each.get("value") for each in shown.all("main input[type='hidden']")}
    post("manager", "document_move", case.reference, 1, data=again | {"confirm": "1"})
    assert Document.objects.get().case == right


def test_before_it_moves_the_page_says_what_will_happen_and_to_whom(post, case, people, media):
    practitioner = make_practitioner(by=people.manager, organisation=people.organisation, last_name="Right")
    right = make_case(by=people.manager, practitioner=practitioner)
    kept(right, people.manager, name="Already there.pdf")
    restrict(case=right, people=[], by=people.officer)
    kept(case, people.manager, name="<b>Rota.pdf")
    answers = {"to": right.pk, "reason": "Chosen <i>by mistake."}
    page = post("manager", "document_move", case.reference, 1, data=answers).content.decode()
    main = Html(page).text("main")
    for said in (
        f"{case.reference}, Dr Amara Okafor, where it is document 1",
        f"{right.reference}, Dr Amara Right, where it will be document 2",
        "<b>Rota",
        "Chosen <i>by mistake.",
        f"{people.manager.name}, {people.officer.name}.",
        f"Move the document to {right.reference}",
    ):
        assert said in main
    assert "<b>Rota" not in page
    assert people.advisor.name not in main
    assert Document.objects.get(title="<b>Rota").case == case


def test_who_will_no_longer_see_it_is_said(post, case, people, media):
    right = make_case(by=people.manager)
    deny(case=right, person=people.officer, reason="excluded", source="test", by=people.manager)
    kept(case, people.manager)
    answers = {"to": right.pk, "reason": "Chosen by mistake."}
    page = Html(post("manager", "document_move", case.reference, 1, data=answers).content.decode())
    assert f"No longer: {people.officer.name}." in page.text("main")
    assert "who cannot see it now" not in page.text("main")


def test_who_will_see_it_for_the_first_time_is_said(post, case, people, media):
    right = make_case(by=people.manager)
    give_access(right, people)
    kept(case, people.manager)
    answers = {"to": right.pk, "reason": "Chosen by mistake."}
    page = Html(post("manager", "document_move", case.reference, 1, data=answers).content.decode())
    assert f"Among them, who cannot see it now: {people.advisor.name}." in page.text("main")


def test_going_back_to_change_a_move_loses_nothing(post, case, people, media):
    right = make_case(by=people.manager)
    kept(case, people.manager)
    answers = {"to": right.pk, "reason": "Chosen by mistake.", "change": "1"}
    response = post("manager", "document_move", case.reference, 1, data=answers)
    assert response.status_code == 200
    assert "Chosen by mistake." in response.content.decode()
    assert "There is a problem" not in response.content.decode()
    assert Document.objects.get().case == case


@pytest.mark.parametrize("topic", ["general", "health", "support", "source"])
def test_the_names_on_the_page_are_those_who_may_see_the_document(case, people, media, topic):
    """The rule asked from the other side: it agrees with `visible_to` and `open_to` for everybody."""
    organisation = people.organisation
    others = [
        make_person(role, organisation=organisation)
        for role in ("lessons_lead", "group_member", "advisor", "case_manager", "responsible_officer")
    ]
    give_access(case, people)
    allow(case=case, person=others[1], effect="read", reason="named", source="test", by=people.manager)
    deny(case=case, person=others[3], reason="excluded", source="test", by=people.manager)
    seal(case=case, topic=topic, person=others[4], by=people.manager)
    document = kept(case, people.manager)
    Document.objects.filter(pk=document.pk).update(topic=topic)
    allow(case=case, person=others[2], effect="read", reason="agenda", source="agenda:1", by=people.manager)
    everybody = [*others, *(each for each in vars(people).values() if isinstance(each, Person))]
    for restricted, first_with_group_on in ((False, None), (False, today()), (True, today())):
        Case.objects.filter(pk=case.pk).update(restricted=restricted, first_with_group_on=first_with_group_on)
        fresh = Case.objects.get(pk=case.pk)
        may = {
            person
            for person in everybody
            if may_read(person, fresh) and Document.objects.open_to(person, fresh).exists()
        }
        assert set(readers_of(fresh, topic)) == may
        assert may or restricted
        Document.objects.filter(pk=document.pk).update(kept_from_group=True)
        only_by_agenda = {each for each in may if not Document.objects.open_to(each, fresh).exists()}
        assert set(readers_of(fresh, topic, kept_from_group=True)) == may - only_by_agenda
        assert others[2] in only_by_agenda or topic in ("support", "source")
        Document.objects.filter(pk=document.pk).update(kept_from_group=False)


@pytest.mark.parametrize("answers", [{}, {"reference": "XX-2026-00001"}])
def test_an_unclear_move_is_asked_again_with_what_was_typed(post, case, people, media, answers):
    kept(case, people.manager)
    response = post("manager", "document_move", case.reference, 1, data=answers | {"reason": "Because."})
    assert response.status_code == 422
    assert "Because." in response.content.decode()


def test_a_case_nobody_may_see_here_cannot_be_named(post, case, people, media):
    elsewhere = make_case(by=people.stranger)
    kept(case, people.manager)
    answers = {"reference": elsewhere.reference, "reason": "x"}
    response = post("manager", "document_move", case.reference, 1, data=answers)
    assert f"There is no other case “{elsewhere.reference}” that you can see" in response.content.decode()


def test_who_does_not_run_cases_moves_nothing(get, case, people, media):
    give_access(case, people)
    kept(case, people.manager)
    assert get("advisor", "document_move", case.reference, 1).status_code == 403
    assert b"/move/" not in get("advisor", "document_edit", case.reference, 1).content

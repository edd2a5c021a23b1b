"""Whoever approves a letter of another's case declares first; the case's manager has done so already."""

import pytest

from cases.access import may_read
from letters import actions
from letters.declaring import DeclareFirst
from pag.actions import Answer
from pag.models import StoodAside
from tests.factories import make_person
from tests.letters.conftest import complete
from ui.refusals import NotAllowed

pytestmark = pytest.mark.django_db


def test_the_letter_opens_to_be_approved_once_they_have_declared(room, client):
    letter = complete(room.letter, by=room.manager)
    officer = make_person("responsible_officer", organisation=room.organisation)
    client.force_login(officer)
    where = letter.get_absolute_url()
    for page in (where, f"{where}approve/"):
        assert client.get(page)["Location"] == f"{where}declare/"
    assert client.get(f"{where}preview/").status_code == 403
    with pytest.raises(DeclareFirst):
        actions.approve(letter=letter, version=letter.version, by=officer)
    shown = client.get(f"{where}declare/").content.decode()
    assert "approve its letters" in shown and "Ten-minute" not in shown
    assert client.post(f"{where}declare/", {"answer": ""}).status_code == 422
    name = f"answer_{room.case.pk}"
    assert client.post(f"{where}declare/", {name: "none"})["Location"] == where
    assert client.get(f"{where}approve/").status_code == 200
    assert actions.approve(letter=letter, version=letter.version, by=officer).approved_by == officer


def test_a_connection_closes_the_case_to_them(room, client):
    officer = make_person("responsible_officer", organisation=room.organisation)
    client.force_login(officer)
    said = {f"answer_{room.case.pk}": "unsure", f"unsure_{room.case.pk}": "A neighbour, perhaps."}
    assert client.post(f"{room.letter.get_absolute_url()}declare/", said)["Location"] == "/"
    assert StoodAside.objects.get().person == officer and not may_read(officer, room.case)
    with pytest.raises(NotAllowed):
        actions.declare_to_approve(case=room.case, said=Answer("none"), by=officer)


def test_a_colleague_writes_for_the_manager_and_declares_to_approve(room):
    colleague = make_person("case_manager", organisation=room.organisation)
    letter = complete(room.letter, by=colleague)
    with pytest.raises(DeclareFirst):
        actions.approve(letter=letter, version=letter.version, by=colleague)
    for _click in range(2):
        actions.declare_to_approve(case=room.case, said=Answer("none"), by=colleague)
    actions.approve(letter=letter, version=letter.version, by=colleague)

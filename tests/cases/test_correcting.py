"""What was recorded of a concern is put right: openly, with what stood there kept, and nothing lost."""

import dataclasses
import datetime as dt
import re
import uuid

import pytest
from django.apps import apps

from audit.models import Event
from cases import actions
from cases.actions.concern import as_recorded
from cases.models import Case, Concern, SearchRow
from cases.search import cases_found
from cases.stages import Stage
from tests.factories import make_case, make_person
from tests.kept import kept
from tests.ui.html import Html
from ui.dates import today
from ui.refusals import NotAllowed, Refusal, Stale

pytestmark = pytest.mark.django_db

EARLIER = today() - dt.timedelta(days=20)


@kept
def case(manager):
    return make_case(by=manager, summary="Mrs Zebra was not rung.", source_detail="Nurse Quillfeather")


@kept
def concern(case):
    return case.concerns.select_related("source").get()


def correct(concern, manager, version=1, **changes):
    corrected = dataclasses.replace(as_recorded(concern), **changes)
    actions.correct_concern(concern=concern, corrected=corrected, version=version, by=manager)
    return Concern.objects.select_related("source").get(pk=concern.pk)


def whole(concern, **changes):
    on = concern.received_on
    answers = {
        "concern_received_on_day": on.day,
        "concern_received_on_month": on.month,
        "concern_received_on_year": on.year,
        "category": concern.category,
        "summary": concern.summary,
        "source": concern.source.kind,
        "source_detail": concern.source.detail,
        "version": concern.version,
    }
    return answers | changes


def test_a_name_is_taken_out_found_no_more_and_kept_only_in_the_history(concern, case, manager):
    corrected = correct(concern, manager, summary="A patient was not rung.", source_detail="")
    assert (corrected.summary, corrected.source.detail, corrected.version) == (
        "A patient was not rung.",
        "",
        2,
    )
    assert cases_found(manager, "Zebra") == []
    assert cases_found(manager, "Quillfeather") == []
    assert cases_found(manager, "patient rung") == [case.pk]
    kept = apps.get_model("cases", "ConcernEvent").objects.filter(pgh_obj=concern.pk).order_by("pgh_id")
    assert [row.summary for row in kept] == ["Mrs Zebra was not rung.", "A patient was not rung."]
    sources = apps.get_model("cases", "ConcernSourceEvent").objects.filter(concern=concern.pk)
    assert {row.detail for row in sources} == {"Nurse Quillfeather", ""}
    event = Event.objects.of_case(case.pk).get(kind="case.concern_corrected")
    assert event.detail == {"changed": "summary+source_detail"}
    assert not SearchRow.objects.filter(source=f"source:{concern.pk}").exists()


def test_who_saved_second_sees_both_and_loses_nothing(client, concern, manager):
    correct(concern, manager, summary="A patient was not rung.", category="conduct", received_on=EARLIER)
    with pytest.raises(Stale) as stale:
        correct(concern, manager, version=1, summary="Nobody was rung.")
    assert stale.value.theirs["summary"] == "A patient was not rung."
    assert Concern.objects.get(pk=concern.pk).summary == "A patient was not rung."
    client.force_login(manager)
    address = f"/cases/{concern.case.reference}/concerns/{concern.pk}/"
    response = client.post(address, whole(concern, summary="Nobody was rung."))
    assert response.status_code == 422
    shown = Html(response.content.decode())
    assert "A patient was not rung." in shown.text("#id_summary-theirs")
    assert "Conduct" in shown.text("#id_category-theirs")
    assert shown.all("#id_concern_received_on-theirs")
    assert shown.text("#id_summary") == "Nobody was rung."
    version = re.search(r'name="version" value="(\d+)"', response.content.decode()).group(1)
    assert (
        client.post(address, whole(concern, summary="Nobody was rung.", version=version)).status_code == 302
    )
    assert Concern.objects.get(pk=concern.pk).summary == "Nobody was rung."


def test_saving_what_stands_already_changes_nothing(concern, case, manager):
    assert correct(concern, manager).version == 1
    assert not Event.objects.of_case(case.pk).filter(kind="case.concern_corrected").exists()


def test_the_case_came_in_with_its_first_concern(concern, case, manager):
    later = actions.add_concern(
        case=case,
        concern=dataclasses.replace(as_recorded(concern), received_on=today()),
        submission_key=uuid.uuid4(),
        by=manager,
    )
    correct(concern, manager, received_on=EARLIER)
    assert Case.objects.get(pk=case.pk).received_on == EARLIER
    correct(later, manager, received_on=EARLIER - dt.timedelta(days=5))
    assert Case.objects.get(pk=case.pk).received_on == EARLIER
    with pytest.raises(Refusal, match="future"):
        correct(concern, manager, version=2, received_on=today() + dt.timedelta(days=1))


def test_only_those_who_run_the_case_and_know_who_raised_it_correct_it(client, concern, case, organisation):
    for role in ("lessons_lead", "advisor", "administrator"):
        with pytest.raises(NotAllowed):
            correct(concern, make_person(role, organisation=organisation), summary="Changed.")
    Case.objects.filter(pk=case.pk).update(first_with_group_on=today())
    client.force_login(make_person("lessons_lead", organisation=organisation))
    address = f"/cases/{case.reference}/concerns/{concern.pk}/"
    assert client.get(address).status_code == 403
    assert "Correct this concern" not in client.get(f"/cases/{case.reference}/").content.decode()


def test_a_concern_of_another_case_is_not_there(client, concern, manager):
    other = make_case(by=manager)
    client.force_login(manager)
    assert client.get(f"/cases/{other.reference}/concerns/{concern.pk}/").status_code == 404


def test_a_closed_case_can_be_corrected_too(client, concern, case, manager):
    actions.move(case=case, to=Stage.WITHDRAWN, by=manager)
    assert correct(concern, manager, summary="A patient was not rung.").version == 2


def test_words_that_give_away_who_raised_it_are_pointed_out_and_block_nothing(client, concern, manager):
    client.force_login(manager)
    address = f"/cases/{concern.case.reference}/concerns/{concern.pk}/"
    summary = "Nurse Quillfeather saw that <nobody> rang."
    # The browser, which others may use, is given no name: what is said waits in the session.
    assert set(client.post(address, whole(concern, summary=summary)).cookies) == {"sessionid"}
    response = client.get(concern.case.get_absolute_url())
    text = Html(response.content.decode()).text(".app-messages")
    assert "“Nurse” and “Quillfeather” stand in the protected note" in text
    assert Concern.objects.get(pk=concern.pk).summary == summary
    corrected = Concern.objects.select_related("source").get(pk=concern.pk)
    response = client.post(address, whole(corrected, summary="Nobody rang."), follow=True)
    assert "protected note" not in Html(response.content.decode()).text(".app-messages")

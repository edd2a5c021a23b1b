"""Where the group only advises: who decides on its advice, and what on which day, or by when."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from cases.models import Case
from pag.models import Decision
from pag.sets_going import sets_going
from tests.kept import kept
from tests.pag.pages import decide_url, text_of
from tests.pag.test_decide_page import decision_answers
from ui.dates import day, today
from ui.refusals import Refusal

pytestmark = pytest.mark.django_db

WHOLE = {
    "final_by": "medical_director",
    "final_name": "Dr Ruth Vane",
    "final_decision": "A mentor, as advised.",
    "final_on": today(),
}


@kept
def advised(item):
    """The item, of a case on the route where the group advises."""
    Case.objects.filter(pk=item.case_id).update(route="mhps")
    return item


def boxes(name, when):
    return {f"{name}_day": str(when.day), f"{name}_month": str(when.month), f"{name}_year": str(when.year)}


def test_it_is_asked_on_that_route_and_on_no_other(as_, item, manager):
    client = as_(manager)
    assert "final_by" not in text_of(client.get(decide_url(item)))
    Case.objects.filter(pk=item.case_id).update(route="mhps")
    page = text_of(client.get(decide_url(item)))
    assert "Who decides on the advice?" in page
    response = client.post(decide_url(item), decision_answers())
    assert response.status_code == 422
    assert "Answer “Who decides on the advice?”" in text_of(response)


def test_the_case_manager_decided_and_it_is_shown(as_, advised, manager, case):
    client = as_(manager)
    answers = decision_answers(
        final_by="case_manager",
        final_given="yes",
        final_decision="As <i>advised</i>.",
        **boxes("final_on", today()),
    )
    response = client.post(decide_url(advised), answers)
    assert response.status_code == 302
    kept = Decision.objects.get()
    assert (kept.final_name, kept.final_on, kept.final_due) == (manager.name, today(), None)
    page = text_of(client.get(f"/cases/{case.reference}/group/"))
    assert f"The case manager, {manager.name}, decided on {day(today())}" in page
    assert "As &lt;i&gt;advised&lt;/i&gt;." in page


def test_the_medical_director_has_still_to_decide(as_, advised, manager):
    soon = today() + dt.timedelta(days=5)
    answers = decision_answers(final_by="medical_director", final_given="no", **boxes("final_due", soon))
    client = as_(manager)
    assert "Enter the name of the medical director" in text_of(client.post(decide_url(advised), answers))
    client.post(decide_url(advised), answers | {"final_name": "Dr Ruth Vane"})
    kept = Decision.objects.get()
    assert any("record what Dr Ruth Vane decides" in each for each in sets_going(kept, actions=0, arranged=0))
    assert kept.final_in_words == (
        f"The medical director, Dr Ruth Vane, has not decided yet, and will by {day(soon)}."
    )


def test_on_that_route_nothing_is_recorded_without_it(record, advised):
    with pytest.raises(Refusal, match="Say who decides"):
        record("advice")
    assert record("advice", **WHOLE).final_name == "Dr Ruth Vane"


def test_on_another_route_nobody_else_decides(record):
    with pytest.raises(Refusal, match="the group itself decides"):
        record("advice", **WHOLE)


def test_nobody_decides_on_the_advice_before_it_was_given(record, advised):
    with pytest.raises(Refusal, match="before it meets"):
        record("advice", **WHOLE | {"final_on": today() - dt.timedelta(days=1)})


@pytest.mark.parametrize(
    "wrong",
    [
        {"final_name": ""},
        {"final_by": ""},
        {"final_by": "somebody"},
        {"final_decision": ""},
        {"final_on": None},
        {"final_due": today()},
        {"final_decision": "", "final_on": None},
    ],
    ids=str,
)
def test_the_database_holds_all_of_it_or_nothing(record, advised, wrong):
    kept = record("advice", **WHOLE)
    facts = {
        field.attname: getattr(kept, field.attname)
        for field in Decision._meta.concrete_fields
        if field.attname not in ("id", "item_id")
    }
    with pytest.raises(IntegrityError, match="final_wholly"), transaction.atomic():
        Decision.objects.bulk_create([Decision(item=kept.item, **facts | wrong)])

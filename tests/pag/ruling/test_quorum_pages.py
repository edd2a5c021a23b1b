"""The rule of a group: what it is, a new version of it, and who may make one."""

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, transaction

from audit.models import Event
from pag.models import QuorumRule
from pag.ruling.actions import set_quorum_rule
from tests.factories import make_person
from tests.pag.pages import text_of
from ui.dates import today
from ui.refusals import NotAllowed, Refusal

pytestmark = pytest.mark.django_db
TOMORROW = today() + dt.timedelta(days=1)


def rule(group, by, **changed):
    facts = {
        "effective_from": today(),
        "voting_minimum": 3,
        "needed": ["lay", "presiding"],
        "excluded": ["triage"],
        "source": "Terms of reference, section 4.",
        "submission_key": uuid.uuid4(),
    }
    return set_quorum_rule(group=group, by=by, **(facts | changed))


def test_versions_follow_one_another_and_never_change_the_past(group, administrator):
    key = uuid.uuid4()
    first, again = (rule(group, administrator, submission_key=key) for _click in range(2))
    assert first == again
    later = rule(group, administrator, effective_from=TOMORROW, voting_minimum=5, needed=[])
    assert (first.version, later.version) == (1, 2)
    in_force = QuorumRule.objects.in_force
    assert in_force(group, on=today()) == first
    assert in_force(group, on=TOMORROW) == later
    assert in_force(group, on=today() - dt.timedelta(days=1)).assumed
    assert first.in_words == ("3 voting members, among them the chair or the deputy chair and a lay member")
    event = Event.objects.get(kind="pag.quorum_set", subject_key=later.pk)
    assert "Terms" not in str(event.detail)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"effective_from": today() - dt.timedelta(days=1)}, "is past"),
        ({"voting_minimum": 1}, "cannot be fewer voting members"),
        ({"voting_minimum": 0, "needed": []}, "cannot be fewer voting members"),
        ({"source": ""}, "Say where the rule comes from"),
    ],
)
def test_what_cannot_be_is_refused(group, administrator, wrong, sentence):
    with pytest.raises(Refusal, match=sentence):
        rule(group, administrator, **wrong)


def test_the_database_knows_the_kinds(group, administrator):
    made = rule(group, administrator)
    with pytest.raises(IntegrityError), transaction.atomic():
        QuorumRule.objects.filter(pk=made.pk).update(needed=["somebody"])


def test_who_may_set_it_sees_the_default_and_makes_a_version_of_their_own(
    as_, group, administrator, manager, organisation, chair, meeting
):
    officer = make_person("responsible_officer", organisation=organisation)
    for person in (manager, chair):
        assert as_(person).get(f"/groups/{group.pk}/quorum/").status_code == 404
        assert "/quorum/" not in text_of(as_(person).get(meeting.get_absolute_url()))
        with pytest.raises(NotAllowed):
            rule(group, person)
    client, url = as_(officer), f"/groups/{group.pk}/quorum/new/"
    assert f"/groups/{group.pk}/quorum/" in text_of(client.get(meeting.get_absolute_url()))
    page = text_of(client.get(f"/groups/{group.pk}/quorum/"))
    assert "The rule LOTUS Cases came with" in page
    assert "nobody here has set one" in page
    assert 'value="lay" checked' in " ".join(text_of(client.get(url)).split())
    answers = {
        "voting_minimum": 2,
        "needed": ["lay", "peer"],
        "excluded": ["investigator"],
        "effective_from_day": today().day,
        "effective_from_month": today().month,
        "effective_from_year": today().year,
        "source": "Terms <b>of</b> reference.",
        "submission_key": str(uuid.uuid4()),
    }
    refused = client.post(url, answers | {"voting_minimum": 1})
    assert refused.status_code == 422
    assert "must be as many as have to be among them" in text_of(refused)
    page = text_of(client.post(url, answers, follow=True))
    assert "The group&#x27;s own rule, version 1" in page
    assert "Terms &lt;b&gt;of&lt;/b&gt; reference." in page
    assert "No vote in an item, and not counted: the investigator of the case." in page
    assert "nobody here has set one" not in page


def test_without_any_rule_the_page_says_what_to_do(as_, group, administrator):
    QuorumRule.objects.all().delete()
    page = text_of(as_(administrator).get(f"/groups/{group.pk}/quorum/"))
    assert "No quorum rule is in force for this group" in page
    assert as_(administrator).get(f"/groups/{group.pk}/quorum/new/").status_code == 200

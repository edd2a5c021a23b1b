"""Who has no vote in an item by the rule, and what is said where no rule is in force."""

import datetime as dt
import uuid

import pytest

from accounts.models import Membership, Person
from pag import actions
from pag.models import GroupMember, QuorumRule
from pag.no_vote import no_votes
from pag.quorum import quorum_of
from pag.sitting import sitting_of
from tests.pag.pages import decide_url, text_of
from tests.triage.conftest import answers
from triage import actions as triage
from triage.models import Review
from ui.dates import today
from ui.refusals import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_decide(group):
    """A rule by which two voting members decide, and whoever triaged or investigates has no vote."""
    return QuorumRule.objects.create(
        group=group,
        version=1,
        effective_from=today() - dt.timedelta(days=30),
        voting_minimum=2,
        needed=["presiding"],
        excluded=["triage", "investigator"],
        source="Our terms of reference.",
    )


def triage_it(case, person, manager):
    Membership.objects.create(
        person=person, organisation=case.organisation, role="advisor", starts_on=today()
    )
    person = Person.objects.get(pk=person.pk)
    triage.ask_advisor(case=case, advisor=person, by=manager)
    triage.declare(case=case, answer="none", by=person)
    draft = triage.save_review(review=Review.objects.get(case=case), data=answers(), version=1, by=person)
    triage.submit_review(review=draft, by=person)


def records(item, decision, took_part, by):
    return actions.record_decision(
        item=item, decision=decision, took_part=took_part, by=by, submission_key=uuid.uuid4()
    )


def seats(item):
    return {seat.person_id: seat for seat in sitting_of(item).able}


def test_who_triaged_the_case_may_be_there_and_does_not_count(
    as_, case, meeting, chair, member, manager, two_decide, decision
):
    triage_it(case, member, manager)
    item = actions.put_on_agenda(case=case, meeting=meeting, by=manager)
    for person in (chair, member):
        actions.declare(item=item, answer="none", by=person)
    sitting = sitting_of(item)
    there = list(seats(item).values())
    assert len(there) == 2
    quorum = sitting.quorum(there)
    assert (quorum.voting, quorum.missing) == (1, ["1 more voting member"])
    client = as_(chair)
    for url in (item.get_absolute_url(), decide_url(item)):
        assert f"{member.name} triaged the case: may be there, does not vote" in text_of(client.get(url))
    assert f"{member.name}, clinical member (no vote)" in text_of(client.get(decide_url(item)))
    with pytest.raises(Refusal, match="1 more voting member"):
        records(item, decision("advice", without_quorum=""), there, manager)
    records(item, decision("advice", without_quorum="Nobody else could come."), there, manager)
    kept = {each.member.person_id: each.no_vote for each in item.participants.select_related("member")}
    assert kept == {chair.pk: "", member.pk: "triage"}


def test_the_investigator_of_the_case_is_known_by_name(item, chair, member, manager, two_decide, record):
    for person in (chair, member):
        actions.declare(item=item, answer="none", by=person)
    assert not no_votes([item], list(seats(item).values()), two_decide)[item.pk]
    record("investigation", investigator=f"Dr {member.first_name} {member.last_name.upper()}, from here")
    assert no_votes([item], list(seats(item).values()), two_decide)[item.pk] == {member.pk: "investigator"}
    two_decide.excluded = []
    assert not no_votes([item], list(seats(item).values()), two_decide)[item.pk]


def test_an_investigator_who_signs_in_is_known_whatever_their_name(
    item, chair, member, manager, two_decide, record
):
    for person in (chair, member):
        actions.declare(item=item, answer="none", by=person)
    named = {"investigator": f"{chair.first_name} {chair.last_name}", "investigator_person": member}
    record("investigation", **named)
    assert no_votes([item], list(seats(item).values()), two_decide)[item.pk] == {member.pk: "investigator"}


def test_what_a_rule_needs_is_said_where_it_is_missing(two_decide):
    quorum = quorum_of(
        two_decide,
        [GroupMember(person_id=number, kind="clinical", voting=True) for number in (1, 2)],
        kept_out=(),
        discipline="doctor",
    )
    assert quorum.missing == ["the chair or the deputy chair"]
    two_decide.needed = ["clinical"]
    assert two_decide.in_words == "2 voting members, among them a clinical member"
    assert two_decide.excluded_in_words == (
        "No vote in an item, and not counted: whoever triaged the case and the investigator of the case."
    )


def test_the_default_shuts_out_whoever_triaged_from_the_day_it_came_and_not_before(group):
    now = QuorumRule.objects.in_force(group, on=today())
    before = QuorumRule.objects.in_force(group, on=now.effective_from - dt.timedelta(days=1))
    assert (now.version, now.excluded) == (2, ["triage", "investigator"])
    assert (before.version, before.needed, before.excluded) == (1, ["peer", "lay"], [])


def test_without_any_rule_pages_say_so_and_a_decision_says_why(as_, item, chair, meeting, record):
    actions.declare(item=item, answer="none", by=chair)
    QuorumRule.objects.all().delete()
    client = as_(chair)
    for url in (meeting.get_absolute_url(), item.get_absolute_url(), decide_url(item)):
        response = client.get(url)
        assert response.status_code == 200
        assert "No quorum rule is in force for this group on that day." in text_of(response)
    there = list(seats(item).values())
    with pytest.raises(Refusal, match="a quorum rule"):
        record("advice", took_part=there, without_quorum="")
    record("advice", took_part=there, without_quorum="Four of us were there.")
    page = text_of(client.get(item.get_absolute_url()))
    assert "Decided without a quorum." in page
    assert chair.name in page

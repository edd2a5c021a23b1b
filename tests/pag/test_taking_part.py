"""Who took part when the group decided, the quorum among them, and the page read before it is final."""

import re
import uuid

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from accounts.models import Draft
from letters.models import Letter
from pag import actions
from pag.models import Decision, Participant, QuorumRule
from pag.sitting import sitting_of
from tests.kept import kept
from tests.pag.pages import decide_url, text_of
from tests.pag.test_decide_page import an_action, decision_answers
from ui.dates import today
from ui.refusals import Refusal

pytestmark = pytest.mark.django_db

WHY = "The lay member fell ill on the way."


@kept
def declared(item, chair, member):
    """The item, on which chair and member have declared no conflict."""
    for person in (chair, member):
        actions.declare(item=item, answer="none", by=person)
    return item


@kept
def two_are_enough(group):
    """A rule of the group's own, by which two voting members decide."""
    return QuorumRule.objects.create(
        group=group,
        version=1,
        effective_from=today(),
        voting_minimum=2,
        source="Our terms.",
    )


def seats(item):
    return sitting_of(item).able


def ticked(item):
    return [str(member.pk) for member in seats(item)]


def sent(item, *, checked=True, **changed):
    """Return the answers as the form, or the page that checks them, sends them."""
    answers = decision_answers(**{"took_part": ticked(item)[:1], **changed})
    if not checked:
        del answers["checked"], answers["without_quorum"]
    return answers


class TestTheAction:
    def test_without_a_quorum_it_says_why_or_is_not_recorded(
        self, record, decision, declared, two_are_enough
    ):
        with pytest.raises(Refusal, match=r"no quorum\. Missing: 2 more voting members"):
            record("advice", without_quorum="")
        assert not Decision.objects.exists()
        recorded = record("advice", without_quorum=WHY)
        assert (recorded.quorum_missing, recorded.without_quorum) == ("2 more voting members", WHY)
        assert recorded.quorum_rule == two_are_enough

    def test_those_who_took_part_are_kept_and_a_quorum_needs_no_reason(
        self, record, declared, two_are_enough
    ):
        recorded = record("advice", took_part=seats(declared), without_quorum=WHY)
        assert {each.person.last_name for each in recorded.took_part} == {"Chairperson", "Memberson"}
        assert (recorded.quorum_missing, recorded.without_quorum) == ("", "")

    def test_who_could_come_and_did_not_does_not_count(self, record, declared, two_are_enough):
        recorded = record("advice", took_part=seats(declared)[:1])
        assert recorded.quorum_missing == "1 more voting member"

    @pytest.mark.parametrize("answer", [None, "yes", "unsure"])
    def test_only_who_declared_none_on_this_item_takes_part(self, record, item, member, group, answer):
        if answer:
            actions.declare(item=item, answer=answer, statement="A friend.", by=member)
        seat = group.members.get(person=member)
        assert seat not in seats(item)
        with pytest.raises(Refusal, match="Memberson did not declare"):
            record("advice", took_part=[seat])
        assert not Decision.objects.exists()

    def test_who_stepped_back_cannot_be_ticked_any_more(self, record, declared, member, group):
        actions.declare(item=declared, answer="yes", statement="A friend.", by=member)
        with pytest.raises(Refusal, match="Memberson"):
            record("advice", took_part=[group.members.get(person=member)])

    def test_the_database_holds_a_reason_where_there_was_no_quorum_and_only_there(self, record):
        kept = record("advice")
        facts = {
            field.attname: getattr(kept, field.attname)
            for field in Decision._meta.concrete_fields
            if field.attname not in ("id", "submission_key", "item_id")
        }
        facts["submission_key"] = uuid.uuid4()
        for wrong in ({"without_quorum": ""}, {"quorum_missing": ""}):
            with pytest.raises(IntegrityError, match="without_quorum_says_why"), transaction.atomic():
                Decision.objects.bulk_create([Decision(item=kept.item, **facts | wrong)])

    def test_who_took_part_is_there_once_and_never_changes(self, record, declared, group, chair):
        record("advice", took_part=seats(declared))
        one = Participant.objects.first()
        with pytest.raises(IntegrityError), transaction.atomic():
            Participant.objects.create(item=one.item, member=one.member)
        with pytest.raises(DatabaseError), transaction.atomic():
            Participant.objects.filter(pk=one.pk).update(member=group.members.get(person=chair))


class TestThePages:
    def test_the_form_offers_who_can_take_part_and_names_who_cannot(self, as_, item, chair, member, manager):
        actions.declare(item=item, answer="none", by=chair)
        page = text_of(as_(manager).get(decide_url(item)))
        offered = re.search(r'name="took_part".*?</fieldset>', page, re.DOTALL)[0]
        assert "Chairperson" in offered
        assert "Memberson" not in offered
        assert re.search("Not declared yet[^<]*Memberson", page)
        assert "A quorum here is 4 voting members" in page

    def test_nothing_is_recorded_before_it_was_checked(self, as_, declared, manager, two_are_enough):
        client = as_(manager)
        answers = sent(declared, checked=False, took_part=ticked(declared)) | an_action(
            what="<b>A mentor</b>"
        )
        page = text_of(client.post(decide_url(declared), answers))
        assert not Decision.objects.exists()
        for sentence in (
            "Nothing is recorded yet",
            "Dr Robin Chairperson, chair; Dr Robin Memberson, clinical member",
            "&lt;b&gt;A mentor&lt;/b&gt;",
            "moves from “With the group” to “Outcome”",
            "A draft of the letter to Dr Amara Okafor",
            "1 action can be followed",
        ):
            assert sentence in page
        assert "without_quorum" not in page
        # What the page carries is what is recorded, without JavaScript.
        carried = dict.fromkeys(re.findall(r'type="hidden" name="([^"]+)"', page))
        assert set(answers) <= set(carried)
        assert client.post(decide_url(declared), answers | {"checked": "1"}).status_code == 302
        assert len(Decision.objects.get().took_part) == 2

    def test_without_a_quorum_the_page_asks_why_and_goes_no_further(self, as_, declared, manager):
        client = as_(manager)
        page = text_of(client.post(decide_url(declared), sent(declared, checked=False)))
        assert "Decided without a quorum." in page
        assert "Deciding without a quorum: why?" in page
        response = client.post(decide_url(declared), sent(declared, without_quorum=" "))
        assert response.status_code == 422
        assert "Say why it was decided without a quorum" in text_of(response)
        assert not Decision.objects.exists()
        assert client.post(decide_url(declared), sent(declared, without_quorum=WHY)).status_code == 302
        assert Decision.objects.get().without_quorum == WHY

    def test_who_took_part_is_asked_where_anybody_can_be_ticked(self, as_, declared, manager):
        response = as_(manager).post(decide_url(declared), sent(declared, took_part=[]))
        assert response.status_code == 422
        assert "Tick who took part in this item" in text_of(response)

    def test_something_can_still_be_changed(self, as_, declared, manager):
        page = text_of(as_(manager).post(decide_url(declared), sent(declared, checked=False, change="1")))
        assert "Check what will be recorded" in page
        assert "A mentor for three months." in page
        assert "There is a problem" not in page
        assert not Decision.objects.exists()

    def test_who_leaves_from_the_check_finds_it_again(self, as_, declared, manager):
        client = as_(manager)
        client.post(decide_url(declared), sent(declared, checked=False))
        assert "csrf" not in Draft.objects.get(person=manager).body
        page = text_of(client.get(decide_url(declared)))
        assert "A mentor for three months." in page
        assert len(re.findall(r'name="took_part"[^>]*checked', page)) == 1

    def test_somebody_who_may_not_be_ticked_is_refused(self, as_, item, manager, group, chair, member):
        actions.declare(item=item, answer="none", by=chair)
        seat = str(group.members.get(person=member).pk)
        response = as_(manager).post(decide_url(item), sent(item, took_part=[seat]))
        assert response.status_code == 422
        assert f"{member.name} can no longer take part in this item" in text_of(response)
        assert not Decision.objects.exists()

    def test_item_and_tab_say_who_took_part_and_why_without_a_quorum(
        self, as_, record, declared, chair, manager, case
    ):
        record("advice", took_part=seats(declared)[:1], without_quorum=WHY)
        for address in (declared.get_absolute_url(), f"/cases/{case.reference}/group/"):
            page = text_of(as_(manager).get(address))
            assert "Dr Robin Chairperson, chair" in page
            assert WHY in page

    def test_the_letter_to_the_practitioner_says_nothing_of_it(self, record, declared):
        record("advice", took_part=seats(declared), without_quorum=WHY)
        letter = Letter.objects.get()
        for hidden in (WHY, "quorum", "Chairperson", "Memberson"):
            assert hidden not in letter.subject + letter.text

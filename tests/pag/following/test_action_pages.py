"""The list of actions and the page of one, by those who may see them."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse

from pag import actions
from pag.following import listing
from pag.models import Action
from tests.factories import make_person
from tests.pag.pages import text_of
from ui.dates import today

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("contexts")]
LIST = "/actions/"


def copies(action, number):
    """Make more actions like this one, each due a day later than the one before."""
    rows = Action.objects.bulk_create(
        Action(
            decision=action.decision,
            what=f"<b>Further</b> {count}",
            owner=action.owner,
            due_on=action.due_on + dt.timedelta(days=count),
        )
        for count in range(1, number + 1)
    )
    return [each.pk for each in rows]


def listed(page):
    return [each.pk for each in page.context["page"].actions]


def test_the_owner_says_how_it_goes_and_that_it_is_done_and_the_manager_opens_it_again(
    agreed, as_, member, manager, chair
):
    action = agreed(what="Find a <b>mentor</b>")
    url = reverse("group_action", args=[action.pk])
    client = as_(member)
    page = text_of(client.get(url))
    assert "Find a &lt;b&gt;mentor&lt;/b&gt;" in page and "Dr Amara Okafor" in page
    assert "Change who sees to it" not in page
    form = {"state": "goes_on", "words": "<i>Asked</i> two.", "submission_key": uuid.uuid4()}
    for _click in range(2):
        assert client.post(url, form).status_code == 302
    assert text_of(client.get(url)).count("&lt;i&gt;Asked&lt;/i&gt; two.") == 1
    refused = client.post(url, form | {"words": ""})
    assert refused.status_code == 422 and "Say how it goes, or how we know" in text_of(refused)
    on = today()
    done = {"state": "done", "done_on_day": on.day, "done_on_month": on.month, "done_on_year": on.year}
    assert client.post(url, form | done | {"words": "The mentor wrote."}).status_code == 302
    page = text_of(client.get(url))
    assert "The mentor wrote." in page and "How far is it?" not in page
    assert client.post(reverse("group_action_reopen", args=[action.pk])).status_code == 403
    client = as_(manager)
    sent = client.post(
        reverse("group_action_reopen", args=[action.pk]), {"reason": "Not in place."}, follow=True
    )
    assert "Not in place." in text_of(sent) and "How far is it?" in text_of(sent)
    # Who has still to declare on the case finds neither the action nor the list of it.
    client = as_(chair)
    assert client.get(url).status_code == 404
    assert listed(client.get(LIST)) == []


def test_the_manager_gives_it_to_somebody_else_by_another_day(agreed, as_, manager, member, item):
    action = agreed()
    url, on = reverse("group_action_change", args=[action.pk]), today() + dt.timedelta(days=30)
    client = as_(manager)
    actions.declare(item=item, answer="yes", statement="A friend.", by=member)
    assert "Needs a new owner" in text_of(client.get(LIST))
    assert "Needs a new owner" in text_of(client.get(reverse("group_action", args=[action.pk])))
    due = {"due_on_day": on.day, "due_on_month": on.month, "due_on_year": on.year}
    form = due | {"owner": manager.pk, "owner_name": "", "reason": "Away.", "version": action.version}
    neither = client.post(url, form | {"owner": ""})
    assert neither.status_code == 422 and "Choose the owner, or write the name" in text_of(neither)
    assert client.post(url, form).status_code == 302
    page = text_of(client.get(reverse("group_action", args=[action.pk])))
    assert "From Dr Robin Memberson to Dr Robin Manager." in page and "Needs a new owner" not in page
    late = client.post(url, form | {"owner": "practitioner"})
    assert late.status_code == 422 and "Somebody else saved this" in text_of(late)
    assert as_(member).get(url).status_code == 404


def test_the_list_has_filters_and_pages_that_neither_skip_nor_repeat(agreed, as_, manager, monkeypatch):
    monkeypatch.setattr(listing, "SIZE", 2)
    first = agreed()
    all_of_them = [first.pk, *copies(first, 4)]
    Action.objects.filter(pk=all_of_them[1]).update(due_on=first.due_on)
    client = as_(manager)
    seen, page = [], client.get(LIST)
    while True:
        seen += listed(page)
        mark = page.context["page"].next_mark
        if not mark:
            break
        page = client.get(LIST, {"after": mark})
    assert seen == all_of_them
    back = client.get(LIST, {"before": page.context["page"].previous_mark})
    assert listed(back) == all_of_them[2:4] and back.context["page"].next_mark
    assert "&lt;b&gt;Further&lt;/b&gt;" in text_of(page)
    for query, found in (
        ({"due": "come"}, all_of_them[:2]),
        ({"due": "near"}, all_of_them[2:4]),
        ({"due": "later"}, []),
        ({"owner": "mine"}, []),
        ({"owner": str(first.owner_id)}, all_of_them[:2]),
        ({"owner": "practitioner"}, []),
        ({"group": str(first.decision.item.meeting.group_id)}, all_of_them[:2]),
        ({"group": "0"}, []),
        ({"after": "nonsense"}, all_of_them[:2]),
    ):
        assert listed(client.get(LIST, query)) == found, query
    assert "No action matches" in text_of(client.get(LIST, {"due": "later"}))


@pytest.mark.parametrize("more", [0, 20])
def test_the_pages_take_the_same_queries(more, agreed, as_, manager, django_assert_num_queries):
    action = agreed()
    copies(action, more)
    client = as_(manager)
    with django_assert_num_queries(10):
        assert len(listed(client.get(LIST))) == more + 1


def test_somebody_who_sees_no_case_has_no_such_list(as_, organisation):
    assert as_(make_person("assurance_reader", organisation=organisation)).get(LIST).status_code == 404

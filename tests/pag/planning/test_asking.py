"""Members who have still to declare are asked by e-mail: one a day for everything, and nobody is named."""

import datetime as dt

import pytest
from django.utils import timezone

from clocks.working_days import add_working_days
from outbox.models import Message
from pag import actions
from pag.planning import asking
from tests.pag.pages import text_of
from tests.pag.wording import WHY
from ui.dates import LONDON, day, today

pytestmark = pytest.mark.django_db


@pytest.fixture
def later(plan):
    return plan(30)


@pytest.fixture
def asks(monkeypatch):
    """Return a function that gives whom the task, run twice on a day, writes to."""

    def runs(on=None):
        at = dt.datetime.combine(on, dt.time(9), tzinfo=LONDON) if on else timezone.now()
        monkeypatch.setattr(asking, "today", lambda: on or today())
        monkeypatch.setattr(asking, "now", lambda: at)
        before = set(Message.objects.values_list("pk", flat=True))
        for _run in range(2):
            asking.ask_to_declare()
        new = Message.objects.exclude(pk__in=before)
        new.update(created_at=at)
        return {each.to: each for each in new}

    return runs


def test_who_has_not_declared_is_asked_when_it_is_new_and_when_it_is_near(
    asks, later, case, another_case, manager, chair, member
):
    assert asks() == {}
    item = actions.put_on_agenda(case=case, meeting=later, without_triage=WHY, by=manager)
    mails = asks()
    assert set(mails) == {chair.email, member.email}
    said = mails[member.email]
    assert said.subject == f"You are asked to declare: meeting of {day(later.day)}"
    assert later.get_absolute_url() in said.body and said.case_key is None
    assert not any(word in said.body for word in (case.reference, "Okafor"))
    # Another case on the same day waits for the next.
    second = actions.put_on_agenda(case=another_case("Second"), meeting=later, without_triage=WHY, by=manager)
    assert asks() == {}
    actions.declare(item=item, answer="none", by=member)
    actions.declare(item=second, answer="none", by=member)
    assert set(asks(today() + dt.timedelta(days=1))) == {chair.email}
    near = add_working_days(later.day, -asking.NEAR)
    assert set(asks(add_working_days(near, -1))) == set()
    assert set(asks(near)) == {chair.email}
    assert asks(add_working_days(near, 1)) == {}
    assert asks(later.day + dt.timedelta(days=1)) == {}


def test_papers_sent_out_before_anybody_declared_say_so_before_and_after(as_, later, case, manager, chair):
    item = actions.put_on_agenda(case=case, meeting=later, without_triage=WHY, by=manager)
    client, url = as_(manager), f"/meetings/{later.pk}/move/"
    said = "Nobody has declared on an item yet, so no papers are made"
    assert said in text_of(client.get(f"{url}?to=papers_out"))
    page = text_of(client.post(url, {"to": "papers_out"}, follow=True))
    assert said in page and "The papers are being made" not in page
    page = text_of(client.get(f"/meetings/{later.pk}/papers/"))
    assert said in page and "Nothing has gone out yet" not in page
    actions.declare(item=item, answer="none", by=chair)
    assert "Nobody has declared" not in text_of(client.get(f"{url}?to=in_progress"))

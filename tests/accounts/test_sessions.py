"""A request that changes nothing undoes nothing that another wrote to the session at the same moment."""

import datetime as dt

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.sessions import SessionStore

pytestmark = pytest.mark.django_db


def test_a_request_that_changes_nothing_renews_the_time_alone():
    begun = SessionStore()
    begun["person"] = 1
    begun.save()
    soon = timezone.now() + dt.timedelta(minutes=1)
    Session.objects.update(expire_date=soon)
    asks, writes = SessionStore(begun.session_key), SessionStore(begun.session_key)
    assert asks["person"] == writes["person"] == 1
    writes["said"] = "It is saved."
    writes.save()
    Session.objects.update(expire_date=soon)
    asks.save()
    assert SessionStore(begun.session_key)["said"] == "It is saved."
    assert Session.objects.get().expire_date > soon


def test_a_session_that_ended_meanwhile_is_not_made_anew():
    begun = SessionStore()
    begun["person"] = 1
    begun.save()
    Session.objects.update(expire_date=timezone.now() + dt.timedelta(minutes=1))
    asks = SessionStore(begun.session_key)
    assert asks["person"] == 1
    begun.delete()
    with pytest.raises(UpdateError):
        asks.save()
    assert not Session.objects.exists()


def test_within_a_minute_it_is_not_renewed_again(django_assert_num_queries):
    begun = SessionStore()
    begun["person"] = 1
    begun.save()
    asks = SessionStore(begun.session_key)
    assert asks["person"] == 1
    with django_assert_num_queries(0):
        asks.save()

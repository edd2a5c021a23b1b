"""The pages of minutes in Chromium, examined by axe at a telephone's width and at a desk's."""

import pytest
from django.conf import settings
from django.urls import reverse

from pag.minutes import actions
from tests.accessible import check_accessible
from tests.pag.minutes.wording import section_of, versions


@pytest.mark.django_db(transaction=True)
def test_nothing_stands_in_the_way_on_the_pages_of_minutes(minutes, item, chair, client, page, live_server):
    client.force_login(chair)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    place, section = minutes.meeting_id, section_of(minutes, item).pk

    def look(name, *keys):
        page.goto(live_server.url + reverse(name, args=[place, *keys]))
        check_accessible(page)

    look("minutes")
    look("minutes_section", section)
    look("minutes_approve")
    actions.approve(minutes=minutes, versions=versions(minutes, chair), by=chair)
    look("minutes")
    look("minutes_correct", section)

"""The pages of actions, of standing aside and of the group's figures, examined by axe in Chromium."""

from django.conf import settings
from django.urls import reverse

from pag import actions
from pag.models import StoodAside
from tests.accessible import check_accessible
from tests.factories import make_person


def test_no_page_has_barriers(page, live_server, client, agreed, chair, member, item, organisation):
    action = agreed()
    reference = item.case.reference
    actions.declare(item=item, answer="none", by=chair)
    actions.declare(item=item, answer="unsure", statement="A neighbour?", by=member)
    officer = make_person("responsible_officer", organisation=organisation)
    aside = StoodAside.objects.get().pk
    for person, paths in (
        (
            officer,
            (
                "/actions/",
                f"/actions/{action.pk}/",
                f"/actions/{action.pk}/change/",
                "/figures/group/",
                f"/cases/{reference}/",
                reverse("case_connection", args=[reference]),
                reverse("case_stood_aside", args=[reference]),
            ),
        ),
        (
            chair,
            (reverse("aside", args=[aside]), reverse("agenda_name_aside", args=[item.meeting_id, item.pk])),
        ),
        (member, (reverse("agenda_correct", args=[item.meeting_id, item.pk]),)),
    ):
        client.force_login(person)
        page.context.clear_cookies()
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        for path in paths:
            answer = page.goto(live_server.url + path)
            assert answer.status == 200, path
            check_accessible(page)

"""Practice cases are mixed with nothing real: no figure, list, search or agreement knows of them."""

import re

import pytest

from tests.factories import make_person
from tests.triage import second
from tests.triage.practice import example, published, scored

CHANGING = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')
PAGES = ("/triage/agreement/", "/figures/", "/cases/", "/cases/?q=planted", "/cases/export/", "/")


def seen(client, officer):
    """Return what somebody reads who may see the figures and every case of the organisation."""
    client.force_login(officer)
    answers = {page: client.get(page) for page in PAGES}
    return {
        page: CHANGING.sub(b"", b"".join(answer) if answer.streaming else answer.content)
        for page, answer in answers.items()
        if answer.status_code == 200
    }


@pytest.mark.django_db
def test_no_page_about_real_cases_changes(client, submitted):
    second.both_in(submitted)
    officer = make_person("responsible_officer", organisation=submitted.organisation)
    admin = make_person("administrator", organisation=submitted.organisation)
    seen(client, officer)
    before = seen(client, officer)
    assert len(before) == len(PAGES)
    own = published(submitted.organisation, admin, title="A planted practice case")
    for _go in range(3):
        scored(own, submitted.advisor)
        scored(example(), officer)
    assert seen(client, officer) == before

"""An organisation, its case manager, a case, and a browser signed in as the manager."""

import pytest

from tests.doors.world import build_world
from tests.factories import make_case, make_organisation, make_person
from tests.kept import kept
from tests.ui.html import Html


@kept
def organisation():
    return make_organisation()


@kept
def manager(organisation):
    return make_person("case_manager", organisation=organisation)


@kept
def case(manager):
    return make_case(by=manager)


@kept
def world():
    """Return what is behind every URL; tests of it follow each other, so that it is made once."""
    return build_world()


@pytest.fixture
def signed_in(client, manager):
    client.force_login(manager)
    return client


def page(response):
    """Read a page that was shown."""
    assert response.status_code == 200
    return Html(response.content.decode())


def texts(shown, selector):
    """Return the text of everything the selector finds, with single spaces."""
    return [" ".join(" ".join(found.itertext()).split()) for found in shown.all(selector)]

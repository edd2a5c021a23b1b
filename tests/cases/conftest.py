"""An organisation, its case manager, a case, and a browser signed in as the manager."""

import pytest

from tests.factories import make_case, make_organisation, make_person
from tests.kept import kept


@kept
def organisation():
    return make_organisation()


@kept
def manager(organisation):
    return make_person("case_manager", organisation=organisation)


@kept
def case(manager):
    return make_case(by=manager)


@pytest.fixture
def signed_in(client, manager):
    client.force_login(manager)
    return client

"""An organisation, its case manager, a case, and a browser signed in as the manager."""

import pytest

from tests.factories import make_case, make_organisation, make_person


@pytest.fixture
def organisation(db):
    return make_organisation()


@pytest.fixture
def manager(organisation):
    return make_person("case_manager", organisation=organisation)


@pytest.fixture
def case(manager):
    return make_case(by=manager)


@pytest.fixture
def signed_in(client, manager):
    client.force_login(manager)
    return client

"""Case references: one number each, no gaps, whoever else is opening a case at the same moment."""

import threading

import pytest
from django.db import connections, transaction

from cases.actions.open_case import next_reference
from tests.factories import make_organisation


@pytest.mark.django_db
def test_numbers_run_on_within_an_organisation_and_year():
    organisation = make_organisation(reference_prefix="NW")
    assert next_reference(organisation, year=2026) == "NW-2026-00001"
    assert next_reference(organisation, year=2026) == "NW-2026-00002"
    assert next_reference(organisation, year=2027) == "NW-2027-00001"
    assert next_reference(make_organisation(reference_prefix="SV"), year=2026) == "SV-2026-00001"


@pytest.mark.django_db(transaction=True)
def test_cases_opened_at_the_same_moment_get_different_numbers():
    organisation = make_organisation()
    start = threading.Barrier(4)
    given = []

    def open_several() -> None:
        start.wait()
        for _ in range(5):
            with transaction.atomic():
                given.append(next_reference(organisation, year=2026))
        connections.close_all()

    threads = [threading.Thread(target=open_several) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(given) == [f"{organisation.reference_prefix}-2026-{n:05d}" for n in range(1, 21)]


@pytest.mark.django_db
def test_a_case_that_is_not_opened_after_all_leaves_no_gap():
    organisation = make_organisation()
    try:
        with transaction.atomic():
            next_reference(organisation, year=2026)
            raise ZeroDivisionError
    except ZeroDivisionError:
        pass
    assert next_reference(organisation, year=2026).endswith("00001")

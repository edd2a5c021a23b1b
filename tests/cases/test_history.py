"""Every earlier version of practitioners, cases and organisations is kept, and never changes."""

import pytest
from django.apps import apps
from django.db import DatabaseError, transaction

from cases import actions
from cases.models import Practitioner

pytestmark = pytest.mark.django_db


def test_what_was_overwritten_can_be_shown(case, manager):
    details = {"last_name": "Okafor-Bell", "discipline": "doctor"}
    actions.change_practitioner(practitioner=case.practitioner, details=details, version=1, by=manager)
    versions = apps.get_model("cases", "PractitionerEvent").objects.filter(pgh_obj=case.practitioner)
    assert list(versions.order_by("pgh_id").values_list("last_name", flat=True)) == ["Okafor", "Okafor-Bell"]


@pytest.mark.parametrize(
    ("app", "model"),
    [
        ("cases", "PractitionerEvent"),
        ("cases", "CaseEvent"),
        ("cases", "ConcernEvent"),
        ("cases", "ConcernSourceEvent"),
        ("accounts", "OrganisationEvent"),
    ],
)
def test_a_kept_version_can_neither_be_changed_nor_deleted(case, app, model):
    kept = apps.get_model(app, model).objects.all()
    assert kept.exists()
    for change in (lambda: kept.update(pgh_label="x"), lambda: kept.filter(pk__gt=0).delete()):
        with pytest.raises(DatabaseError, match="append_only"), transaction.atomic():
            change()


def test_an_unchanged_save_keeps_no_version(case):
    before = apps.get_model("cases", "PractitionerEvent").objects.count()
    Practitioner.objects.get().save()
    assert apps.get_model("cases", "PractitionerEvent").objects.count() == before

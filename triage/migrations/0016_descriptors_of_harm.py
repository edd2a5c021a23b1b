"""Version 2 of the default guide, whose descriptions are of harm, and the practice cases scored by it."""

from functools import partial

from django.db import migrations

from triage.loading import NEWEST, load_default
from triage.practice.loading import load_practice


def load(apps, schema_editor):
    model = partial(apps.get_model, "triage")
    load_default(model, file=NEWEST, version=2)
    load_practice(model, guide_version=2, version=2)


class Migration(migrations.Migration):
    dependencies = [("triage", "0015_guide_withdrawn_before_its_day")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]

"""The practice cases that come with the service, from triage/data/practice-1.json."""

from functools import partial

from django.db import migrations

from triage.practice.loading import load_practice


def load(apps, schema_editor):
    load_practice(partial(apps.get_model, "triage"))


class Migration(migrations.Migration):
    dependencies = [("triage", "0011_practice_cases")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]

"""The default scoring guide, version 1, from triage/data/guide-1.json."""

from functools import partial

from django.db import migrations

from triage.loading import load_default


def load(apps, schema_editor):
    load_default(partial(apps.get_model, "triage"))


class Migration(migrations.Migration):
    dependencies = [("triage", "0001_initial")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]

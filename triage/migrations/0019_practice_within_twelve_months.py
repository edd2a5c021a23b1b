"""Practice cases whose likelihoods are those of the guide's percentages, within 12 months."""

from functools import partial

from django.db import migrations

from triage.practice.loading import NEWEST, load_practice


def load(apps, schema_editor):
    load_practice(partial(apps.get_model, "triage"), file=NEWEST, guide_version=2)


class Migration(migrations.Migration):
    dependencies = [("triage", "0018_any_author_speaks")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]

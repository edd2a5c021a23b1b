"""The default: ten in a hundred triages are scored a second time, and every Red in addition."""

import datetime as dt

from django.db import migrations

SOURCE = "A default to be confirmed: 10 in 100, drawn from all colours, and every Red in addition."


def load(apps, schema_editor):
    policy = apps.get_model("triage", "SecondScoringPolicy")
    policy.objects.create(
        organisation=None,
        effective_from=dt.date(2020, 1, 1),
        sample_per_hundred=10,
        every_red=True,
        source=SOURCE,
    )


class Migration(migrations.Migration):
    dependencies = [("triage", "0006_second_scoring")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]

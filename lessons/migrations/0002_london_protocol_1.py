from django.db import migrations

from lessons.loading import load_framework


def load(apps, _schema_editor):
    load_framework(apps, "london-protocol-1")


class Migration(migrations.Migration):
    dependencies = [("lessons", "0001_initial")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]

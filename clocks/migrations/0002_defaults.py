from typing import Any

from django.db import migrations

from clocks.loading import load_defaults


def load(apps: Any, schema_editor: Any) -> None:
    load_defaults(apps.get_model("clocks", "DeadlineRule"))


class Migration(migrations.Migration):
    dependencies = [("clocks", "0001_initial")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]

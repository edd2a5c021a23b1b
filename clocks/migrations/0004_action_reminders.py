from typing import Any

from django.db import migrations

from clocks.loading import DEFAULTS, load_defaults


def load(apps: Any, schema_editor: Any) -> None:
    load_defaults(apps.get_model("clocks", "DeadlineRule"), DEFAULTS.with_name("deadlines-3.json"))


class Migration(migrations.Migration):
    dependencies = [("clocks", "0003_comments_on_triage")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]

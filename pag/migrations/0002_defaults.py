from typing import Any

from django.db import migrations

from pag.loading import load_defaults


def load(apps: Any, schema_editor: Any) -> None:
    load_defaults(apps.get_model("pag", "QuorumRule"))


class Migration(migrations.Migration):
    dependencies = [("pag", "0001_initial")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]

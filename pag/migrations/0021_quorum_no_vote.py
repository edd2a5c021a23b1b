from typing import Any

from django.db import migrations

from pag.loading import DEFAULTS, load_defaults


def load(apps: Any, schema_editor: Any) -> None:
    load_defaults(apps.get_model("pag", "QuorumRule"), DEFAULTS.with_name("quorum-2.json"))


class Migration(migrations.Migration):
    dependencies = [("pag", "0020_quorum_kinds")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]

from typing import Any

from django.db import migrations

from letters.loading import load_outside_help, load_wording


def load(apps: Any, schema_editor: Any) -> None:
    load_wording(apps.get_model("letters", "LetterTemplate"), "outcome-2", "update-1", "closing-1")
    load_outside_help(apps.get_model("letters", "OutsideHelp"))


class Migration(migrations.Migration):
    dependencies = [("letters", "0003_print_size_updates_and_outside_help")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]

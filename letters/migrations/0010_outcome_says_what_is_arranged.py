from typing import Any

from django.db import migrations

from letters.loading import load_wording


def load(apps: Any, schema_editor: Any) -> None:
    load_wording(apps.get_model("letters", "LetterTemplate"), "outcome-4")


class Migration(migrations.Migration):
    dependencies = [("letters", "initial_squashed_0009")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]

from typing import Any

from django.db import migrations

from letters.loading import load_wording


def load(apps: Any, schema_editor: Any) -> None:
    load_wording(apps.get_model("letters", "LetterTemplate"), "closing-2")


class Migration(migrations.Migration):
    dependencies = [("letters", "0004_update_and_closing_wording")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]

from typing import Any

from django.db import migrations

from letters.loading import load_wording


def load(apps: Any, schema_editor: Any) -> None:
    load_wording(apps.get_model("letters", "LetterTemplate"), "closing-3")


class Migration(migrations.Migration):
    dependencies = [("letters", "0010_outcome_says_what_is_arranged")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]

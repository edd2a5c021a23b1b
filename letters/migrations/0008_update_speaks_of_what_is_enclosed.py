from typing import Any

from django.db import migrations

from letters.loading import load_wording


def load(apps: Any, schema_editor: Any) -> None:
    load_wording(apps.get_model("letters", "LetterTemplate"), "update-3")


class Migration(migrations.Migration):
    dependencies = [("letters", "0007_encloses_a_copy_of_the_triage")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]

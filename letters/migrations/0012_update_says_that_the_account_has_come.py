from typing import Any

from django.db import migrations

from letters.loading import load_wording


def load(apps: Any, schema_editor: Any) -> None:
    load_wording(apps.get_model("letters", "LetterTemplate"), "update-4")


class Migration(migrations.Migration):
    dependencies = [("letters", "0011_closing_says_that_a_case_is_withdrawn")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]

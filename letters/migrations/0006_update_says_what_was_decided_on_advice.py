from typing import Any

from django.db import migrations

from letters.loading import load_wording


def load(apps: Any, schema_editor: Any) -> None:
    load_wording(apps.get_model("letters", "LetterTemplate"), "update-2")


class Migration(migrations.Migration):
    dependencies = [("letters", "0005_closing_says_what_becomes_of_the_step")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]

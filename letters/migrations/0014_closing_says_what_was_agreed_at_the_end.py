from typing import Any

from django.db import migrations

from letters.loading import load_wording


def load(apps: Any, schema_editor: Any) -> None:
    load_wording(apps.get_model("letters", "LetterTemplate"), "closing-4")


class Migration(migrations.Migration):
    dependencies = [("letters", "0013_first_says_who_is_there_and_when_the_step_is_looked_at")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]

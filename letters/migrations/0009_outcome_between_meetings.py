from typing import Any

from django.db import migrations

from letters.loading import load_wording


def load(apps: Any, schema_editor: Any) -> None:
    load_wording(apps.get_model("letters", "LetterTemplate"), "outcome-3")


class Migration(migrations.Migration):
    dependencies = [("letters", "0008_update_speaks_of_what_is_enclosed")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]

from typing import Any

from django.db import migrations

from letters.loading import load_wording


def load(apps: Any, schema_editor: Any) -> None:
    load_wording(apps.get_model("letters", "LetterTemplate"), "first-2")


class Migration(migrations.Migration):
    dependencies = [("letters", "0012_update_says_that_the_account_has_come")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]

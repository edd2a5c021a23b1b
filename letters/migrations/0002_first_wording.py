from typing import Any

from django.db import migrations

from letters.loading import load_default_templates


def load(apps: Any, schema_editor: Any) -> None:
    load_default_templates(apps.get_model("letters", "LetterTemplate"))


class Migration(migrations.Migration):
    dependencies = [("letters", "0001_initial")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]

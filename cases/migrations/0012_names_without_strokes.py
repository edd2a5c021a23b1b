from typing import Any

from django.db import migrations

from cases.models.practitioner import plain

STROKES = "[łøđıæœ]"


def write(apps: Any, schema_editor: Any) -> None:
    """Write anew the names as they are searched, where a letter with a stroke stands in them."""
    practitioners = apps.get_model("cases", "Practitioner").objects
    for who in practitioners.filter(search_name__regex=STROKES).only("first_name", "last_name").iterator():
        name = plain(f"{who.first_name} {who.last_name}")
        practitioners.filter(pk=who.pk).update(search_name=name)


class Migration(migrations.Migration):
    dependencies = [("cases", "0011_declared_before_a_part")]

    operations = [migrations.RunPython(write, migrations.RunPython.noop)]

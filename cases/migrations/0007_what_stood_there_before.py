"""The concerns that are there already, as they stand, become the first row of their history."""

from typing import Any

from django.db import migrations
from django.utils import timezone


def keep(apps: Any, schema_editor: Any) -> None:
    for name in ("Concern", "ConcernSource"):
        model, event = apps.get_model("cases", name), apps.get_model("cases", f"{name}Event")
        columns = [field.attname for field in model._meta.concrete_fields]
        kept = event.objects.values("pgh_obj_id")
        for row in model.objects.exclude(pk__in=kept).values(*columns).iterator():
            event.objects.create(
                pgh_created_at=timezone.now(), pgh_label="insert", pgh_obj_id=row["id"], **row
            )


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_concern_history")]

    operations = [migrations.RunPython(keep, migrations.RunPython.noop)]

"""Migrations that make an app's tables as they are by now, all at once."""

from typing import Any

from django.db import migrations
from django.db.migrations.state import ProjectState


class Squashed(migrations.Migration):
    """Lets Django draw up its models once; by itself it does so for every operation, half a minute in all.

    For operations that only add: each sees the models as they are after the last one.
    """

    def apply(
        self,
        project_state: ProjectState,
        schema_editor: Any,
        collect_sql: bool = False,  # noqa: FBT001, FBT002 (as Django calls it)
    ) -> ProjectState:
        """Say first what there will be, then make it."""
        after = project_state.clone()
        after.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(self.app_label, after)
        for operation in self.operations:
            operation.database_forwards(self.app_label, schema_editor, after, after)
        return after

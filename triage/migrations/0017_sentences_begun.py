"""The sentences that a rationale or recommendation was begun with, to know when a risk reads otherwise."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("triage", "initial_squashed_0016")]

    operations = [
        migrations.AddField("review", "begun", models.JSONField(blank=True, default=list)),
    ]

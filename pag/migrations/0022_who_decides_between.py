import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Who decides between meetings is named on the item, before the decision is recorded."""

    dependencies = [("pag", "0021_quorum_no_vote")]

    operations = [
        migrations.DeleteModel(name="Presided"),
        migrations.CreateModel(
            name="Presided",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("instead", models.TextField(blank=True, verbose_name="why the deputy chair decided")),
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="presided",
                        to="pag.agendaitem",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pag.groupmember",
                    ),
                ),
            ],
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_pdf_without_a_case")]

    operations = [
        migrations.AddField(
            model_name="document",
            name="kept_from_group",
            field=models.BooleanField(default=False),
        ),
    ]

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("pag", "0026_arrangements_done"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="groupmember",
            options={"ordering": ["person__last_name", "person__first_name", "starts_on"]},
        ),
        migrations.AlterModelOptions(
            name="itemdeclaration",
            options={"ordering": ["declared_at", "pk"]},
        ),
    ]

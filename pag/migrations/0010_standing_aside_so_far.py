"""What was declared so far stands in the new table too: every denial by a declaration on an item."""

from django.db import migrations


def carry_over(apps, schema_editor):
    declarations = apps.get_model("pag", "ItemDeclaration").objects
    denials = apps.get_model("cases", "CaseAccess").objects
    asides = apps.get_model("pag", "StoodAside").objects
    for said in declarations.exclude(answer="none").select_related("item"):
        denial = denials.filter(
            case=said.item.case_id,
            person=said.person_id,
            effect="deny",
            source=f"agenda:{said.item_id}",
            ends_at=None,
        ).first()
        if denial:
            asides.get_or_create(
                denial=denial,
                defaults={"item": said.item, "how": said.answer, "statement": said.statement},
            )


class Migration(migrations.Migration):
    dependencies = [("pag", "0009_standing_aside")]

    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]

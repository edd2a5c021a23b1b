from django.db import migrations

WRITE = """
INSERT INTO cases_searchrow (case_id, organisation_id, topic, source, vector)
SELECT c.id, c.organisation_id, 'general', 'place',
       to_tsvector('english', who.practice_name || ' ' || who.practice_code)
FROM cases_case c JOIN cases_practitioner who ON who.id = c.practitioner_id
ON CONFLICT (case_id, source) DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0012_names_without_strokes")]

    operations = [migrations.RunSQL(WRITE, migrations.RunSQL.noop)]

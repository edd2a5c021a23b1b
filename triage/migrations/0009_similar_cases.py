"""All that similar cases are counted by, in one index."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('triage', '0008_sharing'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='review',
            index=models.Index(condition=models.Q(('kind', 'first'), ('state', 'submitted')), fields=['submitted_at'], include=('id', 'case', 'revision', 'overall_likelihood', 'overall_severity', 'overall_colour'), name='triage_review_similar'),
        ),
    ]

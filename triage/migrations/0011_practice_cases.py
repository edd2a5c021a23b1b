"""Practice cases and what people score in them, apart from every real case."""

import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('triage', '0010_agreed_between_the_two'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PracticeCase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('series', models.SlugField(max_length=60)),
                ('version', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=150)),
                ('profession', models.CharField(blank=True, choices=[('doctor', 'Doctor'), ('dentist', 'Dentist or dental care professional'), ('optometrist', 'Optometrist or optician'), ('pharmacist', 'Pharmacist'), ('nurse', 'Nurse or midwife'), ('allied', 'Allied health professional'), ('other', 'Other registered professional')], max_length=20)),
                ('raised', models.TextField(blank=True, verbose_name='what was raised')),
                ('known', models.TextField(blank=True, verbose_name='what is known')),
                ('account', models.TextField(blank=True, verbose_name='what the practitioner says')),
                ('often_wrong', models.TextField(blank=True, verbose_name='what people often get wrong')),
                ('agreed_by', models.CharField(blank=True, max_length=200, verbose_name='who agreed on the scores, and when')),
                ('edits', models.PositiveIntegerField(default=0)),
                ('started_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('submission_key', models.UUIDField(null=True, unique=True)),
                ('published_at', models.DateTimeField(null=True)),
                ('copied_from', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='triage.practicecase')),
                ('guide', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='triage.guide')),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='practice_cases', to='accounts.organisation')),
                ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('started_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['organisation', 'series', '-version'],
            },
        ),
        migrations.CreateModel(
            name='PracticeAttempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('submission_key', models.UUIDField(unique=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('practice_case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='triage.practicecase')),
            ],
            options={
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='PracticeRetirement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('why', models.TextField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('practice_case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='retired', to='triage.practicecase')),
            ],
        ),
        migrations.CreateModel(
            name='PracticeRisk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('statement', models.TextField(blank=True, verbose_name='what could happen, and to whom')),
                ('likelihood', models.PositiveSmallIntegerField(null=True)),
                ('likelihood_why', models.TextField(blank=True, verbose_name='why this likelihood')),
                ('severity_why', models.TextField(blank=True, verbose_name='why this severity')),
                ('practice_case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='risks', to='triage.practicecase')),
            ],
            options={
                'ordering': ['practice_case', 'position'],
            },
        ),
        migrations.CreateModel(
            name='PracticeConsequence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('severity', models.PositiveSmallIntegerField()),
                ('domain', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='triage.domain')),
                ('risk', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consequences', to='triage.practicerisk')),
            ],
            options={
                'ordering': ['risk', 'domain__position'],
            },
        ),
        migrations.CreateModel(
            name='PracticeAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('likelihood', models.PositiveSmallIntegerField()),
                ('why', models.TextField(blank=True)),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='triage.practiceattempt')),
                ('risk', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='triage.practicerisk')),
            ],
            options={
                'ordering': ['attempt', 'risk__position'],
            },
        ),
        migrations.CreateModel(
            name='PracticeAnswerConsequence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('severity', models.PositiveSmallIntegerField()),
                ('answer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consequences', to='triage.practiceanswer')),
                ('domain', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='triage.domain')),
            ],
            options={
                'ordering': ['answer', 'domain__position'],
                'constraints': [models.UniqueConstraint(fields=('answer', 'domain'), name='triage_practiceanswer_domain_once'), models.CheckConstraint(condition=models.Q(('severity__range', (1, 5))), name='triage_practiceanswer_grave_in_scale')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='practiceanswerconsequence',
            trigger=pgtrigger.compiler.Trigger(name='attempt_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='082f49683d87a3353fe60e6d3bdd43f80888d9f5', operation='UPDATE OR DELETE', pgid='pgtrigger_attempt_stays_3ab79', table='triage_practiceanswerconsequence', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='practicecase',
            constraint=models.UniqueConstraint(fields=('series', 'version'), name='triage_practicecase_once'),
        ),
        migrations.AddConstraint(
            model_name='practicecase',
            constraint=models.UniqueConstraint(condition=models.Q(('published_at__isnull', True)), fields=('series',), name='triage_practicecase_one_draft'),
        ),
        migrations.AddConstraint(
            model_name='practicecase',
            constraint=models.CheckConstraint(condition=models.Q(('title__gt', '')), name='triage_practicecase_named'),
        ),
        migrations.AddConstraint(
            model_name='practicecase',
            constraint=models.CheckConstraint(condition=models.Q(('published_at__isnull', True), models.Q(models.Q(('organisation__isnull', True), ('published_by__isnull', False), _connector='OR'), ('agreed_by__gt', ''), ('known__gt', ''), ('often_wrong__gt', ''), ('profession__gt', ''), ('raised__gt', '')), _connector='OR'), name='triage_practicecase_published_whole'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='practicecase',
            trigger=pgtrigger.compiler.Trigger(name='published_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."published_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b71f0794f9a4fa06df6b0eb5eb91bc01f35227e1', operation='UPDATE OR DELETE', pgid='pgtrigger_published_stays_d3448', table='triage_practicecase', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='practiceattempt',
            index=models.Index(fields=['person', 'practice_case', '-at'], name='triage_attempts_of_person'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='practiceattempt',
            trigger=pgtrigger.compiler.Trigger(name='attempt_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8cb8666cfd8c88bcc94c6a13b9a8bbbd550fe979', operation='UPDATE OR DELETE', pgid='pgtrigger_attempt_stays_2882b', table='triage_practiceattempt', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='practiceretirement',
            constraint=models.CheckConstraint(condition=models.Q(('why__gt', '')), name='triage_practiceretirement_says_why'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='practiceretirement',
            trigger=pgtrigger.compiler.Trigger(name='added_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='bd40e8200d278bb6eb580fef3f60b5885bed38e3', operation='UPDATE OR DELETE', pgid='pgtrigger_added_only_96668', table='triage_practiceretirement', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='practicerisk',
            constraint=models.UniqueConstraint(fields=('practice_case', 'position'), name='triage_practicerisk_once'),
        ),
        migrations.AddConstraint(
            model_name='practicerisk',
            constraint=models.CheckConstraint(condition=models.Q(('position__range', (1, 3))), name='triage_practicerisk_at_most_three'),
        ),
        migrations.AddConstraint(
            model_name='practicerisk',
            constraint=models.CheckConstraint(condition=models.Q(('likelihood__isnull', True), ('likelihood__range', (1, 5)), _connector='OR'), name='triage_practicerisk_in_scale'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='practicerisk',
            trigger=pgtrigger.compiler.Trigger(name='published_practice_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT 1 FROM triage_practicecase\n                WHERE id IN (CASE WHEN TG_OP <> 'DELETE' THEN NEW.practice_case_id END,\n                             CASE WHEN TG_OP <> 'INSERT' THEN OLD.practice_case_id END)\n                AND published_at IS NOT NULL\n            ) THEN\n                RAISE EXCEPTION 'A published practice case never changes.' USING ERRCODE = 'check_violation';\n            END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n            RETURN NEW;\n        ", hash='42b3471f2798049e03c3820196f897aade5147ac', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_published_practice_stays_791fd', table='triage_practicerisk', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='practiceconsequence',
            constraint=models.UniqueConstraint(fields=('risk', 'domain'), name='triage_practiceconsequence_once'),
        ),
        migrations.AddConstraint(
            model_name='practiceconsequence',
            constraint=models.CheckConstraint(condition=models.Q(('severity__range', (1, 5))), name='triage_practiceconsequence_in_scale'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='practiceconsequence',
            trigger=pgtrigger.compiler.Trigger(name='published_practice_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF EXISTS (\n                        SELECT 1 FROM triage_practicerisk\n                        JOIN triage_practicecase\n                            ON triage_practicecase.id = triage_practicerisk.practice_case_id\n                        WHERE triage_practicerisk.id IN (CASE WHEN TG_OP <> 'DELETE' THEN NEW.risk_id END,\n                                                         CASE WHEN TG_OP <> 'INSERT' THEN OLD.risk_id END)\n                        AND triage_practicecase.published_at IS NOT NULL\n                    ) THEN\n                        RAISE EXCEPTION 'A published practice case never changes.' USING ERRCODE = 'check_violation';\n                    END IF;\n                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n                    RETURN NEW;\n                ", hash='89f9c05463034115d0cf8ae8c0df222ede05f6b3', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_published_practice_stays_041d8', table='triage_practiceconsequence', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='practiceanswer',
            constraint=models.UniqueConstraint(fields=('attempt', 'risk'), name='triage_practiceanswer_once'),
        ),
        migrations.AddConstraint(
            model_name='practiceanswer',
            constraint=models.CheckConstraint(condition=models.Q(('likelihood__range', (1, 5))), name='triage_practiceanswer_in_scale'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='practiceanswer',
            trigger=pgtrigger.compiler.Trigger(name='attempt_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1a96535451f4ae222e1abdecbd2e1541cfd07d39', operation='UPDATE OR DELETE', pgid='pgtrigger_attempt_stays_e6483', table='triage_practiceanswer', when='BEFORE')),
        ),
    ]

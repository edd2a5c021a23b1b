import datetime as dt

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from ui.squashed import Squashed


class Migration(Squashed):

    replaces = [
        ('cases', '0001_initial'),
        ('cases', '0002_row_history'),
        ('cases', '0003_lists_by_date_and_score'),
        ('cases', '0004_account_about'),
        ('cases', '0005_step_after_closing'),
        ('cases', '0006_concern_history'),
        ('cases', '0007_what_stood_there_before'),
        ('cases', '0008_scoring_alone'),
        ('cases', '0009_first_with_group_on'),
        ('cases', '0010_next_place'),
    ]

    initial = True

    dependencies = [
        ('accounts', '0005_draft_begun'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='Practitioner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='practitioners', to='accounts.organisation')),
                ('title', models.CharField(blank=True, max_length=40)),
                ('first_name', models.CharField(blank=True, max_length=150)),
                ('last_name', models.CharField(max_length=150)),
                ('search_name', models.TextField(editable=False)),
                ('discipline', models.CharField(choices=[('doctor', 'Doctor'), ('dentist', 'Dentist or dental care professional'), ('optometrist', 'Optometrist or optician'), ('pharmacist', 'Pharmacist'), ('nurse', 'Nurse or midwife'), ('allied', 'Allied health professional'), ('other', 'Other registered professional')], max_length=20)),
                ('regulator', models.CharField(blank=True, choices=[('GMC', 'General Medical Council (GMC)'), ('GDC', 'General Dental Council (GDC)'), ('GOC', 'General Optical Council (GOC)'), ('GPhC', 'General Pharmaceutical Council (GPhC)'), ('NMC', 'Nursing and Midwifery Council (NMC)'), ('HCPC', 'Health and Care Professions Council (HCPC)'), ('other', 'Another regulator')], max_length=10)),
                ('registration_number', models.CharField(blank=True, max_length=30)),
                ('private_email', models.EmailField(blank=True, max_length=254, verbose_name='private e-mail')),
                ('work_email', models.EmailField(blank=True, max_length=254, verbose_name='work e-mail')),
                ('phone', models.CharField(blank=True, max_length=40)),
                ('address', models.TextField(blank=True, verbose_name='postal address')),
                ('practice_name', models.CharField(blank=True, max_length=200, verbose_name='practice or place of work')),
                ('practice_code', models.CharField(blank=True, max_length=10, verbose_name='ODS code')),
                ('version', models.PositiveIntegerField(default=1)),
                ('submission_key', models.UUIDField(null=True, unique=True)),
            ],
            options={
                'ordering': ['last_name', 'first_name', 'pk'],
                'indexes': [django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass('search_name', name='gin_trgm_ops'), name='cases_practitioner_name_trgm'), models.Index(models.F('organisation'), django.db.models.functions.text.Upper('registration_number'), name='cases_practitioner_number')],
            },
        ),
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='accounts.organisation')),
                ('reference', models.CharField(max_length=20, unique=True)),
                ('practitioner', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='cases.practitioner')),
                ('route', models.CharField(choices=[('performers_lists', 'Performers Lists'), ('mhps', 'Maintaining High Professional Standards (employed)'), ('contractual', 'Contract or employment policy'), ('other', 'Other')], max_length=20)),
                ('stage', models.CharField(choices=[('received', 'Received'), ('triage', 'Triage'), ('with_group', 'With the group'), ('investigation', 'Investigation'), ('monitoring', 'Monitoring'), ('outcome', 'Outcome'), ('closed', 'Closed'), ('withdrawn', 'Withdrawn')], default='received', max_length=20)),
                ('received_on', models.DateField()),
                ('restricted', models.BooleanField(default=False)),
                ('manager', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='managed_cases', to=settings.AUTH_USER_MODEL)),
                ('advisor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='advised_cases', to=settings.AUTH_USER_MODEL)),
                ('first_with_group_on', models.DateField(null=True)),
                ('opened_at', models.DateTimeField(auto_now_add=True)),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('closed_at', models.DateTimeField(null=True)),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('closing', models.CharField(blank=True, choices=[('no_concern', 'No concern remains'), ('learning', 'Closed with advice or learning'), ('completed', 'Agreed actions completed'), ('referred', 'Passed to another body'), ('left', 'The practitioner has left practice or the area')], max_length=20)),
                ('closing_note', models.TextField(blank=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('submission_key', models.UUIDField(null=True, unique=True)),
            ],
            options={
                'ordering': ['-received_on', '-pk'],
                'indexes': [models.Index(fields=['organisation', '-received_on', '-id'], name='cases_newest'), models.Index(fields=['-received_on', '-id'], name='cases_newest_of_all'), models.Index(fields=['organisation', 'stage', '-received_on', '-id'], name='cases_by_stage'), models.Index(condition=models.Q(('stage__in', ['closed', 'withdrawn']), _negated=True), fields=['organisation', '-received_on', '-id'], name='cases_newest_open'), models.Index(fields=['practitioner', '-id'], name='cases_of_practitioner'), models.Index(condition=models.Q(('first_with_group_on__isnull', False)), fields=['organisation', '-first_with_group_on'], name='cases_before_group'), django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass('reference', name='gin_trgm_ops'), name='cases_reference_trgm')],
                'constraints': [models.CheckConstraint(condition=models.Q(('stage__in', ['received', 'triage', 'with_group', 'investigation', 'monitoring', 'outcome', 'closed', 'withdrawn'])), name='cases_case_known_stage'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('closed_by__isnull', False), ('closing__gt', ''), ('stage', 'closed')), models.Q(models.Q(('stage', 'closed'), _negated=True), ('closed_at__isnull', True), ('closed_by__isnull', True), ('closing', ''), ('closing_note', '')), _connector='OR'), name='cases_case_closed_wholly')],
            },
        ),
        migrations.CreateModel(
            name='Account',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='accounts', to='cases.case')),
                ('topic', models.CharField(default='general', max_length=40)),
                ('about', models.CharField(blank=True, max_length=120, verbose_name='what it is about')),
                ('text', models.TextField(verbose_name="the practitioner's own account")),
                ('received_on', models.DateField()),
                ('how', models.CharField(choices=[('phone', 'Telephone call'), ('video', 'Video call'), ('meeting', 'Meeting in person'), ('email', 'E-mail'), ('letter', 'Letter'), ('text', 'Text message')], max_length=20, verbose_name='how it was given')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('submission_key', models.UUIDField(null=True, unique=True)),
            ],
            options={
                'ordering': ['received_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Concern',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='concerns', to='cases.case')),
                ('category', models.CharField(choices=[('conduct', 'Conduct'), ('capability', 'Capability'), ('health', 'Health'), ('mixed', 'More than one of these')], max_length=20)),
                ('received_on', models.DateField()),
                ('summary', models.TextField()),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ['received_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ConcernEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cases.concern')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.case')),
                ('category', models.CharField(choices=[('conduct', 'Conduct'), ('capability', 'Capability'), ('health', 'Health'), ('mixed', 'More than one of these')], max_length=20)),
                ('received_on', models.DateField()),
                ('summary', models.TextField()),
                ('recorded_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ConcernSource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('concern', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='source', to='cases.concern')),
                ('kind', models.CharField(choices=[('patient', 'Patient, family or carer'), ('colleague', 'Colleague'), ('employer', 'Employer or practice'), ('regulator', 'Regulator or inspector'), ('self', 'The practitioner themselves'), ('whistleblower', 'Somebody speaking up in confidence'), ('other', 'Other')], max_length=20)),
                ('detail', models.TextField(blank=True, verbose_name='who raised it')),
            ],
        ),
        migrations.CreateModel(
            name='ConcernSourceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cases.concernsource')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('concern', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.concern')),
                ('kind', models.CharField(choices=[('patient', 'Patient, family or carer'), ('colleague', 'Colleague'), ('employer', 'Employer or practice'), ('regulator', 'Regulator or inspector'), ('self', 'The practitioner themselves'), ('whistleblower', 'Somebody speaking up in confidence'), ('other', 'Other')], max_length=20)),
                ('detail', models.TextField(blank=True, verbose_name='who raised it')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contacts', to='cases.case')),
                ('topic', models.CharField(default='general', max_length=40)),
                ('how', models.CharField(choices=[('phone', 'Telephone call'), ('video', 'Video call'), ('meeting', 'Meeting in person'), ('email', 'E-mail'), ('letter', 'Letter'), ('text', 'Text message')], max_length=20)),
                ('on', models.DateField()),
                ('summary', models.TextField()),
                ('told', models.BooleanField(default=False, verbose_name='told what was discussed and what comes next')),
                ('listened', models.BooleanField(default=False, verbose_name='their own account was taken')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('submission_key', models.UUIDField(null=True, unique=True)),
            ],
            options={
                'ordering': ['-on', '-pk'],
                'indexes': [models.Index(fields=['case', '-on'], name='cases_contact_newest')],
            },
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='cases.case')),
                ('topic', models.CharField(default='general', max_length=40)),
                ('text', models.TextField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('submission_key', models.UUIDField(null=True, unique=True)),
            ],
            options={
                'ordering': ['-at', '-pk'],
                'indexes': [models.Index(fields=['case', '-at'], name='cases_note_newest')],
            },
        ),
        migrations.CreateModel(
            name='OtherReference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='other_references', to='cases.case')),
                ('kind', models.CharField(choices=[('complaint', 'Complaint'), ('incident', 'Patient-safety incident'), ('police', 'Police'), ('fraud', 'Counter-fraud'), ('regulator', 'Regulator'), ('other', 'Other')], max_length=20)),
                ('number', models.CharField(max_length=60)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('case', 'kind', 'number'), name='cases_otherreference_once')],
            },
        ),
        migrations.CreateModel(
            name='CaseEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cases.case')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.organisation')),
                ('reference', models.CharField(max_length=20)),
                ('practitioner', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.practitioner')),
                ('route', models.CharField(choices=[('performers_lists', 'Performers Lists'), ('mhps', 'Maintaining High Professional Standards (employed)'), ('contractual', 'Contract or employment policy'), ('other', 'Other')], max_length=20)),
                ('stage', models.CharField(choices=[('received', 'Received'), ('triage', 'Triage'), ('with_group', 'With the group'), ('investigation', 'Investigation'), ('monitoring', 'Monitoring'), ('outcome', 'Outcome'), ('closed', 'Closed'), ('withdrawn', 'Withdrawn')], default='received', max_length=20)),
                ('received_on', models.DateField()),
                ('restricted', models.BooleanField(default=False)),
                ('manager', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('advisor', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('first_with_group_on', models.DateField(null=True)),
                ('opened_at', models.DateTimeField(auto_now_add=True)),
                ('opened_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('closed_at', models.DateTimeField(null=True)),
                ('closed_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('closing', models.CharField(blank=True, choices=[('no_concern', 'No concern remains'), ('learning', 'Closed with advice or learning'), ('completed', 'Agreed actions completed'), ('referred', 'Passed to another body'), ('left', 'The practitioner has left practice or the area')], max_length=20)),
                ('closing_note', models.TextField(blank=True)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PractitionerEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cases.practitioner')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.organisation')),
                ('title', models.CharField(blank=True, max_length=40)),
                ('first_name', models.CharField(blank=True, max_length=150)),
                ('last_name', models.CharField(max_length=150)),
                ('discipline', models.CharField(choices=[('doctor', 'Doctor'), ('dentist', 'Dentist or dental care professional'), ('optometrist', 'Optometrist or optician'), ('pharmacist', 'Pharmacist'), ('nurse', 'Nurse or midwife'), ('allied', 'Allied health professional'), ('other', 'Other registered professional')], max_length=20)),
                ('regulator', models.CharField(blank=True, choices=[('GMC', 'General Medical Council (GMC)'), ('GDC', 'General Dental Council (GDC)'), ('GOC', 'General Optical Council (GOC)'), ('GPhC', 'General Pharmaceutical Council (GPhC)'), ('NMC', 'Nursing and Midwifery Council (NMC)'), ('HCPC', 'Health and Care Professions Council (HCPC)'), ('other', 'Another regulator')], max_length=10)),
                ('registration_number', models.CharField(blank=True, max_length=30)),
                ('private_email', models.EmailField(blank=True, max_length=254, verbose_name='private e-mail')),
                ('work_email', models.EmailField(blank=True, max_length=254, verbose_name='work e-mail')),
                ('phone', models.CharField(blank=True, max_length=40)),
                ('address', models.TextField(blank=True, verbose_name='postal address')),
                ('practice_name', models.CharField(blank=True, max_length=200, verbose_name='practice or place of work')),
                ('practice_code', models.CharField(blank=True, max_length=10, verbose_name='ODS code')),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Representative',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('practitioner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='representatives', to='cases.practitioner')),
                ('name', models.CharField(max_length=200)),
                ('organisation_name', models.CharField(blank=True, max_length=200, verbose_name='organisation')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('phone', models.CharField(blank=True, max_length=40)),
                ('consent_scope', models.TextField(verbose_name='what the practitioner agreed may be shared')),
                ('consent_from', models.DateField()),
                ('consent_to', models.DateField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-consent_from', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('consent_to__isnull', True), ('consent_to__gte', models.F('consent_from')), _connector='OR'), name='cases_representative_consent_dates')],
            },
        ),
        migrations.CreateModel(
            name='SafetyCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='safety_checks', to='cases.case')),
                ('unsafe', models.BooleanField(verbose_name='is anyone unsafe today?')),
                ('step', models.TextField(blank=True, verbose_name='immediate step')),
                ('decided_by', models.CharField(blank=True, max_length=200, verbose_name='who decided')),
                ('review_on', models.DateField(blank=True, null=True, verbose_name='when it is reviewed')),
                ('answered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('answered_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['-answered_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('decided_by__gt', ''), ('review_on__isnull', False), ('step__gt', ''), ('unsafe', True)), models.Q(('decided_by', ''), ('review_on__isnull', True), ('step', ''), ('unsafe', False)), _connector='OR'), name='cases_safetycheck_yes_has_step')],
            },
        ),
        migrations.CreateModel(
            name='SearchRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='search_rows', to='cases.case')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
                ('topic', models.CharField(default='general', max_length=40)),
                ('source', models.CharField(max_length=60)),
                ('vector', django.contrib.postgres.search.SearchVectorField()),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['vector'], name='cases_searchrow_words')],
                'constraints': [models.UniqueConstraint(fields=('case', 'source'), name='cases_searchrow_once')],
            },
        ),
        migrations.CreateModel(
            name='StepAfterClosing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('safety', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='closings', to='cases.safetycheck')),
                ('ends', models.BooleanField(verbose_name='does the step end with the case?')),
                ('why', models.TextField(blank=True, verbose_name='why it can end')),
                ('kept_by', models.CharField(blank=True, max_length=200, verbose_name='who looks after it')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until when')),
                ('said_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('said_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['-said_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('ends', True), ('kept_by', ''), ('until__isnull', True), ('why__gt', '')), models.Q(('ends', False), ('kept_by__gt', ''), ('until__isnull', False), ('why', '')), _connector='OR'), name='cases_stepafterclosing_ends_or_is_kept')],
            },
        ),
        migrations.CreateModel(
            name='TopicSeal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seals', to='cases.case')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('topic', models.CharField(max_length=40)),
                ('starts_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('ends_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ends_at__isnull', True)), fields=('case', 'person', 'topic'), name='cases_topicseal_once')],
            },
        ),
        migrations.CreateModel(
            name='CaseSummary',
            fields=[
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='summary', serialize=False, to='cases.case')),
                ('colour', models.CharField(blank=True, choices=[('green', 'Green'), ('amber', 'Amber'), ('red', 'Red')], max_length=10)),
                ('score', models.PositiveSmallIntegerField(null=True)),
                ('scored_on', models.DateField(null=True)),
                ('score_topic', models.CharField(blank=True, max_length=40)),
                ('next_step', models.CharField(blank=True, max_length=150)),
                ('next_place', models.CharField(blank=True, max_length=20)),
                ('next_due', models.DateField(null=True)),
                ('last_told_on', models.DateField(null=True)),
                ('last_met_on', models.DateField(null=True)),
                ('pastoral_contact', models.CharField(blank=True, max_length=200)),
                ('pastoral_reach', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'indexes': [models.Index(django.db.models.functions.comparison.Coalesce('next_due', models.Value(dt.date(9999, 12, 31), output_field=models.DateField())), models.F('case'), name='cases_summary_due'), models.Index(models.OrderBy(django.db.models.functions.comparison.Coalesce('score', models.Value(0)), descending=True), models.OrderBy(models.F('case'), descending=True), name='cases_summary_height')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('colour', ''), ('score__isnull', True), ('score_topic', ''), ('scored_on__isnull', True)), models.Q(('colour__in', ['green', 'amber', 'red']), ('score__range', (1, 25)), ('score_topic__gt', ''), ('scored_on__isnull', False)), _connector='OR'), name='cases_casesummary_scored_wholly')],
            },
        ),
        migrations.CreateModel(
            name='CaseAccess',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='access', to='cases.case')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='case_access', to=settings.AUTH_USER_MODEL)),
                ('effect', models.CharField(choices=[('declare', 'May be asked to declare; sees name and place of work only'), ('read', 'May read the case'), ('alone', 'Scores the case on their own: sees its material, and nothing else of it'), ('deny', 'May not see the case')], max_length=10)),
                ('reason', models.CharField(choices=[('assigned', 'Assigned to the case'), ('agenda', 'On the agenda of a group of theirs'), ('named', 'Named on a restricted case'), ('conflict', 'Declared a conflict of interest, or was unsure'), ('recused', 'Recused'), ('excluded', 'Kept apart from the case')], max_length=20)),
                ('source', models.CharField(max_length=40)),
                ('starts_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('ends_at', models.DateTimeField(null=True)),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['person', 'effect', 'case'], name='cases_caseaccess_person')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ends_at__isnull', True)), fields=('case', 'person', 'effect', 'source'), name='cases_caseaccess_once'), models.CheckConstraint(condition=models.Q(('ends_at__isnull', True), ('ends_at__gte', models.F('starts_at')), _connector='OR'), name='cases_caseaccess_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='CaseCounter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
                ('year', models.PositiveSmallIntegerField()),
                ('last', models.PositiveIntegerField(default=0)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organisation', 'year'), name='cases_casecounter_once')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='concern',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_concernevent" ("case_id", "category", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "recorded_at", "recorded_by_id", "summary", "version") VALUES (NEW."case_id", NEW."category", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."received_on", NEW."recorded_at", NEW."recorded_by_id", NEW."summary", NEW."version"); RETURN NULL;', hash='44080d2fac29c5b82d0c35f39d03b98874ec9613', operation='INSERT', pgid='pgtrigger_insert_insert_44d0b', table='cases_concern', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='concern',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cases_concernevent" ("case_id", "category", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "recorded_at", "recorded_by_id", "summary", "version") VALUES (NEW."case_id", NEW."category", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."received_on", NEW."recorded_at", NEW."recorded_by_id", NEW."summary", NEW."version"); RETURN NULL;', hash='2ccb54fd4d604a8f30f54fa79625c27223583391', operation='UPDATE', pgid='pgtrigger_update_update_59d7f', table='cases_concern', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='concernevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c1c1883484a55bf20293f2744963a9977bded526', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_fa699', table='cases_concernevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='concernsource',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_concernsourceevent" ("concern_id", "detail", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."concern_id", NEW."detail", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='35c9cfb36aed9295423f049737b125fbf65fce83', operation='INSERT', pgid='pgtrigger_insert_insert_56142', table='cases_concernsource', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='concernsource',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cases_concernsourceevent" ("concern_id", "detail", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."concern_id", NEW."detail", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='2e279065779462f143e4e240ec0481680cfa4a58', operation='UPDATE', pgid='pgtrigger_update_update_77804', table='cases_concernsource', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='concernsourceevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c8d92089e0688aa199a09a7dcb8be9f671c2aea0', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1b83a', table='cases_concernsourceevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='practitioner',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_practitionerevent" ("address", "discipline", "first_name", "id", "last_name", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "practice_code", "practice_name", "private_email", "registration_number", "regulator", "title", "version", "work_email") VALUES (NEW."address", NEW."discipline", NEW."first_name", NEW."id", NEW."last_name", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."practice_code", NEW."practice_name", NEW."private_email", NEW."registration_number", NEW."regulator", NEW."title", NEW."version", NEW."work_email"); RETURN NULL;', hash='10951b040fe217c0fe7c49047c01d10b150ba478', operation='INSERT', pgid='pgtrigger_insert_insert_0fdbb', table='cases_practitioner', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='practitioner',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."discipline" IS DISTINCT FROM (NEW."discipline") OR OLD."first_name" IS DISTINCT FROM (NEW."first_name") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."last_name" IS DISTINCT FROM (NEW."last_name") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."practice_code" IS DISTINCT FROM (NEW."practice_code") OR OLD."practice_name" IS DISTINCT FROM (NEW."practice_name") OR OLD."private_email" IS DISTINCT FROM (NEW."private_email") OR OLD."registration_number" IS DISTINCT FROM (NEW."registration_number") OR OLD."regulator" IS DISTINCT FROM (NEW."regulator") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."work_email" IS DISTINCT FROM (NEW."work_email"))', func='INSERT INTO "cases_practitionerevent" ("address", "discipline", "first_name", "id", "last_name", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "practice_code", "practice_name", "private_email", "registration_number", "regulator", "title", "version", "work_email") VALUES (NEW."address", NEW."discipline", NEW."first_name", NEW."id", NEW."last_name", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."practice_code", NEW."practice_name", NEW."private_email", NEW."registration_number", NEW."regulator", NEW."title", NEW."version", NEW."work_email"); RETURN NULL;', hash='119336076fd31c53de711c40a78493366f443f9e', operation='UPDATE', pgid='pgtrigger_update_update_f3ea7', table='cases_practitioner', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='caseevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='65b17c5dc231aae95e4a5d286bcd92a634f3ebd3', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_320b9', table='cases_caseevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='case',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_caseevent" ("advisor_id", "closed_at", "closed_by_id", "closing", "closing_note", "first_with_group_on", "id", "manager_id", "opened_at", "opened_by_id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practitioner_id", "received_on", "reference", "restricted", "route", "stage", "version") VALUES (NEW."advisor_id", NEW."closed_at", NEW."closed_by_id", NEW."closing", NEW."closing_note", NEW."first_with_group_on", NEW."id", NEW."manager_id", NEW."opened_at", NEW."opened_by_id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."practitioner_id", NEW."received_on", NEW."reference", NEW."restricted", NEW."route", NEW."stage", NEW."version"); RETURN NULL;', hash='2cbe100b182f71262a2ea699ba39f8e03277f626', operation='INSERT', pgid='pgtrigger_insert_insert_0b483', table='cases_case', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='case',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."advisor_id" IS DISTINCT FROM (NEW."advisor_id") OR OLD."closed_at" IS DISTINCT FROM (NEW."closed_at") OR OLD."closed_by_id" IS DISTINCT FROM (NEW."closed_by_id") OR OLD."closing" IS DISTINCT FROM (NEW."closing") OR OLD."closing_note" IS DISTINCT FROM (NEW."closing_note") OR OLD."first_with_group_on" IS DISTINCT FROM (NEW."first_with_group_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."manager_id" IS DISTINCT FROM (NEW."manager_id") OR OLD."opened_at" IS DISTINCT FROM (NEW."opened_at") OR OLD."opened_by_id" IS DISTINCT FROM (NEW."opened_by_id") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."practitioner_id" IS DISTINCT FROM (NEW."practitioner_id") OR OLD."received_on" IS DISTINCT FROM (NEW."received_on") OR OLD."reference" IS DISTINCT FROM (NEW."reference") OR OLD."restricted" IS DISTINCT FROM (NEW."restricted") OR OLD."route" IS DISTINCT FROM (NEW."route") OR OLD."stage" IS DISTINCT FROM (NEW."stage") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='INSERT INTO "cases_caseevent" ("advisor_id", "closed_at", "closed_by_id", "closing", "closing_note", "first_with_group_on", "id", "manager_id", "opened_at", "opened_by_id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practitioner_id", "received_on", "reference", "restricted", "route", "stage", "version") VALUES (NEW."advisor_id", NEW."closed_at", NEW."closed_by_id", NEW."closing", NEW."closing_note", NEW."first_with_group_on", NEW."id", NEW."manager_id", NEW."opened_at", NEW."opened_by_id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."practitioner_id", NEW."received_on", NEW."reference", NEW."restricted", NEW."route", NEW."stage", NEW."version"); RETURN NULL;', hash='b886f7c89d9d9d2903670b91da789a2933df7f9f', operation='UPDATE', pgid='pgtrigger_update_update_f5146', table='cases_case', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='practitionerevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f3bc49efbe1933f9c37d03821db119fecbb76ff4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_fb7ae', table='cases_practitionerevent', when='BEFORE')),
        ),
    ]

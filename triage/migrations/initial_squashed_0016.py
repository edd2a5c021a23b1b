import datetime as dt
from functools import partial

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import triage.models.band
from triage.loading import NEWEST, load_default
from triage.practice.loading import load_practice
from ui.squashed import Squashed

# The default: ten in a hundred triages are scored a second time, and every Red in addition.
SECOND_SCORING = {
    "effective_from": dt.date(2020, 1, 1),
    "sample_per_hundred": 10,
    "every_red": True,
    "source": "A default to be confirmed: 10 in 100, drawn from all colours, and every Red in addition.",
}


def load(apps, schema_editor):
    model = partial(apps.get_model, "triage")
    load_default(model)
    model("SecondScoringPolicy").objects.create(organisation=None, **SECOND_SCORING)
    load_practice(model)
    load_default(model, file=NEWEST, version=2)
    load_practice(model, guide_version=2, version=2)


class Migration(Squashed):

    replaces = [
        ('triage', '0001_initial'),
        ('triage', '0002_default_guide'),
        ('triage', '0003_guide_drafts'),
        ('triage', '0004_review_parts'),
        ('triage', '0005_contribution_version'),
        ('triage', '0006_second_scoring'),
        ('triage', '0007_default_second_scoring'),
        ('triage', '0008_sharing'),
        ('triage', '0009_similar_cases'),
        ('triage', '0010_agreed_between_the_two'),
        ('triage', '0011_practice_cases'),
        ('triage', '0012_default_practice_cases'),
        ('triage', '0013_taken_off'),
        ('triage', '0014_shared_with_a_letter'),
        ('triage', '0015_guide_withdrawn_before_its_day'),
        ('triage', '0016_descriptors_of_harm'),
    ]

    initial = True

    dependencies = [
        ('accounts', '0005_draft_begun'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('cases', 'initial_squashed_0010'),
        ('documents', '0002_pdf_without_a_case'),
    ]

    operations = [
        migrations.CreateModel(
            name='Guide',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='scoring_guides', to='accounts.organisation')),
                ('version', models.PositiveIntegerField()),
                ('name', models.CharField(max_length=200)),
                ('source', models.TextField(verbose_name='where its contents come from')),
                ('effective_from', models.DateField(null=True)),
                ('published_at', models.DateTimeField(null=True)),
                ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_why', models.TextField(blank=True, verbose_name='why it was withdrawn before its day')),
                ('started_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('started_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('copied_from', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='triage.guide')),
                ('submission_key', models.UUIDField(null=True, unique=True)),
                ('edits', models.JSONField(default=dict)),
                ('steps', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None)),
                ('not_meaning', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None, verbose_name='what a score does not mean')),
            ],
            options={
                'ordering': ['organisation', '-version'],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'version'), name='triage_guide_version_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('version__gte', 1)), name='triage_guide_counts_from_one'), models.CheckConstraint(condition=models.Q(('published_at__isnull', True), ('effective_from__isnull', False), _connector='OR'), name='triage_guide_published_from_a_day'), models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at__isnull', True), ('withdrawn_by__isnull', True), ('withdrawn_why', '')), models.Q(('published_at__isnull', False), ('withdrawn_at__date__lt', models.F('effective_from')), ('withdrawn_by__isnull', False), ('withdrawn_why__gt', '')), _connector='OR'), name='triage_guide_withdrawn_wholly_and_before_its_day')],
            },
        ),
        migrations.CreateModel(
            name='PracticeCase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='practice_cases', to='accounts.organisation')),
                ('series', models.SlugField(max_length=60)),
                ('version', models.PositiveSmallIntegerField()),
                ('guide', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='triage.guide')),
                ('title', models.CharField(max_length=150)),
                ('profession', models.CharField(blank=True, choices=[('doctor', 'Doctor'), ('dentist', 'Dentist or dental care professional'), ('optometrist', 'Optometrist or optician'), ('pharmacist', 'Pharmacist'), ('nurse', 'Nurse or midwife'), ('allied', 'Allied health professional'), ('other', 'Other registered professional')], max_length=20)),
                ('raised', models.TextField(blank=True, verbose_name='what was raised')),
                ('known', models.TextField(blank=True, verbose_name='what is known')),
                ('account', models.TextField(blank=True, verbose_name='what the practitioner says')),
                ('often_wrong', models.TextField(blank=True, verbose_name='what people often get wrong')),
                ('agreed_by', models.CharField(blank=True, max_length=200, verbose_name='who agreed on the scores, and when')),
                ('edits', models.PositiveIntegerField(default=0)),
                ('started_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('started_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('copied_from', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='triage.practicecase')),
                ('submission_key', models.UUIDField(null=True, unique=True)),
                ('published_at', models.DateTimeField(null=True)),
                ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['organisation', 'series', '-version'],
                'constraints': [models.UniqueConstraint(fields=('series', 'version'), name='triage_practicecase_once'), models.UniqueConstraint(condition=models.Q(('published_at__isnull', True)), fields=('series',), name='triage_practicecase_one_draft'), models.CheckConstraint(condition=models.Q(('title__gt', '')), name='triage_practicecase_named'), models.CheckConstraint(condition=models.Q(('published_at__isnull', True), models.Q(models.Q(('organisation__isnull', True), ('published_by__isnull', False), _connector='OR'), ('agreed_by__gt', ''), ('known__gt', ''), ('often_wrong__gt', ''), ('profession__gt', ''), ('raised__gt', '')), _connector='OR'), name='triage_practicecase_published_whole')],
            },
        ),
        migrations.CreateModel(
            name='PracticeAttempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('practice_case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='triage.practicecase')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('submission_key', models.UUIDField(unique=True)),
            ],
            options={
                'ordering': ['-at', '-pk'],
                'indexes': [models.Index(fields=['person', 'practice_case', '-at'], name='triage_attempts_of_person')],
            },
        ),
        migrations.CreateModel(
            name='PracticeRisk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('practice_case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='risks', to='triage.practicecase')),
                ('position', models.PositiveSmallIntegerField()),
                ('statement', models.TextField(blank=True, verbose_name='what could happen, and to whom')),
                ('likelihood', models.PositiveSmallIntegerField(null=True)),
                ('likelihood_why', models.TextField(blank=True, verbose_name='why this likelihood')),
                ('severity_why', models.TextField(blank=True, verbose_name='why this severity')),
            ],
            options={
                'ordering': ['practice_case', 'position'],
                'constraints': [models.UniqueConstraint(fields=('practice_case', 'position'), name='triage_practicerisk_once'), models.CheckConstraint(condition=models.Q(('position__range', (1, 3))), name='triage_practicerisk_at_most_three'), models.CheckConstraint(condition=models.Q(('likelihood__isnull', True), ('likelihood__range', (1, 5)), _connector='OR'), name='triage_practicerisk_in_scale')],
            },
        ),
        migrations.CreateModel(
            name='PracticeAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='triage.practiceattempt')),
                ('risk', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='triage.practicerisk')),
                ('likelihood', models.PositiveSmallIntegerField()),
                ('why', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['attempt', 'risk__position'],
                'constraints': [models.UniqueConstraint(fields=('attempt', 'risk'), name='triage_practiceanswer_once'), models.CheckConstraint(condition=models.Q(('likelihood__range', (1, 5))), name='triage_practiceanswer_in_scale')],
            },
        ),
        migrations.CreateModel(
            name='Preference',
            fields=[
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('by_section', models.BooleanField()),
            ],
        ),
        migrations.CreateModel(
            name='Declaration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='triage_declarations', to='cases.case')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('answer', models.CharField(choices=[('none', 'No conflict of interest'), ('yes', 'Yes, there is a conflict of interest'), ('unsure', 'Not sure')], max_length=10)),
                ('statement', models.TextField(blank=True)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['case', '-at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('answer__in', ['none', 'yes', 'unsure'])), name='triage_declaration_known_answer')],
            },
        ),
        migrations.CreateModel(
            name='Factor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('guide', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='factors', to='triage.guide')),
                ('position', models.PositiveSmallIntegerField()),
                ('key', models.SlugField(max_length=40)),
                ('label', models.CharField(max_length=120)),
                ('questions', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ('reminder', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['guide', 'position'],
                'constraints': [models.UniqueConstraint(fields=('guide', 'key'), name='triage_factor_key_once'), models.UniqueConstraint(fields=('guide', 'position'), name='triage_factor_position_once')],
            },
        ),
        migrations.CreateModel(
            name='Domain',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('guide', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='domains', to='triage.guide')),
                ('position', models.PositiveSmallIntegerField()),
                ('key', models.SlugField(max_length=40)),
                ('label', models.CharField(max_length=120)),
                ('hint', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['guide', 'position'],
                'constraints': [models.UniqueConstraint(fields=('guide', 'key'), name='triage_domain_key_once'), models.UniqueConstraint(fields=('guide', 'position'), name='triage_domain_position_once')],
            },
        ),
        migrations.CreateModel(
            name='Band',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('guide', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bands', to='triage.guide')),
                ('colour', models.CharField(choices=[('green', 'Green'), ('amber', 'Amber'), ('red', 'Red')], max_length=10)),
                ('label', models.CharField(max_length=40)),
                ('lowest', models.PositiveSmallIntegerField()),
                ('highest', models.PositiveSmallIntegerField()),
                ('meaning', models.TextField()),
            ],
            options={
                'ordering': ['guide', 'lowest'],
                'constraints': [models.UniqueConstraint(fields=('guide', 'colour'), name='triage_band_colour_once'), models.CheckConstraint(condition=models.Q(('colour__in', ['green', 'amber', 'red'])), name='triage_band_known_colour'), models.CheckConstraint(condition=models.Q(('highest__lte', 25), ('lowest__gte', 1), ('lowest__lte', models.F('highest'))), name='triage_band_within_1_and_25'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('guide', '='), (triage.models.band.Int4Range('lowest', 'highest', django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_lower=True, inclusive_upper=True)), '&&')], name='triage_band_no_overlap')],
            },
        ),
        migrations.CreateModel(
            name='Likelihood',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('guide', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='likelihoods', to='triage.guide')),
                ('score', models.PositiveSmallIntegerField()),
                ('label', models.CharField(max_length=60)),
                ('probability', models.CharField(max_length=60)),
                ('description', models.TextField()),
            ],
            options={
                'ordering': ['guide', '-score'],
                'constraints': [models.UniqueConstraint(fields=('guide', 'score'), name='triage_likelihood_once'), models.CheckConstraint(condition=models.Q(('score__range', (1, 5))), name='triage_likelihood_in_scale')],
            },
        ),
        migrations.CreateModel(
            name='PracticeAnswerConsequence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('answer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consequences', to='triage.practiceanswer')),
                ('domain', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='triage.domain')),
                ('severity', models.PositiveSmallIntegerField()),
            ],
            options={
                'ordering': ['answer', 'domain__position'],
                'constraints': [models.UniqueConstraint(fields=('answer', 'domain'), name='triage_practiceanswer_domain_once'), models.CheckConstraint(condition=models.Q(('severity__range', (1, 5))), name='triage_practiceanswer_grave_in_scale')],
            },
        ),
        migrations.CreateModel(
            name='PracticeRetirement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('practice_case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='retired', to='triage.practicecase')),
                ('why', models.TextField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('why__gt', '')), name='triage_practiceretirement_says_why')],
            },
        ),
        migrations.CreateModel(
            name='PracticeConsequence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('risk', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consequences', to='triage.practicerisk')),
                ('domain', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='triage.domain')),
                ('severity', models.PositiveSmallIntegerField()),
            ],
            options={
                'ordering': ['risk', 'domain__position'],
                'constraints': [models.UniqueConstraint(fields=('risk', 'domain'), name='triage_practiceconsequence_once'), models.CheckConstraint(condition=models.Q(('severity__range', (1, 5))), name='triage_practiceconsequence_in_scale')],
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='triage_reviews', to='cases.case')),
                ('guide', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='triage.guide')),
                ('revision', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(choices=[('first', 'The triage of the case'), ('second', 'A second scoring, made without seeing the first')], default='first', max_length=10)),
                ('state', models.CharField(choices=[('draft', 'Being written'), ('submitted', 'Submitted')], default='draft', max_length=10)),
                ('version', models.PositiveIntegerField(default=1)),
                ('started_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('saved_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('advisor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='triage_reviews', to=settings.AUTH_USER_MODEL, verbose_name='name of reviewer')),
                ('reviewed_on', models.DateField(verbose_name='date of review')),
                ('declaration', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='triage.declaration')),
                ('copied_from', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='continued_as', to='triage.review')),
                ('summary', models.TextField(blank=True, verbose_name='summary of concern(s)')),
                ('safeguarding', models.BooleanField(null=True, verbose_name='safeguarding concern(s)')),
                ('safeguarding_details', models.TextField(blank=True)),
                ('health', models.BooleanField(null=True, verbose_name='potential health concerns')),
                ('health_details', models.TextField(blank=True)),
                ('judged_colour', models.CharField(blank=True, choices=[('green', 'Green'), ('amber', 'Amber'), ('red', 'Red')], max_length=10, verbose_name="the reviewer's own judgement")),
                ('judged_why', models.TextField(blank=True, verbose_name='why the reviewer judges it differently')),
                ('rationale', models.TextField(blank=True)),
                ('recommendation', models.TextField(blank=True, verbose_name='case recommendation')),
                ('additional', models.TextField(blank=True, verbose_name='any additional recommendations')),
                ('submitted_at', models.DateTimeField(null=True)),
                ('submitted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('overall_likelihood', models.PositiveSmallIntegerField(null=True)),
                ('overall_severity', models.PositiveSmallIntegerField(null=True)),
                ('overall_score', models.PositiveSmallIntegerField(null=True)),
                ('overall_colour', models.CharField(blank=True, choices=[('green', 'Green'), ('amber', 'Amber'), ('red', 'Red')], max_length=10)),
                ('band', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='triage.band')),
            ],
            options={
                'ordering': ['case', '-revision'],
                'indexes': [models.Index(fields=['advisor', 'state'], name='triage_review_of_advisor'), models.Index(condition=models.Q(('kind', 'first'), ('state', 'submitted')), fields=['submitted_at'], include=('id', 'case', 'revision', 'overall_likelihood', 'overall_severity', 'overall_colour'), name='triage_review_similar')],
                'constraints': [models.UniqueConstraint(fields=('case', 'revision'), name='triage_review_revision_once'), models.UniqueConstraint(condition=models.Q(('kind', 'first'), ('state', 'draft')), fields=('case', 'advisor'), name='triage_review_one_draft'), models.CheckConstraint(condition=models.Q(('kind__in', ['first', 'second'])), name='triage_review_known_kind'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'submitted'])), name='triage_review_known_state'), models.CheckConstraint(condition=models.Q(models.Q(('band__isnull', True), ('overall_colour', ''), ('overall_likelihood__isnull', True), ('overall_score__isnull', True), ('overall_severity__isnull', True), ('state', 'draft'), ('submitted_at__isnull', True), ('submitted_by__isnull', True)), models.Q(('band__isnull', False), ('health__isnull', False), ('overall_colour__in', ['green', 'amber', 'red']), ('overall_likelihood__range', (1, 5)), ('overall_score', django.db.models.expressions.CombinedExpression(models.F('overall_likelihood'), '*', models.F('overall_severity'))), ('overall_severity__range', (1, 5)), ('rationale__gt', ''), ('recommendation__gt', ''), ('safeguarding__isnull', False), ('state', 'submitted'), ('submitted_at__isnull', False), ('submitted_by__isnull', False), ('summary__gt', '')), _connector='OR'), name='triage_review_submitted_wholly'), models.CheckConstraint(condition=models.Q(('judged_colour__in', ['', 'green', 'amber', 'red'])), name='triage_review_known_judgement'), models.CheckConstraint(condition=models.Q(('state', 'draft'), models.Q(('judged_colour', ''), ('judged_why', '')), models.Q(('judged_colour__gt', ''), ('judged_why__gt', ''), models.Q(('judged_colour', models.F('overall_colour')), _negated=True)), _connector='OR'), name='triage_review_judged_with_reason'), models.CheckConstraint(condition=models.Q(models.Q(('safeguarding', True), ('safeguarding_details__gt', '')), models.Q(('safeguarding', True), ('state', 'draft')), models.Q(models.Q(('safeguarding', False), ('safeguarding__isnull', True), _connector='OR'), ('safeguarding_details', '')), _connector='OR'), name='triage_review_safeguarding_details_iff_yes'), models.CheckConstraint(condition=models.Q(models.Q(('health', True), ('health_details__gt', '')), models.Q(('health', True), ('state', 'draft')), models.Q(models.Q(('health', False), ('health__isnull', True), _connector='OR'), ('health_details', '')), _connector='OR'), name='triage_review_health_details_iff_yes')],
            },
        ),
        migrations.CreateModel(
            name='NoticeAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notice_answers', to='triage.review')),
                ('code', models.CharField(max_length=40)),
                ('about', models.CharField(max_length=80)),
                ('asked', models.TextField()),
                ('reason', models.TextField(blank=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['review', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('review', 'code', 'about'), name='triage_noticeanswer_once'), models.CheckConstraint(condition=models.Q(('asked__gt', ''), ('code__gt', '')), name='triage_noticeanswer_asks'), models.CheckConstraint(condition=models.Q(models.Q(('by__isnull', True), ('reason', '')), models.Q(('by__isnull', False), ('reason__gt', '')), _connector='OR'), name='triage_noticeanswer_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='JointAdvisor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='joint_advisors', to='triage.review')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('declaration', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='triage.declaration')),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('added_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['review', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('review', 'person'), name='triage_jointadvisor_once')],
            },
        ),
        migrations.CreateModel(
            name='FactorNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='factor_notes', to='triage.review')),
                ('factor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='triage.factor')),
                ('direction', models.CharField(blank=True, choices=[('raises', 'Makes it more likely'), ('lowers', 'Makes it less likely'), ('neutral', 'Makes no difference'), ('unknown', 'Not known')], max_length=10)),
                ('why', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['review', 'factor__position'],
                'constraints': [models.UniqueConstraint(fields=('review', 'factor'), name='triage_factornote_once'), models.CheckConstraint(condition=models.Q(('direction__in', ['', 'raises', 'lowers', 'neutral', 'unknown'])), name='triage_factornote_known_direction'), models.CheckConstraint(condition=models.Q(('direction', ''), ('why', ''), _negated=True), name='triage_factornote_says_something')],
            },
        ),
        migrations.CreateModel(
            name='Contribution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contributions', to='triage.review')),
                ('part', models.CharField(max_length=20)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('first_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('last_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('version', models.PositiveIntegerField(default=1, verbose_name="the review's version when they last wrote in it")),
            ],
            options={
                'ordering': ['review', 'first_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('review', 'part', 'person'), name='triage_contribution_once'), models.CheckConstraint(condition=models.Q(('part__in', ['who', 'concerns', 'people', 'factors', 'risks', 'reasons'])), name='triage_contribution_known_part'), models.CheckConstraint(condition=models.Q(('last_at__gte', models.F('first_at'))), name='triage_contribution_in_order')],
            },
        ),
        migrations.CreateModel(
            name='ReviewDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='triage.review')),
                ('number', models.PositiveSmallIntegerField()),
                ('document', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                ('title', models.CharField(max_length=255)),
            ],
            options={
                'ordering': ['review', 'number'],
                'constraints': [models.UniqueConstraint(fields=('review', 'number'), name='triage_reviewdocument_number_once'), models.UniqueConstraint(fields=('review', 'document'), name='triage_reviewdocument_once'), models.CheckConstraint(condition=models.Q(('title__gt', '')), name='triage_reviewdocument_named')],
            },
        ),
        migrations.CreateModel(
            name='ReviewReturn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('review', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='returned', to='triage.review')),
                ('reason', models.TextField(verbose_name='what more is needed, and why')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('reason__gt', '')), name='triage_reviewreturn_says_why')],
            },
        ),
        migrations.CreateModel(
            name='Risk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='risks', to='triage.review')),
                ('position', models.PositiveSmallIntegerField()),
                ('statement', models.TextField(blank=True, verbose_name='what could happen, and to whom')),
                ('likelihood', models.PositiveSmallIntegerField(null=True)),
                ('likelihood_why', models.TextField(blank=True, verbose_name='why this likelihood')),
                ('how_soon', models.CharField(blank=True, choices=[('days', 'Within days'), ('weeks', 'Within weeks'), ('months', 'Within months'), ('year', 'Within a year'), ('later', 'Later than that'), ('unknown', 'Cannot be said')], max_length=10, verbose_name='how soon')),
                ('time_frame', models.CharField(blank=True, max_length=100, verbose_name='time frame')),
                ('frequency', models.CharField(blank=True, max_length=100, verbose_name='predicted frequency or probability')),
                ('severity', models.PositiveSmallIntegerField(null=True)),
                ('score', models.PositiveSmallIntegerField(null=True)),
                ('colour', models.CharField(blank=True, max_length=10)),
                ('managed_at', models.CharField(blank=True, choices=[('practice', 'Where the practitioner works'), ('manager', 'By the case manager'), ('group', 'By the group'), ('executive', 'By the responsible officer or the board')], max_length=20, verbose_name='level at which it is managed')),
                ('priority', models.CharField(blank=True, choices=[('now', 'At once'), ('soon', 'Within weeks'), ('routine', 'As part of usual work'), ('nothing', 'Nothing further is needed')], max_length=20, verbose_name='remedial priority')),
                ('accepted', models.BooleanField(null=True, verbose_name='is the risk accepted as it stands?')),
                ('accepted_why', models.TextField(blank=True, verbose_name='why it is accepted or not')),
            ],
            options={
                'ordering': ['review', 'position'],
                'constraints': [models.UniqueConstraint(fields=('review', 'position'), name='triage_risk_position_once'), models.CheckConstraint(condition=models.Q(models.Q(('likelihood__isnull', True), ('likelihood__range', (1, 5)), _connector='OR'), models.Q(('severity__isnull', True), ('severity__range', (1, 5)), _connector='OR')), name='triage_risk_in_scale'), models.CheckConstraint(condition=models.Q(models.Q(('colour__in', ['green', 'amber', 'red']), ('likelihood__isnull', False), ('score', django.db.models.expressions.CombinedExpression(models.F('likelihood'), '*', models.F('severity'))), ('score__isnull', False), ('severity__isnull', False)), models.Q(models.Q(('likelihood__isnull', True), ('severity__isnull', True), _connector='OR'), ('colour', ''), ('score__isnull', True)), _connector='OR'), name='triage_risk_score_is_the_product'), models.CheckConstraint(condition=models.Q(('how_soon__in', ['', 'days', 'weeks', 'months', 'year', 'later', 'unknown'])), name='triage_risk_known_how_soon')],
            },
        ),
        migrations.CreateModel(
            name='RiskConsequence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('risk', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consequences', to='triage.risk')),
                ('domain', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='triage.domain')),
                ('severity', models.PositiveSmallIntegerField()),
            ],
            options={
                'ordering': ['risk', 'domain__position'],
                'constraints': [models.UniqueConstraint(fields=('risk', 'domain'), name='triage_riskconsequence_once'), models.CheckConstraint(condition=models.Q(('severity__range', (1, 5))), name='triage_riskconsequence_in_scale')],
            },
        ),
        migrations.CreateModel(
            name='SecondScoring',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='second_scorings', to='cases.case')),
                ('first', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='second_scorings', to='triage.review')),
                ('reason', models.CharField(choices=[('sample', 'Drawn at random'), ('red', 'Every Red is scored a second time'), ('request', 'Asked for')], max_length=10)),
                ('requested_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('state', models.CharField(choices=[('wanted', 'Wanted: a second advisor is to be asked'), ('asked', 'A second advisor is asked'), ('scored', 'Both have scored'), ('agreed', 'A score is agreed'), ('not_needed', 'Not needed')], default='wanted', max_length=10)),
                ('wanted_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_at', models.DateTimeField(null=True)),
                ('declaration', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='triage.declaration')),
                ('second', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='scored_apart', to='triage.review')),
                ('scored_at', models.DateTimeField(null=True)),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_why', models.TextField(blank=True, verbose_name='why it is not needed')),
            ],
            options={
                'ordering': ['case', '-wanted_at', '-pk'],
                'indexes': [models.Index(fields=['person', 'state'], name='triage_second_of_person')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'not_needed'), _negated=True), fields=('first',), name='triage_second_once'), models.CheckConstraint(condition=models.Q(('reason__in', ['sample', 'red', 'request'])), name='triage_second_known_reason'), models.CheckConstraint(condition=models.Q(models.Q(('reason', 'request'), ('requested_by__isnull', False)), models.Q(models.Q(('reason', 'request'), _negated=True), ('requested_by__isnull', True)), _connector='OR'), name='triage_second_requested_by_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('asked_at__isnull', True), ('asked_by__isnull', True), ('person__isnull', True)), models.Q(('asked_at__isnull', False), ('asked_by__isnull', False), ('person__isnull', False)), _connector='OR'), name='triage_second_asked_wholly'), models.CheckConstraint(condition=models.Q(models.Q(('declaration__isnull', True), ('second__isnull', True)), models.Q(('declaration__isnull', False), ('person__isnull', False), ('second__isnull', False)), _connector='OR'), name='triage_second_declared_before_scoring'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('person__isnull', True), ('scored_at__isnull', True), ('state', 'wanted')), models.Q(('ended_at__isnull', True), ('person__isnull', False), ('scored_at__isnull', True), ('state', 'asked')), models.Q(('ended_at__isnull', True), ('scored_at__isnull', False), ('second__isnull', False), ('state__in', ['scored', 'agreed'])), models.Q(('ended_at__isnull', False), ('scored_at__isnull', True), ('state', 'not_needed')), _connector='OR'), name='triage_second_state_says_how_far'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('ended_by__isnull', True), ('ended_why', '')), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False), ('ended_why__gt', '')), _connector='OR'), name='triage_second_ended_wholly')],
            },
        ),
        migrations.CreateModel(
            name='ProposedScore',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scoring', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposed', to='triage.secondscoring')),
                ('number', models.PositiveSmallIntegerField()),
                ('likelihood', models.PositiveSmallIntegerField()),
                ('severity', models.PositiveSmallIntegerField()),
                ('reason', models.TextField(verbose_name='why this score')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('state', models.CharField(choices=[('open', 'Waits for the other advisor'), ('confirmed', 'Confirmed'), ('differs', 'Not confirmed'), ('replaced', 'Replaced by a later one')], default='open', max_length=10)),
                ('answer', models.TextField(blank=True, verbose_name='what the other sees differently')),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('answered_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['scoring', 'number'],
                'constraints': [models.UniqueConstraint(fields=('scoring', 'number'), name='triage_proposed_number_once'), models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('scoring',), name='triage_proposed_one_open'), models.CheckConstraint(condition=models.Q(('likelihood__range', (1, 5)), ('severity__range', (1, 5)), ('reason__gt', '')), name='triage_proposed_in_scale'), models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at__isnull', True), ('answered_by__isnull', True), ('state', 'open')), models.Q(('answer__gt', ''), ('answered_at__isnull', False), ('answered_by__isnull', False), ('state', 'differs')), models.Q(('answer', ''), ('answered_at__isnull', False), ('answered_by__isnull', False), ('state__in', ['confirmed', 'replaced'])), _connector='OR'), name='triage_proposed_answered_wholly'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['confirmed', 'differs']), _negated=True), models.Q(('answered_by', models.F('by')), _negated=True), _connector='OR'), name='triage_proposed_answered_by_the_other')],
            },
        ),
        migrations.CreateModel(
            name='AgreedScore',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scoring', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='agreed', to='triage.secondscoring')),
                ('likelihood', models.PositiveSmallIntegerField()),
                ('severity', models.PositiveSmallIntegerField()),
                ('score', models.PositiveSmallIntegerField()),
                ('colour', models.CharField(choices=[('green', 'Green'), ('amber', 'Amber'), ('red', 'Red')], max_length=10)),
                ('band', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='triage.band')),
                ('reason', models.TextField(verbose_name='why this score')),
                ('decided_as', models.CharField(choices=[('agreed', 'Both advisors agreed on it'), ('officer', 'The responsible officer decided')], max_length=10)),
                ('proposed', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='agreed', to='triage.proposedscore')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('likelihood__range', (1, 5)), ('score', django.db.models.expressions.CombinedExpression(models.F('likelihood'), '*', models.F('severity'))), ('severity__range', (1, 5))), name='triage_agreed_score_is_the_product'), models.CheckConstraint(condition=models.Q(('colour__in', ['green', 'amber', 'red'])), name='triage_agreed_known_colour'), models.CheckConstraint(condition=models.Q(('decided_as__in', ['agreed', 'officer'])), name='triage_agreed_known_decision'), models.CheckConstraint(condition=models.Q(('reason__gt', '')), name='triage_agreed_says_why')],
            },
        ),
        migrations.CreateModel(
            name='SecondScoringPolicy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='second_scoring_policies', to='accounts.organisation')),
                ('effective_from', models.DateField()),
                ('sample_per_hundred', models.PositiveSmallIntegerField(verbose_name='how many in a hundred, drawn at random')),
                ('every_red', models.BooleanField(verbose_name='every Red in addition')),
                ('source', models.TextField(verbose_name='why, or where it comes from')),
                ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('published_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('submission_key', models.UUIDField(null=True, unique=True)),
            ],
            options={
                'verbose_name_plural': 'second scoring policies',
                'constraints': [models.CheckConstraint(condition=models.Q(('sample_per_hundred__range', (0, 100))), name='triage_secondpolicy_in_a_hundred'), models.CheckConstraint(condition=models.Q(('source__gt', '')), name='triage_secondpolicy_says_why'), models.CheckConstraint(condition=models.Q(('organisation__isnull', True), ('published_by__isnull', False), _connector='OR'), name='triage_secondpolicy_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='Severity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('guide', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='severities', to='triage.guide')),
                ('score', models.PositiveSmallIntegerField()),
                ('label', models.CharField(max_length=60)),
                ('plain_meaning', models.TextField()),
            ],
            options={
                'verbose_name_plural': 'severities',
                'ordering': ['guide', '-score'],
                'constraints': [models.UniqueConstraint(fields=('guide', 'score'), name='triage_severity_once'), models.CheckConstraint(condition=models.Q(('score__range', (1, 5))), name='triage_severity_in_scale')],
            },
        ),
        migrations.CreateModel(
            name='Descriptor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('guide', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='descriptors', to='triage.guide')),
                ('severity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='descriptors', to='triage.severity')),
                ('domain', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='descriptors', to='triage.domain')),
                ('text', models.TextField()),
            ],
            options={
                'ordering': ['guide', 'domain', '-severity__score'],
                'constraints': [models.UniqueConstraint(fields=('severity', 'domain'), name='triage_descriptor_once')],
            },
        ),
        migrations.CreateModel(
            name='Sharing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sharings', to='triage.review')),
                ('number', models.PositiveSmallIntegerField()),
                ('state', models.CharField(choices=[('draft', 'Being marked'), ('final', 'Settled')], default='draft', max_length=10)),
                ('version', models.PositiveIntegerField(default=1)),
                ('reasons_version', models.PositiveSmallIntegerField()),
                ('names_reviewer', models.BooleanField(default=False, verbose_name='the reviewer is named')),
                ('started_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('saved_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('saved_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('settled_at', models.DateTimeField(null=True)),
                ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('comments_by', models.DateField(null=True)),
                ('pdf', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.pdf')),
            ],
            options={
                'ordering': ['review', '-number'],
                'constraints': [models.UniqueConstraint(fields=('review', 'number'), name='triage_sharing_number_once'), models.UniqueConstraint(condition=models.Q(('state', 'draft')), fields=('review',), name='triage_sharing_one_draft'), models.CheckConstraint(condition=models.Q(models.Q(('comments_by__isnull', True), ('pdf__isnull', True), ('settled_at__isnull', True), ('settled_by__isnull', True), ('state', 'draft')), models.Q(('comments_by__isnull', False), ('pdf__isnull', False), ('settled_at__isnull', False), ('settled_by__isnull', False), ('state', 'final')), _connector='OR'), name='triage_sharing_settled_wholly')],
            },
        ),
        migrations.CreateModel(
            name='Shown',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sharing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shown', to='triage.sharing')),
                ('contact', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.contact')),
                ('letter_key', models.BigIntegerField(null=True, unique=True)),
                ('sent_on', models.DateField(null=True)),
                ('how', models.CharField(blank=True, choices=[('phone', 'Telephone call'), ('video', 'Video call'), ('meeting', 'Meeting in person'), ('email', 'E-mail'), ('letter', 'Letter'), ('text', 'Text message')], max_length=10)),
            ],
            options={
                'ordering': ['sharing', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('contact__isnull', False), ('how', ''), ('letter_key__isnull', True), ('sent_on__isnull', True)), models.Q(('contact__isnull', True), ('how__gt', ''), ('letter_key__isnull', False), ('sent_on__isnull', False)), _connector='OR'), name='triage_shown_in_a_contact_or_with_a_letter')],
            },
        ),
        migrations.CreateModel(
            name='TakenOff',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='taken_off', to='triage.review')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reason', models.TextField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['review', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('reason__gt', '')), name='triage_takenoff_says_why')],
            },
        ),
        migrations.CreateModel(
            name='UnreadDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='unread', to='triage.review')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                ('title', models.CharField(max_length=255)),
            ],
            options={
                'ordering': ['review', 'document__number'],
                'constraints': [models.UniqueConstraint(fields=('review', 'document'), name='triage_unreaddocument_once'), models.CheckConstraint(condition=models.Q(('title__gt', '')), name='triage_unreaddocument_named')],
            },
        ),
        migrations.CreateModel(
            name='Withheld',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sharing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='withheld', to='triage.sharing')),
                ('part', models.CharField(max_length=60)),
                ('whole', models.BooleanField()),
                ('words', models.TextField(blank=True)),
                ('reason', models.CharField(max_length=20)),
                ('reason_words', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['sharing', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('whole', True)), fields=('sharing', 'part'), name='triage_withheld_whole_once'), models.UniqueConstraint(fields=('sharing', 'part', 'words'), name='triage_withheld_once'), models.CheckConstraint(condition=models.Q(models.Q(('whole', True), ('words', '')), models.Q(('whole', False), ('words__gt', '')), _connector='OR'), name='triage_withheld_whole_or_words'), models.CheckConstraint(condition=models.Q(('part__gt', ''), ('reason__gt', ''), models.Q(models.Q(('reason', 'other'), _negated=True), ('reason_words__gt', ''), _connector='OR')), name='triage_withheld_with_reason')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='guide',
            trigger=pgtrigger.compiler.Trigger(name='published_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."published_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='143773256298421c4a3af4eb4df5a335060ff1a1', operation='DELETE', pgid='pgtrigger_published_stays_6043b', table='triage_guide', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='guide',
            trigger=pgtrigger.compiler.Trigger(name='published_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."published_at" IS NOT NULL AND (OLD."withdrawn_at" IS NOT NULL OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."effective_from" IS DISTINCT FROM (NEW."effective_from") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."published_by_id" IS DISTINCT FROM (NEW."published_by_id") OR OLD."started_at" IS DISTINCT FROM (NEW."started_at") OR OLD."started_by_id" IS DISTINCT FROM (NEW."started_by_id") OR OLD."copied_from_id" IS DISTINCT FROM (NEW."copied_from_id") OR OLD."submission_key" IS DISTINCT FROM (NEW."submission_key") OR OLD."edits" IS DISTINCT FROM (NEW."edits") OR OLD."steps" IS DISTINCT FROM (NEW."steps") OR OLD."not_meaning" IS DISTINCT FROM (NEW."not_meaning")))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='528155dfbd0361b94a0653c103da1fb406cd01ac', operation='UPDATE', pgid='pgtrigger_published_never_changes_2e239', table='triage_guide', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='factor',
            trigger=pgtrigger.compiler.Trigger(name='published_guide_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT 1 FROM triage_guide\n                WHERE id IN (CASE WHEN TG_OP <> 'DELETE' THEN NEW.guide_id END,\n                             CASE WHEN TG_OP <> 'INSERT' THEN OLD.guide_id END)\n                AND published_at IS NOT NULL\n            ) THEN\n                RAISE EXCEPTION 'A published scoring guide never changes.' USING ERRCODE = 'check_violation';\n            END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n            RETURN NEW;\n        ", hash='cbb8d46a978fe23291804bd28cd5e4e26c6d1ee2', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_published_guide_stays_7ecb1', table='triage_factor', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='domain',
            trigger=pgtrigger.compiler.Trigger(name='published_guide_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT 1 FROM triage_guide\n                WHERE id IN (CASE WHEN TG_OP <> 'DELETE' THEN NEW.guide_id END,\n                             CASE WHEN TG_OP <> 'INSERT' THEN OLD.guide_id END)\n                AND published_at IS NOT NULL\n            ) THEN\n                RAISE EXCEPTION 'A published scoring guide never changes.' USING ERRCODE = 'check_violation';\n            END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n            RETURN NEW;\n        ", hash='03fb947584851e90bc604b4227906da16b16e277', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_published_guide_stays_2dfa5', table='triage_domain', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='band',
            trigger=pgtrigger.compiler.Trigger(name='published_guide_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT 1 FROM triage_guide\n                WHERE id IN (CASE WHEN TG_OP <> 'DELETE' THEN NEW.guide_id END,\n                             CASE WHEN TG_OP <> 'INSERT' THEN OLD.guide_id END)\n                AND published_at IS NOT NULL\n            ) THEN\n                RAISE EXCEPTION 'A published scoring guide never changes.' USING ERRCODE = 'check_violation';\n            END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n            RETURN NEW;\n        ", hash='4a36a41208a982ba4bc751d0212d5d982ba99e7d', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_published_guide_stays_e6d99', table='triage_band', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='likelihood',
            trigger=pgtrigger.compiler.Trigger(name='published_guide_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT 1 FROM triage_guide\n                WHERE id IN (CASE WHEN TG_OP <> 'DELETE' THEN NEW.guide_id END,\n                             CASE WHEN TG_OP <> 'INSERT' THEN OLD.guide_id END)\n                AND published_at IS NOT NULL\n            ) THEN\n                RAISE EXCEPTION 'A published scoring guide never changes.' USING ERRCODE = 'check_violation';\n            END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n            RETURN NEW;\n        ", hash='3035275b2a62d786046718c4afc1d6d3473cb48f', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_published_guide_stays_65bc7', table='triage_likelihood', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='practiceanswerconsequence',
            trigger=pgtrigger.compiler.Trigger(name='attempt_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='082f49683d87a3353fe60e6d3bdd43f80888d9f5', operation='UPDATE OR DELETE', pgid='pgtrigger_attempt_stays_3ab79', table='triage_practiceanswerconsequence', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='practicecase',
            trigger=pgtrigger.compiler.Trigger(name='published_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."published_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b71f0794f9a4fa06df6b0eb5eb91bc01f35227e1', operation='UPDATE OR DELETE', pgid='pgtrigger_published_stays_d3448', table='triage_practicecase', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='practiceattempt',
            trigger=pgtrigger.compiler.Trigger(name='attempt_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8cb8666cfd8c88bcc94c6a13b9a8bbbd550fe979', operation='UPDATE OR DELETE', pgid='pgtrigger_attempt_stays_2882b', table='triage_practiceattempt', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='practiceretirement',
            trigger=pgtrigger.compiler.Trigger(name='added_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='bd40e8200d278bb6eb580fef3f60b5885bed38e3', operation='UPDATE OR DELETE', pgid='pgtrigger_added_only_96668', table='triage_practiceretirement', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='practicerisk',
            trigger=pgtrigger.compiler.Trigger(name='published_practice_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT 1 FROM triage_practicecase\n                WHERE id IN (CASE WHEN TG_OP <> 'DELETE' THEN NEW.practice_case_id END,\n                             CASE WHEN TG_OP <> 'INSERT' THEN OLD.practice_case_id END)\n                AND published_at IS NOT NULL\n            ) THEN\n                RAISE EXCEPTION 'A published practice case never changes.' USING ERRCODE = 'check_violation';\n            END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n            RETURN NEW;\n        ", hash='42b3471f2798049e03c3820196f897aade5147ac', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_published_practice_stays_791fd', table='triage_practicerisk', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='practiceconsequence',
            trigger=pgtrigger.compiler.Trigger(name='published_practice_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF EXISTS (\n                        SELECT 1 FROM triage_practicerisk\n                        JOIN triage_practicecase\n                            ON triage_practicecase.id = triage_practicerisk.practice_case_id\n                        WHERE triage_practicerisk.id IN (CASE WHEN TG_OP <> 'DELETE' THEN NEW.risk_id END,\n                                                         CASE WHEN TG_OP <> 'INSERT' THEN OLD.risk_id END)\n                        AND triage_practicecase.published_at IS NOT NULL\n                    ) THEN\n                        RAISE EXCEPTION 'A published practice case never changes.' USING ERRCODE = 'check_violation';\n                    END IF;\n                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n                    RETURN NEW;\n                ", hash='89f9c05463034115d0cf8ae8c0df222ede05f6b3', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_published_practice_stays_041d8', table='triage_practiceconsequence', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='practiceanswer',
            trigger=pgtrigger.compiler.Trigger(name='attempt_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1a96535451f4ae222e1abdecbd2e1541cfd07d39', operation='UPDATE OR DELETE', pgid='pgtrigger_attempt_stays_e6483', table='triage_practiceanswer', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='review',
            trigger=pgtrigger.compiler.Trigger(name='submitted_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT (OLD."state" = \'draft\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e178844d4b8331897df95c8b690a3255255dd025', operation='UPDATE OR DELETE', pgid='pgtrigger_submitted_stays_78414', table='triage_review', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='noticeanswer',
            trigger=pgtrigger.compiler.Trigger(name='submitted_review_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT 1 FROM triage_review\n                WHERE id IN (CASE WHEN TG_OP <> 'DELETE' THEN NEW.review_id END,\n                             CASE WHEN TG_OP <> 'INSERT' THEN OLD.review_id END)\n                AND state <> 'draft'\n            ) THEN\n                RAISE EXCEPTION 'A submitted triage review never changes.' USING ERRCODE = 'check_violation';\n            END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n            RETURN NEW;\n        ", hash='3eaf49b35d83005d53da753189845ed71cc2a35e', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_submitted_review_stays_1bcfc', table='triage_noticeanswer', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='jointadvisor',
            trigger=pgtrigger.compiler.Trigger(name='submitted_review_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT 1 FROM triage_review\n                WHERE id IN (CASE WHEN TG_OP <> 'DELETE' THEN NEW.review_id END,\n                             CASE WHEN TG_OP <> 'INSERT' THEN OLD.review_id END)\n                AND state <> 'draft'\n            ) THEN\n                RAISE EXCEPTION 'A submitted triage review never changes.' USING ERRCODE = 'check_violation';\n            END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n            RETURN NEW;\n        ", hash='fa3b6734aa289d8c008fea796f1d297ba5130501', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_submitted_review_stays_b7221', table='triage_jointadvisor', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='factornote',
            trigger=pgtrigger.compiler.Trigger(name='submitted_review_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT 1 FROM triage_review\n                WHERE id IN (CASE WHEN TG_OP <> 'DELETE' THEN NEW.review_id END,\n                             CASE WHEN TG_OP <> 'INSERT' THEN OLD.review_id END)\n                AND state <> 'draft'\n            ) THEN\n                RAISE EXCEPTION 'A submitted triage review never changes.' USING ERRCODE = 'check_violation';\n            END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n            RETURN NEW;\n        ", hash='18e8fa15dfd01e1fcaffc12081e26c4edb65a504', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_submitted_review_stays_4096d', table='triage_factornote', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contribution',
            trigger=pgtrigger.compiler.Trigger(name='submitted_review_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT 1 FROM triage_review\n                WHERE id IN (CASE WHEN TG_OP <> 'DELETE' THEN NEW.review_id END,\n                             CASE WHEN TG_OP <> 'INSERT' THEN OLD.review_id END)\n                AND state <> 'draft'\n            ) THEN\n                RAISE EXCEPTION 'A submitted triage review never changes.' USING ERRCODE = 'check_violation';\n            END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n            RETURN NEW;\n        ", hash='c296645ff125a3159bb831440c0295370a353ad5', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_submitted_review_stays_50c20', table='triage_contribution', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reviewdocument',
            trigger=pgtrigger.compiler.Trigger(name='submitted_review_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT 1 FROM triage_review\n                WHERE id IN (CASE WHEN TG_OP <> 'DELETE' THEN NEW.review_id END,\n                             CASE WHEN TG_OP <> 'INSERT' THEN OLD.review_id END)\n                AND state <> 'draft'\n            ) THEN\n                RAISE EXCEPTION 'A submitted triage review never changes.' USING ERRCODE = 'check_violation';\n            END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n            RETURN NEW;\n        ", hash='3e06acb0129d6beda31091a1faa228df3fd2adf1', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_submitted_review_stays_649e9', table='triage_reviewdocument', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='risk',
            trigger=pgtrigger.compiler.Trigger(name='submitted_review_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT 1 FROM triage_review\n                WHERE id IN (CASE WHEN TG_OP <> 'DELETE' THEN NEW.review_id END,\n                             CASE WHEN TG_OP <> 'INSERT' THEN OLD.review_id END)\n                AND state <> 'draft'\n            ) THEN\n                RAISE EXCEPTION 'A submitted triage review never changes.' USING ERRCODE = 'check_violation';\n            END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n            RETURN NEW;\n        ", hash='c779e71fa50eb84c514de00e78a110d3670af05e', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_submitted_review_stays_3c0d4', table='triage_risk', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='riskconsequence',
            trigger=pgtrigger.compiler.Trigger(name='stays_with_its_review', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF EXISTS (\n                        SELECT 1 FROM triage_risk\n                        JOIN triage_review ON triage_review.id = triage_risk.review_id\n                        WHERE triage_risk.id IN (CASE WHEN TG_OP <> 'DELETE' THEN NEW.risk_id END,\n                                                 CASE WHEN TG_OP <> 'INSERT' THEN OLD.risk_id END)\n                        AND triage_review.state <> 'draft'\n                    ) THEN\n                        RAISE EXCEPTION 'A submitted triage review never changes.'\n                            USING ERRCODE = 'check_violation';\n                    END IF;\n                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n                    IF NOT EXISTS (\n                        SELECT 1 FROM triage_risk\n                        JOIN triage_review ON triage_review.id = triage_risk.review_id\n                        JOIN triage_domain ON triage_domain.guide_id = triage_review.guide_id\n                        WHERE triage_risk.id = NEW.risk_id AND triage_domain.id = NEW.domain_id\n                    ) THEN\n                        RAISE EXCEPTION 'The domain is of another scoring guide.'\n                            USING ERRCODE = 'check_violation';\n                    END IF;\n                    RETURN NEW;\n                ", hash='84dcc8f5a6718b24bb0a255fd92ef21bd62b5f86', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_stays_with_its_review_079fc', table='triage_riskconsequence', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='secondscoring',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='931af47946d044f89bd37eab2f2200f178296121', operation='DELETE', pgid='pgtrigger_never_deleted_737b9', table='triage_secondscoring', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='secondscoring',
            trigger=pgtrigger.compiler.Trigger(name='two_people_score', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF EXISTS (\n                        SELECT 1 FROM triage_review\n                        WHERE id = NEW.first_id AND (advisor_id = NEW.person_id OR kind <> 'first'\n                                                     OR case_id <> NEW.case_id OR state = 'draft')\n                    ) OR EXISTS (\n                        SELECT 1 FROM triage_review\n                        WHERE id = NEW.second_id AND (advisor_id <> NEW.person_id OR kind <> 'second'\n                                                      OR case_id <> NEW.case_id)\n                    ) THEN\n                        RAISE EXCEPTION 'A second scoring is made by somebody else, of the same case.'\n                            USING ERRCODE = 'check_violation';\n                    END IF;\n                    RETURN NEW;\n                ", hash='596340facb93e7a45105fe698556371f7cb307c0', operation='INSERT OR UPDATE', pgid='pgtrigger_two_people_score_440a0', table='triage_secondscoring', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='proposedscore',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='641b6f41a091706f617a953a56e2f33b0953b927', operation='DELETE', pgid='pgtrigger_never_deleted_12265', table='triage_proposedscore', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='proposedscore',
            trigger=pgtrigger.compiler.Trigger(name='written_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."scoring_id" IS DISTINCT FROM (NEW."scoring_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."likelihood" IS DISTINCT FROM (NEW."likelihood") OR OLD."severity" IS DISTINCT FROM (NEW."severity") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."by_id" IS DISTINCT FROM (NEW."by_id") OR OLD."at" IS DISTINCT FROM (NEW."at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='8863465cca313d9997a5cbecc56ed4cd0103f131', operation='UPDATE', pgid='pgtrigger_written_once_0c765', table='triage_proposedscore', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='proposedscore',
            trigger=pgtrigger.compiler.Trigger(name='answered_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT (OLD."state" = \'open\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='723eb70f94dd8b8129433e919b1855389ac0d67a', operation='UPDATE', pgid='pgtrigger_answered_once_5dd40', table='triage_proposedscore', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='proposedscore',
            trigger=pgtrigger.compiler.Trigger(name='between_the_two', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF NOT EXISTS (\n                        SELECT 1 FROM triage_secondscoring pair\n                        JOIN triage_review one ON one.id = pair.first_id\n                        JOIN triage_review two ON two.id = pair.second_id\n                        WHERE pair.id = NEW.scoring_id\n                          AND NEW.by_id IN (one.advisor_id, two.advisor_id)\n                          AND (NEW.state NOT IN ('confirmed', 'differs')\n                               OR NEW.answered_by_id IN (one.advisor_id, two.advisor_id))\n                    ) THEN\n                        RAISE EXCEPTION 'The two who scored the case agree on its score.'\n                            USING ERRCODE = 'check_violation';\n                    END IF;\n                    RETURN NEW;\n                ", hash='8771d386b8871fe4c89e76c42131fb4a6030179e', operation='INSERT OR UPDATE', pgid='pgtrigger_between_the_two_77a6c', table='triage_proposedscore', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agreedscore',
            trigger=pgtrigger.compiler.Trigger(name='agreed_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4ceb36dc2f147da0893d0d635b1e687cc19dbaf7', operation='UPDATE OR DELETE', pgid='pgtrigger_agreed_stays_2fc71', table='triage_agreedscore', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agreedscore',
            trigger=pgtrigger.compiler.Trigger(name='confirmed_by_both', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF (NEW.decided_as = 'agreed') <> EXISTS (\n                        SELECT 1 FROM triage_proposedscore\n                        WHERE id = NEW.proposed_id AND scoring_id = NEW.scoring_id AND state = 'confirmed'\n                          AND likelihood = NEW.likelihood AND severity = NEW.severity\n                          AND answered_by_id = NEW.by_id\n                    ) THEN\n                        RAISE EXCEPTION 'A score that two agree on is confirmed by both.'\n                            USING ERRCODE = 'check_violation';\n                    END IF;\n                    RETURN NEW;\n                ", hash='6657a3aee6ee0241ffa3299f7864261bcb9da741', operation='INSERT', pgid='pgtrigger_confirmed_by_both_1e90b', table='triage_agreedscore', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='secondscoringpolicy',
            trigger=pgtrigger.compiler.Trigger(name='published_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5be5fde6443d5bf1799a4edab455e01eb8171362', operation='UPDATE OR DELETE', pgid='pgtrigger_published_stays_51de5', table='triage_secondscoringpolicy', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='severity',
            trigger=pgtrigger.compiler.Trigger(name='published_guide_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT 1 FROM triage_guide\n                WHERE id IN (CASE WHEN TG_OP <> 'DELETE' THEN NEW.guide_id END,\n                             CASE WHEN TG_OP <> 'INSERT' THEN OLD.guide_id END)\n                AND published_at IS NOT NULL\n            ) THEN\n                RAISE EXCEPTION 'A published scoring guide never changes.' USING ERRCODE = 'check_violation';\n            END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n            RETURN NEW;\n        ", hash='d20c1d4563e3fc5de0454ab5fd996e584489943f', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_published_guide_stays_8a86b', table='triage_severity', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='descriptor',
            trigger=pgtrigger.compiler.Trigger(name='published_guide_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT 1 FROM triage_guide\n                WHERE id IN (CASE WHEN TG_OP <> 'DELETE' THEN NEW.guide_id END,\n                             CASE WHEN TG_OP <> 'INSERT' THEN OLD.guide_id END)\n                AND published_at IS NOT NULL\n            ) THEN\n                RAISE EXCEPTION 'A published scoring guide never changes.' USING ERRCODE = 'check_violation';\n            END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n            RETURN NEW;\n        ", hash='f53935e8adf6e905f5a19edfdb01444319ffeafa', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_published_guide_stays_d4676', table='triage_descriptor', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sharing',
            trigger=pgtrigger.compiler.Trigger(name='settled_copy_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT (OLD."state" = \'draft\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='57ec4ae8ed0b0720fdb254093d85ce698f915f49', operation='UPDATE OR DELETE', pgid='pgtrigger_settled_copy_stays_9cb3e', table='triage_sharing', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='shown',
            trigger=pgtrigger.compiler.Trigger(name='added_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='65b04e54d6b755e934efb68d8a18355334d2edc3', operation='UPDATE OR DELETE', pgid='pgtrigger_added_only_60f56', table='triage_shown', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='takenoff',
            trigger=pgtrigger.compiler.Trigger(name='submitted_review_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT 1 FROM triage_review\n                WHERE id IN (CASE WHEN TG_OP <> 'DELETE' THEN NEW.review_id END,\n                             CASE WHEN TG_OP <> 'INSERT' THEN OLD.review_id END)\n                AND state <> 'draft'\n            ) THEN\n                RAISE EXCEPTION 'A submitted triage review never changes.' USING ERRCODE = 'check_violation';\n            END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n            RETURN NEW;\n        ", hash='0bdc6d1f1155b316dbdfa40706f5021ad9210431', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_submitted_review_stays_6fbb8', table='triage_takenoff', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unreaddocument',
            trigger=pgtrigger.compiler.Trigger(name='submitted_review_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT 1 FROM triage_review\n                WHERE id IN (CASE WHEN TG_OP <> 'DELETE' THEN NEW.review_id END,\n                             CASE WHEN TG_OP <> 'INSERT' THEN OLD.review_id END)\n                AND state <> 'draft'\n            ) THEN\n                RAISE EXCEPTION 'A submitted triage review never changes.' USING ERRCODE = 'check_violation';\n            END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n            RETURN NEW;\n        ", hash='eb979d451e835f037d64153baa94a0ad16442bef', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_submitted_review_stays_16727', table='triage_unreaddocument', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='withheld',
            trigger=pgtrigger.compiler.Trigger(name='settled_copy_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT 1 FROM triage_sharing\n                WHERE id IN (CASE WHEN TG_OP <> 'DELETE' THEN NEW.sharing_id END,\n                             CASE WHEN TG_OP <> 'INSERT' THEN OLD.sharing_id END)\n                AND state <> 'draft'\n            ) THEN\n                RAISE EXCEPTION 'A settled copy for the practitioner never changes.' USING ERRCODE = 'check_violation';\n            END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n            RETURN NEW;\n        ", hash='af5b3dc19224bf7778863cc68f86dd35426feb9c', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_settled_copy_stays_9aba2', table='triage_withheld', when='BEFORE')),
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]

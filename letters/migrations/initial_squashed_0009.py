import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from letters.loading import load_default_templates, load_outside_help, load_wording
from ui.squashed import Squashed


def load(apps, schema_editor):
    templates = apps.get_model("letters", "LetterTemplate")
    load_default_templates(templates)
    load_wording(templates, "outcome-2", "update-1", "closing-1")
    load_outside_help(apps.get_model("letters", "OutsideHelp"))
    load_wording(templates, "closing-2", "update-2", "update-3", "outcome-3")


class Migration(Squashed):

    replaces = [
        ('letters', '0001_initial'),
        ('letters', '0002_first_wording'),
        ('letters', '0003_print_size_updates_and_outside_help'),
        ('letters', '0004_update_and_closing_wording'),
        ('letters', '0005_closing_says_what_becomes_of_the_step'),
        ('letters', '0006_update_says_what_was_decided_on_advice'),
        ('letters', '0007_encloses_a_copy_of_the_triage'),
        ('letters', '0008_update_speaks_of_what_is_enclosed'),
        ('letters', '0009_outcome_between_meetings'),
    ]

    initial = True

    dependencies = [
        ('accounts', '0005_draft_begun'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('cases', 'initial_squashed_0010'),
        ('documents', '0002_pdf_without_a_case'),
        ('pag', 'initial_squashed_0024'),
        ('triage', 'initial_squashed_0016'),
    ]

    operations = [
        migrations.CreateModel(
            name='LetterTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('first', 'First letter'), ('reflections', "Asking for the practitioner's own account"), ('outcome', 'Outcome letter'), ('update', 'Update letter'), ('closing', 'Closing letter')], max_length=20)),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='letter_templates', to='accounts.organisation')),
                ('version', models.PositiveIntegerField()),
                ('effective_from', models.DateField()),
                ('name', models.CharField(max_length=150)),
                ('subject', models.CharField(max_length=200)),
                ('blocks', models.JSONField()),
                ('reply_days', models.PositiveSmallIntegerField()),
                ('update_days', models.PositiveSmallIntegerField()),
                ('published', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['kind', 'organisation', 'version'],
                'constraints': [models.UniqueConstraint(fields=('kind', 'organisation', 'version'), name='letters_template_version_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('kind__in', ['first', 'reflections', 'outcome', 'update', 'closing'])), name='letters_template_known_kind')],
            },
        ),
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='cases.case')),
                ('kind', models.CharField(choices=[('first', 'First letter'), ('reflections', "Asking for the practitioner's own account"), ('outcome', 'Outcome letter'), ('update', 'Update letter'), ('closing', 'Closing letter')], max_length=20)),
                ('number', models.PositiveIntegerField()),
                ('template', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='letters.lettertemplate')),
                ('decision', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='pag.decision')),
                ('meeting_date', models.DateField(null=True)),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('approved', 'Approved'), ('ready', 'Ready to send'), ('sending', 'Being sent'), ('sent', 'Sent by e-mail'), ('posted', 'Posted'), ('failed', 'Could not be sent'), ('unknown', 'Not known whether it left'), ('set_aside', 'Set aside')], default='draft', max_length=10)),
                ('subject', models.CharField(max_length=250)),
                ('text', models.TextField()),
                ('print_size', models.CharField(choices=[('standard', 'Standard (12 point)'), ('large', 'Large (16 point)')], default='standard', max_length=10)),
                ('addressee', models.TextField(blank=True)),
                ('salutation', models.CharField(blank=True, max_length=250)),
                ('context', models.JSONField(default=dict)),
                ('html', models.TextField(blank=True)),
                ('html_sha256', models.CharField(blank=True, max_length=64)),
                ('pdf', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.pdf')),
                ('file_sha256', models.CharField(blank=True, max_length=64)),
                ('encloses', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='triage.sharing')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('written_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('approved_at', models.DateTimeField(null=True)),
                ('sent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('to_email', models.EmailField(blank=True, max_length=254)),
                ('message_key', models.CharField(blank=True, max_length=120)),
                ('sent_at', models.DateTimeField(null=True)),
                ('posted_on', models.DateField(null=True)),
                ('call', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.contact')),
                ('trouble', models.CharField(blank=True, max_length=300, verbose_name='why it could not be sent, in words')),
                ('replaces', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='letters.letter')),
                ('version', models.PositiveIntegerField(default=1)),
                ('submission_key', models.UUIDField(null=True, unique=True)),
            ],
            options={
                'ordering': ['case', 'number'],
                'indexes': [models.Index(fields=['state', 'case'], name='letters_by_state'), models.Index(condition=models.Q(('message_key__gt', '')), fields=['message_key'], name='letters_by_message')],
                'constraints': [models.UniqueConstraint(fields=('case', 'number'), name='letters_letter_number_once'), models.UniqueConstraint(condition=models.Q(('replaces__isnull', True)), fields=('decision',), name='letters_one_outcome_letter_a_decision'), models.UniqueConstraint(fields=('replaces',), name='letters_replaced_once'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'approved', 'ready', 'sending', 'sent', 'posted', 'failed', 'unknown', 'set_aside'])), name='letters_letter_known_state'), models.CheckConstraint(condition=models.Q(('print_size__in', ['standard', 'large'])), name='letters_letter_known_print'), models.CheckConstraint(condition=models.Q(models.Q(('decision__isnull', False), ('kind', 'outcome'), ('meeting_date__isnull', False)), models.Q(models.Q(('kind', 'outcome'), _negated=True), ('decision__isnull', True)), _connector='OR'), name='letters_outcome_has_decision'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'draft'), ('approved_at__isnull', True), ('approved_by__isnull', True), ('html', ''), ('html_sha256', ''), ('pdf__isnull', True)), models.Q(('state', 'set_aside'), models.Q(models.Q(('approved_at__isnull', True), ('approved_by__isnull', True), ('html', ''), ('html_sha256', ''), ('pdf__isnull', True)), models.Q(('approved_at__isnull', False), ('approved_by__isnull', False), ('html__gt', ''), ('html_sha256__regex', '^[0-9a-f]{64}$')), _connector='OR')), models.Q(models.Q(('state__in', ['draft', 'set_aside']), _negated=True), ('approved_at__isnull', False), ('approved_by__isnull', False), ('html__gt', ''), ('html_sha256__regex', '^[0-9a-f]{64}$'), ('pdf__isnull', False)), _connector='OR'), name='letters_approved_wholly'), models.CheckConstraint(condition=models.Q(models.Q(('file_sha256', ''), ('state__in', ['draft', 'approved'])), ('state', 'set_aside'), models.Q(models.Q(('state__in', ['draft', 'approved', 'set_aside']), _negated=True), ('file_sha256__regex', '^[0-9a-f]{64}$')), _connector='OR'), name='letters_ready_has_file'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['sending', 'sent', 'failed', 'unknown']), _negated=True), models.Q(('message_key__gt', ''), ('sent_by__isnull', False), ('to_email__gt', '')), _connector='OR'), name='letters_mailed_has_address'), models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', False), ('state', 'sent')), models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at__isnull', True)), _connector='OR'), name='letters_sent_has_time'), models.CheckConstraint(condition=models.Q(models.Q(('posted_on__isnull', False), ('sent_by__isnull', False), ('state', 'posted')), models.Q(models.Q(('state', 'posted'), _negated=True), ('call__isnull', True), ('posted_on__isnull', True)), _connector='OR'), name='letters_posted_has_day'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'outcome'), ('state', 'posted'), _negated=True), ('call__isnull', False), _connector='OR'), name='letters_posted_outcome_after_call'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['failed', 'unknown']), ('trouble__gt', '')), models.Q(('state__in', ['failed', 'unknown']), _negated=True), _connector='OR'), name='letters_trouble_in_words')],
            },
        ),
        migrations.CreateModel(
            name='OutsideHelp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
                ('version', models.PositiveIntegerField()),
                ('effective_from', models.DateField()),
                ('local_committees', models.JSONField()),
                ('defence', models.JSONField()),
                ('records_kept', models.TextField(blank=True)),
                ('source', models.TextField(verbose_name='where this comes from')),
                ('assumed', models.BooleanField(default=False, verbose_name='a default to be confirmed')),
            ],
            options={
                'ordering': ['organisation', 'version'],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'version'), name='letters_outsidehelp_version_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('defence__has_key', 'other')), name='letters_outsidehelp_defence_for_others')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lettertemplate',
            trigger=pgtrigger.compiler.Trigger(name='published_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."published")', func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f32cf7d36f45dfe37a9aaa0cb3cf58d624468df9', operation='UPDATE OR DELETE', pgid='pgtrigger_published_never_changes_450e8', table='letters_lettertemplate', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='letter',
            trigger=pgtrigger.compiler.Trigger(name='approved_words_never_change', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."approved_at" IS NOT NULL AND (OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."template_id" IS DISTINCT FROM (NEW."template_id") OR OLD."decision_id" IS DISTINCT FROM (NEW."decision_id") OR OLD."meeting_date" IS DISTINCT FROM (NEW."meeting_date") OR OLD."subject" IS DISTINCT FROM (NEW."subject") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."print_size" IS DISTINCT FROM (NEW."print_size") OR OLD."addressee" IS DISTINCT FROM (NEW."addressee") OR OLD."salutation" IS DISTINCT FROM (NEW."salutation") OR OLD."context" IS DISTINCT FROM (NEW."context") OR OLD."html" IS DISTINCT FROM (NEW."html") OR OLD."html_sha256" IS DISTINCT FROM (NEW."html_sha256") OR OLD."written_by_id" IS DISTINCT FROM (NEW."written_by_id") OR OLD."approved_by_id" IS DISTINCT FROM (NEW."approved_by_id") OR OLD."approved_at" IS DISTINCT FROM (NEW."approved_at") OR OLD."replaces_id" IS DISTINCT FROM (NEW."replaces_id") OR OLD."encloses_id" IS DISTINCT FROM (NEW."encloses_id") OR OLD."pdf_id" IS DISTINCT FROM (NEW."pdf_id")))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='5c3ce03225e98d66aab920b2e467d2abeb8e928b', operation='UPDATE', pgid='pgtrigger_approved_words_never_change_b6e96', table='letters_letter', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='letter',
            trigger=pgtrigger.compiler.Trigger(name='gone_out_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."state" IN (\'posted\', \'sent\', \'set_aside\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='2e4153964cd2862114c2651672b92a59b942f29b', operation='UPDATE', pgid='pgtrigger_gone_out_never_changes_370d8', table='letters_letter', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='letter',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='71a9ab4fc5d6dfc9c4587423f13cd1bb162874e8', operation='DELETE', pgid='pgtrigger_never_deleted_48dd1', table='letters_letter', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='outsidehelp',
            trigger=pgtrigger.compiler.Trigger(name='never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9444a20e134dcb42df80800a14e1d8c8fe98fa50', operation='UPDATE OR DELETE', pgid='pgtrigger_never_changes_96e64', table='letters_outsidehelp', when='BEFORE')),
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]

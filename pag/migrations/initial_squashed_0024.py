import json

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.constraints
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import accounts.models.membership
import pag.room.models
from pag.loading import DEFAULTS, load_defaults
from ui.squashed import Squashed


def load(apps, schema_editor):
    """Version 1 is as it was after `0020_quorum_kinds`, which its file does not know yet."""
    rules = apps.get_model("pag", "QuorumRule")
    for row in json.loads(DEFAULTS.read_text()):
        needed = ["peer"] * row.pop("needs_peer") + ["lay"] * row.pop("needs_lay")
        rules.objects.create(needed=needed, **row)
    load_defaults(rules, DEFAULTS.with_name("quorum-2.json"))


class Migration(Squashed):

    replaces = [
        ('pag', '0001_initial'),
        ('pag', '0002_defaults'),
        ('pag', '0003_meeting_ended'),
        ('pag', '0004_who_took_part'),
        ('pag', '0005_notice_answers'),
        ('pag', '0006_final_decision'),
        ('pag', '0007_practitioners_own_actions'),
        ('pag', '0008_final_decision_later'),
        ('pag', '0009_standing_aside'),
        ('pag', '0010_standing_aside_so_far'),
        ('pag', '0011_papers'),
        ('pag', '0012_following_actions'),
        ('pag', '0013_agenda_and_between'),
        ('pag', '0014_reading_on_screen'),
        ('pag', '0015_planning'),
        ('pag', '0016_action_version'),
        ('pag', '0017_in_the_room'),
        ('pag', '0018_looks_through_documents'),
        ('pag', '0019_minutes'),
        ('pag', '0020_quorum_kinds'),
        ('pag', '0021_quorum_no_vote'),
        ('pag', '0022_who_decides_between'),
        ('pag', '0023_papers_of_a_meeting_elsewhere'),
        ('pag', '0024_investigator_who_signs_in'),
    ]

    initial = True

    dependencies = [
        ('accounts', '0005_draft_begun'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('cases', 'initial_squashed_0010'),
        ('documents', '0002_pdf_without_a_case'),
        ('files', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Group',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='groups', to='accounts.organisation')),
                ('name', models.CharField(max_length=150)),
                ('abbreviation', models.CharField(max_length=20)),
                ('kind', models.CharField(choices=[('pag', 'Performance (or Professional) Advisory Group'), ('psg', 'Professional Standards Group'), ('other', 'Another group')], max_length=10)),
                ('submission_key', models.UUIDField(null=True, unique=True)),
            ],
            options={
                'ordering': ['organisation', 'name'],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'name'), name='pag_group_name_once'), models.CheckConstraint(condition=models.Q(('abbreviation__gt', ''), ('name__gt', '')), name='pag_group_is_named')],
            },
        ),
        migrations.CreateModel(
            name='MeetingSeries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pag.group')),
                ('every_weeks', models.PositiveSmallIntegerField()),
                ('planned_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('planned_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('submission_key', models.UUIDField(unique=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('every_weeks__range', (1, 52))), name='pag_meetingseries_weeks')],
            },
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='pag.group')),
                ('kind', models.CharField(choices=[('meeting', 'Meeting'), ('between', 'Decision between meetings')], default='meeting', max_length=10)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField(null=True, verbose_name='planned until')),
                ('place', models.CharField(blank=True, max_length=200)),
                ('link', models.URLField(blank=True, max_length=500, verbose_name='link to join')),
                ('papers_due', models.DateField(blank=True, null=True, verbose_name='papers due')),
                ('stage', models.CharField(choices=[('planned', 'Planned'), ('papers_out', 'Papers out'), ('in_progress', 'In progress'), ('minutes_drafted', 'Minutes drafted'), ('approved', 'Minutes approved'), ('closed', 'Closed')], default='planned', max_length=20)),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('cancelled_at', models.DateTimeField(null=True)),
                ('cancelled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('cancelled_reason', models.TextField(blank=True, verbose_name='why it was cancelled')),
                ('series', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='pag.meetingseries')),
                ('version', models.PositiveIntegerField(default=1)),
                ('sequence', models.PositiveIntegerField(default=0)),
                ('planned_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('planned_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('order_version', models.PositiveIntegerField(default=0)),
                ('submission_key', models.UUIDField(null=True, unique=True)),
            ],
            options={
                'ordering': ['-starts_at', '-pk'],
                'indexes': [models.Index(fields=['group', '-starts_at'], name='pag_meeting_by_group')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['meeting', 'between'])), name='pag_meeting_known_kind'), models.CheckConstraint(condition=models.Q(('stage__in', ['planned', 'papers_out', 'in_progress', 'minutes_drafted', 'approved', 'closed'])), name='pag_meeting_known_stage'), models.CheckConstraint(condition=models.Q(('place__gt', ''), ('link__gt', ''), _connector='OR'), name='pag_meeting_is_somewhere'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('ended_by__isnull', True)), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False)), _connector='OR'), name='pag_meeting_ended_wholly'), models.CheckConstraint(condition=models.Q(('ended_at__isnull', True), models.Q(('stage__in', ['planned', 'papers_out']), _negated=True), _connector='OR'), name='pag_meeting_ended_after_start'), models.CheckConstraint(condition=models.Q(('ends_at__isnull', True), ('ends_at__gt', models.F('starts_at')), _connector='OR'), name='pag_meeting_planned_until_later'), models.CheckConstraint(condition=models.Q(models.Q(('cancelled_at__isnull', True), ('cancelled_by__isnull', True), ('cancelled_reason', '')), models.Q(('cancelled_at__isnull', False), ('cancelled_by__isnull', False), ('cancelled_reason__gt', ''), ('stage__in', ('planned', 'papers_out'))), _connector='OR'), name='pag_meeting_cancelled_wholly')],
            },
        ),
        migrations.CreateModel(
            name='AgendaItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='pag.meeting')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agenda_items', to='cases.case')),
                ('position', models.PositiveSmallIntegerField()),
                ('state', models.CharField(choices=[('waiting', 'To be considered'), ('considered', 'Considered'), ('adjourned', 'Adjourned'), ('taken_off', 'Taken off the agenda')], default='waiting', max_length=12)),
                ('note', models.TextField(blank=True, verbose_name='note for the group')),
                ('without_triage', models.TextField(blank=True, verbose_name='why it comes without a triage')),
                ('put_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('put_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('taken_off_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('taken_off_at', models.DateTimeField(null=True)),
                ('taken_off_reason', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['meeting', 'position', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'considered', 'adjourned', 'taken_off'])), name='pag_agendaitem_known_state'), models.UniqueConstraint(condition=models.Q(('state', 'taken_off'), _negated=True), fields=('meeting', 'case'), name='pag_agendaitem_case_once'), models.UniqueConstraint(condition=models.Q(('state', 'taken_off'), _negated=True), fields=('meeting', 'position'), name='pag_agendaitem_position_once'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'taken_off'), ('taken_off_at__isnull', False), ('taken_off_by__isnull', False), ('taken_off_reason__gt', '')), models.Q(models.Q(('state', 'taken_off'), _negated=True), ('taken_off_at__isnull', True), ('taken_off_by__isnull', True), ('taken_off_reason', '')), _connector='OR'), name='pag_agendaitem_taken_off_wholly')],
            },
        ),
        migrations.CreateModel(
            name='QuorumRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('group', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='quorum_rules', to='pag.group')),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
                ('version', models.PositiveSmallIntegerField()),
                ('effective_from', models.DateField()),
                ('voting_minimum', models.PositiveSmallIntegerField(verbose_name='fewest voting members')),
                ('needed', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('presiding', 'the chair or the deputy chair'), ('peer', "a peer of the practitioner's discipline"), ('clinical', 'a clinical member'), ('lay', 'a lay member')], max_length=20), default=list, size=None, verbose_name='who among them')),
                ('excluded', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('triage', 'whoever triaged the case'), ('investigator', 'the investigator of the case')], max_length=20), default=list, size=None, verbose_name='who has no vote')),
                ('source', models.TextField(verbose_name='where the rule comes from')),
                ('assumed', models.BooleanField(default=False, verbose_name='a default to be confirmed')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('submission_key', models.UUIDField(null=True, unique=True)),
            ],
            options={
                'ordering': ['group', 'organisation', '-version'],
                'constraints': [models.UniqueConstraint(fields=('group', 'organisation', 'version'), name='pag_quorumrule_version_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('group__isnull', True), ('organisation__isnull', True), _connector='OR'), name='pag_quorumrule_one_owner'), models.CheckConstraint(condition=models.Q(('voting_minimum__gte', 1)), name='pag_quorumrule_somebody'), models.CheckConstraint(condition=models.Q(('excluded__contained_by', ['triage', 'investigator']), ('needed__contained_by', ['presiding', 'peer', 'clinical', 'lay'])), name='pag_quorumrule_known_codes')],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='decision', to='pag.agendaitem')),
                ('considered', models.TextField(verbose_name='what the group considered')),
                ('kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('no_further_action', 'No further action'), ('advice', 'Advice or learning'), ('reflections', 'Ask for reflections'), ('interview', 'Interview'), ('record_review', 'Record review'), ('occupational_health', 'Occupational health report'), ('undertakings', 'Undertakings or action plan'), ('investigation', 'Investigation'), ('referral_regulator', 'Referral to the regulator'), ('referral_advisory', 'Referral to the advisory service'), ('referral_decision_panel', 'Referral to the decision panel'), ('referral_police', 'Referral to the police'), ('referral_counter_fraud', 'Referral to counter-fraud'), ('monitoring', 'Monitoring'), ('adjourn', 'Adjournment'), ('close', 'Close the case'), ('other', 'Other')], max_length=30), size=None)),
                ('other_kind', models.CharField(blank=True, max_length=200, verbose_name='other: what')),
                ('decision', models.TextField()),
                ('rationale', models.TextField()),
                ('listened_to', models.BooleanField(verbose_name='was the practitioner listened to?')),
                ('listened_how', models.TextField(verbose_name='how, or why not')),
                ('same_for_another', models.CharField(choices=[('yes', 'Yes'), ('unsure', 'Not sure'), ('no', 'No')], max_length=10, verbose_name='the same for another person?')),
                ('same_why', models.TextField(blank=True, verbose_name='what would be different')),
                ('system_part', models.TextField(verbose_name='what the system contributed')),
                ('factors', models.TextField(blank=True, verbose_name='contributory and system factors noticed')),
                ('dissent', models.TextField(blank=True, verbose_name='what somebody held against it')),
                ('investigator', models.CharField(blank=True, max_length=200)),
                ('investigator_person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('terms_due', models.DateField(null=True, verbose_name='when the terms of reference follow')),
                ('health_reason', models.TextField(blank=True, verbose_name='why an occupational health report is asked for')),
                ('adjourned_until', models.DateField(null=True)),
                ('adjourned_for', models.TextField(blank=True, verbose_name='what the group waits for')),
                ('quorum_rule', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pag.quorumrule')),
                ('quorum_missing', models.TextField(blank=True, verbose_name='what was missing for a quorum')),
                ('without_quorum', models.TextField(blank=True, verbose_name='why it was decided without a quorum')),
                ('final_by', models.CharField(blank=True, choices=[('case_manager', 'The case manager'), ('medical_director', 'The medical director')], max_length=20, verbose_name='who decides on the advice')),
                ('final_name', models.CharField(blank=True, max_length=200)),
                ('final_decision', models.TextField(blank=True, verbose_name='what they decided')),
                ('final_on', models.DateField(null=True, verbose_name='when they decided')),
                ('final_due', models.DateField(null=True, verbose_name='by when they will decide')),
                ('decided_on', models.DateField()),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('submission_key', models.UUIDField(unique=True)),
            ],
            options={
                'ordering': ['-decided_on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kinds__contained_by', ['no_further_action', 'advice', 'reflections', 'interview', 'record_review', 'occupational_health', 'undertakings', 'investigation', 'referral_regulator', 'referral_advisory', 'referral_decision_panel', 'referral_police', 'referral_counter_fraud', 'monitoring', 'adjourn', 'close', 'other']), ('kinds__len__gte', 1)), name='pag_decision_known_kinds'), models.CheckConstraint(condition=models.Q(('considered__gt', ''), ('decision__gt', ''), ('listened_how__gt', ''), ('rationale__gt', ''), ('system_part__gt', '')), name='pag_decision_is_worded'), models.CheckConstraint(condition=models.Q(('same_for_another__in', ['yes', 'unsure', 'no'])), name='pag_decision_known_same'), models.CheckConstraint(condition=models.Q(models.Q(('kinds__contains', ['investigation']), ('investigator__gt', ''), ('terms_due__isnull', False)), models.Q(models.Q(('kinds__contains', ['investigation']), _negated=True), ('investigator', ''), ('terms_due__isnull', True)), _connector='OR'), name='pag_decision_investigation_wholly'), models.CheckConstraint(condition=models.Q(('investigator_person__isnull', True), ('investigator__gt', ''), _connector='OR'), name='pag_decision_investigator_is_named'), models.CheckConstraint(condition=models.Q(models.Q(('kinds__contains', ['occupational_health']), ('health_reason__gt', '')), models.Q(models.Q(('kinds__contains', ['occupational_health']), _negated=True), ('health_reason', '')), _connector='OR'), name='pag_decision_health_has_reason'), models.CheckConstraint(condition=models.Q(models.Q(('kinds__contains', ['adjourn']), ('adjourned_until__isnull', False), ('adjourned_for__gt', '')), models.Q(models.Q(('kinds__contains', ['adjourn']), _negated=True), ('adjourned_until__isnull', True), ('adjourned_for', '')), _connector='OR'), name='pag_decision_adjourned_wholly'), models.CheckConstraint(condition=models.Q(models.Q(('kinds__contains', ['other']), ('other_kind__gt', '')), models.Q(models.Q(('kinds__contains', ['other']), _negated=True), ('other_kind', '')), _connector='OR'), name='pag_decision_other_says_what'), models.CheckConstraint(condition=models.Q(models.Q(('final_by', ''), ('final_decision', ''), ('final_due__isnull', True), ('final_name', ''), ('final_on__isnull', True)), models.Q(models.Q(models.Q(('final_decision__gt', ''), ('final_due__isnull', True), ('final_on__isnull', False)), models.Q(('final_decision', ''), ('final_due__isnull', False), ('final_on__isnull', True)), _connector='OR'), ('final_by__in', ['case_manager', 'medical_director']), ('final_name__gt', '')), _connector='OR'), name='pag_decision_final_wholly'), models.CheckConstraint(condition=models.Q(models.Q(('quorum_missing', ''), ('without_quorum', '')), models.Q(('quorum_missing__gt', ''), ('without_quorum__gt', '')), _connector='OR'), name='pag_decision_without_quorum_says_why')],
            },
        ),
        migrations.CreateModel(
            name='Arrangement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='arrangements', to='pag.decision')),
                ('kind', models.CharField(choices=[('no_further_action', 'No further action'), ('advice', 'Advice or learning'), ('reflections', 'Ask for reflections'), ('interview', 'Interview'), ('record_review', 'Record review'), ('occupational_health', 'Occupational health report'), ('undertakings', 'Undertakings or action plan'), ('investigation', 'Investigation'), ('referral_regulator', 'Referral to the regulator'), ('referral_advisory', 'Referral to the advisory service'), ('referral_decision_panel', 'Referral to the decision panel'), ('referral_police', 'Referral to the police'), ('referral_counter_fraud', 'Referral to counter-fraud'), ('monitoring', 'Monitoring'), ('adjourn', 'Adjournment'), ('close', 'Close the case'), ('other', 'Other')], max_length=30)),
                ('to', models.CharField(blank=True, max_length=200, verbose_name='to which body, or which records')),
                ('by_whom', models.CharField(max_length=200)),
                ('due_on', models.DateField()),
            ],
            options={
                'ordering': ['decision', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('decision', 'kind'), name='pag_arrangement_kind_once'), models.CheckConstraint(condition=models.Q(('by_whom__gt', ''), ('kind__in', ['interview', 'monitoring', 'record_review', 'referral_advisory', 'referral_counter_fraud', 'referral_decision_panel', 'referral_police', 'referral_regulator', 'reflections', 'undertakings']), models.Q(models.Q(('kind__in', ['record_review', 'referral_advisory', 'referral_counter_fraud', 'referral_decision_panel', 'referral_police', 'referral_regulator']), ('to__gt', '')), models.Q(('to', ''), models.Q(('kind__in', ['record_review', 'referral_advisory', 'referral_counter_fraud', 'referral_decision_panel', 'referral_police', 'referral_regulator']), _negated=True)), _connector='OR')), name='pag_arrangement_wholly')],
            },
        ),
        migrations.CreateModel(
            name='Action',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='pag.decision')),
                ('what', models.TextField()),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner_name', models.CharField(blank=True, max_length=200, verbose_name='owner who does not sign in here')),
                ('practitioner', models.BooleanField(default=False, verbose_name='the practitioner does it')),
                ('due_on', models.DateField()),
                ('completion', models.TextField(blank=True, verbose_name='how one will know that it is done')),
                ('done_on', models.DateField(null=True)),
                ('done_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ['due_on', 'pk'],
                'indexes': [models.Index(condition=models.Q(('done_on__isnull', True)), fields=['owner', 'due_on'], name='pag_action_open'), models.Index(condition=models.Q(('done_on__isnull', True)), fields=['due_on', 'id'], name='pag_action_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(('what__gt', '')), name='pag_action_says_what'), models.CheckConstraint(condition=models.Q(models.Q(('owner__isnull', False), ('owner_name', ''), ('practitioner', False)), models.Q(('owner__isnull', True), ('owner_name__gt', ''), ('practitioner', False)), models.Q(('owner__isnull', True), ('owner_name', ''), ('practitioner', True)), _connector='OR'), name='pag_action_one_owner'), models.CheckConstraint(condition=models.Q(models.Q(('done_by__isnull', True), ('done_on__isnull', True)), models.Q(('done_by__isnull', False), ('done_on__isnull', False)), _connector='OR'), name='pag_action_done_wholly')],
            },
        ),
        migrations.CreateModel(
            name='DenialAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('denial', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='cases.caseaccess')),
                ('version', models.PositiveSmallIntegerField()),
                ('outcome', models.CharField(choices=[('stays', 'It stays as it is'), ('opened', 'Open to them again')], max_length=10)),
                ('reason', models.TextField(blank=True)),
                ('answered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('answered_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['denial', 'version'],
                'constraints': [models.UniqueConstraint(fields=('denial', 'version'), name='pag_denialanswer_version_once'), models.UniqueConstraint(condition=models.Q(('outcome', 'opened')), fields=('denial',), name='pag_denialanswer_opened_once'), models.CheckConstraint(condition=models.Q(('outcome__in', ['stays', 'opened'])), name='pag_denialanswer_known_outcome'), models.CheckConstraint(condition=models.Q(('outcome', 'stays'), ('reason__gt', ''), _connector='OR'), name='pag_denialanswer_opened_says_why'), models.CheckConstraint(condition=models.Q(('version__gt', 0)), name='pag_denialanswer_counts_from_one')],
            },
        ),
        migrations.CreateModel(
            name='FinalDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('decision', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='final', to='pag.decision')),
                ('made_by', models.CharField(choices=[('case_manager', 'The case manager'), ('medical_director', 'The medical director')], max_length=20, verbose_name='who decided')),
                ('name', models.CharField(max_length=200)),
                ('made_on', models.DateField(verbose_name='when they decided')),
                ('words', models.TextField(verbose_name='what they decided')),
                ('why', models.TextField()),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('submission_key', models.UUIDField(unique=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('made_by__in', ['case_manager', 'medical_director']), ('name__gt', ''), ('why__gt', ''), ('words__gt', '')), name='pag_finaldecision_is_worded')],
            },
        ),
        migrations.CreateModel(
            name='GroupMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='pag.group')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='group_memberships', to=settings.AUTH_USER_MODEL)),
                ('kind', models.CharField(choices=[('chair', 'Chair'), ('deputy', 'Deputy chair'), ('peer', 'Peer'), ('clinical', 'Clinical member'), ('lay', 'Lay member'), ('other', 'Other member')], max_length=10)),
                ('discipline', models.CharField(blank=True, choices=[('doctor', 'Doctor'), ('dentist', 'Dentist or dental care professional'), ('optometrist', 'Optometrist or optician'), ('pharmacist', 'Pharmacist'), ('nurse', 'Nurse or midwife'), ('allied', 'Allied health professional'), ('other', 'Other registered professional')], max_length=20, verbose_name='discipline of a peer')),
                ('voting', models.BooleanField(default=True)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'ordering': ['group', 'person__last_name', 'person__first_name', 'starts_on'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['chair', 'deputy', 'peer', 'clinical', 'lay', 'other'])), name='pag_groupmember_known_kind'), models.CheckConstraint(condition=models.Q(models.Q(('discipline__gt', ''), ('kind', 'peer')), models.Q(models.Q(('kind', 'peer'), _negated=True), ('discipline', '')), _connector='OR'), name='pag_groupmember_peer_has_discipline'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='pag_groupmember_ends_after_start'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('group', '='), ('person', '='), (accounts.models.membership.DateRange('starts_on', 'ends_on', django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_lower=True, inclusive_upper=True)), '&&')], name='pag_groupmember_once_at_a_time'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('kind', 'chair')), expressions=[('group', '='), (accounts.models.membership.DateRange('starts_on', 'ends_on', django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_lower=True, inclusive_upper=True)), '&&')], name='pag_groupmember_one_chair_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Consulted',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consulted', to='pag.agendaitem')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pag.groupmember')),
                ('how', models.CharField(blank=True, choices=[('email', 'E-mail'), ('phone', 'Telephone'), ('video', 'Video call'), ('person', 'In person'), ('not_reached', 'Not reached')], max_length=12)),
            ],
            options={
                'ordering': ['item', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('item', 'member'), name='pag_consulted_once'), models.CheckConstraint(condition=models.Q(('how__in', ['', 'email', 'phone', 'video', 'person', 'not_reached'])), name='pag_consulted_known_how')],
            },
        ),
        migrations.CreateModel(
            name='ItemDeclaration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='declarations', to='pag.agendaitem')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('answer', models.CharField(choices=[('none', 'No conflict of interest'), ('yes', 'A conflict of interest'), ('unsure', 'Not sure')], max_length=10)),
                ('statement', models.TextField(blank=True)),
                ('declared_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['item', 'declared_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('item', 'person'), name='pag_itemdeclaration_once'), models.CheckConstraint(condition=models.Q(('answer', 'none'), models.Q(('answer__in', ['yes', 'unsure']), ('statement__gt', '')), _connector='OR'), name='pag_itemdeclaration_says_what')],
            },
        ),
        migrations.CreateModel(
            name='Look',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('wanted_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('not_before', models.DateTimeField(default=django.utils.timezone.now)),
                ('state', models.CharField(choices=[('waiting', 'Preparing'), ('making', 'Preparing'), ('ready', 'Ready'), ('failed', 'Could not be made')], default='waiting', max_length=10)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('lease_until', models.DateTimeField(null=True)),
                ('token', models.UUIDField(null=True)),
                ('error', models.CharField(blank=True, max_length=500, verbose_name='why it could not be made, in words')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('document', 'case'), name='pag_look_once')],
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('look', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='findings', to='pag.look')),
                ('kind', models.CharField(choices=[('nhs', 'NHS number'), ('birth', 'Date of birth'), ('phone', 'Telephone number'), ('email', 'E-mail address'), ('postcode', 'Postcode'), ('name', 'Name'), ('unseen', 'Could not be looked through')], max_length=10)),
                ('pages', models.JSONField(default=list)),
                ('words', models.CharField(blank=True, max_length=200)),
                ('excerpt', models.CharField(blank=True, max_length=400)),
                ('decision', models.CharField(blank=True, choices=[('needed', 'Leave it: the group needs it'), ('public', 'Leave it: it is public already'), ('in_role', 'Leave it: staff acting in their role'), ('not_it', 'Leave it: it is not what it looks like'), ('looked', 'I have looked through it myself'), ('sent', 'Papers went out without a decision')], max_length=10)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['look', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('decision', '')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('decision__gt', ''), ('excerpt', ''), ('words', '')), _connector='OR'), name='pag_finding_decided_wholly'), models.CheckConstraint(condition=models.Q(('kind__in', ['nhs', 'birth', 'phone', 'email', 'postcode', 'name', 'unseen'])), name='pag_finding_known_kind')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='pag.meeting')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('method', models.CharField(choices=[('request', 'Invited'), ('cancel', 'Taken back')], max_length=10)),
                ('told_of', models.PositiveIntegerField()),
                ('sequence', models.PositiveIntegerField(default=0)),
                ('sent_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['meeting', 'person'],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'person'), name='pag_invitation_once'), models.CheckConstraint(condition=models.Q(('method__in', ['request', 'cancel'])), name='pag_invitation_known_method')],
            },
        ),
        migrations.CreateModel(
            name='Handover',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='handovers', to='pag.meeting')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='handovers', to='pag.groupmember')),
                ('since', models.DateTimeField(default=django.utils.timezone.now)),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['meeting', 'since', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='pag.meeting')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='pag.groupmember')),
                ('arrived_at', models.DateTimeField()),
                ('left_at', models.DateTimeField(null=True)),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['meeting', 'arrived_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('left_at__isnull', True), ('left_at__gte', models.F('arrived_at')), _connector='OR'), name='pag_attendance_leaves_after_arriving'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('meeting', '='), ('member', '='), (pag.room.models.TimeRange('arrived_at', 'left_at'), '&&')], name='pag_attendance_once_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Apology',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='apologies', to='pag.meeting')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='apologies', to='pag.groupmember')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['meeting', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'member'), name='pag_apology_once')],
            },
        ),
        migrations.CreateModel(
            name='MeetingChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='pag.meeting')),
                ('starts_at', models.DateTimeField(verbose_name='started before')),
                ('ends_at', models.DateTimeField(null=True, verbose_name='ended before')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='place before')),
                ('link', models.URLField(blank=True, max_length=500, verbose_name='link before')),
                ('papers_due', models.DateField(null=True, verbose_name='papers due before')),
                ('reason', models.TextField(blank=True)),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['meeting', '-changed_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Minutes',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('meeting', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='minutes', to='pag.meeting')),
                ('drafted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('drafted_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('offered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('offered_at', models.DateTimeField(null=True)),
                ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('approved_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('offered_at__isnull', True), ('offered_by__isnull', True)), models.Q(('offered_at__isnull', False), ('offered_by__isnull', False)), _connector='OR'), name='pag_minutes_offered_wholly'), models.CheckConstraint(condition=models.Q(models.Q(('approved_at__isnull', True), ('approved_by__isnull', True)), models.Q(('approved_at__isnull', False), ('approved_by__isnull', False)), _connector='OR'), name='pag_minutes_approved_wholly')],
            },
        ),
        migrations.CreateModel(
            name='MinutesCopy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('minutes', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='copies', to='pag.minutes')),
                ('digest', models.CharField(max_length=64)),
                ('plan', models.JSONField()),
                ('wanted_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('minutes', 'digest'), name='pag_minutescopy_once_per_plan')],
            },
        ),
        migrations.CreateModel(
            name='OtherItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='other_items', to='pag.meeting')),
                ('position', models.PositiveSmallIntegerField(null=True)),
                ('title', models.CharField(max_length=200)),
                ('words', models.TextField(blank=True, verbose_name='what it is about')),
                ('outcome', models.TextField(blank=True, verbose_name='what came of it')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recorded_at', models.DateTimeField(null=True)),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('added_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('taken_off_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('taken_off_at', models.DateTimeField(null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('submission_key', models.UUIDField(unique=True)),
            ],
            options={
                'ordering': ['meeting', 'position', 'pk'],
                'constraints': [models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('meeting', 'position'), name='pag_otheritem_position_once'), models.CheckConstraint(condition=models.Q(('title__gt', '')), name='pag_otheritem_is_named'), models.CheckConstraint(condition=models.Q(models.Q(('outcome', ''), ('recorded_at__isnull', True), ('recorded_by__isnull', True)), models.Q(('outcome__gt', ''), ('recorded_at__isnull', False), ('recorded_by__isnull', False)), _connector='OR'), name='pag_otheritem_recorded_wholly'), models.CheckConstraint(condition=models.Q(models.Q(('position__isnull', False), ('taken_off_at__isnull', True), ('taken_off_by__isnull', True)), models.Q(('position__isnull', True), ('taken_off_at__isnull', False), ('taken_off_by__isnull', False)), _connector='OR'), name='pag_otheritem_taken_off_wholly')],
            },
        ),
        migrations.CreateModel(
            name='MinutesSection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('minutes', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sections', to='pag.minutes')),
                ('kind', models.CharField(choices=[('present', 'Who was there'), ('declarations', 'Declarations of interest'), ('item', 'Item'), ('ratified', 'Decision between meetings'), ('other', 'Other item'), ('taken_off', 'Taken off the agenda'), ('further', 'Anything else')], max_length=20)),
                ('item', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pag.agendaitem')),
                ('other', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pag.otheritem')),
                ('place', models.PositiveSmallIntegerField()),
                ('text', models.TextField(blank=True)),
                ('voice', models.TextField(blank=True, verbose_name="the practitioner's voice")),
                ('more', models.TextField(blank=True, verbose_name='what else was said')),
                ('quoted', models.JSONField(null=True, verbose_name='what the record said when it was approved')),
                ('version', models.PositiveIntegerField(default=1)),
                ('edited_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('edited_at', models.DateTimeField(null=True)),
                ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('approved_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['minutes', 'place'],
                'constraints': [models.UniqueConstraint(fields=('minutes', 'place'), name='pag_minutessection_place_once'), models.UniqueConstraint(fields=('minutes', 'item'), name='pag_minutessection_item_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['present', 'declarations', 'item', 'ratified', 'other', 'taken_off', 'further'])), name='pag_minutessection_known_kind'), models.CheckConstraint(condition=models.Q(models.Q(('item__isnull', False), ('kind__in', ['item', 'ratified', 'taken_off']), ('other__isnull', True)), models.Q(('item__isnull', True), ('kind', 'other'), ('other__isnull', False)), models.Q(('item__isnull', True), ('kind__in', ['present', 'declarations', 'further']), ('other__isnull', True)), _connector='OR'), name='pag_minutessection_about_its_item'), models.CheckConstraint(condition=models.Q(models.Q(('approved_at__isnull', True), ('approved_by__isnull', True), ('quoted__isnull', True)), models.Q(('approved_at__isnull', False), ('approved_by__isnull', False), ('quoted__isnull', False)), _connector='OR'), name='pag_minutessection_approved_wholly')],
            },
        ),
        migrations.CreateModel(
            name='MinutesCorrection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('section', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='pag.minutessection')),
                ('wrong', models.TextField(verbose_name='what is wrong')),
                ('right', models.TextField(verbose_name='what is right')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('submission_key', models.UUIDField(unique=True)),
            ],
            options={
                'ordering': ['section', 'made_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('right__gt', ''), ('wrong__gt', '')), name='pag_minutescorrection_says_what')],
            },
        ),
        migrations.CreateModel(
            name='NoticeAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='pag.decision')),
                ('notice', models.CharField(choices=[('listened_without_account', '“Was the practitioner listened to?” says yes, and no account from them is in the file.'), ('nothing_and_advice', '“No further action” stands together with “Advice or learning”, which asks something of them.'), ('no_least', 'No options are written down, and so none is named as the least restrictive that protects patients.')], max_length=40)),
                ('reason', models.TextField()),
            ],
            options={
                'ordering': ['decision', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('decision', 'notice'), name='pag_noticeanswer_once'), models.CheckConstraint(condition=models.Q(('notice__in', ['listened_without_account', 'nothing_and_advice', 'no_least'])), name='pag_noticeanswer_known_notice'), models.CheckConstraint(condition=models.Q(('reason__gt', '')), name='pag_noticeanswer_says_why')],
            },
        ),
        migrations.CreateModel(
            name='Option',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='options', to='pag.decision')),
                ('what', models.TextField()),
                ('why', models.TextField(verbose_name='why it was chosen, or not')),
                ('chosen', models.BooleanField(default=False)),
                ('least', models.BooleanField(default=False, verbose_name='the least restrictive that protects patients')),
            ],
            options={
                'ordering': ['decision', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('what__gt', ''), ('why__gt', '')), name='pag_option_is_worded'), models.UniqueConstraint(condition=models.Q(('least', True)), fields=('decision',), name='pag_option_one_least')],
            },
        ),
        migrations.CreateModel(
            name='OwnNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pag.agendaitem')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('text', models.TextField()),
                ('saved_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('item', 'person'), name='pag_ownnote_once')],
            },
        ),
        migrations.CreateModel(
            name='PackChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='pack_choice', to='pag.agendaitem')),
                ('chosen_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('chosen_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('version', models.PositiveIntegerField(default=1)),
                ('documents', models.ManyToManyField(related_name='+', to='documents.document')),
            ],
        ),
        migrations.CreateModel(
            name='PackPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('wanted_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('not_before', models.DateTimeField(default=django.utils.timezone.now)),
                ('state', models.CharField(choices=[('waiting', 'Preparing'), ('making', 'Preparing'), ('ready', 'Ready'), ('failed', 'Could not be made')], default='waiting', max_length=10)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('lease_until', models.DateTimeField(null=True)),
                ('token', models.UUIDField(null=True)),
                ('error', models.CharField(blank=True, max_length=500, verbose_name='why it could not be made, in words')),
                ('kind', models.CharField(choices=[('report', 'Triage report'), ('account', "The practitioner's own account"), ('document', 'Document')], max_length=10)),
                ('subject_key', models.BigIntegerField()),
                ('pages', models.PositiveIntegerField(null=True)),
                ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kind', 'subject_key'), name='pag_packpart_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['report', 'account', 'document'])), name='pag_packpart_known_kind'), models.CheckConstraint(condition=models.Q(models.Q(('file__isnull', False), ('pages__isnull', False), ('state', 'ready')), models.Q(models.Q(('state', 'ready'), _negated=True), ('file__isnull', True), ('pages__isnull', True)), _connector='OR'), name='pag_packpart_ready_has_file'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'failed'), _negated=True), ('error__gt', ''), _connector='OR'), name='pag_packpart_failed_says_why')],
            },
        ),
        migrations.CreateModel(
            name='PackVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('wanted_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('not_before', models.DateTimeField(default=django.utils.timezone.now)),
                ('state', models.CharField(choices=[('waiting', 'Preparing'), ('making', 'Preparing'), ('ready', 'Ready'), ('failed', 'Could not be made')], default='waiting', max_length=10)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('lease_until', models.DateTimeField(null=True)),
                ('token', models.UUIDField(null=True)),
                ('error', models.CharField(blank=True, max_length=500, verbose_name='why it could not be made, in words')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='packs', to='pag.meeting')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('number', models.PositiveSmallIntegerField()),
                ('plan', models.JSONField()),
                ('changes', models.JSONField(default=list)),
                ('meets', models.CharField(blank=True, max_length=300)),
                ('pages', models.PositiveIntegerField(null=True)),
                ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ('ready_at', models.DateTimeField(null=True)),
                ('superseded_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['meeting', 'person', '-number'],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'person', 'number'), name='pag_packversion_once'), models.UniqueConstraint(condition=models.Q(('superseded_at__isnull', True)), fields=('meeting', 'person'), name='pag_packversion_one_current'), models.CheckConstraint(condition=models.Q(models.Q(('file__isnull', False), ('pages__isnull', False), ('state', 'ready')), models.Q(models.Q(('state', 'ready'), _negated=True), ('file__isnull', True), ('pages__isnull', True)), _connector='OR'), name='pag_packversion_ready_has_file'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'failed'), _negated=True), ('error__gt', ''), _connector='OR'), name='pag_packversion_failed_says_why')],
            },
        ),
        migrations.CreateModel(
            name='PaperRead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pag.agendaitem')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('kind', models.CharField(max_length=10)),
                ('subject_key', models.BigIntegerField()),
                ('read_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('item', 'person', 'kind', 'subject_key'), name='pag_paperread_once'), models.CheckConstraint(condition=models.Q(('kind__in', ('report', 'account', 'document'))), name='pag_paperread_known_kind')],
            },
        ),
        migrations.CreateModel(
            name='Participant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='participants', to='pag.agendaitem')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pag.groupmember')),
                ('no_vote', models.CharField(blank=True, choices=[('triage', 'whoever triaged the case'), ('investigator', 'the investigator of the case')], max_length=20, verbose_name='why no vote in this item')),
            ],
            options={
                'ordering': ['item', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('item', 'member'), name='pag_participant_once'), models.CheckConstraint(condition=models.Q(('no_vote__in', ['', 'triage', 'investigator'])), name='pag_participant_known_no_vote')],
            },
        ),
        migrations.CreateModel(
            name='Presided',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='presided', to='pag.agendaitem')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pag.groupmember')),
                ('instead', models.TextField(blank=True, verbose_name='why the deputy chair decided')),
            ],
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='pag.agendaitem')),
                ('words', models.TextField(verbose_name='question')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('answer', models.TextField(blank=True)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('answered_at', models.DateTimeField(null=True)),
                ('submission_key', models.UUIDField(unique=True)),
            ],
            options={
                'ordering': ['item', 'asked_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('words__gt', '')), name='pag_question_asks'), models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at__isnull', True), ('answered_by__isnull', True)), models.Q(('answer__gt', ''), ('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='pag_question_answered_wholly')],
            },
        ),
        migrations.CreateModel(
            name='Ratification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('decision', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='ratification', to='pag.decision')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ratifications', to='pag.meeting')),
                ('outcome', models.CharField(choices=[('agreed', 'Agreed'), ('changes', 'Agreed with changes'), ('not_agreed', 'Not agreed')], max_length=12)),
                ('words', models.TextField(blank=True, verbose_name='what the group said')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['meeting', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('outcome', 'agreed'), models.Q(('outcome__in', ['changes', 'not_agreed']), ('words__gt', '')), _connector='OR'), name='pag_ratification_says_what')],
            },
        ),
        migrations.CreateModel(
            name='SentAnyway',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pag.meeting')),
                ('why', models.TextField()),
                ('findings', models.PositiveIntegerField()),
                ('sent_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sent_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('why__gt', '')), name='pag_sentanyway_says_why')],
            },
        ),
        migrations.CreateModel(
            name='StepRatification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('safety', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.safetycheck')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='step_ratifications', to='pag.agendaitem')),
                ('outcome', models.CharField(choices=[('agreed', 'Agreed: it goes on'), ('ended', 'It ends today')], max_length=12)),
                ('words', models.TextField(blank=True, verbose_name='what the group said')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['item', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('outcome', 'agreed'), models.Q(('outcome', 'ended'), ('words__gt', '')), _connector='OR'), name='pag_stepratification_says_what')],
            },
        ),
        migrations.CreateModel(
            name='StoodAside',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('denial', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='stood_aside', to='cases.caseaccess')),
                ('item', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='stood_aside', to='pag.agendaitem')),
                ('how', models.CharField(choices=[('yes', 'A conflict of interest'), ('unsure', 'Not sure'), ('named', 'Named by who presides')], max_length=10)),
                ('statement', models.TextField()),
            ],
            options={
                'ordering': ['denial__starts_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('how__in', ['yes', 'unsure', 'named'])), name='pag_stoodaside_known_how'), models.CheckConstraint(condition=models.Q(('statement__gt', '')), name='pag_stoodaside_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('how', 'named'), _negated=True), ('item__isnull', False), _connector='OR'), name='pag_stoodaside_named_on_an_item')],
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('aside', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='pag.stoodaside')),
                ('after', models.PositiveSmallIntegerField()),
                ('words', models.TextField()),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['aside', 'after'],
                'constraints': [models.UniqueConstraint(fields=('aside', 'after'), name='pag_correction_once_between_answers'), models.CheckConstraint(condition=models.Q(('words__gt', '')), name='pag_correction_says_what')],
            },
        ),
        migrations.CreateModel(
            name='Turn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='turns', to='pag.meeting')),
                ('item', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='turns', to='pag.agendaitem')),
                ('other', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='turns', to='pag.otheritem')),
                ('began_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('began_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['meeting', 'began_at', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('meeting',), name='pag_turn_one_at_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('item__isnull', False), ('other__isnull', True)), models.Q(('item__isnull', True), ('other__isnull', False)), _connector='OR'), name='pag_turn_of_one'), models.CheckConstraint(condition=models.Q(('ended_at__isnull', True), ('ended_at__gte', models.F('began_at')), _connector='OR'), name='pag_turn_ends_after_it_began')],
            },
        ),
        migrations.CreateModel(
            name='Urgency',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='urgency', to='pag.agendaitem')),
                ('why', models.TextField(verbose_name='why it cannot wait')),
                ('next_meeting', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pag.meeting')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('submission_key', models.UUIDField(unique=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('why__gt', '')), name='pag_urgency_says_why')],
            },
        ),
        migrations.CreateModel(
            name='ActionUpdate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='updates', to='pag.action')),
                ('kind', models.CharField(choices=[('said', 'How it goes'), ('done', 'Done'), ('reopened', 'Opened again'), ('owner', 'Given to somebody else'), ('due', 'Another day')], max_length=10)),
                ('words', models.TextField()),
                ('document', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                ('was_by', models.CharField(blank=True, max_length=250, verbose_name='who saw to it before')),
                ('now_by', models.CharField(blank=True, max_length=250, verbose_name='who sees to it from then on')),
                ('was_due', models.DateField(null=True, verbose_name='when it was due before')),
                ('now_due', models.DateField(null=True, verbose_name='when it is due from then on')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('submission_key', models.UUIDField(null=True, unique=True)),
            ],
            options={
                'ordering': ['action', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('words__gt', '')), name='pag_actionupdate_says_what'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['said', 'done', 'reopened']), ('now_by', ''), ('now_due__isnull', True), ('was_by', ''), ('was_due__isnull', True)), models.Q(('kind', 'owner'), ('now_by__gt', ''), ('now_due__isnull', True), ('was_by__gt', ''), ('was_due__isnull', True)), models.Q(('kind', 'due'), ('now_by', ''), ('now_due__isnull', False), ('was_by', ''), ('was_due__isnull', False)), _connector='OR'), name='pag_actionupdate_says_what_changed'), models.CheckConstraint(condition=models.Q(('document__isnull', True), ('kind__in', ['said', 'done']), _connector='OR'), name='pag_actionupdate_shows_a_document')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='actionupdate',
            trigger=pgtrigger.compiler.Trigger(name='recorded_once', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='703a4447e77933e161cffaefb8669093cf63776a', operation='UPDATE', pgid='pgtrigger_recorded_once_7d926', table='pag_actionupdate', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='arrangement',
            trigger=pgtrigger.compiler.Trigger(name='recorded_once', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='088688bb67cc30faf89c7fa7ebab5696c629290a', operation='UPDATE', pgid='pgtrigger_recorded_once_519be', table='pag_arrangement', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='denialanswer',
            trigger=pgtrigger.compiler.Trigger(name='recorded_once', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='5fcc68d12fddc41408fcce39d82db319b35c2700', operation='UPDATE', pgid='pgtrigger_recorded_once_a8a42', table='pag_denialanswer', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='finaldecision',
            trigger=pgtrigger.compiler.Trigger(name='recorded_once', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='b30fea6dfaa68b0ddcbc62269a622793bc807a8e', operation='UPDATE', pgid='pgtrigger_recorded_once_0f444', table='pag_finaldecision', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meetingchange',
            trigger=pgtrigger.compiler.Trigger(name='recorded_once', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='00237306fa88ce56c098f1af77a1a6e18d716d5a', operation='UPDATE', pgid='pgtrigger_recorded_once_66957', table='pag_meetingchange', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='minutes',
            trigger=pgtrigger.compiler.Trigger(name='locked_once_approved', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."approved_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='8b6071e5d7a2340832939558a143b3bf3f8679ec', operation='UPDATE', pgid='pgtrigger_locked_once_approved_b772f', table='pag_minutes', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='minutescorrection',
            trigger=pgtrigger.compiler.Trigger(name='recorded_once', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='d460f165854693affeb8973fc0f5c697cad2f627', operation='UPDATE', pgid='pgtrigger_recorded_once_3500d', table='pag_minutescorrection', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='noticeanswer',
            trigger=pgtrigger.compiler.Trigger(name='recorded_once', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='bc6e151ce56eb6ae29b09c226823b6d45139b7e0', operation='UPDATE', pgid='pgtrigger_recorded_once_a8b4d', table='pag_noticeanswer', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='option',
            trigger=pgtrigger.compiler.Trigger(name='recorded_once', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='9bac9820547b5ff85f5148a813b0c31011b7b73a', operation='UPDATE', pgid='pgtrigger_recorded_once_e4f35', table='pag_option', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='minutessection',
            trigger=pgtrigger.compiler.Trigger(name='locked_once_approved', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."approved_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='c06d6a732774b2c4e1e5ffa434beef884a609a6c', operation='UPDATE', pgid='pgtrigger_locked_once_approved_12177', table='pag_minutessection', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='minutessection',
            trigger=pgtrigger.compiler.Trigger(name='none_added_afterwards', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF EXISTS (SELECT 1 FROM pag_minutes WHERE id = NEW.minutes_id AND approved_at IS NOT NULL) THEN\n        RAISE EXCEPTION 'these minutes are approved';\n    END IF;\n    RETURN NEW;\n", hash='3dbdc784c2071b2d9c19e6373ad13d1e54112ca2', operation='INSERT', pgid='pgtrigger_none_added_afterwards_59fa2', table='pag_minutessection', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='participant',
            trigger=pgtrigger.compiler.Trigger(name='recorded_once', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='f36974b15fde2f376d40ffe99fa74973d8378aa5', operation='UPDATE', pgid='pgtrigger_recorded_once_7ac06', table='pag_participant', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='decision',
            trigger=pgtrigger.compiler.Trigger(name='recorded_once', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='6fcf0daad1a4cf539df004286d90285b7fb3fd45', operation='UPDATE', pgid='pgtrigger_recorded_once_494ab', table='pag_decision', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ratification',
            trigger=pgtrigger.compiler.Trigger(name='recorded_once', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='fe37dc4316cb6e49f8f82a8af6ce596cba14692a', operation='UPDATE', pgid='pgtrigger_recorded_once_521a2', table='pag_ratification', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stepratification',
            trigger=pgtrigger.compiler.Trigger(name='recorded_once', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='706f4a1ab8c59939344e5ebf679e69de923c2f05', operation='UPDATE', pgid='pgtrigger_recorded_once_9a849', table='pag_stepratification', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stoodaside',
            trigger=pgtrigger.compiler.Trigger(name='recorded_once', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='3ff67d7e92c4d0f7e402dcedcfbc06c48414f601', operation='UPDATE', pgid='pgtrigger_recorded_once_4ce28', table='pag_stoodaside', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='correction',
            trigger=pgtrigger.compiler.Trigger(name='recorded_once', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='1bc2e644c9ab4f2adfa732310b34ffbd1fd1bd2e', operation='UPDATE', pgid='pgtrigger_recorded_once_ef8f7', table='pag_correction', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='urgency',
            trigger=pgtrigger.compiler.Trigger(name='recorded_once', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='9807547e5f69507d34d04f610490ca603477c29d', operation='UPDATE', pgid='pgtrigger_recorded_once_490d9', table='pag_urgency', when='BEFORE')),
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]

"""The record. Entries, occasions and looks are added and never changed; the application's role may not even try."""

import datetime

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from goldenthread.record.rights import APPLICATION, give
from goldenthread.record.together import Together

GUARDED = ("record_entry", "record_occasion", "record_look", "record_setting", "record_closureday", "record_source",
           "record_listed", "record_sealmade", "record_reworked")

GUARD = """
create function never_changed() returns trigger language plpgsql as $$
begin
    raise exception 'Rows of % are added and never changed or removed. Record a correction instead.', tg_table_name
        using errcode = 'restrict_violation';
end $$;
"""

# The one change that the law asks for: the answers of an entry destroyed, with its salt, by the owner alone.
DESTROY = """
create function answers_destroyed_only() returns trigger language plpgsql as $$
begin
    if new.answers is null and new.salt is null and current_setting('goldenthread.destroying', true) = new.id::text
       and to_jsonb(new) - array['answers', 'salt', 'words'] = to_jsonb(old) - array['answers', 'salt', 'words'] then
        return new;
    end if;
    raise exception 'Entries are added and never changed. Record a correction instead.'
        using errcode = 'restrict_violation';
end $$;
create procedure destroy_answers(entry uuid) language plpgsql as $$
begin
    perform set_config('goldenthread.destroying', entry::text, true);
    update record_entry set answers = null, salt = null where id = entry;
    perform set_config('goldenthread.destroying', '', true);
end $$;
revoke all on procedure destroy_answers(uuid) from public;
"""


def triggers() -> str:
    parts = [GUARD, DESTROY]
    for table in GUARDED:
        changed = "answers_destroyed_only" if table == "record_entry" else "never_changed"
        parts.append(f"create trigger {table}_never_changed before update on {table} "
                     f"for each row execute function {changed}();")
        parts.append(f"create trigger {table}_never_removed before delete on {table} "
                     "for each row execute function never_changed();")
        parts.append(f"create trigger {table}_never_emptied before truncate on {table} "
                     "for each statement execute function never_changed();")
    return "\n".join(parts)

# As Django's database cache wants it (django/core/management/commands/createcachetable.py). It holds no record:
# failed sign-ins that were counted, and codes that may not be used twice.
CACHE = f"""
create table record_cache (cache_key varchar(255) primary key, value text not null, expires timestamptz not null);
create index record_cache_expires on record_cache (expires);
grant select, insert, update, delete on record_cache to {APPLICATION};
"""

# Who acts for whom, and the services, end by a date and are never removed.
KEPT = f"revoke delete on record_cover, record_service from {APPLICATION}"


class Migration(migrations.Migration):

    # What was folded into this one, to be made in one step; a database that has some of it goes on one by one.
    replaces = [
        ('record', '0001_initial'),
        ('record', '0002_guards'),
        ('record', '0003_finding_words'),
        ('record', '0004_drafts'),
        ('record', '0001_tables'),
        ('record', '0005_who_you_are'),
        ('record', '0006_listed'),
        ('record', '0007_need_to_know'),
        ('record', '0008_drafts_emptied'),
        ('record', '0009_cover'),
        ('record', '0010_seal_made'),
        ('record', '0011_reworked'),
        ('record', '0012_clock_by_episode'),
        ('record', '0013_service'),
        ('record', '0014_plan'),
    ]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together([
            migrations.CreateModel(
                name='Agency',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=200, unique=True)),
                    ('kind', models.CharField(max_length=40)),
                ],
            ),
            migrations.CreateModel(
                name='SealMade',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField()),
                    ('digest', models.BinaryField(max_length=32)),
                ],
            ),
            migrations.CreateModel(
                name='Source',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=255)),
                    ('kind', models.CharField(max_length=40)),
                    ('digest', models.BinaryField(max_length=32)),
                    ('taken_in', models.DateTimeField()),
                ],
            ),
            migrations.CreateModel(
                name='Occasion',
                fields=[
                    ('id', models.UUIDField(primary_key=True, serialize=False)),
                    ('kind', models.CharField(max_length=100)),
                    ('shared', models.JSONField(default=dict)),
                    ('digest', models.BinaryField(max_length=32)),
                    ('salt', models.BinaryField(max_length=16)),
                    ('words', models.GeneratedField(db_persist=True, expression=models.Func(output_field=django.contrib.postgres.search.SearchVectorField(), template='jsonb_to_tsvector(\'english\'::regconfig, coalesce("shared", \'{}\'::jsonb), \'["string"]\'::jsonb)'), output_field=django.contrib.postgres.search.SearchVectorField())),
                ],
                options={
                    'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['words'], name='occasion_words')],
                },
            ),
            migrations.CreateModel(
                name='Reworked',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('rework', models.CharField(max_length=100)),
                    ('at', models.DateTimeField()),
                    ('upto', models.UUIDField(null=True)),
                    ('subjects', models.IntegerField(default=0)),
                    ('rows', models.IntegerField(default=0)),
                    ('done', models.BooleanField(default=False)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('done', True)), fields=('rework',), name='rework_done_once'), models.UniqueConstraint(fields=('rework', 'upto'), name='rework_each_batch_once')],
                },
            ),
            migrations.CreateModel(
                name='Service',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=120)),
                    ('helps_with', models.CharField(choices=[('parenting', 'Parenting and family life'), ('early_years', 'Babies and early years'), ('youth', 'Young people'), ('wellbeing', 'Emotional wellbeing'), ('domestic_abuse', 'Domestic abuse'), ('substance', 'Drugs and alcohol'), ('disability', 'Disability and special needs'), ('money', 'Money, food and housing'), ('school', 'School and learning'), ('other', 'Something else')], max_length=20)),
                    ('offers', models.CharField(max_length=500)),
                    ('age_from', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('age_to', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('area', models.CharField(blank=True, help_text='Empty, where it serves the whole area', max_length=120)),
                    ('contact', models.CharField(max_length=300)),
                    ('since', models.DateField()),
                    ('until', models.DateField(blank=True, null=True)),
                ],
                options={
                    'ordering': ['name', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('until', None), ('until__gte', models.F('since')), _connector='OR'), name='service_ends_after_start'), models.CheckConstraint(condition=models.Q(('age_to', None), ('age_from', None), ('age_to__gte', models.F('age_from')), _connector='OR'), name='service_ages_in_order')],
                },
            ),
            migrations.CreateModel(
                name='Subject',
                fields=[
                    ('id', models.UUIDField(primary_key=True, serialize=False)),
                    ('kind', models.CharField(choices=[('person', 'Person'), ('household', 'Household'), ('carer family', 'Carers'), ('home', 'Home'), ('place', 'Place'), ('worker', 'Worker')], max_length=20)),
                    ('restricted', models.BooleanField(default=False)),
                    ('position', models.IntegerField(default=0)),
                    ('head', models.BinaryField(default=b'')),
                    ('last_known', models.DateTimeField(null=True)),
                    ('merged_into', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='stands_for', to='record.subject')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('merged_into', models.F('id')), _negated=True), name='subject_never_merged_into_itself')],
                },
            ),
            migrations.CreateModel(
                name='Restriction',
                fields=[
                    ('row', models.BigAutoField(primary_key=True, serialize=False)),
                    ('id', models.CharField(max_length=36)),
                    ('compartment', models.CharField(max_length=40)),
                    ('entry_id', models.UUIDField()),
                    ('digest', models.BinaryField(max_length=16)),
                    ('known_from', models.DateTimeField()),
                    ('known_until', models.DateTimeField(null=True)),
                    ('kind', models.CharField(choices=[('restricted', 'Restricted'), ('sealed', 'Sealed')], default='restricted', max_length=20)),
                    ('why', models.CharField(max_length=300)),
                    ('workers', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                    ('about', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.subject')),
                ],
                options={
                    'abstract': False,
                    'indexes': [models.Index(condition=models.Q(('known_until', None)), fields=['about'], name='record_restriction_abt')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('known_until', None)), fields=('id',), name='record_restriction_one_now'), models.CheckConstraint(condition=models.Q(('known_until', None), ('known_until__gt', models.F('known_from')), _connector='OR'), name='record_restriction_known_for_a_while')],
                },
            ),
            migrations.CreateModel(
                name='Plan',
                fields=[
                    ('row', models.BigAutoField(primary_key=True, serialize=False)),
                    ('id', models.CharField(max_length=36)),
                    ('compartment', models.CharField(max_length=40)),
                    ('entry_id', models.UUIDField()),
                    ('digest', models.BinaryField(max_length=16)),
                    ('known_from', models.DateTimeField()),
                    ('known_until', models.DateTimeField(null=True)),
                    ('kind', models.CharField(max_length=60)),
                    ('made_on', models.DateField()),
                    ('ended_on', models.DateField(null=True)),
                    ('about', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.subject')),
                ],
                options={
                    'abstract': False,
                    'indexes': [models.Index(condition=models.Q(('known_until', None)), fields=['about'], name='record_plan_abt')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('known_until', None)), fields=('id',), name='record_plan_one_now'), models.CheckConstraint(condition=models.Q(('known_until', None), ('known_until__gt', models.F('known_from')), _connector='OR'), name='record_plan_known_for_a_while')],
                },
            ),
            migrations.CreateModel(
                name='Loose',
                fields=[
                    ('row', models.BigAutoField(primary_key=True, serialize=False)),
                    ('id', models.CharField(max_length=36)),
                    ('compartment', models.CharField(max_length=40)),
                    ('entry_id', models.UUIDField()),
                    ('digest', models.BinaryField(max_length=16)),
                    ('known_from', models.DateTimeField()),
                    ('known_until', models.DateTimeField(null=True)),
                    ('says', models.TextField()),
                    ('about', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.subject')),
                ],
                options={
                    'abstract': False,
                    'indexes': [models.Index(condition=models.Q(('known_until', None)), fields=['about'], name='record_loose_abt')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('known_until', None)), fields=('id',), name='record_loose_one_now'), models.CheckConstraint(condition=models.Q(('known_until', None), ('known_until__gt', models.F('known_from')), _connector='OR'), name='record_loose_known_for_a_while')],
                },
            ),
            migrations.CreateModel(
                name='Join',
                fields=[
                    ('row', models.BigAutoField(primary_key=True, serialize=False)),
                    ('id', models.CharField(max_length=36)),
                    ('compartment', models.CharField(max_length=40)),
                    ('entry_id', models.UUIDField()),
                    ('digest', models.BinaryField(max_length=16)),
                    ('known_from', models.DateTimeField()),
                    ('known_until', models.DateTimeField(null=True)),
                    ('about', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.subject')),
                    ('into', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.subject')),
                ],
                options={
                    'abstract': False,
                    'indexes': [models.Index(condition=models.Q(('known_until', None)), fields=['about'], name='record_join_abt')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('known_until', None)), fields=('id',), name='record_join_one_now'), models.CheckConstraint(condition=models.Q(('known_until', None), ('known_until__gt', models.F('known_from')), _connector='OR'), name='record_join_known_for_a_while')],
                },
            ),
            migrations.CreateModel(
                name='Draft',
                fields=[
                    ('id', models.UUIDField(primary_key=True, serialize=False)),
                    ('step', models.CharField(max_length=100)),
                    ('same', models.UUIDField()),
                    ('follows', models.UUIDField(help_text='The episode or the entry that it belongs to', null=True)),
                    ('corrects', models.UUIDField(null=True)),
                    ('compartment', models.CharField(max_length=40)),
                    ('begun_at', models.DateTimeField()),
                    ('changed_at', models.DateTimeField()),
                    ('completed_at', models.DateTimeField(null=True)),
                    ('discarded_at', models.DateTimeField(null=True)),
                    ('emptied_at', models.DateTimeField(null=True)),
                    ('about', models.ManyToManyField(related_name='drafts', to='record.subject')),
                    ('begun_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='drafts', to='record.worker')),
                    ('completed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.worker')),
                    ('discarded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.worker')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('completed_at', None), ('discarded_at', None), ('emptied_at', None)), fields=('same',), name='one_open_draft_of_a_form')],
                },
            ),
            migrations.CreateModel(
                name='ClockRun',
                fields=[
                    ('row', models.BigAutoField(primary_key=True, serialize=False)),
                    ('id', models.CharField(max_length=36)),
                    ('compartment', models.CharField(max_length=40)),
                    ('entry_id', models.UUIDField()),
                    ('digest', models.BinaryField(max_length=16)),
                    ('known_from', models.DateTimeField()),
                    ('known_until', models.DateTimeField(null=True)),
                    ('clock', models.CharField(max_length=100)),
                    ('episode', models.CharField(max_length=36)),
                    ('journey', models.CharField(max_length=36)),
                    ('started_on', models.DateField()),
                    ('started_at', models.DateTimeField(null=True)),
                    ('due_on', models.DateField(null=True)),
                    ('due_at', models.DateTimeField(null=True)),
                    ('rule', models.CharField(blank=True, max_length=120)),
                    ('limit', models.CharField(blank=True, max_length=60)),
                    ('source', models.TextField(blank=True)),
                    ('calendar', models.CharField(blank=True, max_length=120)),
                    ('stopped_on', models.DateField(null=True)),
                    ('stopped_at', models.DateTimeField(null=True)),
                    ('stopped_by', models.UUIDField(null=True)),
                    ('lapsed', models.CharField(blank=True, max_length=200)),
                    ('about', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.subject')),
                ],
                options={
                    'abstract': False,
                    'indexes': [models.Index(condition=models.Q(('known_until', None)), fields=['about'], name='record_clockrun_abt'), models.Index(condition=models.Q(('known_until', None), ('lapsed', ''), ('stopped_on', None)), fields=['due_on'], name='clock_running'), models.Index(condition=models.Q(('known_until', None)), fields=['episode'], name='clock_by_episode')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('known_until', None)), fields=('id',), name='record_clockrun_one_now'), models.CheckConstraint(condition=models.Q(('known_until', None), ('known_until__gt', models.F('known_from')), _connector='OR'), name='record_clockrun_known_for_a_while')],
                },
            ),
            migrations.CreateModel(
                name='Team',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.SlugField(max_length=40, unique=True)),
                    ('name', models.CharField(max_length=200)),
                    ('duty', models.BooleanField(default=False, help_text='Takes contacts at the front door')),
                    ('duty_hours', models.CharField(blank=True, choices=[('', 'At any hour'), ('office', 'In office hours'), ('out', 'Out of office hours')], default='', max_length=10)),
                    ('office_from', models.TimeField(default=datetime.time(8, 30))),
                    ('office_until', models.TimeField(default=datetime.time(17, 0))),
                    ('closed_on', models.DateField(blank=True, null=True)),
                    ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='teams', to='record.agency')),
                    ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='teams', to='record.team')),
                ],
                options={
                    'ordering': ['name'],
                },
            ),
            migrations.CreateModel(
                name='Post',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.SlugField(max_length=60, unique=True)),
                    ('title', models.CharField(max_length=200)),
                    ('role', models.CharField(max_length=40)),
                    ('caseload_limit', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('team', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='record.team')),
                ],
                options={
                    'ordering': ['team__name', 'title', 'code'],
                },
            ),
            migrations.CreateModel(
                name='Episode',
                fields=[
                    ('row', models.BigAutoField(primary_key=True, serialize=False)),
                    ('id', models.CharField(max_length=36)),
                    ('compartment', models.CharField(max_length=40)),
                    ('entry_id', models.UUIDField()),
                    ('digest', models.BinaryField(max_length=16)),
                    ('known_from', models.DateTimeField()),
                    ('known_until', models.DateTimeField(null=True)),
                    ('pathway', models.CharField(max_length=60)),
                    ('journey', models.CharField(max_length=36)),
                    ('follows', models.CharField(blank=True, max_length=36)),
                    ('began_on', models.DateField()),
                    ('ended_on', models.DateField(null=True)),
                    ('stage', models.CharField(blank=True, max_length=60)),
                    ('outcome', models.CharField(blank=True, max_length=60)),
                    ('about', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.subject')),
                    ('team', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.team')),
                ],
                options={
                    'abstract': False,
                    'indexes': [models.Index(condition=models.Q(('known_until', None)), fields=['about'], name='record_episode_abt'), models.Index(condition=models.Q(('ended_on', None), ('known_until', None)), fields=['pathway', 'began_on'], name='episode_open')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('known_until', None)), fields=('id',), name='record_episode_one_now'), models.CheckConstraint(condition=models.Q(('known_until', None), ('known_until__gt', models.F('known_from')), _connector='OR'), name='record_episode_known_for_a_while')],
                },
            ),
            migrations.CreateModel(
                name='Worker',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=200)),
                    ('registration', models.CharField(blank=True, help_text='Social Work England number', max_length=40)),
                    ('agency_worker', models.BooleanField(default=False)),
                    ('password_for_once', models.BooleanField(default=False, help_text='Made by an administrator; to be changed at once')),
                    ('user', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='worker', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['name'],
                },
            ),
            migrations.CreateModel(
                name='Waiting',
                fields=[
                    ('row', models.BigAutoField(primary_key=True, serialize=False)),
                    ('id', models.CharField(max_length=36)),
                    ('compartment', models.CharField(max_length=40)),
                    ('entry_id', models.UUIDField()),
                    ('digest', models.BinaryField(max_length=16)),
                    ('known_from', models.DateTimeField()),
                    ('known_until', models.DateTimeField(null=True)),
                    ('kind', models.CharField(choices=[('sign-off', 'Sign Off'), ('returned', 'Returned')], max_length=20)),
                    ('step', models.CharField(max_length=100)),
                    ('episode', models.CharField(max_length=36)),
                    ('since', models.DateTimeField()),
                    ('roles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, size=None)),
                    ('about', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.subject')),
                    ('not_worker', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.worker')),
                    ('worker', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.worker')),
                ],
                options={
                    'abstract': False,
                    'indexes': [models.Index(condition=models.Q(('known_until', None)), fields=['about'], name='record_waiting_abt')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('known_until', None)), fields=('id',), name='record_waiting_one_now'), models.CheckConstraint(condition=models.Q(('known_until', None), ('known_until__gt', models.F('known_from')), _connector='OR'), name='record_waiting_known_for_a_while')],
                },
            ),
            migrations.CreateModel(
                name='Setting',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=120)),
                    ('value', models.JSONField()),
                    ('effective_from', models.DateField()),
                    ('known_at', models.DateTimeField()),
                    ('why', models.TextField(blank=True)),
                    ('worker', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.worker')),
                ],
            ),
            migrations.CreateModel(
                name='Opening',
                fields=[
                    ('row', models.BigAutoField(primary_key=True, serialize=False)),
                    ('id', models.CharField(max_length=36)),
                    ('compartment', models.CharField(max_length=40)),
                    ('entry_id', models.UUIDField()),
                    ('digest', models.BinaryField(max_length=16)),
                    ('known_from', models.DateTimeField()),
                    ('known_until', models.DateTimeField(null=True)),
                    ('reason', models.CharField(max_length=100)),
                    ('says', models.TextField()),
                    ('opened_at', models.DateTimeField()),
                    ('verdict', models.CharField(blank=True, max_length=40)),
                    ('about', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.subject')),
                    ('team', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.team')),
                    ('reviewed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.worker')),
                    ('worker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.worker')),
                ],
                options={
                    'abstract': False,
                    'indexes': [models.Index(condition=models.Q(('known_until', None)), fields=['about'], name='record_opening_abt')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('known_until', None)), fields=('id',), name='record_opening_one_now'), models.CheckConstraint(condition=models.Q(('known_until', None), ('known_until__gt', models.F('known_from')), _connector='OR'), name='record_opening_known_for_a_while')],
                },
            ),
            migrations.CreateModel(
                name='Look',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField()),
                    ('page', models.CharField(max_length=200)),
                    ('why', models.CharField(max_length=200)),
                    ('post', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.post')),
                    ('about', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='looks', to='record.subject')),
                    ('worker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.worker')),
                ],
                options={
                    'indexes': [models.Index(fields=['about', '-at'], name='look_by_subject'), models.Index(fields=['worker', '-at'], name='look_by_worker'), django.contrib.postgres.indexes.BrinIndex(fields=['at'], name='look_by_time')],
                },
            ),
            migrations.CreateModel(
                name='Listed',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField()),
                    ('page', models.CharField(max_length=200)),
                    ('asked', models.CharField(blank=True, max_length=200)),
                    ('shown', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None)),
                    ('post', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.post')),
                    ('worker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.worker')),
                ],
                options={
                    'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['shown'], name='listed_by_subject'), models.Index(fields=['worker', '-at'], name='listed_by_worker')],
                },
            ),
            migrations.CreateModel(
                name='Holding',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('since', models.DateField()),
                    ('until', models.DateField(blank=True, null=True)),
                    ('ended_at', models.DateTimeField(blank=True, null=True)),
                    ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holdings', to='record.post')),
                    ('worker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holdings', to='record.worker')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('until', None), ('until__gte', models.F('since')), _connector='OR'), name='holding_ends_after_start')],
                },
            ),
            migrations.CreateModel(
                name='Grant',
                fields=[
                    ('row', models.BigAutoField(primary_key=True, serialize=False)),
                    ('id', models.CharField(max_length=36)),
                    ('compartment', models.CharField(max_length=40)),
                    ('entry_id', models.UUIDField()),
                    ('digest', models.BinaryField(max_length=16)),
                    ('known_from', models.DateTimeField()),
                    ('known_until', models.DateTimeField(null=True)),
                    ('why', models.CharField(max_length=200)),
                    ('since', models.DateField()),
                    ('until', models.DateTimeField(null=True)),
                    ('managing', models.BooleanField(default=False)),
                    ('about', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.subject')),
                    ('team', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.team')),
                    ('worker', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.worker')),
                ],
                options={
                    'abstract': False,
                    'indexes': [models.Index(condition=models.Q(('known_until', None)), fields=['about'], name='record_grant_abt'), models.Index(condition=models.Q(('known_until', None)), fields=['team', 'about'], name='grant_by_team'), models.Index(condition=models.Q(('known_until', None)), fields=['worker', 'about'], name='grant_by_worker')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('known_until', None)), fields=('id',), name='record_grant_one_now'), models.CheckConstraint(condition=models.Q(('known_until', None), ('known_until__gt', models.F('known_from')), _connector='OR'), name='record_grant_known_for_a_while')],
                },
            ),
            migrations.CreateModel(
                name='Entry',
                fields=[
                    ('id', models.UUIDField(primary_key=True, serialize=False)),
                    ('position', models.IntegerField()),
                    ('step', models.CharField(max_length=100)),
                    ('happened_on', models.DateField()),
                    ('happened_at', models.DateTimeField(null=True)),
                    ('known_at', models.DateTimeField()),
                    ('author', models.CharField(max_length=200)),
                    ('compartment', models.CharField(max_length=40)),
                    ('answers', models.JSONField(null=True)),
                    ('salt', models.BinaryField(max_length=16, null=True)),
                    ('digest', models.BinaryField(max_length=32)),
                    ('previous', models.BinaryField(max_length=32)),
                    ('hash', models.BinaryField(max_length=32)),
                    ('key', models.CharField(max_length=120)),
                    ('nth', models.SmallIntegerField(default=0)),
                    ('words', models.GeneratedField(db_persist=True, expression=models.Func(output_field=django.contrib.postgres.search.SearchVectorField(), template='jsonb_to_tsvector(\'english\'::regconfig, coalesce("answers", \'{}\'::jsonb), \'["string"]\'::jsonb)'), output_field=django.contrib.postgres.search.SearchVectorField())),
                    ('corrects', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='record.entry')),
                    ('follows', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.entry')),
                    ('occasion', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='record.occasion')),
                    ('acting_for', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.post')),
                    ('post', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.post')),
                    ('source', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.source')),
                    ('about', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='record.subject')),
                    ('worker', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.worker')),
                ],
                options={
                    'indexes': [models.Index(fields=['step', 'happened_on'], name='entry_by_step'), models.Index(fields=['happened_on'], name='entry_by_day'), django.contrib.postgres.indexes.GinIndex(fields=['words'], name='entry_words')],
                    'constraints': [models.UniqueConstraint(fields=('about', 'position'), name='one_entry_at_each_position'), models.UniqueConstraint(fields=('key', 'nth'), name='one_time_key_used_once')],
                },
            ),
            migrations.CreateModel(
                name='DraftAnswer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('subject', models.UUIDField(null=True)),
                    ('question', models.CharField(max_length=100)),
                    ('answer', models.JSONField(null=True)),
                    ('version', models.IntegerField(default=1)),
                    ('page', models.CharField(blank=True, max_length=40)),
                    ('saved_at', models.DateTimeField()),
                    ('set_aside', models.JSONField(default=list)),
                    ('draft', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='record.draft')),
                    ('worker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.worker')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('draft', 'subject', 'question'), name='one_answer_to_a_question', nulls_distinct=False)],
                },
            ),
            migrations.CreateModel(
                name='Cover',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('since', models.DateField()),
                    ('until', models.DateField()),
                    ('why', models.CharField(blank=True, max_length=200)),
                    ('set_at', models.DateTimeField()),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.post')),
                    ('away', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.worker')),
                    ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.worker')),
                    ('set_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.worker')),
                    ('worker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.worker')),
                ],
                options={
                    'indexes': [models.Index(fields=['worker', 'until'], name='cover_by_worker')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('until__gte', models.F('since'))), name='cover_ends_after_start'), models.CheckConstraint(condition=models.Q(('worker', models.F('away')), _negated=True), name='nobody_covers_themselves')],
                },
            ),
            migrations.CreateModel(
                name='ClosureDay',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('day', models.DateField()),
                    ('name', models.CharField(max_length=200)),
                    ('working', models.BooleanField(default=False)),
                    ('known_at', models.DateTimeField()),
                    ('worker', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.worker')),
                ],
            ),
            migrations.CreateModel(
                name='Allocation',
                fields=[
                    ('row', models.BigAutoField(primary_key=True, serialize=False)),
                    ('id', models.CharField(max_length=36)),
                    ('compartment', models.CharField(max_length=40)),
                    ('entry_id', models.UUIDField()),
                    ('digest', models.BinaryField(max_length=16)),
                    ('known_from', models.DateTimeField()),
                    ('known_until', models.DateTimeField(null=True)),
                    ('role', models.CharField(max_length=40)),
                    ('since', models.DateField()),
                    ('until', models.DateField(null=True)),
                    ('reason', models.CharField(blank=True, max_length=200)),
                    ('post', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.post')),
                    ('about', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.subject')),
                    ('team', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.team')),
                    ('worker', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.worker')),
                ],
                options={
                    'abstract': False,
                    'indexes': [models.Index(condition=models.Q(('known_until', None)), fields=['about'], name='record_allocation_abt'), models.Index(condition=models.Q(('known_until', None), ('until', None)), fields=['worker'], name='allocation_live')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('known_until', None)), fields=('id',), name='record_allocation_one_now'), models.CheckConstraint(condition=models.Q(('known_until', None), ('known_until__gt', models.F('known_from')), _connector='OR'), name='record_allocation_known_for_a_while')],
                },
            ),
            migrations.CreateModel(
                name='Action',
                fields=[
                    ('row', models.BigAutoField(primary_key=True, serialize=False)),
                    ('id', models.CharField(max_length=36)),
                    ('compartment', models.CharField(max_length=40)),
                    ('entry_id', models.UUIDField()),
                    ('digest', models.BinaryField(max_length=16)),
                    ('known_from', models.DateTimeField()),
                    ('known_until', models.DateTimeField(null=True)),
                    ('what', models.TextField()),
                    ('why', models.TextField(blank=True)),
                    ('measure', models.TextField(blank=True)),
                    ('due_on', models.DateField(null=True)),
                    ('done_on', models.DateField(null=True)),
                    ('step', models.CharField(blank=True, help_text='The step that does it, where one does', max_length=100)),
                    ('about', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.subject')),
                    ('worker', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.worker')),
                ],
                options={
                    'abstract': False,
                    'indexes': [models.Index(condition=models.Q(('known_until', None)), fields=['about'], name='record_action_abt')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('known_until', None)), fields=('id',), name='record_action_one_now'), models.CheckConstraint(condition=models.Q(('known_until', None), ('known_until__gt', models.F('known_from')), _connector='OR'), name='record_action_known_for_a_while')],
                },
            ),
            migrations.CreateModel(
                name='WorksHere',
                fields=[
                    ('row', models.BigAutoField(primary_key=True, serialize=False)),
                    ('id', models.CharField(max_length=36)),
                    ('compartment', models.CharField(max_length=40)),
                    ('entry_id', models.UUIDField()),
                    ('digest', models.BinaryField(max_length=16)),
                    ('known_from', models.DateTimeField()),
                    ('known_until', models.DateTimeField(null=True)),
                    ('about', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.subject')),
                    ('worker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.worker')),
                ],
                options={
                    'abstract': False,
                    'indexes': [models.Index(condition=models.Q(('known_until', None)), fields=['about'], name='record_workshere_abt'), models.Index(condition=models.Q(('known_until', None)), fields=['worker'], name='works_here_by_worker')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('known_until', None)), fields=('id',), name='record_workshere_one_now'), models.CheckConstraint(condition=models.Q(('known_until', None), ('known_until__gt', models.F('known_from')), _connector='OR'), name='record_workshere_known_for_a_while')],
                },
            ),
            migrations.CreateModel(
                name='Paper',
                fields=[
                    ('id', models.UUIDField(primary_key=True, serialize=False)),
                    ('name', models.CharField(max_length=255)),
                    ('kind', models.CharField(max_length=100)),
                    ('size', models.BigIntegerField()),
                    ('digest', models.BinaryField(max_length=32)),
                    ('text', models.TextField(blank=True)),
                    ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='record.entry')),
                ],
                options={
                    'indexes': [django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.SearchVector('text', config='english'), name='paper_words')],
                },
            ),
        ]),
        migrations.RunSQL(triggers()),
        migrations.RunPython(give("record", added_only=(
            "entry", "occasion", "look", "setting", "closureday", "source", "paper", "listed", "sealmade", "reworked",
        ))),
        migrations.RunSQL(KEPT),
        migrations.RunSQL(CACHE),
    ]

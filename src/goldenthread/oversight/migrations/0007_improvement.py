"""Plans of improvement, the boards that watch them, and what was said of each action: added, and never changed."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from goldenthread.record.rights import APPLICATION, guard

CHANGED = ("improvementplan", "planpriority", "board", "watched", "boardseat")
ADDED = ("planaction", "actionprogress", "boardmeeting", "attendance")


def tables(*models: str) -> str:
    return ", ".join(f"oversight_{model}" for model in models)


class Migration(migrations.Migration):

    dependencies = [
        ('oversight', '0006_readiness'),
        ('record', '0006_listed'),
    ]

    operations = [
        migrations.CreateModel(
            name='Board',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('board', 'Board'), ('group', 'Operational group')], max_length=20)),
                ('name', models.CharField(max_length=120)),
                ('terms', models.CharField(max_length=2000)),
                ('weeks', models.PositiveSmallIntegerField()),
                ('most', models.PositiveSmallIntegerField()),
                ('since', models.DateField()),
                ('until', models.DateField(blank=True, null=True)),
            ],
            options={
                'ordering': ['name', 'since', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('until', None), ('until__gte', models.F('since')), _connector='OR'), name='board_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='BoardMeeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('decisions', models.CharField(max_length=2000)),
                ('at', models.DateTimeField()),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='oversight.board')),
                ('worker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.worker')),
            ],
            options={
                'ordering': ['board', '-on'],
            },
        ),
        migrations.CreateModel(
            name='BoardSeat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('agency', models.CharField(max_length=120)),
                ('name', models.CharField(max_length=120)),
                ('post', models.CharField(max_length=120)),
                ('deputy', models.CharField(blank=True, max_length=120)),
                ('since', models.DateField()),
                ('until', models.DateField(blank=True, null=True)),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='oversight.board')),
            ],
            options={
                'ordering': ['board', 'agency', 'name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('came', models.CharField(choices=[('present', 'The lead came'), ('deputy', 'A deputy came'), ('absent', 'Nobody came')], max_length=20)),
                ('deputy', models.CharField(blank=True, max_length=120)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendance', to='oversight.boardmeeting')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendance', to='oversight.boardseat')),
            ],
            options={
                'ordering': ['meeting', 'seat'],
            },
        ),
        migrations.CreateModel(
            name='ImprovementPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('improvement', 'Improvement plan'), ('strategy', 'Strategy')], max_length=20)),
                ('name', models.CharField(max_length=120)),
                ('answers', models.CharField(max_length=200)),
                ('covers', models.CharField(blank=True, max_length=1000)),
                ('since', models.DateField()),
                ('until', models.DateField(blank=True, null=True)),
            ],
            options={
                'ordering': ['name', 'since', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('until', None), ('until__gte', models.F('since')), _connector='OR'), name='improvement_plan_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='PlanAction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(max_length=500)),
                ('owner', models.CharField(max_length=200)),
                ('since', models.DateField()),
                ('due', models.DateField()),
                ('measure', models.CharField(max_length=500)),
                ('meeting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='oversight.boardmeeting')),
            ],
            options={
                'ordering': ['priority', 'due', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ActionProgress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('status', models.CharField(choices=[('red', 'Red: off track'), ('amber', 'Amber: at risk'), ('green', 'Green: on track'), ('purple', 'Purple: embedded'), ('withdrawn', 'Withdrawn')], max_length=10)),
                ('evidence', models.CharField(blank=True, max_length=1000)),
                ('at', models.DateTimeField()),
                ('worker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.worker')),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='progress', to='oversight.planaction')),
            ],
            options={
                'ordering': ['action', '-on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='PlanPriority',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveSmallIntegerField()),
                ('says', models.CharField(max_length=300)),
                ('figures', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=100), blank=True, default=list, size=None)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='priorities', to='oversight.improvementplan')),
            ],
            options={
                'ordering': ['plan', 'place'],
            },
        ),
        migrations.AddField(
            model_name='planaction',
            name='priority',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='oversight.planpriority'),
        ),
        migrations.CreateModel(
            name='Watched',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField()),
                ('until', models.DateField(blank=True, null=True)),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='watched', to='oversight.board')),
                ('priority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='watched', to='oversight.planpriority')),
            ],
            options={
                'ordering': ['board', 'priority__plan', 'priority__place'],
            },
        ),
        migrations.AddConstraint(
            model_name='boardmeeting',
            constraint=models.UniqueConstraint(fields=('board', 'on'), name='a_board_meets_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='boardseat',
            constraint=models.CheckConstraint(condition=models.Q(('until', None), ('until__gte', models.F('since')), _connector='OR'), name='board_seat_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.UniqueConstraint(fields=('meeting', 'seat'), name='a_seat_comes_once'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('came', 'deputy'), ('deputy__gt', '')), models.Q(models.Q(('came', 'deputy'), _negated=True), ('deputy', '')), _connector='OR'), name='a_deputy_has_a_name'),
        ),
        migrations.AddConstraint(
            model_name='actionprogress',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['purple', 'withdrawn']), _negated=True), ('evidence__gt', ''), _connector='OR'), name='over_has_its_evidence'),
        ),
        migrations.AddConstraint(
            model_name='planpriority',
            constraint=models.UniqueConstraint(fields=('plan', 'place'), name='one_priority_at_a_place'),
        ),
        migrations.AddConstraint(
            model_name='planaction',
            constraint=models.CheckConstraint(condition=models.Q(('due__gte', models.F('since'))), name='an_action_is_due_after_it'),
        ),
        migrations.AddConstraint(
            model_name='watched',
            constraint=models.CheckConstraint(condition=models.Q(('until', None), ('until__gte', models.F('since')), _connector='OR'), name='watched_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='watched',
            constraint=models.UniqueConstraint(condition=models.Q(('until', None)), fields=('board', 'priority'), name='a_board_watches_a_priority_once'),
        ),
        migrations.RunSQL(
            f"grant select, insert, update on {tables(*CHANGED)} to {APPLICATION};"
            f"grant select, insert on {tables(*ADDED)} to {APPLICATION}",
            migrations.RunSQL.noop,
        ),
        *(migrations.RunSQL(guard(tables(one)), migrations.RunSQL.noop) for one in ADDED),
    ]

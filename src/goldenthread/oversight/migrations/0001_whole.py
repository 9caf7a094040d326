"""The desk's signals, the figures that each night keeps, and unusual looking: what was picked out and what came of it."""

import django.db.models.deletion
from django.db import migrations, models

from goldenthread.record.rights import give, guard
from goldenthread.record.together import Together


class Migration(migrations.Migration):

    # What was folded into this one, to be made in one step; a database that has some of it goes on one by one.
    replaces = [
        ('oversight', '0001_initial'),
        ('oversight', '0002_rights'),
        ('oversight', '0003_snapshot'),
        ('oversight', '0001_tables'),
        ('oversight', '0004_more_since'),
        ('oversight', '0005_looking'),
    ]

    initial = True

    # The one that its parts need: a database that has some of record's goes on from there one by one.
    dependencies = [
        ('record', '0006_listed'),
    ]

    operations = [
        Together([
            migrations.CreateModel(
                name='PickedLook',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('street', 'Lives in the same street'), ('surname', 'The same surname'), ('no work', 'No work with the child'), ('night', 'At night'), ('leaving', 'Before leaving'), ('many', 'Many records within an hour'), ('outside', 'From outside the team')], max_length=20)),
                    ('day', models.DateField()),
                    ('first_at', models.DateTimeField()),
                    ('last_at', models.DateTimeField()),
                    ('looks', models.IntegerField()),
                    ('need', models.CharField(blank=True, help_text='The need to know by which they could, the last time', max_length=200)),
                    ('picked_at', models.DateTimeField()),
                    ('about', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.subject')),
                    ('post', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.post')),
                    ('team', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.team')),
                    ('worker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.worker')),
                ],
                options={
                    'indexes': [models.Index(fields=['team', '-last_at'], name='picked_by_team')],
                    'constraints': [models.UniqueConstraint(fields=('worker', 'about', 'kind', 'day', 'team'), name='picked_out_once', nulls_distinct=False)],
                },
            ),
            migrations.CreateModel(
                name='LookedInto',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField()),
                    ('says', models.TextField()),
                    ('worker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.worker')),
                    ('picked', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='looked_into', to='oversight.pickedlook')),
                ],
            ),
            migrations.CreateModel(
                name='RaisedSignal',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('signal', models.CharField(max_length=100)),
                    ('version', models.CharField(blank=True, max_length=40)),
                    ('desk', models.CharField(max_length=40)),
                    ('says', models.TextField()),
                    ('entry_id', models.UUIDField(help_text='The entry that is its evidence', null=True)),
                    ('raised_at', models.DateTimeField()),
                    ('acknowledged_at', models.DateTimeField(null=True)),
                    ('answer', models.TextField(blank=True, help_text='What the manager decided to do')),
                    ('more_at', models.DateTimeField(help_text='When its evidence grew after somebody had decided', null=True)),
                    ('earlier', models.JSONField(default=list, help_text='What was decided before its evidence grew: by, at, answer')),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('about', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signals', to='record.subject')),
                    ('acknowledged_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.worker')),
                    ('team', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.team')),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('ended_at', None)), fields=['team', 'raised_at'], name='signals_open')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('about', 'signal'), name='one_open_signal_of_a_kind')],
                },
            ),
            migrations.CreateModel(
                name='Snapshot',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('indicator', models.CharField(max_length=100)),
                    ('version', models.IntegerField()),
                    ('day', models.DateField()),
                    ('counts', models.IntegerField()),
                    ('out_of', models.IntegerField()),
                    ('taken_at', models.DateTimeField()),
                    ('team', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.team')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('indicator', 'day', 'team'), name='one_figure_a_day_and_team', nulls_distinct=False)],
                },
            ),
        ]),
        # What was kept and what was found stays as it was.
        *(migrations.RunSQL(guard(table)) for table in ("oversight_pickedlook", "oversight_lookedinto")),
        migrations.RunPython(give("oversight", added_only=("snapshot", "pickedlook", "lookedinto"))),
    ]

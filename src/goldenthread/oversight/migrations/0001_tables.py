"""The desk's signals, and the figures that each night keeps."""

import django.db.models.deletion
from django.db import migrations, models

from goldenthread.record.rights import give


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('record', '0001_tables'),
    ]

    operations = [
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
        # What was kept stays as it was kept.
        migrations.RunPython(give("oversight", added_only=("snapshot",))),
    ]

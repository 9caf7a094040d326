import django.db.models.deletion
from django.db import migrations, models

from goldenthread.record.rights import APPLICATION


class Migration(migrations.Migration):

    dependencies = [
        ('facts', '0006_front_door'),
        ('record', '0011_reworked'),
    ]

    operations = [
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('row', models.BigAutoField(primary_key=True, serialize=False)),
                ('id', models.CharField(max_length=36)),
                ('compartment', models.CharField(max_length=40)),
                ('entry_id', models.UUIDField()),
                ('digest', models.BinaryField(max_length=16)),
                ('known_from', models.DateTimeField()),
                ('known_until', models.DateTimeField(null=True)),
                ('journey', models.CharField(blank=True, max_length=36)),
                ('meeting', models.CharField(max_length=36)),
                ('kind', models.CharField(max_length=40)),
                ('held_on', models.DateField()),
                ('agency', models.CharField(max_length=40)),
                ('came', models.CharField(blank=True, max_length=20)),
                ('report', models.CharField(blank=True, max_length=20)),
                ('about', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.subject')),
                ('team', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.team')),
                ('worker', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.worker')),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(fields=['about'], name='facts_attendance_abt')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('known_until', None)), fields=('id',), name='facts_attendance_one_now'), models.CheckConstraint(condition=models.Q(('known_until', None), ('known_until__gt', models.F('known_from')), _connector='OR'), name='facts_attendance_known_for_a_while')],
            },
        ),
        migrations.RunSQL(
            f"grant select, insert, update, delete on facts_attendance to {APPLICATION}", migrations.RunSQL.noop
        ),
    ]

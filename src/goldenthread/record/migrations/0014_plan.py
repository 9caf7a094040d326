import django.db.models.deletion
from django.db import migrations, models

from goldenthread.record.rights import APPLICATION


class Migration(migrations.Migration):

    dependencies = [
        ('record', '0013_service'),
    ]

    operations = [
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
                'indexes': [models.Index(fields=['about'], name='record_plan_abt')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('known_until', None)), fields=('id',), name='record_plan_one_now'), models.CheckConstraint(condition=models.Q(('known_until', None), ('known_until__gt', models.F('known_from')), _connector='OR'), name='record_plan_known_for_a_while')],
            },
        ),
        migrations.RunSQL(
            f"grant select, insert, update, delete on record_plan to {APPLICATION}", migrations.RunSQL.noop
        ),
    ]

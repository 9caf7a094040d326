import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from goldenthread.record.rights import APPLICATION


class Migration(migrations.Migration):
    dependencies = [
        ("facts", "0007_attendance"),
        ("record", "0012_clock_by_episode"),
    ]

    operations = [
        migrations.CreateModel(
            name="LivedAbuse",
            fields=[
                ("row", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.CharField(max_length=36)),
                ("compartment", models.CharField(max_length=40)),
                ("entry_id", models.UUIDField()),
                ("digest", models.BinaryField(max_length=16)),
                ("known_from", models.DateTimeField()),
                ("known_until", models.DateTimeField(null=True)),
                ("journey", models.CharField(blank=True, max_length=36)),
                ("contact", models.CharField(max_length=36)),
                ("told_on", models.DateField()),
                (
                    "lived",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), default=list, size=None
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PoliceNotification",
            fields=[
                ("row", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.CharField(max_length=36)),
                ("compartment", models.CharField(max_length=40)),
                ("entry_id", models.UUIDField()),
                ("digest", models.BinaryField(max_length=16)),
                ("known_from", models.DateTimeField()),
                ("known_until", models.DateTimeField(null=True)),
                ("journey", models.CharField(blank=True, max_length=36)),
                ("contact", models.CharField(blank=True, max_length=36)),
                ("notified_on", models.DateField()),
                ("grade", models.CharField(max_length=10)),
                ("reference", models.CharField(blank=True, max_length=60)),
                ("grade_agreed", models.CharField(blank=True, max_length=10)),
                ("triaged_on", models.DateField(null=True)),
                ("strategy", models.CharField(blank=True, max_length=3)),
                ("strategy_decided_on", models.DateField(null=True)),
                ("ended_on", models.DateField(null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(
                condition=models.Q(("known_until", None), ("referrer_told_on", None), ("source_code", "6")),
                fields=["contact_on"],
                name="contact_police_not_told",
            ),
        ),
        migrations.AddField(
            model_name="livedabuse",
            name="about",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="record.subject"),
        ),
        migrations.AddField(
            model_name="livedabuse",
            name="team",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="record.team"
            ),
        ),
        migrations.AddField(
            model_name="livedabuse",
            name="worker",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="record.worker"
            ),
        ),
        migrations.AddField(
            model_name="policenotification",
            name="about",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="record.subject"),
        ),
        migrations.AddField(
            model_name="policenotification",
            name="team",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="record.team"
            ),
        ),
        migrations.AddField(
            model_name="policenotification",
            name="worker",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="record.worker"
            ),
        ),
        migrations.AddIndex(
            model_name="livedabuse",
            index=models.Index(fields=["about"], name="facts_livedabuse_abt"),
        ),
        migrations.AddConstraint(
            model_name="livedabuse",
            constraint=models.UniqueConstraint(
                condition=models.Q(("known_until", None)), fields=("id",), name="facts_livedabuse_one_now"
            ),
        ),
        migrations.AddConstraint(
            model_name="livedabuse",
            constraint=models.CheckConstraint(
                condition=models.Q(("known_until", None), ("known_until__gt", models.F("known_from")), _connector="OR"),
                name="facts_livedabuse_known_for_a_while",
            ),
        ),
        migrations.AddIndex(
            model_name="policenotification",
            index=models.Index(fields=["about"], name="facts_policenotification_abt"),
        ),
        migrations.AddIndex(
            model_name="policenotification",
            index=models.Index(
                condition=models.Q(("known_until", None)), fields=["ended_on"], name="notification_by_end"
            ),
        ),
        migrations.AddConstraint(
            model_name="policenotification",
            constraint=models.UniqueConstraint(
                condition=models.Q(("known_until", None)), fields=("id",), name="facts_policenotification_one_now"
            ),
        ),
        migrations.AddConstraint(
            model_name="policenotification",
            constraint=models.CheckConstraint(
                condition=models.Q(("known_until", None), ("known_until__gt", models.F("known_from")), _connector="OR"),
                name="facts_policenotification_known_for_a_while",
            ),
        ),
        migrations.RunSQL(
            f"grant select, insert, update, delete on facts_livedabuse, facts_policenotification to {APPLICATION}",
            migrations.RunSQL.noop,
        ),
    ]

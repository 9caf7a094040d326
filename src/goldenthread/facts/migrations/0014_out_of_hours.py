import django.db.models.deletion
from django.db import migrations, models

from goldenthread.record.rights import APPLICATION


class Migration(migrations.Migration):
    dependencies = [
        ("facts", "0013_safety_network"),
        ("record", "0014_plan"),
    ]

    operations = [
        migrations.CreateModel(
            name="Brief",
            fields=[
                ("row", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.CharField(max_length=36)),
                ("compartment", models.CharField(max_length=40)),
                ("entry_id", models.UUIDField()),
                ("digest", models.BinaryField(max_length=16)),
                ("known_from", models.DateTimeField()),
                ("known_until", models.DateTimeField(null=True)),
                ("briefed_on", models.DateField()),
                ("until_on", models.DateField()),
                ("ended_on", models.DateField(null=True)),
                ("might_happen", models.TextField(blank=True)),
                ("what_to_do", models.TextField(blank=True)),
                ("ring", models.TextField(blank=True)),
                ("where", models.TextField(blank=True)),
                ("occasion", models.CharField(blank=True, max_length=36)),
                (
                    "about",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="record.subject"
                    ),
                ),
                (
                    "to_team",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="record.team"
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="record.worker"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["about"], name="facts_brief_abt"),
                    models.Index(
                        condition=models.Q(("ended_on", None), ("known_until", None)),
                        fields=["until_on"],
                        name="brief_stands",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("known_until", None)), fields=("id",), name="facts_brief_one_now"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("known_until", None), ("known_until__gt", models.F("known_from")), _connector="OR"
                        ),
                        name="facts_brief_known_for_a_while",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HandBack",
            fields=[
                ("row", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.CharField(max_length=36)),
                ("compartment", models.CharField(max_length=40)),
                ("entry_id", models.UUIDField()),
                ("digest", models.BinaryField(max_length=16)),
                ("known_from", models.DateTimeField()),
                ("known_until", models.DateTimeField(null=True)),
                ("handed_at", models.DateTimeField(null=True)),
                ("urgent", models.BooleanField(default=False)),
                ("what_happened", models.TextField(blank=True)),
                ("needs_today", models.TextField(blank=True)),
                ("where", models.TextField(blank=True)),
                ("occasion", models.CharField(blank=True, max_length=36)),
                ("taken_on", models.DateField(null=True)),
                ("live", models.BooleanField(default=True)),
                (
                    "about",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="record.subject"
                    ),
                ),
                (
                    "to_team",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="record.team"
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="record.worker"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["about"], name="facts_handback_abt"),
                    models.Index(
                        condition=models.Q(("known_until", None), ("taken_on", None)),
                        fields=["handed_at"],
                        name="to_take_back",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("known_until", None)), fields=("id",), name="facts_handback_one_now"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("known_until", None), ("known_until__gt", models.F("known_from")), _connector="OR"
                        ),
                        name="facts_handback_known_for_a_while",
                    ),
                ],
            },
        ),
        migrations.RunSQL(
            f"grant select, insert, update, delete on facts_brief, facts_handback to {APPLICATION}",
            migrations.RunSQL.noop,
        ),
    ]

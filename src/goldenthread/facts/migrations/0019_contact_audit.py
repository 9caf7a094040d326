import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from goldenthread.record.rights import APPLICATION


class Migration(migrations.Migration):
    dependencies = [
        ("facts", "0018_police_told_late"),
        ("record", "0018_partner_referral"),
    ]

    operations = [
        migrations.CreateModel(
            name="ContactAudit",
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
                ("decided_on", models.DateField(null=True)),
                ("outcome", models.CharField(blank=True, max_length=40)),
                ("chosen_on", models.DateField()),
                ("audited_on", models.DateField(null=True)),
                (
                    "agencies",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, size=None
                    ),
                ),
                ("safe", models.BooleanField(null=True)),
                (
                    "themes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, size=None
                    ),
                ),
                ("first_grade", models.CharField(blank=True, max_length=30)),
                ("grade", models.CharField(blank=True, max_length=30)),
                ("moderated_on", models.DateField(null=True)),
                ("closed_on", models.DateField(null=True)),
                (
                    "about",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="record.subject"
                    ),
                ),
                (
                    "auditor",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="record.worker"
                    ),
                ),
                (
                    "team",
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
                    models.Index(
                        condition=models.Q(("known_until", None)), fields=["about"], name="facts_contactaudit_abt"
                    ),
                    models.Index(
                        condition=models.Q(("known_until", None)), fields=["chosen_on"], name="contact_audit_by_day"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("known_until", None)), fields=("id",), name="facts_contactaudit_one_now"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("known_until", None), ("known_until__gt", models.F("known_from")), _connector="OR"
                        ),
                        name="facts_contactaudit_known_for_a_while",
                    ),
                ],
            },
        ),
        migrations.RunSQL(
            f"grant select, insert, update, delete on facts_contactaudit to {APPLICATION}", migrations.RunSQL.noop
        ),
    ]

import django.db.models.deletion
from django.db import migrations, models

from goldenthread.record.rights import APPLICATION


class Migration(migrations.Migration):
    dependencies = [
        ("facts", "0014_out_of_hours"),
        ("record", "0015_partner_outage"),
    ]

    operations = [
        migrations.CreateModel(
            name="PartnerRequest",
            fields=[
                ("row", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.CharField(max_length=36)),
                ("compartment", models.CharField(max_length=40)),
                ("entry_id", models.UUIDField()),
                ("digest", models.BinaryField(max_length=16)),
                ("known_from", models.DateTimeField()),
                ("known_until", models.DateTimeField(null=True)),
                ("journey", models.CharField(blank=True, max_length=36)),
                ("partner", models.CharField(max_length=40)),
                ("asked_at", models.DateTimeField()),
                ("due_on", models.DateField(null=True)),
                ("due_at", models.DateTimeField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("came", models.CharField(blank=True, max_length=20)),
                ("in_time", models.BooleanField(null=True)),
                (
                    "about",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="record.subject"
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
                    models.Index(fields=["about"], name="facts_partnerrequest_abt"),
                    models.Index(
                        condition=models.Q(("known_until", None)), fields=["asked_at"], name="partner_request_by_day"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("known_until", None)), fields=("id",), name="facts_partnerrequest_one_now"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("known_until", None), ("known_until__gt", models.F("known_from")), _connector="OR"
                        ),
                        name="facts_partnerrequest_known_for_a_while",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Transfer",
            fields=[
                ("row", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.CharField(max_length=36)),
                ("compartment", models.CharField(max_length=40)),
                ("entry_id", models.UUIDField()),
                ("digest", models.BinaryField(max_length=16)),
                ("known_from", models.DateTimeField()),
                ("known_until", models.DateTimeField(null=True)),
                ("journey", models.CharField(blank=True, max_length=36)),
                ("proposed_on", models.DateField()),
                ("audited_on", models.DateField(null=True)),
                ("checked_on", models.DateField(null=True)),
                ("put_off_on", models.DateField(null=True)),
                ("stage", models.CharField(blank=True, max_length=60)),
                ("ended_on", models.DateField(null=True)),
                ("outcome", models.CharField(blank=True, max_length=20)),
                (
                    "about",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="record.subject"
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="record.team"
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
                    models.Index(fields=["about"], name="facts_transfer_abt"),
                    models.Index(
                        condition=models.Q(("ended_on", None), ("known_until", None)),
                        fields=["proposed_on"],
                        name="transfer_waits",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("known_until", None)), fields=("id",), name="facts_transfer_one_now"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("known_until", None), ("known_until__gt", models.F("known_from")), _connector="OR"
                        ),
                        name="facts_transfer_known_for_a_while",
                    ),
                ],
            },
        ),
        migrations.RunSQL(
            f"grant select, insert, update, delete on facts_partnerrequest, facts_transfer to {APPLICATION}",
            migrations.RunSQL.noop,
        ),
    ]

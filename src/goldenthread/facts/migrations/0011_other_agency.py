import django.db.models.deletion
from django.db import migrations, models

from goldenthread.record.rights import APPLICATION


class Migration(migrations.Migration):
    dependencies = [
        ("facts", "0010_beside_early_help"),
        ("record", "0013_service"),
    ]

    operations = [
        migrations.CreateModel(
            name="OtherAgency",
            fields=[
                ("row", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.CharField(max_length=36)),
                ("compartment", models.CharField(max_length=40)),
                ("entry_id", models.UUIDField()),
                ("digest", models.BinaryField(max_length=16)),
                ("known_from", models.DateTimeField()),
                ("known_until", models.DateTimeField(null=True)),
                ("journey", models.CharField(blank=True, max_length=36)),
                ("agency", models.CharField(blank=True, max_length=200)),
                ("referred_on", models.DateField()),
                ("asked_on", models.DateField(null=True)),
                ("how_it_goes", models.CharField(blank=True, max_length=20)),
                ("ended_on", models.DateField(null=True)),
                ("outcome", models.CharField(blank=True, max_length=100)),
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
                    models.Index(fields=["about"], name="facts_otheragency_abt"),
                    models.Index(
                        condition=models.Q(("known_until", None)), fields=["ended_on"], name="other_agency_by_end"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("known_until", None)), fields=("id",), name="facts_otheragency_one_now"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("known_until", None), ("known_until__gt", models.F("known_from")), _connector="OR"
                        ),
                        name="facts_otheragency_known_for_a_while",
                    ),
                ],
            },
        ),
        migrations.RunSQL(
            f"grant select, insert, update, delete on facts_otheragency to {APPLICATION}", migrations.RunSQL.noop
        ),
    ]

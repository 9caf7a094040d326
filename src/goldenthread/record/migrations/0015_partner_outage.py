"""When a partner's computers fail."""

import django.db.models.deletion
from django.db import migrations, models

from goldenthread.record.rights import APPLICATION


class Migration(migrations.Migration):
    dependencies = [("record", "0014_plan")]

    operations = [
        migrations.CreateModel(
            name="PartnerOutage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source_code", models.CharField(max_length=4)),
                ("what", models.CharField(max_length=300)),
                ("meanwhile", models.CharField(max_length=500)),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                ("listed", models.PositiveIntegerField(null=True)),
                ("caught_up_at", models.DateTimeField(null=True)),
                ("found", models.CharField(blank=True, max_length=500)),
                (
                    "noted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="record.worker"
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="record.worker"
                    ),
                ),
                (
                    "caught_up_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="record.worker"
                    ),
                ),
            ],
            options={
                "ordering": ("-since", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until", None), ("until__gte", models.F("since")), _connector="OR"),
                        name="outage_ends_after_start",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)), fields=("source_code",), name="one_outage_of_a_partner"
                    ),
                ],
            },
        ),
        migrations.RunSQL(
            f"grant select, insert, update on record_partneroutage to {APPLICATION}", migrations.RunSQL.noop
        ),
    ]

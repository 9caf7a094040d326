"""The directory of services to which families are sent."""

from django.db import migrations, models

from goldenthread.record.models import Service
from goldenthread.record.rights import APPLICATION


class Migration(migrations.Migration):
    dependencies = [("record", "0012_clock_by_episode")]

    operations = [
        migrations.CreateModel(
            name="Service",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                ("helps_with", models.CharField(choices=Service.HelpsWith.choices, max_length=20)),
                ("offers", models.CharField(max_length=500)),
                ("age_from", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("age_to", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "area",
                    models.CharField(
                        blank=True, help_text="Empty, where it serves the whole area", max_length=120
                    ),
                ),
                ("contact", models.CharField(max_length=300)),
                ("since", models.DateField()),
                ("until", models.DateField(blank=True, null=True)),
            ],
            options={
                "ordering": ["name", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(until=None) | models.Q(until__gte=models.F("since")),
                        name="service_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(age_to=None)
                        | models.Q(age_from=None)
                        | models.Q(age_to__gte=models.F("age_from")),
                        name="service_ages_in_order",
                    ),
                ],
            },
        ),
        migrations.RunSQL(f"grant select, insert, update on record_service to {APPLICATION}", migrations.RunSQL.noop),
    ]

"""The register of what partners agreed on sharing about children, and what is said of the steps of the pathways."""

from django.db import migrations, models

from goldenthread.record.models import SharingAgreement
from goldenthread.record.rights import APPLICATION

KEY = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    dependencies = [("record", "0016_about_now")]

    operations = [
        migrations.CreateModel(
            name="SharingAgreement",
            fields=[
                ("id", KEY),
                ("name", models.CharField(max_length=120)),
                ("kind", models.CharField(choices=SharingAgreement.Kind.choices, max_length=20)),
                ("version", models.CharField(max_length=20)),
                ("covers", models.CharField(max_length=500)),
                ("kept", models.CharField(blank=True, max_length=300)),
                ("review_on", models.DateField()),
                ("since", models.DateField()),
                ("until", models.DateField(blank=True, null=True)),
            ],
            options={
                "ordering": ["name", "since", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(until=None) | models.Q(until__gte=models.F("since")),
                        name="sharing_ends_after_start",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SharingSignature",
            fields=[
                ("id", KEY),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=models.deletion.PROTECT, related_name="signatures", to="record.sharingagreement"
                    ),
                ),
                ("partner", models.CharField(max_length=120)),
                ("by", models.CharField(max_length=200)),
                ("on", models.DateField()),
            ],
            options={
                "ordering": ["on", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=["agreement", "partner"], name="a_partner_signs_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="StepComment",
            fields=[
                ("id", KEY),
                ("step", models.CharField(max_length=100)),
                ("said", models.CharField(max_length=1000)),
                ("at", models.DateTimeField()),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=models.deletion.PROTECT, related_name="+", to="record.post"
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        on_delete=models.deletion.PROTECT, related_name="+", to="record.worker"
                    ),
                ),
            ],
            options={"ordering": ["-at", "-pk"]},
        ),
        migrations.RunSQL(
            f"""grant select, insert, update on record_sharingagreement to {APPLICATION};
            grant select, insert on record_sharingsignature, record_stepcomment to {APPLICATION}""",
            migrations.RunSQL.noop,
        ),
    ]

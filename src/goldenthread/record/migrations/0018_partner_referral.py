"""What partners send in by their own form."""

import django.db.models.deletion
from django.db import migrations, models

from goldenthread.record.rights import APPLICATION


class Migration(migrations.Migration):
    dependencies = [("record", "0017_sharing_and_comments")]

    operations = [
        migrations.CreateModel(
            name="PartnerReferral",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("typed", models.JSONField(default=dict)),
                ("begun_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(null=True)),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="record.post"
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="record.worker"
                    ),
                ),
            ],
            options={"indexes": [models.Index(fields=["post", "-begun_at"], name="partner_referral_by_post")]},
        ),
        migrations.CreateModel(
            name="PartnerPaper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200)),
                ("name", models.CharField(max_length=255)),
                ("kind", models.CharField(max_length=100)),
                ("size", models.BigIntegerField()),
                ("digest", models.BinaryField(max_length=32)),
                ("content", models.BinaryField()),
                ("text", models.TextField(blank=True)),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="papers",
                        to="record.partnerreferral",
                    ),
                ),
            ],
            options={"ordering": ["pk"]},
        ),
        migrations.RunSQL(
            f"grant select, insert, update, delete on record_partnerreferral, record_partnerpaper to {APPLICATION}",
            migrations.RunSQL.noop,
        ),
    ]

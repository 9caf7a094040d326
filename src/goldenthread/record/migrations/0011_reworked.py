"""Which reworks were done: what a release before worked out differently, brought to what this one does."""

from django.db import migrations, models

from goldenthread.record.rights import APPLICATION, guard


class Migration(migrations.Migration):
    dependencies = [("record", "0010_seal_made")]

    operations = [
        migrations.CreateModel(
            "Reworked",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rework", models.CharField(max_length=100)),
                ("at", models.DateTimeField()),
                ("upto", models.UUIDField(null=True)),
                ("subjects", models.IntegerField(default=0)),
                ("rows", models.IntegerField(default=0)),
                ("done", models.BooleanField(default=False)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["rework"], condition=models.Q(done=True), name="rework_done_once"),
                    models.UniqueConstraint(fields=["rework", "upto"], name="rework_each_batch_once"),
                ],
            },
        ),
        migrations.RunSQL(guard("record_reworked"), migrations.RunSQL.noop),
        migrations.RunSQL(f"grant select, insert on record_reworked to {APPLICATION}", migrations.RunSQL.noop),
    ]

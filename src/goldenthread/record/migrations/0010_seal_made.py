"""Which seals were made: the file outside the database holds the seal, the database its digest; each misses the other."""

from django.db import migrations, models

from goldenthread.record.rights import APPLICATION, guard


class Migration(migrations.Migration):
    dependencies = [("record", "0009_cover")]

    operations = [
        migrations.CreateModel("SealMade", [
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("at", models.DateTimeField()),
            ("digest", models.BinaryField(max_length=32)),
        ]),
        migrations.RunSQL(guard("record_sealmade"), migrations.RunSQL.noop),
        migrations.RunSQL(f"grant select, insert on record_sealmade to {APPLICATION}", migrations.RunSQL.noop),
    ]  # fmt: skip

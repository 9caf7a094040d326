"""Lists that were shown are on record, as looks are: added, and never changed by anybody."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

from goldenthread.record.rights import APPLICATION, guard


class Migration(migrations.Migration):
    dependencies = [("record", "0005_who_you_are")]

    operations = [
        migrations.CreateModel(
            name="Listed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("page", models.CharField(max_length=200)),
                ("asked", models.CharField(blank=True, max_length=200)),
                ("shown", django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None)),
                ("post", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+",
                                           to="record.post")),
                ("worker", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+",
                                             to="record.worker")),
            ],
            options={"indexes": [
                django.contrib.postgres.indexes.GinIndex(fields=["shown"], name="listed_by_subject"),
                models.Index(fields=["worker", "-at"], name="listed_by_worker"),
            ]},
        ),
        migrations.AddIndex("look", models.Index(fields=["worker", "-at"], name="look_by_worker")),
        migrations.AddIndex("look", django.contrib.postgres.indexes.BrinIndex(fields=["at"], name="look_by_time")),
        migrations.RunSQL(guard("record_listed"), migrations.RunSQL.noop),
        migrations.RunSQL(f"grant select, insert on record_listed to {APPLICATION}", migrations.RunSQL.noop),
    ]  # fmt: skip

"""Unusual looking: what was picked out, and what managers found. Added, and never changed by anybody."""

import django.db.models.deletion
from django.db import migrations, models

from goldenthread.record.rights import APPLICATION, guard

KINDS = [
    ("street", "Lives in the same street"), ("surname", "The same surname"), ("no work", "No work with the child"),
    ("night", "At night"), ("leaving", "Before leaving"), ("many", "Many records within an hour"),
    ("outside", "From outside the team"),
]  # fmt: skip


def to(model: str, *, null: bool = False) -> models.Field:
    return models.ForeignKey(null=null, on_delete=django.db.models.deletion.PROTECT, related_name="+",
                             to=f"record.{model}")  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("oversight", "0004_more_since"), ("record", "0006_listed")]

    operations = [
        migrations.CreateModel(
            name="PickedLook",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=KINDS, max_length=20)),
                ("day", models.DateField()),
                ("first_at", models.DateTimeField()),
                ("last_at", models.DateTimeField()),
                ("looks", models.IntegerField()),
                ("need", models.CharField(blank=True, max_length=200,
                                          help_text="The need to know by which they could, the last time")),
                ("picked_at", models.DateTimeField()),
                ("about", to("subject", null=True)),
                ("worker", to("worker")),
                ("post", to("post", null=True)),
                ("team", to("team")),
            ],
            options={
                "indexes": [models.Index(fields=["team", "-last_at"], name="picked_by_team")],
                "constraints": [
                    models.UniqueConstraint(fields=("worker", "about", "kind", "day", "team"), nulls_distinct=False,
                                            name="picked_out_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="LookedInto",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("says", models.TextField()),
                ("worker", to("worker")),
                ("picked", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="looked_into",
                                             to="oversight.pickedlook")),
            ],
        ),
        *(
            migrations.RunSQL(f"{guard(table)} grant select, insert on {table} to {APPLICATION}",
                              migrations.RunSQL.noop)
            for table in ("oversight_pickedlook", "oversight_lookedinto")
        ),
    ]  # fmt: skip

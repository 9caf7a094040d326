"""Opening a record without a need to know, one's own family's records, and records that are sealed."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from goldenthread.record.rights import APPLICATION


def known(name: str, *more: tuple[str, Any], indexes: tuple[models.Index, ...] = ()) -> migrations.CreateModel:
    """A table of rows that are worked out, each with the time it was known."""
    low = name.lower()
    return migrations.CreateModel(
        name=name,
        fields=[
            ("row", models.BigAutoField(primary_key=True, serialize=False)),
            ("id", models.CharField(max_length=36)),
            ("compartment", models.CharField(max_length=40)),
            ("entry_id", models.UUIDField()),
            ("digest", models.BinaryField(max_length=16)),
            ("known_from", models.DateTimeField()),
            ("known_until", models.DateTimeField(null=True)),
            ("about", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+",
                                        to="record.subject")),
            *more,
        ],
        options={
            "abstract": False,
            "indexes": [models.Index(fields=["about"], name=f"record_{low}_abt"), *indexes],
            "constraints": [
                models.UniqueConstraint(condition=models.Q(known_until=None), fields=("id",),
                                        name=f"record_{low}_one_now"),
                models.CheckConstraint(
                    condition=models.Q(known_until=None) | models.Q(known_until__gt=models.F("known_from")),
                    name=f"record_{low}_known_for_a_while"),
            ],
        },
    )  # fmt: skip


def to(model: str, *, null: bool = False) -> Any:
    return models.ForeignKey(null=null, on_delete=django.db.models.deletion.PROTECT, related_name="+",
                             to=f"record.{model}")  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("record", "0006_listed")]

    operations = [
        # No grant had an end yet. What of the lock hangs on the column goes with it, and is written anew right after.
        migrations.RemoveField("grant", "until"),
        migrations.AddField("grant", "until", models.DateTimeField(null=True)),
        migrations.AddField("grant", "managing", models.BooleanField(default=False)),
        migrations.AddField("restriction", "kind", models.CharField(
            choices=[("restricted", "Restricted"), ("sealed", "Sealed")], default="restricted", max_length=20)),
        known(
            "Opening",
            ("worker", to("worker")),
            ("team", to("team", null=True)),
            ("reason", models.CharField(max_length=100)),
            ("says", models.TextField()),
            ("opened_at", models.DateTimeField()),
            ("verdict", models.CharField(blank=True, max_length=40)),
            ("reviewed_by", to("worker", null=True)),
        ),
        known(
            "WorksHere",
            ("worker", to("worker")),
            indexes=(models.Index(fields=["worker"], condition=models.Q(known_until=None),
                                  name="works_here_by_worker"),),
        ),
        *(
            migrations.RunSQL(f"grant select, insert, update, delete on {table} to {APPLICATION}",
                              migrations.RunSQL.noop)
            for table in ("record_opening", "record_workshere")
        ),
    ]  # fmt: skip

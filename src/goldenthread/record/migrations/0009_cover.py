"""Who acts for a colleague who is away, and when a team is on duty."""

import datetime as dt
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from goldenthread.record.rights import APPLICATION


def to(model: str, *, null: bool = False) -> Any:
    return models.ForeignKey(null=null, on_delete=django.db.models.deletion.PROTECT, related_name="+",
                             to=f"record.{model}")  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("record", "0008_drafts_emptied")]

    operations = [
        migrations.CreateModel(
            name="Cover",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateField()),
                ("until", models.DateField()),
                ("why", models.CharField(blank=True, max_length=200)),
                ("set_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("worker", to("worker")),
                ("away", to("worker")),
                ("post", to("post")),
                ("set_by", to("worker")),
                ("ended_by", to("worker", null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["worker", "until"], name="cover_by_worker")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(until__gte=models.F("since")),
                                           name="cover_ends_after_start"),
                    models.CheckConstraint(condition=~models.Q(worker=models.F("away")), name="nobody_covers_themselves"),
                ],
            },
        ),
        migrations.AddField("team", "duty_hours", models.CharField(
            blank=True, choices=[("", "At any hour"), ("office", "In office hours"), ("out", "Out of office hours")],
            default="", max_length=10)),
        migrations.AddField("team", "office_from", models.TimeField(default=dt.time(8, 30))),
        migrations.AddField("team", "office_until", models.TimeField(default=dt.time(17, 0))),
        migrations.RunSQL(f"grant select, insert, update on record_cover to {APPLICATION}", migrations.RunSQL.noop),
    ]  # fmt: skip

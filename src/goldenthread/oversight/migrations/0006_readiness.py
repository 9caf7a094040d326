"""What is made ready before practice changes: the change, what people need, sessions, who came, helpers, checks."""

import django.db.models.deletion
from django.db import migrations, models

from goldenthread.record.rights import APPLICATION


class Migration(migrations.Migration):
    dependencies = [
        ("oversight", "0005_looking"),
        ("record", "0006_listed"),
    ]

    operations = [
        migrations.CreateModel(
            name="PracticeChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                ("what", models.CharField(max_length=500)),
                ("live_on", models.DateField()),
                ("gone_live_on", models.DateField(null=True)),
                ("reason", models.CharField(blank=True, max_length=500)),
                (
                    "gone_live_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="record.worker"
                    ),
                ),
                (
                    "led_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="record.worker"
                    ),
                ),
            ],
            options={
                "ordering": ["live_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ReadyCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("what", models.CharField(max_length=200)),
                ("due_on", models.DateField()),
                ("done_on", models.DateField(null=True)),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checks",
                        to="oversight.practicechange",
                    ),
                ),
                (
                    "done_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="record.worker"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="record.worker"
                    ),
                ),
            ],
            options={
                "ordering": ["due_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ReadyHelper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="helpers",
                        to="oversight.practicechange",
                    ),
                ),
                (
                    "helps",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="record.worker"
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="record.team"),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="record.worker"
                    ),
                ),
            ],
            options={
                "ordering": ["since", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ReadyNeed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                ("kind", models.CharField(choices=[("briefing", "Briefing"), ("training", "Training")], max_length=20)),
                ("days", models.DecimalField(decimal_places=1, max_digits=4)),
                ("whom", models.JSONField(default=list)),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="needs", to="oversight.practicechange"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="ReadySession",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
                ("where", models.CharField(max_length=120)),
                ("places", models.PositiveSmallIntegerField()),
                (
                    "need",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sessions", to="oversight.readyneed"
                    ),
                ),
            ],
            options={
                "ordering": ["on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ReadyReached",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("agency", models.CharField(max_length=120)),
                ("people", models.PositiveSmallIntegerField()),
                ("names", models.CharField(blank=True, max_length=1000)),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reached", to="oversight.readysession"
                    ),
                ),
            ],
            options={
                "ordering": ["agency"],
            },
        ),
        migrations.CreateModel(
            name="ReadyCame",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "worker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="record.worker"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="came", to="oversight.readysession"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="practicechange",
            constraint=models.UniqueConstraint(
                condition=models.Q(("gone_live_on", None)), fields=("name",), name="one_change_of_a_name_prepared"
            ),
        ),
        migrations.AddConstraint(
            model_name="readyhelper",
            constraint=models.CheckConstraint(
                condition=models.Q(("until", None), ("until__gte", models.F("since")), _connector="OR"),
                name="helper_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="readyhelper",
            constraint=models.CheckConstraint(
                condition=models.Q(("worker", models.F("helps")), _negated=True), name="nobody_is_their_own_buddy"
            ),
        ),
        migrations.AddConstraint(
            model_name="readyneed",
            constraint=models.UniqueConstraint(fields=("change", "name"), name="one_need_of_a_name"),
        ),
        migrations.AddConstraint(
            model_name="readyneed",
            constraint=models.CheckConstraint(condition=models.Q(("days__gt", 0)), name="a_need_takes_some_time"),
        ),
        migrations.AddConstraint(
            model_name="readyreached",
            constraint=models.UniqueConstraint(fields=("session", "agency"), name="an_agency_is_counted_once"),
        ),
        migrations.AddConstraint(
            model_name="readycame",
            constraint=models.UniqueConstraint(fields=("session", "worker"), name="came_once_to_a_session"),
        ),
        # A line of the register is taken back where it was a mistake; the rest is added or changed.
        migrations.RunSQL(
            f"""grant select, insert, update on oversight_practicechange, oversight_readycheck, oversight_readyhelper,
            oversight_readyneed, oversight_readysession, oversight_readyreached to {APPLICATION};
            grant select, insert, delete on oversight_readycame to {APPLICATION}""",
            migrations.RunSQL.noop,
        ),
    ]

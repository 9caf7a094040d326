"""Work with an unborn child: the panel, the birth plan and who has it, the birth."""

import django.db.models.deletion
from django.db import migrations, models

from goldenthread.record.rights import APPLICATION


def to(model: str, *, null: bool = False) -> models.ForeignKey:
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=f"record.{model}", null=null)


class Migration(migrations.Migration):
    dependencies = [("facts", "0011_other_agency")]

    operations = [
        migrations.CreateModel(
            name="PreBirth",
            fields=[
                ("row", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.CharField(max_length=36)),
                ("compartment", models.CharField(max_length=40)),
                ("entry_id", models.UUIDField()),
                ("digest", models.BinaryField(max_length=16)),
                ("known_from", models.DateTimeField()),
                ("known_until", models.DateTimeField(null=True)),
                ("journey", models.CharField(blank=True, max_length=36)),
                ("began_on", models.DateField()),
                ("expected_on", models.DateField(null=True)),
                ("weeks", models.IntegerField(null=True)),
                ("panel_on", models.DateField(null=True)),
                ("outcome", models.CharField(blank=True, max_length=20)),
                ("birth_plan_on", models.DateField(null=True)),
                ("at_birth", models.CharField(blank=True, max_length=20)),
                ("with_maternity", models.BooleanField(default=False)),
                ("with_edt", models.BooleanField(default=False)),
                ("born_on", models.DateField(null=True)),
                ("discharge_on", models.DateField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("about", to("subject")),
                ("team", to("team", null=True)),
                ("worker", to("worker", null=True)),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["about"], name="facts_prebirth_abt")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("known_until", None)), fields=("id",), name="facts_prebirth_one_now"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("known_until", None), ("known_until__gt", models.F("known_from")), _connector="OR"
                        ),
                        name="facts_prebirth_known_for_a_while",
                    ),
                ],
            },
        ),
        migrations.RunSQL(
            f"grant select, insert, update, delete on facts_prebirth to {APPLICATION}", migrations.RunSQL.noop
        ),
    ]

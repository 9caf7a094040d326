"""What stands beside early help: panels, co-working, signposting and programmes with what they changed."""

import django.db.models.deletion
from django.db import migrations, models

from goldenthread.record.rights import APPLICATION


def to(model: str, *, null: bool = False) -> models.ForeignKey:
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=f"record.{model}", null=null)


def work(name: str, *fields: tuple[str, models.Field]) -> migrations.CreateModel:
    """A table of the journey, with what all of them have."""
    table = f"facts_{name.lower()}"
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
            ("journey", models.CharField(blank=True, max_length=36)),
            *fields,
            ("about", to("subject")),
            ("team", to("team", null=True)),
            ("worker", to("worker", null=True)),
        ],
        options={
            "abstract": False,
            "indexes": [models.Index(fields=["about"], name=f"{table}_abt")],
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("known_until", None)), fields=("id",), name=f"{table}_one_now"
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("known_until", None), ("known_until__gt", models.F("known_from")), _connector="OR"
                    ),
                    name=f"{table}_known_for_a_while",
                ),
            ],
        },
    )


class Migration(migrations.Migration):
    dependencies = [("facts", "0009_early_help"), ("record", "0013_service")]

    operations = [
        work(
            "PanelDecision",
            ("kind", models.CharField(max_length=40)),
            ("asked_on", models.DateField()),
            ("held_on", models.DateField()),
            ("threshold", models.CharField(blank=True, max_length=40)),
            ("decision", models.CharField(blank=True, max_length=40)),
        ),
        work(
            "CoWorking",
            ("asked_on", models.DateField()),
            ("needed_by", models.DateField(null=True)),
            ("answered_on", models.DateField(null=True)),
            ("accepted", models.BooleanField(null=True)),
            ("ended_on", models.DateField(null=True)),
            ("end_reason", models.CharField(blank=True, max_length=40)),
        ),
        work(
            "Signposted",
            ("service", to("service", null=True)),
            ("service_name", models.CharField(blank=True, max_length=200)),
            ("signposted_on", models.DateField()),
            ("asked_on", models.DateField(null=True)),
            ("came", models.CharField(blank=True, max_length=20)),
        ),
        work(
            "Programme",
            ("name", models.CharField(max_length=200)),
            ("kind", models.CharField(max_length=20)),
            ("measure", models.CharField(max_length=20)),
            ("began_on", models.DateField()),
            ("ended_on", models.DateField(null=True)),
            ("outcome", models.CharField(blank=True, max_length=20)),
            ("sessions", models.IntegerField(default=0)),
            ("attended", models.IntegerField(default=0)),
            ("before", models.IntegerField(null=True)),
            ("after", models.IntegerField(null=True)),
            ("change", models.IntegerField(null=True)),
            ("better", models.BooleanField(null=True)),
        ),
        *(
            migrations.RunSQL(
                f"grant select, insert, update, delete on facts_{table} to {APPLICATION}", migrations.RunSQL.noop
            )
            for table in ("paneldecision", "coworking", "signposted", "programme")
        ),
    ]

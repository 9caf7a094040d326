"""The clocks of an episode are looked up by it: the front door's board asks for each contact that waits."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("record", "0011_reworked")]

    operations = [
        migrations.AddIndex(
            "ClockRun",
            models.Index(fields=["episode"], condition=models.Q(known_until=None), name="clock_by_episode"),
        ),
    ]

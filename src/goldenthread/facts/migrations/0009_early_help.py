"""Early help says on what basis it is given, who leads it and until when, and how far it has come."""

from django.db import migrations, models

DAYS = ("consented_on", "assessed_on", "planned_on", "lead_until")


class Migration(migrations.Migration):
    dependencies = [("facts", "0008_police_notification")]

    operations = [
        migrations.AddField("EarlyHelp", "basis", models.CharField(blank=True, max_length=20)),
        migrations.AddField("EarlyHelp", "lead", models.CharField(blank=True, max_length=200)),
        *(migrations.AddField("EarlyHelp", day, models.DateField(null=True)) for day in DAYS),
    ]

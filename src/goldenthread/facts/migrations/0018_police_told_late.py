from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('facts', '0017_attendance_by_day')]

    operations = [
        migrations.AddField("policenotification", "incident_on", models.DateField(null=True)),
        migrations.AddField("policenotification", "told_after", models.IntegerField(null=True)),
        migrations.AddIndex(
            "policenotification",
            models.Index(fields=["notified_on"], condition=models.Q(known_until=None), name="notification_by_day"),
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("facts", "0004_ssd_views")]

    operations = [
        migrations.AddField("contact", "how", models.CharField(blank=True, max_length=20)),
    ]

"""Who of those around a child is of its safety network."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("facts", "0012_pre_birth")]

    operations = [
        migrations.AddField("Relationship", "safety", models.BooleanField(default=False)),
    ]

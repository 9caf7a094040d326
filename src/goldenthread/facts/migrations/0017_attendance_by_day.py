from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('facts', '0016_about_now')]

    operations = [
        migrations.AddIndex(
            model_name="attendance",
            index=models.Index(
                fields=["held_on"], condition=models.Q(known_until=None), name="attendance_by_day"
            ),
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("oversight", "0001_tables"),
    ]

    operations = [
        migrations.AddField(
            model_name="raisedsignal",
            name="more_at",
            field=models.DateTimeField(help_text="When its evidence grew after somebody had decided", null=True),
        ),
        migrations.AddField(
            model_name="raisedsignal",
            name="earlier",
            field=models.JSONField(
                default=list, help_text="What was decided before its evidence grew: by, at, answer"
            ),
        ),
    ]

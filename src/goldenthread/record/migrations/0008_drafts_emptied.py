"""When the words of a draft were destroyed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("record", "0007_need_to_know")]

    operations = [
        migrations.AddField("draft", "emptied_at", models.DateTimeField(null=True)),
        migrations.RemoveConstraint("draft", "one_open_draft_of_a_form"),
        migrations.AddConstraint("draft", models.UniqueConstraint(
            condition=models.Q(("completed_at", None), ("discarded_at", None), ("emptied_at", None)), fields=("same",),
            name="one_open_draft_of_a_form")),
    ]  # fmt: skip

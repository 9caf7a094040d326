"""What the front door's board asks for is looked up: what is not decided, and what partners were asked about it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("facts", "0005_how")]

    operations = [
        migrations.AddIndex(
            "Contact",
            models.Index(fields=["decided_on"], condition=models.Q(known_until=None), name="contact_by_decision"),
        ),
        migrations.AddIndex(
            "Enquiry",
            models.Index(fields=["contact"], condition=models.Q(known_until=None), name="enquiry_by_contact"),
        ),
    ]

from django.db import migrations

from goldenthread.record.about_now import about_now

TABLES = """
    action allocation clockrun episode grant join loose opening plan restriction waiting workshere
""".split()


class Migration(migrations.Migration):

    dependencies = [
        ('record', '0015_partner_outage'),
    ]

    operations = [
        about_now("record", TABLES),
    ]

from django.db import migrations, models

from goldenthread.record.about_now import about_now

TABLES = """
    address assessment attendance brief childswords cinplan conference contact coworking disability earlyhelp
    enquiry handback identifier livedabuse name otheragency paneldecision partnerrequest person
    policenotification prebirth preproceedings programme protectionplan protectionreview referral relationship
    section47 signposted transfer warning
""".split()


class Migration(migrations.Migration):

    dependencies = [
        ('facts', '0015_between'),
        ('record', '0016_about_now'),
    ]

    operations = [
        about_now("facts", TABLES),
        migrations.AddIndex(
            model_name="earlyhelp",
            index=models.Index(
                fields=["offered_on"],
                condition=models.Q(known_until=None, started_on=None, ended_on=None),
                name="early_help_offered",
            ),
        ),
    ]

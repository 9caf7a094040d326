from django.db import migrations

from goldenthread.record.rights import give


class Migration(migrations.Migration):
    dependencies = [("oversight", "0001_initial")]

    operations = [migrations.RunPython(give("oversight"))]

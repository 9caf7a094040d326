from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from goldenthread.facts.ssd.views import create


def make(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in create():
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("facts", "0001_tables"), ("record", "0001_tables")]

    operations = [migrations.RunPython(make)]

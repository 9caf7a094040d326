"""A password for once, a post that ends at a minute, and the cache that all web processes share."""

from django.db import migrations, models

from goldenthread.record.rights import APPLICATION

# As Django's database cache wants it (django/core/management/commands/createcachetable.py). It holds no record:
# failed sign-ins that were counted, and codes that may not be used twice.
CACHE = f"""
create table record_cache (cache_key varchar(255) primary key, value text not null, expires timestamptz not null);
create index record_cache_expires on record_cache (expires);
grant select, insert, update, delete on record_cache to {APPLICATION};
"""


class Migration(migrations.Migration):
    dependencies = [("record", "0001_tables")]

    operations = [
        migrations.AddField("worker", "password_for_once", models.BooleanField(
            default=False, help_text="Made by an administrator; to be changed at once")),
        migrations.AddField("holding", "ended_at", models.DateTimeField(blank=True, null=True)),
        migrations.RunSQL(CACHE, "drop table record_cache"),
    ]  # fmt: skip

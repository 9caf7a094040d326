"""An index of what stands now of each record, where there was one of all that ever stood beside the key's own."""

from collections.abc import Iterable

from django.db import migrations, models

# A new installation has them so from the start, and nothing is made anew there.
ANEW = """
do $$
declare
    one record;
begin
    for one in select indexname, tablename from pg_indexes where schemaname = 'public'
        and starts_with(tablename, '{app}_') and indexname = tablename || '_abt' and position(' WHERE ' in indexdef) = 0
    loop
        execute format('drop index %I', one.indexname);
        execute format('create index %I on %I (about_id) where known_until is null', one.indexname, one.tablename);
    end loop;
end $$
"""


def about_now(app: str, tables: Iterable[str]) -> migrations.SeparateDatabaseAndState:
    """The step of a migration that makes these indexes anew; tables: the models' names, as migrations say them."""
    state = list[migrations.operations.base.Operation]()
    for table in tables:
        name = f"{app}_{table}_abt"
        index = models.Index(fields=["about"], condition=models.Q(known_until=None), name=name)
        state += [migrations.RemoveIndex(table, name), migrations.AddIndex(table, index)]
    return migrations.SeparateDatabaseAndState(
        database_operations=[migrations.RunSQL(ANEW.format(app=app), migrations.RunSQL.noop)], state_operations=state
    )

"""What a database holds, table by table: how many rows, and a sum over them that any other row would change."""

from collections.abc import Callable, Container, Mapping

from django.db.backends.utils import CursorWrapper
from psycopg import sql

# Rows as text are the same everywhere only if these are.
PLAIN = (
    "set local timezone = 'UTC'",
    "set local datestyle = 'ISO, YMD'",
    "set local intervalstyle = 'postgres'",
    "set local bytea_output = 'hex'",
    "set local extra_float_digits = 1",
    # Refuse to count what a policy would hide, rather than count less.
    "set local row_security = off",
)
TABLES = """
select nspname, relname from pg_class join pg_namespace on pg_namespace.oid = relnamespace
where relkind = 'r' and nspname !~ '^(pg_|information_schema$)'
and not exists (select 1 from pg_depend where objid = pg_class.oid and deptype = 'e') order by 1, 2
"""
# Each row's digest as a number, added up: the order of rows, which a restore may change, does not matter.
SUM = """
select count(*), coalesce(sum(('x' || encode(substr(sha256(convert_to(a_row::text, 'UTF8')), 1, 8), 'hex'))
    ::bit(64)::bigint::numeric), 0)::text
from {} as a_row
"""

Tally = dict[str, tuple[int, str]]


def tables(cursor: CursorWrapper) -> dict[str, sql.Identifier]:
    """All tables that are not an extension's, by name; with its schema where that is not the ordinary one."""
    cursor.execute(TABLES)
    return {
        table if schema == "public" else f"{schema}.{table}": sql.Identifier(schema, table)
        for schema, table in cursor.fetchall()
    }


def tally(
    cursor: CursorWrapper, *, without: Container[str], after: Callable[[str, int], None] = lambda name, rows: None
) -> Tally:
    """Count and add up every table but some, in the transaction that the cursor is in; `after` each one, say so."""
    for setting in PLAIN:
        cursor.execute(setting)
    found: Tally = {}
    for name, table in tables(cursor).items():
        if name not in without:
            cursor.execute(sql.SQL(SUM).format(table))
            rows, digest = cursor.fetchone()
            found[name] = (rows, digest)
            after(name, rows)
    return found


def differences(expected: Mapping[str, tuple[int, str]], found: Mapping[str, tuple[int, str]]) -> list[str]:
    """In words, where what is found is not what was expected."""
    said = [f"The table {name} is missing." for name in sorted(expected.keys() - found.keys())]
    said += [f"The table {name} is not in the backup." for name in sorted(found.keys() - expected.keys())]
    for name in sorted(expected.keys() & found.keys()):
        (rows, digest), (rows_now, digest_now) = expected[name], found[name]
        if rows != rows_now:
            said.append(f"{name} has {rows_now:,} rows; {rows:,} were backed up.")
        elif digest != digest_now:
            said.append(f"{name} has {rows:,} rows as it should, but not all say what was backed up.")
    return said

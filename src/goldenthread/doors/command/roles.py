"""What a database needs before the first migration: its version, two roles, a database, its extensions."""

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from goldenthread.doors.command.places import APPLICATION, DATABASE, INSIDE, OWNER, Databases
from goldenthread.doors.command.trouble import Code, Trouble

EXTENSIONS = ("btree_gist", "fuzzystrmatch", "pg_trgm", "unaccent")
OLDEST, NEWEST = 15, 18


def set_up_embedded(superuser: str, *, database: str = DATABASE) -> None:
    """Make both roles, the owner's database and its extensions on the embedded server, where they are not there yet.

    The application's role owns nothing and is no superuser, so that row-level security binds it.
    """
    with psycopg.connect(superuser, autocommit=True) as connection:
        there = {name for (name,) in connection.execute("select rolname from pg_roles")}
        for role in {OWNER, APPLICATION} - there:
            connection.execute(sql.SQL("create role {} login").format(sql.Identifier(role)))
        add_roles_inside(connection)
        if not connection.execute("select 1 from pg_database where datname = %s", [database]).fetchone():
            connection.execute(
                sql.SQL("create database {} owner {}").format(sql.Identifier(database), sql.Identifier(OWNER))
            )
    with psycopg.connect(make_conninfo(superuser, dbname=database), autocommit=True) as connection:
        add_extensions(connection)


def add_roles_inside(connection: psycopg.Connection) -> None:
    """The roles that the application steps into and nobody signs in as: what each may see is for the lock to say.

    The application does not inherit them: whoever does not step into one has nothing of it.
    """
    there = {name for (name,) in connection.execute("select rolname from pg_roles")}
    for role in sorted({*INSIDE} - there):
        connection.execute(sql.SQL("create role {} nologin").format(sql.Identifier(role)))
    inherits = connection.execute("select rolinherit from pg_roles where rolname = %s", [APPLICATION]).fetchone()
    if inherits == (True,):
        connection.execute(sql.SQL("alter role {} noinherit").format(sql.Identifier(APPLICATION)))
    held = {
        name
        for (name,) in connection.execute(
            "select inside.rolname from pg_auth_members join pg_roles inside on inside.oid = roleid "
            "join pg_roles app on app.oid = member where app.rolname = %s",
            [APPLICATION],
        )
    }
    for role in sorted({*INSIDE} - held):
        connection.execute(sql.SQL("grant {} to {}").format(sql.Identifier(role), sql.Identifier(APPLICATION)))


def add_extensions(connection: psycopg.Connection) -> None:
    """Add the extensions that are not there yet. Raises Trouble where the role may not, or the server has none."""
    there = {name for (name,) in connection.execute("select extname from pg_extension")}
    missing = [name for name in EXTENSIONS if name not in there]
    for name in missing:
        try:
            connection.execute(sql.SQL("create extension if not exists {}").format(sql.Identifier(name)))
        except psycopg.Error as error:
            raise Trouble(
                f"The database lacks the extension {name} and it could not be added ({first_line(error)}). Ask its "
                f"administrator to run: {'; '.join(f'create extension {each}' for each in missing)};",
                code=Code.NOT_SET_UP,
            ) from error


def set_up_given(databases: Databases) -> None:
    """See that a database named by DATABASE_URL can be used: reachable, a version we know, both roles, extensions.

    Raises Trouble with what its administrator has to do.
    """
    try:
        connection = psycopg.connect(databases.owner, autocommit=True, connect_timeout=10)
    except psycopg.OperationalError as error:
        raise Trouble(f"The database does not answer its owner: {first_line(error)}") from error
    with connection:
        refuse_unknown_version(connection.info.server_version)
        add_extensions(connection)
        ensure_application_role(connection, databases)
        ensure_roles_inside(connection)


def refuse_unknown_version(number: int) -> None:
    """Raises Trouble for a server that is too old for what we use, or newer than any we have tried."""
    if not OLDEST <= number // 10000 <= NEWEST:
        raise Trouble(
            f"The database is PostgreSQL {number // 10000}. Golden Thread needs PostgreSQL {OLDEST} to {NEWEST}.",
            code=Code.NOT_SET_UP,
        )


def ensure_application_role(connection: psycopg.Connection, databases: Databases) -> None:
    """See that the application can sign in as its own role, making the role or renewing its password if need be."""
    wanted = conninfo_to_dict(databases.application)
    role = wanted.get("user")
    if role != APPLICATION:
        raise Trouble(
            f"DATABASE_URL signs in as {role}; the application signs in as {APPLICATION}, the role that the tables' "
            "rights are given to.",
            code=Code.NOT_SET_UP,
        )
    try:
        psycopg.connect(databases.application, connect_timeout=10).close()
        return
    except psycopg.OperationalError as error:
        reason = first_line(error)
    there = connection.execute("select 1 from pg_roles where rolname = %s", [role]).fetchone()
    verb = "alter" if there else "create"
    try:
        connection.execute(
            sql.SQL("{} role {} login nosuperuser nobypassrls password {}").format(
                sql.SQL(verb), sql.Identifier(APPLICATION), sql.Literal(wanted.get("password") or "")
            )
        )
        psycopg.connect(databases.application, connect_timeout=10).close()
    except psycopg.Error as error:
        raise Trouble(
            f"The application cannot sign in as {role} ({reason}), and the owner may not {verb} that role "
            f"({first_line(error)}). Ask the administrator to give the owner CREATEROLE, or to make the role and set "
            "DATABASE_URL (the application's) and OWNER_DATABASE_URL (docs/how-to/run.md).",
            code=Code.NOT_SET_UP,
        ) from error


def ensure_roles_inside(connection: psycopg.Connection) -> None:
    """See that the application can step into the roles of the second lock, making them if need be."""
    try:
        add_roles_inside(connection)
    except psycopg.Error as error:
        raise Trouble(
            f"The roles of the second lock are not there, and the owner may not make them ({first_line(error)}). Ask "
            f"the administrator to run, in this order: alter role {APPLICATION} noinherit; "
            + "; ".join(f"create role {role} nologin; grant {role} to {APPLICATION}" for role in INSIDE)
            + ".",
            code=Code.NOT_SET_UP,
        ) from error


def first_line(error: Exception) -> str:
    """What the database says, without the lines that follow."""
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__

"""A new installation's embedded database, made whole beside its place and moved there when it is done.

While it is made nobody has typed anything that could be lost, so it does not wait for the disk at each step; all of it
is written to the disk once, before it has its name. What was stopped in the middle is removed and made anew.
"""

import dataclasses
import os
import shutil
import signal
import subprocess
from collections.abc import Callable

from goldenthread.doors.command import postgres, roles
from goldenthread.doors.command.child import Child
from goldenthread.doors.command.postgres import Server
from goldenthread.doors.command.trouble import Trouble

MAKING = ".making"
# What the log of so much writing takes is given back at the end.
SLIM = {"wal_recycle": "off", "checkpoint_timeout": "1h"}


def is_wanted(server: Server) -> bool:
    """Whether there is no database yet, and the one to come starts with something (FIRST_DATA)."""
    return not server.data.exists() and os.environ.get("FIRST_DATA") != ""


def begin(server: Server, prepare: Callable[[], "subprocess.Popen[bytes]"], children: list[Child]) -> None:
    """Make the database with all that it starts with, and move it to its place.

    prepare: starts the process that migrates and fills it, while the server runs. children: those whom the caller stops
    if it is told to stop meanwhile.
    Raises Trouble where it cannot be made; nothing is then left that looks like a database.
    """
    print("Making the database. A start that is stopped before this is done begins it anew.", flush=True)
    beside = server.data.with_name(server.data.name + MAKING)
    making = dataclasses.replace(server, data=beside, durable=False, more=SLIM)
    # One may still run whose launcher was killed.
    making.stop_orphan()
    if making.data.exists():
        print("An earlier start was stopped before its database was whole: that is removed.", flush=True)
        shutil.rmtree(making.data)
    making.prepare()
    database = Child("database", making.start, ends_by=signal.SIGINT, patience=30)
    filling = Child("set-up", prepare, ends_by=signal.SIGTERM, patience=15)
    children += [database, filling]
    database.start()
    roles.set_up_embedded(making.superuser)
    filling.start()
    assert filling.process
    if filling.process.wait():
        raise Trouble("The database could not be made; what was wrong stands above.")
    children.remove(filling)
    database.stop()
    children.remove(database)
    postgres.run("initdb", "--sync-only", f"--pgdata={making.data}")
    making.data.rename(server.data)

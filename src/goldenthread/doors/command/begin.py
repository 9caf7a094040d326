"""A new installation's embedded database, made whole beside its place and moved there when it is done.

While it is made nobody has typed anything that could be lost, so it does not wait for the disk at each step; all of it
is written to the disk once, before it has its name. What was stopped in the middle is removed and made anew.

The web server fills it and then serves from it, so that everything is opened once: it opens while the database is
made, and waits while it is moved.
"""

import dataclasses
import os
import select
import shutil
import signal
import socket
from collections.abc import Callable

from goldenthread.doors.command import postgres, roles
from goldenthread.doors.command.child import Child
from goldenthread.doors.command.postgres import Server
from goldenthread.doors.command.trouble import Trouble

MAKING = ".making"
# What the log of so much writing takes is given back at the end.
SLIM = {"wal_recycle": "off", "checkpoint_timeout": "1h"}
GO_ON = b"."


def is_wanted(server: Server) -> bool:
    """Whether there is no database yet, and the one to come starts with something (FIRST_DATA)."""
    return not server.data.exists() and os.environ.get("FIRST_DATA") != ""


def begin(server: Server, children: list[Child], *, told: socket.socket, has_ended: Callable[[], bool]) -> None:
    """Make the database with all that it starts with, and move it to its place.

    told: the line to the process that migrates and fills it, which is told when it may and says when it has, and then
    waits to be told again. has_ended: whether that process has ended. children: those whom the caller stops if it is
    told to stop meanwhile.
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
    children.append(database)
    database.start()
    roles.set_up_embedded(making.superuser)
    told.sendall(GO_ON)
    while not select.select([told], [], [], 0.1)[0]:
        if has_ended():
            break
    if has_ended() or not told.recv(1):
        raise Trouble("The database could not be made; what was wrong stands above.")
    database.stop()
    children.remove(database)
    postgres.run("initdb", "--sync-only", f"--pgdata={making.data}")
    making.data.rename(server.data)


def wait(launcher: socket.socket) -> None:
    """Wait until the launcher says that one may go on. Raises Trouble where it has gone."""
    if not launcher.recv(1):
        raise Trouble("Nobody waits for the database any more.")

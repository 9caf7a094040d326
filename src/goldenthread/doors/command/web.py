"""A web server, on a socket that the launcher holds: while all start again, visitors wait and are not refused."""

import argparse
import os
import socket
import sys
from importlib import import_module

from goldenthread.doors.command import begin, prepare


def add(parser: argparse.ArgumentParser) -> None:
    """The words that `web-server` takes."""
    parser.add_argument("--fd", type=int, required=True, help="the number of the open socket to listen on")
    parser.add_argument("--prepare", action="store_true", help="make the database ready first")
    parser.add_argument("--launcher", type=int, help="of an open socket, on which to wait for a new database")


def run(arguments: argparse.Namespace) -> None:
    """Make the database ready if asked to, in the same process, so that everything is opened once. Then serve.

    Raises Trouble where the database cannot be made ready.
    """
    if arguments.prepare:
        from django.db import connections

        launcher = None if arguments.launcher is None else socket.socket(fileno=arguments.launcher)
        prepare.run(arguments, when_there=(lambda: begin.wait(launcher)) if launcher else lambda: None)
        sys.stdout.flush()
        # What serves is forked from here, and two processes must not speak on one connection.
        connections.close_all()
        if launcher:
            launcher.sendall(begin.GO_ON)
            begin.wait(launcher)
            launcher.close()
    sys.argv = ["gunicorn", *words(arguments.fd)]
    import_module("gunicorn.app.wsgiapp").run()


def words(listener: int) -> list[str]:
    """What gunicorn is told.

    Threads, because some visitors speak slowly: a worker that hears out one of them would keep all others waiting.
    """
    # Half of them here: the launcher starts two web servers.
    workers = max(1, int(os.environ.get("WEB_CONCURRENCY", "2")) // 2)
    heartbeat = ["--worker-tmp-dir", "/dev/shm"] if os.access("/dev/shm", os.W_OK) else []
    return [
        "goldenthread.config.wsgi:application", "--bind", f"fd://{listener}", "--preload", "--worker-class", "gthread",
        "--workers", str(workers), "--threads", "4", *heartbeat,
        "--graceful-timeout", "10", "--no-control-socket", "--log-level", "warning",
    ]  # fmt: skip

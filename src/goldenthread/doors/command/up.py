"""The launcher: one parent that starts database, web server and job worker, watches over them and stops them all."""

import argparse
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

from goldenthread.doors.command import places, roles
from goldenthread.doors.command.child import Child, tell
from goldenthread.doors.command.db import embedded
from goldenthread.doors.command.lock import hold
from goldenthread.doors.command.postgres import Server
from goldenthread.doors.command.trouble import Code, Trouble

LEAST_SPACE = 200 * 1024 * 1024
LONGEST_WAIT_FOR_A_PAGE = 60.0
HOST = "127.0.0.1"
SILENCE = 60
DATABASE = "database"


class ToldToStop(BaseException):
    """Somebody pressed Ctrl-C, or the machine is going down."""


def add(parser: argparse.ArgumentParser) -> None:
    """The words that `up` takes."""
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000), help="default: 8000")


def run(arguments: argparse.Namespace) -> int:
    """Start everything, serve until told to stop, stop everything. Raises Trouble where it cannot start."""
    var = places.var()
    refuse_full_disk(var)
    refuse_undressed(var)
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, stop)
    children: list[Child] = []
    with hold(var):
        try:
            serve(arguments.port, var, children)
        except ToldToStop:
            return 0
        finally:
            for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(each, signal.SIG_IGN)
            # All at once but the database: it is needed until the others have finished.
            for child in children:
                if child.name != DATABASE:
                    child.ask_to_stop()
            for child in reversed(children):
                child.stop()
    return 0


def serve(port: int, var: Path, children: list[Child]) -> None:
    """Start the children one after the other, say where to go, and watch over them."""
    databases = places.databases(os.environ, under=var)
    with listen(port) as listener:
        if databases.embedded:
            children.append(start_database(var))
        said = prepare()
        children.append(Child("web server", lambda: web(listener), ends_by=signal.SIGTERM, patience=15))
        children.append(Child("job worker", worker, ends_by=signal.SIGTERM, patience=15))
        for child in children[-2:]:
            child.start()
        wait_for_a_page(port, children[-2])
        print(f"{said}Golden Thread is at http://{HOST}:{port} (stop it with Ctrl-C)", flush=True)
        while True:
            for child in children:
                child.watch()
            time.sleep(0.1)


def start_database(var: Path) -> Child:
    """The embedded database, with its roles. Raises Trouble where it does not start."""
    server: Server = embedded(var)
    server.prepare()
    server.stop_orphan()
    child = Child(DATABASE, server.start, ends_by=signal.SIGINT, patience=30)
    child.start()
    roles.set_up_embedded(server.superuser)
    if server.sockets.parent != var:
        tell(f"{var} is too long a path for a socket, so the database's is in {server.sockets}.")
    return child


def prepare() -> str:
    """Migrate and load the first data in a process of its own; what it prints is who may sign in.

    Raises Trouble, after its own words, where it fails.
    """
    done = subprocess.run([*ourselves(), "prepare"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        raise Trouble("The database could not be made ready, so nothing was started.", code=Code.UNAVAILABLE)
    return done.stdout


def web(listener: socket.socket) -> "subprocess.Popen[bytes]":
    """The web server, on a socket that the launcher holds: while it starts again, visitors wait and are not refused.

    Threads, because some visitors speak slowly: a worker that hears out one of them would keep all others waiting.
    """
    heartbeat = ["--worker-tmp-dir", "/dev/shm"] if os.access("/dev/shm", os.W_OK) else []
    return launch(
        [
            sys.executable, "-m", "gunicorn", "goldenthread.config.wsgi:application",
            "--bind", f"fd://{listener.fileno()}", "--preload", "--worker-class", "gthread",
            "--workers", os.environ.get("WEB_CONCURRENCY", "2"), "--threads", "4", *heartbeat,
            "--graceful-timeout", "10", "--no-control-socket", "--log-level", "warning",
        ],
        keep=listener,
    )  # fmt: skip


def worker() -> "subprocess.Popen[bytes]":
    """The job worker."""
    return launch([*ourselves(), "worker"])


def launch(command: list[str], *, keep: socket.socket | None = None) -> "subprocess.Popen[bytes]":
    """A child in a group of its own, so that Ctrl-C reaches it through the launcher alone, and which ends with it."""
    ends_with_us = ["setpriv", "--pdeathsig", "TERM"] if shutil.which("setpriv") else []
    return subprocess.Popen(
        [*ends_with_us, *command],
        stdin=subprocess.DEVNULL,
        pass_fds=[keep.fileno()] if keep else [],
        start_new_session=True,
    )


def ourselves() -> list[str]:
    """This command line, as the children call it."""
    return [sys.executable, "-c", "import sys; from goldenthread.doors.command.main import main; sys.exit(main())"]


def listen(port: int) -> socket.socket:
    """The socket that visitors come to. Raises Trouble where somebody else has the port."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if hasattr(socket, "TCP_DEFER_ACCEPT"):
        # Browsers open connections ahead and say nothing: the kernel keeps those until somebody speaks.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_DEFER_ACCEPT, SILENCE)
    try:
        listener.bind((HOST, port))
        listener.listen(1024)
    except (OSError, OverflowError) as error:
        listener.close()
        reason = "is taken by another program" if isinstance(error, OSError) else "is not a port"
        reason = "may only be opened by root" if isinstance(error, PermissionError) else reason
        raise Trouble(f"Port {port} {reason}. Choose another: make run PORT=8123.", code=Code.TRY_AGAIN) from error
    return listener


def wait_for_a_page(port: int, server: Child) -> None:
    """Wait until the web server answers. Raises Trouble where it ends first or takes too long."""
    until = time.monotonic() + LONGEST_WAIT_FOR_A_PAGE
    with socket.create_connection((HOST, port)) as visitor:
        visitor.sendall(f"GET / HTTP/1.1\r\nHost: {HOST}:{port}\r\nConnection: close\r\n\r\n".encode())
        while time.monotonic() < until:
            answered, _, _ = select.select([visitor], [], [], 0.1)
            if answered:
                return
            if server.dead():
                raise Trouble("The web server could not start; what it said stands above.")
    raise Trouble(f"The web server did not answer within {LONGEST_WAIT_FOR_A_PAGE:.0f} seconds.")


def refuse_full_disk(var: Path, *, least: int = LEAST_SPACE) -> None:
    """Raises Trouble where the disk has too little room left to start on."""
    var.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(var).free
    if free < least:
        raise Trouble(
            f"The disk that holds {var} has {free >> 20} MB left; Golden Thread needs {least >> 20} MB to "
            "start. Free some space and start again.",
            code=Code.NO_SPACE,
        )


def refuse_undressed(var: Path) -> None:
    """Raises Trouble where the style sheets were never gathered."""
    if not (var / "static" / "staticfiles.json").exists():
        raise Trouble(
            f"There are no style sheets in {var / 'static'}. Run `make run`, or `goldenthread assets` first.",
            code=Code.NOT_SET_UP,
        )


def stop(number: int, frame: FrameType | None) -> None:
    """What a signal does, wherever the launcher is."""
    raise ToldToStop

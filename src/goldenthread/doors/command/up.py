"""The launcher: one parent that starts database, web servers and job worker, watches over them and stops them all."""

import argparse
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from types import FrameType

from goldenthread.doors.command import begin, places, roles
from goldenthread.doors.command.child import Child, tell
from goldenthread.doors.command.db import embedded
from goldenthread.doors.command.lock import hold
from goldenthread.doors.command.postgres import Server
from goldenthread.doors.command.trouble import Code, Trouble

LEAST_SPACE = 200 * 1024 * 1024
A_LONG_WAIT = 60.0
HOST = "127.0.0.1"
SILENCE = 60
DATABASE = "database"


class ToldToStop(BaseException):
    """Somebody pressed Ctrl-C, or the machine is going down."""


def add(parser: argparse.ArgumentParser) -> None:
    """The words that `up` takes."""
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000), help="default: 8000")
    parser.add_argument("--assets", action="store_true", help="fetch and gather style sheets first")


def run(arguments: argparse.Namespace) -> int:
    """Start everything, serve until told to stop, stop everything. Raises Trouble where it cannot start."""
    var = places.var()
    refuse_full_disk(var)
    if not arguments.assets:
        refuse_undressed(var)
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, stop)
    children: list[Child] = []
    with hold(var):
        try:
            serve(arguments.port, var, children, assets=arguments.assets)
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


def serve(port: int, var: Path, children: list[Child], *, assets: bool = False) -> None:
    """Start the children one after the other, say where to go, and watch over them.

    Where there is no database yet, style sheets are gathered and the web server opened while it is made. The second web
    server and the job worker come last, when there are tables and nobody waits for a page.
    """
    databases = places.databases(os.environ, under=var)
    ours, its = socket.socketpair()
    with ours, its, listen(port) as listener:
        gathering = gather(var, children) if assets else None
        new = databases.embedded and begin.is_wanted(embedded(var))
        server = Child(
            "web server",
            partial(web, listener, prepare=True, launcher=its if new else None),
            ends_by=signal.SIGTERM,
            patience=15,
        )
        if new:
            children.append(server)
            server.start()
            its.close()
            begin.begin(embedded(var), children, told=ours, has_ended=server.dead)
        if databases.embedded:
            # Stopped last, whatever was started before it.
            children.insert(0, start_database(var))
        if gathering:
            wait_for_style_sheets(gathering)
            children.remove(gathering)
        if new:
            ours.sendall(begin.GO_ON)
        else:
            children.append(server)
            server.start()
        wait_for_a_page(port, server)
        # Started again it serves at once: nothing is left to make ready.
        server.begin = partial(web, listener)
        # Two, on one socket: while one starts again, visitors are answered by the other.
        for name, begin_it in (
            ("second web server", partial(web, listener)),
            ("job worker", partial(command, "worker")),
        ):
            children.append(Child(name, begin_it, ends_by=signal.SIGTERM, patience=15))
            children[-1].start()
        print(f"Golden Thread is at http://{HOST}:{port} (stop it with Ctrl-C)", flush=True)
        while True:
            for child in children:
                child.watch()
            time.sleep(0.1)


def gather(var: Path, children: list[Child]) -> Child:
    """Whoever fetches and gathers the style sheets, begun."""
    gathering = Child("style sheets", partial(command, "assets"), ends_by=signal.SIGTERM, patience=15)
    children.append(gathering)
    print("Fetching and gathering style sheets.", flush=True)
    # There before anybody looks for it, though what it holds comes later.
    (var / "assets").mkdir(exist_ok=True)
    gathering.start()
    return gathering


def wait_for_style_sheets(gathering: Child) -> None:
    """Raises Trouble where they cannot be had."""
    assert gathering.process
    if gathering.process.wait():
        raise Trouble("There are no style sheets; what was wrong stands above.", code=Code.NOT_SET_UP)


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


def web(
    listener: socket.socket, *, prepare: bool = False, launcher: socket.socket | None = None
) -> "subprocess.Popen[bytes]":
    """The web server, which makes the database ready first where it is told to and prints who may sign in.

    launcher: the line on which it waits for a database that is still to be made.
    """
    told = ["--launcher", str(launcher.fileno())] if launcher else []
    kept = [listener, launcher] if launcher else [listener]
    words = ["web-server", "--fd", str(listener.fileno()), *(["--prepare"] if prepare else []), *told]
    return launch([*ourselves(), *words], keep=kept)


def command(*words: str) -> "subprocess.Popen[bytes]":
    """Another of our commands."""
    return launch([*ourselves(), *words])


def launch(command: list[str], *, keep: Sequence[socket.socket] = ()) -> "subprocess.Popen[bytes]":
    """A child in a group of its own, so that Ctrl-C reaches it through the launcher alone, and which ends with it."""
    ends_with_us = ["setpriv", "--pdeathsig", "TERM"] if shutil.which("setpriv") else []
    return subprocess.Popen(
        [*ends_with_us, *command],
        stdin=subprocess.DEVNULL,
        pass_fds=[each.fileno() for each in keep],
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
    """Wait, however long a migration takes, until the web server answers and its database does.

    Raises Trouble where it ends first, or answers that something is broken.
    """
    tell_again = time.monotonic() + A_LONG_WAIT
    with socket.create_connection((HOST, port)) as visitor:
        visitor.sendall(f"GET /health/ HTTP/1.1\r\nHost: {HOST}:{port}\r\nConnection: close\r\n\r\n".encode())
        while not select.select([visitor], [], [], 0.1)[0]:
            if server.dead():
                raise Trouble("Nothing could be served; what was wrong stands above.")
            if time.monotonic() > tell_again:
                tell("Still making ready. It stops with Ctrl-C, and goes on from there when it is started again.")
                tell_again += A_LONG_WAIT
        status = visitor.recv(len(b"HTTP/1.1 200")).decode("ascii", "replace").rpartition(" ")[2]
    if not status or status >= "500":
        raise Trouble(f"The web server answers that something is broken ({status or 'nothing'}); see above.")


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

"""A whole installation in a directory of its own, started as a person would start it."""

import http.client
import os
import select
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from goldenthread.doors.command import places
from goldenthread.doors.command.db import embedded

GOLDENTHREAD = Path(sys.executable).with_name("goldenthread")
PATIENCE = 120.0

# Mounts a small disk over a directory, with what was in it; $0 is the directory, $1 the size, the rest goes on.
SMALL_DISK = """cp -a "$0" "$0.before" && mount -t tmpfs -o mode=700,size="$1" small "$0" && shift &&
cp -a "$0.before/." "$0" && rm -r "$0.before" && exec "$@" """


@dataclass
class Installation:
    """One var directory and one port, and the launcher that serves from them, if it runs.

    `small`: directories under var that are on a disk of their own, of the size said. Only its own processes see them.
    """

    var: Path
    port: int = field(default_factory=lambda: free_port())
    launcher: "subprocess.Popen[str] | None" = None
    more: dict[str, str] = field(default_factory=dict)
    small: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.var.mkdir(parents=True)
        for made_once in ("assets", "static"):
            (self.var / made_once).symlink_to(places.var() / made_once)

    @property
    def environment(self) -> dict[str, str]:
        """What its processes are told; nothing is loaded, so that a start is a start and no more."""
        ours = {"GOLDENTHREAD_VAR": str(self.var), "FIRST_DATA": "", "PORT": str(self.port)}
        return {name: value for name, value in os.environ.items() if "DATABASE_URL" not in name} | ours | self.more

    def say(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """Run one command to its end."""
        return subprocess.run(
            [GOLDENTHREAD, *words], env=self.environment, capture_output=True, text=True, timeout=PATIENCE
        )

    def start(self) -> str:
        """Start the launcher and wait until it says where it serves; answers with everything it printed until then."""
        # Its complaints go to a file, not to a pipe that fills up because nobody reads it.
        complaints = self.var / "complaints"
        with complaints.open("a") as errors:
            self.launcher = subprocess.Popen(
                [*self.on_small_disks(), GOLDENTHREAD, "up"],
                env=self.environment,
                text=True,
                stdout=subprocess.PIPE,
                stderr=errors,
            )
        assert self.launcher.stdout
        said = ""
        while "Golden Thread is at" not in said:
            line = self.launcher.stdout.readline()
            assert line, f"The launcher ended: {said}{complaints.read_text()}"
            said += line
        return said

    def on_small_disks(self) -> list[str]:
        """The words before the launcher's that mount the small disks, for it and its children alone."""
        if not self.small:
            return []
        mapped = [] if os.getuid() == 0 else ["--user", "--map-root-user"]
        mounted = [
            word for name, size in self.small.items() for word in ("sh", "-c", SMALL_DISK, str(self.var / name), size)
        ]
        return ["unshare", *mapped, "--mount", *mounted]

    def inside(self, name: str) -> Path:
        """A directory under var as the installation's processes see it."""
        assert self.launcher
        return Path(f"/proc/{self.launcher.pid}/root{self.var}/{name}")

    def kill(self) -> None:
        """Kill the launcher without a word, and only it."""
        assert self.launcher
        assert self.launcher.stdout
        self.launcher.kill()
        self.launcher.wait()
        self.launcher.stdout.close()

    def stop(self) -> int:
        """Tell the launcher to stop, and wait for it."""
        assert self.launcher
        self.launcher.send_signal(signal.SIGTERM)
        self.launcher.communicate(timeout=PATIENCE)
        return self.launcher.returncode

    def tidy_up(self) -> None:
        """Leave nothing running, whatever happened."""
        if self.launcher:
            self.launcher.terminate()
            self.launcher.communicate(timeout=PATIENCE)
        for process in self.family:
            with_no_fuss(process)

    @property
    def family(self) -> set[int]:
        """Every process that belongs to this installation, however it came about."""
        mine = {int(path.name) for path in Path("/proc").iterdir() if path.name.isdecimal() and self.owns(path)}
        return mine - {os.getpid()}

    def owns(self, process: Path) -> bool:
        """Whether a process was told of our var, or works in it."""
        try:
            told = f"GOLDENTHREAD_VAR={self.var}\0".encode() in (process / "environ").read_bytes()
            return told or (process / "cwd").resolve(strict=True) == self.var / "db"
        except OSError:
            return False  # it ended while we looked, or is somebody else's

    def child(self, word: str) -> int:
        """The launcher's child whose command line has this word; the first, of several."""
        for process in self.children(word):
            return process
        raise AssertionError(f"The launcher has no child {word}.")

    def children(self, word: str) -> list[int]:
        """The launcher's children whose command lines have this word."""
        assert self.launcher
        every = children_of(self.launcher.pid)
        return [process for process in every if word in Path(f"/proc/{process}/cmdline").read_text()]

    def answers(self) -> bool:
        """Whether a page is served and the database takes a connection from the application's role."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET", "/")
            page = connection.getresponse().status
            address = places.databases({}, under=self.var).application
            psycopg.connect(address, connect_timeout=5).close()
        except (OSError, http.client.HTTPException, psycopg.OperationalError):
            return False
        finally:
            connection.close()
        return page < 500

    def sql(self, statement: str) -> list[tuple[object, ...]]:
        """Ask the database something, as its superuser."""
        address = psycopg.conninfo.make_conninfo(embedded(self.var).superuser, dbname=places.DATABASE)
        with psycopg.connect(address, autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []


def children_of(process: int) -> list[int]:
    """The children of a process, by the kernel's own list."""
    return [int(word) for word in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def eventually(condition, patience: float = PATIENCE) -> bool:
    """Whether something becomes true within the bound. The pause only keeps the question from being asked too often."""
    until = time.monotonic() + patience
    while not condition():
        if time.monotonic() > until:
            return False
        select.select([], [], [], 0.05)
    return True


def with_no_fuss(process: int) -> None:
    """End a process that may have ended already."""
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        return


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])

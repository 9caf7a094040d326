"""The launcher, started for real: it serves, survives its children's deaths and its own, and refuses in sentences."""

import dataclasses
import os
import shutil
import signal
import socket
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from goldenthread.doors.command import begin, places, roles, up
from goldenthread.doors.command.child import Child
from goldenthread.doors.command.db import embedded
from goldenthread.doors.command.main import database_went
from goldenthread.doors.command.postgres import Server, major
from goldenthread.doors.command.trouble import Code, Trouble
from tests import database, trials
from tests.rooms.doors.installation import Installation, children_of, eventually, free_port

# Where the kernel's list of connections says which open file a connection is: 0 until a program takes it up.
INODE = 9


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    """An installation that has never been started."""
    it = Installation(tmp_path / "var")
    yield it
    it.tidy_up()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, migrated: Path) -> Iterator[Installation]:
    """An installation that serves; tests that use it leave it serving."""
    it = Installation(tmp_path_factory.mktemp("served") / "var")
    shutil.copytree(migrated, it.var / "db")
    try:
        it.start()
        yield it
    finally:
        it.tidy_up()


@pytest.fixture
def stopped(installation: Installation, migrated: Path) -> Installation:
    """An installation that was started before, and is not running."""
    shutil.copytree(migrated, installation.var / "db")
    return installation


def test_it_says_where_it_is_and_keeps_its_data(installation):
    assert f"http://127.0.0.1:{installation.port}" in installation.start()
    assert installation.answers()
    installation.sql("create table kept (word text); insert into kept values ('still here')")
    key = (installation.var / "secrets/secret_key").read_text()
    everybody = installation.family
    assert len(everybody) > 5
    assert installation.stop() == 0
    assert installation.family == set()

    installation.start()
    assert installation.sql("select word from kept") == [("still here",)]
    assert (installation.var / "secrets/secret_key").read_text() == key
    assert installation.stop() == 0


def test_what_it_keeps_is_its_owners_alone(served):
    for name in ("db", "run", "secrets", "secrets/secret_key"):
        assert stat.S_IMODE((served.var / name).stat().st_mode) & 0o077 == 0, name


def test_writes_are_on_disk_before_they_are_answered(served):
    assert served.sql("show fsync") == served.sql("show full_page_writes") == [("on",)]
    assert served.sql("show synchronous_commit") == [("on",)]


def test_the_database_listens_on_its_socket_only(served):
    assert served.sql("show listen_addresses") == [("",)]


@pytest.mark.parametrize("kills", [trials.count(1, 8)])
@pytest.mark.parametrize("child", ["web-server", "postgres", "worker"])
def test_a_killed_child_is_started_again(served, child, kills):
    for _ in range(kills):
        before = served.child(child)
        os.kill(before, signal.SIGKILL)
        assert eventually(lambda before=before: before not in children_of(served.launcher.pid))
        assert eventually(served.answers)
        assert eventually(lambda: any(child in words(each) for each in children_of(served.launcher.pid)))


def test_visitors_who_say_nothing_never_reach_a_worker(served):
    """Browsers open connections ahead: more of them than there are threads must not be taken up before they speak."""
    silent = [socket.create_connection(("127.0.0.1", served.port)) for _ in range(20)]
    assert served.answers()
    visitors = {f"0100007F:{each.getsockname()[1]:04X}" for each in silent}
    kernel = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    taken_up = [columns for columns in kernel if columns[2] in visitors and columns[INODE] != "0"]
    assert not taken_up
    for each in silent:
        each.close()


def test_a_second_instance_is_refused(served):
    second = served.say("up", "--port", str(free_port()))
    assert second.returncode == Code.TRY_AGAIN
    assert f"already running from {served.var} (process {served.launcher.pid})" in second.stderr
    assert "Traceback" not in second.stderr


def test_a_running_database_is_not_removed(served):
    refused = served.say("reset", "--yes")
    assert refused.returncode == Code.TRY_AGAIN
    assert served.answers()


def test_a_port_in_use_is_refused(installation, served):
    installation.port = served.port
    refused = installation.say("up")
    assert refused.returncode == Code.TRY_AGAIN
    assert refused.stderr.strip() == (
        f"Port {served.port} is taken by another program. Choose another: make run PORT=8123."
    )


def test_a_killed_launcher_starts_again_and_leaves_nothing_behind(stopped):
    stopped.start()
    stopped.sql("create table kept (word text); insert into kept values ('still here')")
    stopped.kill()
    stopped.start()
    assert stopped.answers()
    assert stopped.sql("select word from kept") == [("still here",)]
    assert stopped.stop() == 0
    assert eventually(lambda: stopped.family == set())


def test_a_server_that_outlived_its_launcher_is_stopped_first(stopped):
    server = embedded(stopped.var)
    server.prepare()
    server.start_detached()
    stopped.start()
    assert stopped.answers()
    assert stopped.stop() == 0
    assert stopped.family == set()


def test_a_stale_note_of_a_process_that_is_now_another_program(stopped):
    (stopped.var / "db/postmaster.pid").write_text(f"{os.getpid()}\n{stopped.var}/db\n0\n5432\n\n\n")
    stopped.start()
    assert stopped.answers()


def test_a_database_of_another_major_version_is_refused(installation):
    embedded(installation.var).prepare()
    (installation.var / "db/PG_VERSION").write_text("14\n")
    refused = installation.say("up")
    assert refused.returncode == Code.NOT_SET_UP
    assert f"was made by PostgreSQL 14, and this Golden Thread brings PostgreSQL {major()}" in refused.stderr
    assert "Traceback" not in refused.stderr


# What is refused is tested by itself; that the launcher says it, in the trials.
if trials.count(0, 1):

    def test_a_database_of_an_earlier_release_is_refused(stopped):
        server = embedded(stopped.var)
        server.prepare()
        server.start_detached()
        stopped.sql(
            "delete from django_migrations where app = 'facts'; "
            "insert into django_migrations (app, name, applied) values ('facts', '0001_initial', now())"
        )
        refused = stopped.say("up")
        assert refused.returncode == Code.UNAVAILABLE
        assert "made by an earlier Golden Thread that this release cannot go on from" in refused.stderr
        assert "`make reset`" in refused.stderr
        assert "Traceback" not in refused.stderr


def test_a_directory_that_is_no_database_is_refused(installation):
    (installation.var / "db").mkdir()
    refused = installation.say("up")
    assert refused.returncode == Code.NOT_SET_UP
    assert "is not a database directory" in refused.stderr


def test_programs_that_are_not_there_are_named(installation, tmp_path):
    installation.more = {"POSTGRES_PROGRAMS": str(tmp_path)}
    refused = installation.say("up")
    assert refused.returncode == Code.NOT_SET_UP
    assert f"There is no initdb for this machine in {tmp_path}." in refused.stderr
    assert not (installation.var / "db").exists()


def test_a_set_up_that_was_killed_is_begun_anew(installation):
    (installation.var / "db.making").mkdir(mode=0o700)
    (installation.var / "db.making/half").write_text("a database")
    embedded(installation.var).prepare()
    assert (installation.var / "db/PG_VERSION").exists()
    assert not (installation.var / "db/half").exists()


class Filler(threading.Thread):
    """Whoever fills a new database in the tests below: with a table, while the server does not wait for the disk."""

    def __init__(self, server: Server, *, fails: bool = False) -> None:
        super().__init__(daemon=True)
        self.address = psycopg.conninfo.make_conninfo(server.superuser, dbname=places.DATABASE)
        self.fails = fails
        self.launcher, self.line = socket.socketpair()
        self.start()

    def run(self) -> None:
        with self.line:
            begin.wait(self.line)
            if self.fails:
                return
            with psycopg.connect(self.address) as connection:
                assert connection.execute("show fsync").fetchone() == ("off",)
                connection.execute("create table first_data (word text)")
            self.line.sendall(begin.GO_ON)
            begin.wait(self.line)


def test_a_database_has_its_name_when_it_is_whole(installation, capfd, monkeypatch):
    monkeypatch.delenv("FIRST_DATA", raising=False)
    server = embedded(installation.var)
    children: list[Child] = []
    filler = Filler(server, fails=True)
    with pytest.raises(Trouble, match="could not be made"):
        begin.begin(server, children, told=filler.launcher, has_ended=lambda: False)
    filler.launcher.close()
    for child in reversed(children):
        child.stop()
    assert not server.data.exists()
    assert begin.is_wanted(server)

    filler = Filler(server)
    begin.begin(server, [], told=filler.launcher, has_ended=lambda: False)
    filler.launcher.sendall(begin.GO_ON)
    filler.join()
    filler.launcher.close()

    assert "that is removed" in capfd.readouterr().out
    assert not begin.is_wanted(server)
    try:
        server.start_detached()
        assert installation.sql("show fsync") == [("on",)]
        assert installation.sql("select count(*) from first_data") == [(0,)]
    finally:
        server.stop_orphan()


def test_nothing_is_begun_where_a_database_is_or_nothing_is_to_be_in_it(stopped, monkeypatch):
    server = embedded(stopped.var)
    monkeypatch.delenv("FIRST_DATA", raising=False)
    assert not begin.is_wanted(server)
    monkeypatch.setenv("FIRST_DATA", "")
    assert not begin.is_wanted(dataclasses.replace(server, data=stopped.var / "another"))


# A minute of two processors.
if trials.count(0, 1):

    def test_a_first_start_is_on_an_authority_of_two_thousand_children(installation):
        installation.more = {"FIRST_DATA": "goldenthread.doors.demonstration.first_data"}
        assert "2,000 of 2,000 children's years are there." in installation.start()
        assert installation.answers()
        assert installation.stop() == 0


def test_too_little_room_is_refused(tmp_path):
    with pytest.raises(Trouble, match="Free some space") as refused:
        up.refuse_full_disk(tmp_path, least=1 << 60)
    assert refused.value.code == Code.NO_SPACE


def test_missing_style_sheets_are_refused(installation):
    (installation.var / "static").unlink()
    refused = installation.say("up")
    assert refused.returncode == Code.NOT_SET_UP
    assert "Run `make run`" in refused.stderr


def test_reset_starts_anew(installation):
    embedded(installation.var).prepare()
    places.secret("secret_key", under=installation.var)
    assert installation.say("reset", "--yes").returncode == 0
    assert not (installation.var / "db").exists()
    assert not (installation.var / "secrets").exists()
    assert (installation.var / "static").exists()


def test_a_path_too_long_for_a_socket_finds_a_private_place_for_it(tmp_path):
    var = tmp_path / ("a" * 120)
    assert places.sockets(var).parent == Path("/tmp")
    assert places.sockets(var) != places.sockets(tmp_path / ("b" * 120))
    assert places.sockets(tmp_path) == tmp_path / "run"
    server = embedded(var)
    try:
        server.prepare()
        server.start_detached()
        assert server.answers()
        assert stat.S_IMODE(server.sockets.stat().st_mode) == 0o700
    finally:
        server.stop_orphan()
        server.sockets.rmdir()


@pytest.mark.parametrize(("number", "fits"), [(140010, False), (150018, True), (180004, True), (190000, False)])
def test_only_versions_that_were_tried_are_taken(number, fits):
    if fits:
        roles.refuse_unknown_version(number)
    else:
        with pytest.raises(Trouble, match="needs PostgreSQL 15 to 18"):
            roles.refuse_unknown_version(number)


@pytest.fixture
def councils_own() -> Iterator[str]:
    """A database that an authority made by itself, with an owner who may make roles."""
    with database.running_server() as server:
        name = f"clone_{os.getpid()}_council"
        superuser = server.superuser
        with psycopg.connect(superuser, autocommit=True) as connection:
            connection.execute(f"drop database if exists {name} with (force)")
            connection.execute("drop role if exists council")
            connection.execute("create role council login createrole")
            connection.execute(f"create database {name} owner council")
        yield f"postgresql://council@/{name}?host={server.sockets}"
        with psycopg.connect(superuser, autocommit=True) as connection:
            connection.execute(f"drop database {name} with (force)")
            connection.execute("drop role council")


def test_a_database_of_the_authoritys_own(installation, councils_own):
    installation.more = {"DATABASE_URL": councils_own, "HTTPS": "1"}
    done = installation.say("prepare")
    assert done.returncode == 0, done.stderr
    assert not (installation.var / "db").exists()
    password = installation.var / "secrets/application_password"
    assert stat.S_IMODE(password.stat().st_mode) == 0o600
    with psycopg.connect(places.databases(installation.more, under=installation.var).application) as connection:
        assert connection.execute("select current_user").fetchone() == ("goldenthread_app",)
        owners = connection.execute("select distinct tableowner from pg_tables where schemaname = 'public'").fetchall()
        assert owners == [("council",)]
        assert connection.execute("select count(*) from django_session").fetchone() == (0,)


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"DATABASE_URL": "nonsense"}, "DATABASE_URL is not an address"),
        ({"OWNER_DATABASE_URL": "postgresql://a@b/c"}, "without DATABASE_URL"),
        ({"DATABASE_URL": "postgresql://a:secret@127.0.0.1:1/c"}, "does not answer its owner"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY has 5 characters"),
    ],
)
def test_settings_that_cannot_work_are_refused(installation, settings, says):
    installation.more = settings
    refused = installation.say("prepare")
    assert refused.returncode
    assert says in refused.stderr
    assert "Traceback" not in refused.stderr
    assert "secret@" not in refused.stderr


@pytest.mark.parametrize("command", ["verify", "sweep", "seal"])
def test_a_command_whose_database_is_not_there_says_so(installation, command):
    asked = installation.say(command)
    assert asked.returncode == Code.UNAVAILABLE
    assert "The database did not answer" in asked.stderr
    assert "goldenthread db" in asked.stderr
    assert "Traceback" not in asked.stderr


@pytest.mark.parametrize(
    ("error", "went"),
    [
        (psycopg.OperationalError("connection refused"), True),
        (psycopg.errors.AdminShutdown(), True),
        (psycopg.errors.DiskFull(), True),
        (psycopg.errors.QueryCanceled(), False),
        (psycopg.errors.DeadlockDetected(), False),
        (ValueError("nothing of a database"), False),
    ],
    ids=lambda one: type(one).__name__,
)
def test_only_a_database_that_went_is_told_without_where_it_was(error, went):
    assert database_went(error) is went


def words(process: int) -> str:
    """A process's command line."""
    path = Path(f"/proc/{process}/cmdline")
    return path.read_text() if path.exists() else ""

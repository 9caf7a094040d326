"""The restore drill: stories are told, backed up, brought back elsewhere, compared, and the application answers."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from goldenthread.doors.command import backup, locked, places, restore, roles, tally
from goldenthread.doors.command.main import main
from goldenthread.doors.command.places import OWNER
from goldenthread.doors.command.trouble import Trouble
from goldenthread.record.models import Entry
from tests import database
from tests.authority import PASSWORD, email
from tests.rooms.doors.installation import GOLDENTHREAD

STORY = """
1 Sep 2026 | front_door.contact_received
1 Sep 2026 | front_door.decided | Fran | takes_on=east
2 Sep 2026 | assessment.allocated
4 Sep 2026 | assessment.child_seen
"""


@dataclass
class Drill:
    """An installation whose database is the test's, another database, and a key kept outside both."""

    var: Path
    database: str
    other: str
    key: Path
    public: str

    def say(self, *words: str, **more: str) -> "subprocess.CompletedProcess[str]":
        """Run a command as a person would."""
        told = {"GOLDENTHREAD_VAR": str(self.var), "DATABASE_URL": self.database, "BACKUP_KEY": self.public} | more
        return subprocess.run([GOLDENTHREAD, *words], env=os.environ | told, capture_output=True, text=True)

    def backup(self) -> Path:
        """A backup of everything told so far."""
        done = self.say("backup")
        assert done.returncode == 0, done.stderr
        (file,) = (self.var / "backups").iterdir()
        assert f"{file} is whole" in done.stdout
        return file

    def restore(self, file: Path, *words: str) -> "subprocess.CompletedProcess[str]":
        """Restore a file into the other database."""
        return self.say("restore", str(file), "--key", str(self.key), "--into", self.other, *words)


@pytest.fixture
def drill(authority, owner, clone, tmp_path) -> Iterator[Drill]:
    """The told stories are committed, because `owner` makes the test's writes real."""
    server, other = database.server(), f"clone_{os.getpid()}_restored"
    key = tmp_path / "kept elsewhere"
    with psycopg.connect(server.superuser, autocommit=True) as superuser:
        roles.set_up_embedded(server.superuser, database=other)
        try:
            yield Drill(
                tmp_path / "var",
                database.address(clone, server, role=OWNER),
                database.address(other, server, role=OWNER),
                key,
                locked.new_key(key),
            )
        finally:
            database.close_all()
            superuser.execute(f"drop database {other} with (force)")


@contextmanager
def pointed_at(name: str, *, back_to: str) -> Iterator[None]:
    """The application works from another database for a while."""
    server = database.server()
    database.point_django_at(name, server)
    try:
        yield
    finally:
        database.point_django_at(back_to, server)


def rows(address: str, table: str) -> set[str]:
    """Every row of a table, asked by a connection of its own."""
    with psycopg.connect(address) as other:
        return {said for (said,) in other.execute(f"select t::text from {table} t")}


def test_what_was_backed_up_is_restored_verified_and_served(drill, authority, clone):
    mia = authority.child("Mia", "Made-Up")
    authority.tell(STORY, mia)
    file = drill.backup()
    authority.child("Tom", "Told-Later")

    restored = drill.restore(file)

    assert restored.returncode == 0, restored.stdout + restored.stderr
    assert "the checksums are equal" in restored.stdout
    assert "Everything is as it was recorded." in restored.stdout
    assert rows(drill.other, "record_entry") < rows(drill.database, "record_entry")
    client = Client()
    with pointed_at(f"{clone}_restored", back_to=clone):
        answer = client.post("/sign-in/", {"login": email("Sam"), "password": PASSWORD}, follow=True)
        assert answer.status_code == 200
        assert "Sign out" in answer.content.decode()
        assert "Mia Made-Up" in client.get(f"/child/{mia}/").content.decode()


def flipped(file: bytes) -> bytes:
    """One bit of the middle is another."""
    middle = len(file) // 2
    return file[:middle] + bytes([file[middle] ^ 1]) + file[middle + 1 :]


def test_a_file_shows_nothing_and_is_refused_damaged_cut_or_with_another_key(drill, authority, capsys):
    authority.child("Mia", "Made-Up")
    whole = drill.backup()
    assert [path.name for path in whole.parent.iterdir()] == [whole.name]
    assert whole.stat().st_mode & 0o777 == 0o600
    assert whole.read_bytes().startswith(b"age-encryption.org/v1")
    assert b"Made-Up" not in whole.read_bytes()
    another = drill.key.with_name("another key")
    locked.new_key(another)
    damages = {
        "a flipped byte": (flipped(whole.read_bytes()), drill.key, "is damaged or was cut short"),
        "a cut file": (whole.read_bytes()[:-1000], drill.key, "is damaged or was cut short"),
        "cut to its first lines": (whole.read_bytes()[:60], drill.key, "is damaged or was cut short"),
        "another key": (whole.read_bytes(), another, "was not made for this key"),
    }

    for damage, (content, key, sentence) in damages.items():
        file = whole.with_name("copy.age")
        file.write_bytes(content)
        assert main(["restore", str(file), "--key", str(key)]) == 69, damage
        assert sentence in capsys.readouterr().err, damage
    assert main(["restore", str(whole), "--key", str(drill.key), "--only-look"]) == 0
    # What second factors were locked with is in it, and opens them on a machine that has made a key of its own.
    theirs = (drill.var / backup.KEYS).read_text()
    restore.read(whole, locked.identities(drill.key), folders=drill.var / "kept")
    there = drill.var.with_name("there")
    ours = places.secret("second_factor_keys", under=there)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GOLDENTHREAD_VAR", str(there))
        restore.put_back(drill.var / "kept")
    assert (there / backup.KEYS).read_text().split() == [ours, theirs]
    assert (there / backup.KEYS).stat().st_mode & 0o777 == 0o600


def test_a_database_that_is_not_empty_is_written_over_only_if_it_is_named(drill, authority, owner, clone):
    authority.child("Mia", "Made-Up")
    paper = drill.var / "papers" / "a1" / "a letter"
    paper.parent.mkdir(parents=True)
    paper.write_text("Dear all")
    file = drill.backup()
    authority.child("Tom", "Told-Later")
    back = ("restore", str(file), "--key", str(drill.key))

    unnamed = drill.say(*back)
    otherwise_named = drill.say(*back, "--replace", f"{clone}_restored")
    owner.execute("create table something (else_entirely int)")
    mixed = drill.say(*back, "--replace", clone)
    owner.execute("drop table something")

    for refused, sentence in (
        (unnamed, f"say --replace {clone} to lose what is in it now"),
        (otherwise_named, "is not empty, and nothing was changed"),
        (mixed, "has tables that the backup has not (something)"),
    ):
        assert refused.returncode == 64
        assert sentence in refused.stderr
    assert Entry.objects.count() == 2
    paper.unlink()
    named = drill.say(*back, "--replace", clone)
    assert named.returncode == 0, named.stdout + named.stderr
    assert Entry.objects.count() == 1
    assert paper.read_text() == "Dear all"


def test_a_row_that_says_something_else_shows_in_the_sums(authority, owner):
    def counted() -> tally.Tally:
        with owner.transaction(), owner.cursor() as cursor:
            return tally.tally(cursor, without=["procrastinate_version"])

    before = counted()
    assert tally.differences(before, counted()) == []
    get_user_model().objects.filter(first_name="Sam").update(first_name="Sum")
    assert tally.differences(before, counted()) == [
        f"auth_user has {before['auth_user'][0]} rows as it should, but not all say what was backed up."
    ]


def test_nothing_is_left_of_a_file_whose_making_was_broken_off(tmp_path):
    to = locked.recipients(locked.new_key(tmp_path / "key"))

    def half() -> None:
        with locked.writing(tmp_path / "half.age", to) as file:
            file.write(b"The first half")
            raise Trouble("broken off")

    with pytest.raises(Trouble, match="broken off"):
        half()

    assert [path.name for path in tmp_path.iterdir()] == ["key"]


def test_the_key_is_for_its_owner_alone_and_never_beside_the_records(tmp_path, monkeypatch):
    monkeypatch.setenv("GOLDENTHREAD_VAR", str(tmp_path / "var"))
    key = tmp_path / "key"

    locked.new_key(key)

    assert key.stat().st_mode & 0o777 == 0o600
    with pytest.raises(Trouble, match="never written over"):
        locked.new_key(key)
    with pytest.raises(Trouble, match="Keep the key where they are not"):
        locked.new_key(tmp_path / "var" / "key")
    with pytest.raises(Trouble, match="BACKUP_KEY is not set"):
        locked.recipients("")
    with pytest.raises(Trouble, match="begins with age1"):
        locked.recipients("a passphrase")

"""When nothing answers: each worker's children in a file that only the holder of a key opens."""

import pytest
from django.utils import timezone

from goldenthread.doors.chores import outage as chore
from goldenthread.doors.command import locked, outage_pack
from goldenthread.doors.command.main import main
from goldenthread.record.models import Look

STORY = """
1 Sep 2026 | front_door.contact_received
1 Sep 2026 | front_door.decided | Fran | takes_on=east
2 Sep 2026 | assessment.allocated | | worker={worker}
4 Sep 2026 | assessment.child_seen | {worker}
"""


@pytest.fixture
def key(tmp_path, monkeypatch):
    """A key kept outside the installation, which knows its public half."""
    monkeypatch.setenv("GOLDENTHREAD_VAR", str(tmp_path / "var"))
    file = tmp_path / "key"
    monkeypatch.setenv("OUTAGE_KEY", locked.new_key(file))
    return file


def opened(path, key) -> str:
    with locked.reading(path, locked.identities(key)) as plain:
        return plain.read().decode()


def test_each_worker_has_their_own_children_in_their_file_and_nobody_elses(authority, key):
    mia, tom = authority.child("Mia", "Made-Up"), authority.child("Tom", "Made-Up-Too")
    authority.tell(STORY.format(worker="Sam"), mia)
    authority.tell(STORY.format(worker="Sue"), tom)

    made = outage_pack.make(at=timezone.now())

    pages = {path.name.partition("-")[0]: opened(path, key) for path in made}
    assert pages.keys() == {"sam", "sue"}, "Whoever works with no child has no pack"
    assert "Mia Made-Up" in pages["sam"]
    assert "Made-Up-Too" not in pages["sam"]
    assert "Tom Made-Up-Too" in pages["sue"]
    for heading in ("Key facts", "Who to call", "What is due", "What happened lately", "I like Nan."):
        assert heading in pages["sam"]
    assert "Sam, lead worker" in pages["sam"]
    assert not any(word in pages["sam"] for word in ("http", "<script", "src=")), "It needs nothing beside itself"


def test_a_pack_is_a_look_at_each_of_its_children(authority, key):
    mia = authority.child()
    authority.tell(STORY.format(worker="Sam"), mia)

    outage_pack.make(at=timezone.now())

    (look,) = Look.objects.filter(about=mia)
    assert (look.worker.name, look.page, look.why) == ("Sam", "outage pack", "Allocated as lead worker")


def test_nothing_is_plain_on_the_disk_and_a_pack_that_nobody_has_any_more_goes(authority, key):
    authority.tell(STORY.format(worker="Sam"), authority.child("Mia", "Made-Up"))
    (path,) = outage_pack.make(at=timezone.now())
    gone = path.with_name("gone-99.age")
    gone.write_bytes(path.read_bytes())

    outage_pack.make(at=timezone.now())

    assert not gone.exists()
    assert {file.name for file in path.parent.iterdir()} == {path.name, "made"}
    assert b"Made-Up" not in path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_pack_opens_by_the_command_and_only_with_its_key(authority, key, capfdbinary):
    authority.tell(STORY.format(worker="Sam"), authority.child("Mia", "Made-Up"))
    (path,) = outage_pack.make(at=timezone.now())
    another = key.with_name("another")
    locked.new_key(another)

    with_another = outage_pack.locked.identities(another)
    with pytest.raises(outage_pack.Trouble, match="not made for this key"):
        with locked.reading(path, with_another) as plain:
            plain.read()

    assert main(["outage-pack", "--open", str(path), "--key", str(key)]) == 0
    assert b"Mia Made-Up" in capfdbinary.readouterr().out


def test_the_chore_makes_them_once_a_day_where_a_key_was_named(authority, key, monkeypatch):
    authority.tell(STORY.format(worker="Sam"), authority.child())
    monkeypatch.setattr(chore, "FIRST_HOUR", 0)

    chore.outage_packs.func(timestamp=0)
    chore.outage_packs.func(timestamp=0)
    monkeypatch.delenv("OUTAGE_KEY")
    (outage_pack.folder() / "made").unlink()
    chore.outage_packs.func(timestamp=0)

    assert Look.objects.count() == 1
    assert not outage_pack.made_on(timezone.localdate())

"""A disk that is really full, under the database and under the documents of a whole installation that serves."""

import io
import json
import re
import secrets
import shutil
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.rooms.doors.installation import Installation, eventually
from tests.rooms.doors.test_killed import Visitor, child

__all__ = ["child"]

A_LOT = 200_000
TRIES = 100


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, migrated: Path) -> Iterator[Installation]:
    mounts = subprocess.run(["unshare", "--user", "--map-root-user", "--mount", "true"], capture_output=True)
    assert mounts.returncode == 0, "Let users mount a disk of their own: sysctl user.max_mnt_namespaces"
    it = Installation(tmp_path_factory.mktemp("small") / "var", small={"db": "150m", "papers": "1m", "arriving": "3m"})
    it.more = {"TMPDIR": str(it.var / "arriving")}
    shutil.copytree(migrated, it.var / "db")
    for name in ("papers", "arriving"):
        (it.var / name).mkdir()
    try:
        it.start()
        yield it
    finally:
        it.tidy_up()


@contextmanager
def filled_up(disk: Path) -> Iterator[None]:
    """Not a byte of room is left, until the block ends."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as into:
        for size in (1 << 20, 4096, 1):
            with pytest.raises(OSError, match="No space left"):
                _write_on(into, size)
        yield
    filler.unlink()


def _write_on(into: io.RawIOBase, size: int) -> None:
    while True:
        into.write(bytes(size))


def answered(visitor: Visitor, ask) -> tuple[int, str]:
    """The status and the page, whatever the status is."""
    try:
        return 200, ask()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.read().decode()


def send_file(visitor: Visitor, path: str, content: bytes, *, more: dict[str, str]) -> str:
    """Send a document as a browser does."""
    page, _ = visitor.get(path)
    token, key = (
        re.search(rf'name="{name}" value="([^"]+)"', page).group(1) for name in ("csrfmiddlewaretoken", "key")
    )
    line = secrets.token_hex(16)
    pieces = [f'--{line}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
              for name, value in {"csrfmiddlewaretoken": token, "key": key, **more}.items()]  # fmt: skip
    pieces.append(f'--{line}\r\nContent-Disposition: form-data; name="file"; filename="letter.txt"\r\n'
                  "Content-Type: text/plain\r\n\r\n")  # fmt: skip
    body = "".join(pieces).encode() + content + f"\r\n--{line}--\r\n".encode()
    asked = urllib.request.Request(
        visitor.home + path, body,
        {"Content-Type": f"multipart/form-data; boundary={line}", "Referer": visitor.home + path},
    )  # fmt: skip
    with visitor.opener.open(asked) as answer:
        return answer.read().decode()


@pytest.fixture(scope="module")
def rita(served: Installation, child: str) -> Visitor:
    visitor = Visitor(served.port)
    visitor.sign_in("Rita")
    return visitor


def test_a_full_disk_under_the_database_loses_nothing_and_heals_without_a_start(served, child, rita):
    page, here = rita.get(f"/record/front_door.contact_received/?about={child}")
    processes = {each: served.child(each) for each in ("web-server", "postgres")}
    version = re.search(r'name="v.all-worry" value="(\d+)"', page).group(1)
    saved = ["nothing yet"]

    def save() -> int:
        nonlocal version
        worry = secrets.token_hex(A_LOT // 2)
        sent = {"all-worry": worry, "v.all-worry": version}
        status, said = answered(rita, lambda: rita.post(here, page, sent, accept="application/json"))
        if status == 200:
            version = str(json.loads(said)["versions"]["all-worry"])
            saved.append(worry)
        else:
            refused.append((status, said))
        return status

    refused: list[tuple[int, str]] = []
    assert save() == 200
    with filled_up(served.inside("db")):
        assert any(save() == 503 for _ in range(TRIES))
        (status, said), *_ = refused
        assert "There is no room left to save this" in said
        assert "tell your system administrator now" in said.lower()

    assert eventually(lambda: save() == 200)
    assert saved[-1] in rita.get(here)[0]
    assert {each: served.child(each) for each in processes} == processes
    assert served.sql("select count(*) from record_entry where step = 'front_door.contact_received'") == [(0,)]


@pytest.mark.parametrize(("size", "disk"), [(900_000, "papers"), (2_900_000, "arriving")])
def test_a_full_disk_under_the_documents_keeps_no_half_and_takes_the_next(served, child, rita, size, disk):
    papers, path = served.inside("papers"), f"/child/{child}/papers/add/"
    said = {"title": "Letter", "sort": "letter"}
    letter = (secrets.token_hex(32) + "\n").encode() * (size // 65)
    entries = served.sql("select count(*) from record_entry")
    before = {each for each in papers.rglob("*") if each.is_file()}

    with filled_up(served.inside(disk)):
        status, page = answered(rita, lambda: send_file(rita, path, letter, more=said))

    assert status == 503
    assert "There is no room left to save this" in page
    assert served.sql("select count(*) from record_entry") == entries
    assert {each for each in papers.rglob("*") if each.is_file()} == before
    status, page = answered(rita, lambda: send_file(rita, path, letter[:1000], more=said))
    assert (status, "The document is on the record" in page) == (200, True), page

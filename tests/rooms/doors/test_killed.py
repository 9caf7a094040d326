"""What was acknowledged is kept, whoever is killed: the web server, the database, or both between two letters."""

import http.cookiejar
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.authority import ANSWERS, PASSWORD, email
from tests.rooms.doors.installation import Installation, children_of, eventually
from tests.rooms.doors.test_recording import filled

pytestmark = pytest.mark.xdist_group("launcher")

CHECKOUT = Path(__file__).resolve().parents[3]
FOUND = """
import django
django.setup()
from tests.authority import Authority
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from goldenthread.casework import access
with access.acting(access.Chore("tests")):
    authority = Authority.found()
    print("child", authority.child("Jay", "Mabey"))
    TOTP.activate(authority.users["Rita"], "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    print("codes", *RecoveryCodes.activate(authority.users["Rita"]).get_unused_codes())
"""


# Rita's codes on paper: this installation is not the demonstration, and asks for a second factor.
paper: list[str] = []


class Visitor:
    """Somebody at a browser without script: cookies, forms and links."""

    def __init__(self, port: int) -> None:
        self.home = f"http://127.0.0.1:{port}"
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(jar)

    def get(self, path: str) -> tuple[str, str]:
        """A page, and the address where it was found."""
        with self.opener.open(self.home + path) as answer:
            return answer.read().decode(), urllib.parse.urlsplit(answer.url).path

    def post(self, path: str, page: str, said: dict[str, str], accept: str = "text/html") -> str:
        """Send a form, with the token that its page holds."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page).group(1)
        body = urllib.parse.urlencode({**said, "csrfmiddlewaretoken": token}).encode()
        asked = urllib.request.Request(self.home + path, body, {"Accept": accept, "Referer": self.home + path})
        with self.opener.open(asked) as answer:
            return answer.read().decode()

    def sign_in(self, name: str) -> None:
        page, path = self.get("/sign-in/")
        second = self.post(path, page, {"login": email(name), "password": PASSWORD})
        self.post("/sign-in/second-step/", second, {"code": paper.pop()})


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, migrated: Path) -> Iterator[Installation]:
    it = Installation(tmp_path_factory.mktemp("killed") / "var")
    shutil.copytree(migrated, it.var / "db")
    it.start()
    yield it
    it.tidy_up()


@pytest.fixture(scope="module")
def child(served: Installation) -> str:
    """A child of the made-up authority, on the installation's own record."""
    told = served.environment | {"DJANGO_SETTINGS_MODULE": "goldenthread.config.settings"}
    words = [sys.executable, "-c", FOUND]
    done = subprocess.run(words, env=told, capture_output=True, text=True, cwd=CHECKOUT)
    assert "child" in done.stdout, done.stderr
    told_child, told_codes = done.stdout.split("child ")[1].split("codes ")
    paper.extend(told_codes.split())
    return told_child.strip()


def kill(served: Installation, *words: str) -> None:
    """End processes as the kernel would, and wait until others stand in their place."""
    for word in words:
        before = served.child(word)
        os.kill(before, signal.SIGKILL)
        assert eventually(lambda before=before: before not in children_of(served.launcher.pid))
    assert eventually(served.answers)


@pytest.mark.parametrize("killed", [("web-server",), ("postgres",), ("web-server", "postgres")])
def test_an_acknowledged_save_survives(served, child, killed):
    rita = Visitor(served.port)
    rita.sign_in("Rita")
    page, here = rita.get(f"/record/front_door.contact_received/?about={child}")
    version = re.search(r'name="v.all-worry" value="(\d+)"', page).group(1)
    worry = f"Typed before {' and '.join(killed)} was killed."

    said = json.loads(rita.post(here, page, {"all-worry": worry, "v.all-worry": version}, accept="application/json"))
    kill(served, *killed)

    assert said["versions"]["all-worry"] == int(version) + 1
    assert worry in rita.get(here)[0]


def test_a_draft_killed_before_it_was_recorded_is_recorded_once_afterwards(served, child):
    rita = Visitor(served.port)
    rita.sign_in("Rita")
    page, here = rita.get(f"/record/front_door.contact_received/?about={child}")
    rita.post(here, page, {**filled(page, ANSWERS["front_door.contact_received"]), "do": "save"})

    kill(served, "web-server", "postgres")
    page, _ = rita.get(here)
    body = {**filled(page, ANSWERS["front_door.contact_received"]), "do": "complete"}
    receipts = [rita.post(here, page, body) for _ in range(2)]

    assert all("Contact received." in receipt for receipt in receipts)
    assert served.sql("select count(*) from record_entry where step = 'front_door.contact_received'") == [(1,)]

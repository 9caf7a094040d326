"""A web server of ours on the database that is measured, and visitors who hold every answer to its status and size."""

import http.client
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlencode

import psycopg
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from psycopg.conninfo import make_conninfo

from goldenthread.casework.access import sessions
from goldenthread.doors.command import places
from goldenthread.doors.command.web import words
from tests.bench import kept
from tests.bench.measuring import children_of, had

APPLICATION = "goldenthread.config.wsgi:application"
LEAST = 1_000


@dataclass(frozen=True)
class Served:
    """A server: its port, its first process, and the name that its connections carry in the database."""

    port: int
    master: int
    name: str

    @property
    def workers(self) -> list[int]:
        """Its web workers."""
        return children_of(self.master)

    def processor(self) -> float:
        """What its workers and their connections' server processes have had."""
        return sum(map(had, [*self.workers, *backends(self.name)]))


@contextmanager
def served(application: str = APPLICATION, *, name: str, options: str = "") -> Iterator[Served]:
    """Serve an application of ours by gunicorn, as `goldenthread up` does."""
    told = {
        "DATABASE_URL": make_conninfo(settings.ROLES.application, options=options),
        "OWNER_DATABASE_URL": settings.ROLES.owner,
        "DJANGO_SETTINGS_MODULE": "goldenthread.config.settings", "PGAPPNAME": name,
    }  # fmt: skip
    with socket.create_server(("127.0.0.1", 0)) as listening:
        _, *rest = words(listening.fileno())
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", application, *rest],
            env=kept.environment(places.var()) | told, pass_fds=[listening.fileno()], cwd=kept.CHECKOUT,
        )  # fmt: skip
        try:
            here = Served(listening.getsockname()[1], server.pid, name)
            Visitor(here.port).get("/sign-in/")
            yield here
        finally:
            server.terminate()
            server.wait()


# Asked anew at each round, so on a connection that stays.
_WATCH: list[psycopg.Connection] = []


def backends(name: str) -> list[int]:
    """The database's processes that serve connections of this name."""
    if not _WATCH:
        _WATCH.append(psycopg.connect(kept.server(places.var()).superuser, autocommit=True))
    asked = "select pid from pg_stat_activity where application_name = %s order by pid"
    return [pid for (pid,) in _WATCH[0].execute(asked, [name])]


class Visitor:
    """Somebody at a browser who keeps their connection, signed in or not."""

    def __init__(self, port: int, cookie: str = "") -> None:
        self.there = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.cookies = dict([cookie.split("=", 1)]) if cookie else {}
        self.location, self.seen = "", time.monotonic()

    def get(self, page: str, *, status: int = 200) -> bytes:
        """A page, held to its status and to a size that no empty answer has."""
        return self._ask("GET", page, None, status)

    def post(self, page: str, sent: dict[str, str], *, status: int = 302) -> bytes:
        """What answers a form that was sent, held to its status."""
        return self._ask("POST", page, urlencode(sent), status)

    def _ask(self, method: str, page: str, body: str | None, status: int) -> bytes:
        # The server closes a connection on which nothing was said for two seconds.
        if time.monotonic() - self.seen > 1:
            self.there.close()
        form = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        self.there.request(method, page, body, form | {"Cookie": "; ".join(map("=".join, self.cookies.items()))})
        answer = self.there.getresponse()
        content, self.seen = answer.read(), time.monotonic()
        for said in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = said.partition(";")[0].partition("=")
            self.cookies[name] = value
        self.location = answer.headers.get("Location", "")
        if answer.status != status or (status == 200 and len(content) < LEAST):
            said = re.sub(r"<[^>]*>|\s+", " ", content.decode(errors="replace"))[:400]
            raise AssertionError(f"{page} answers {answer.status} with {len(content)} bytes: {said}")
        return content


def client_of(user: User) -> Client:
    """Somebody signed in, in this process."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(user)
    session = client.session
    session[sessions.SECOND_FACTOR] = True
    session.save()
    return client


def as_visitor(client: Client, server: Served) -> Visitor:
    """The same person at a browser."""
    return Visitor(server.port, cookie_of(client))


def cookie_of(client: Client) -> str:
    """The cookie by which the same person is known to a server."""
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"

"""Every form, every upload and every question in an address, with what nobody should send.

No 500, no trace, nothing of it on the page as it came, and nothing written where it was refused. A form that a page
gains is tried by itself. What fails says its form and its number: SEED and that number make it again.
"""

import dataclasses
import os
import random
import re
import traceback
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from lxml import html

from tests.authority import Authority
from tests.authority import client as signed_in
from tests.journeys.world import NO_PAGE, OPENED, World, addresses, opened
from tests.rooms.test_access import asked
from tests.trials import count
from tests.walks.hostile import BREAKS_OUT, MARK, WORDS, Form, Sent, forms_on, inputs

SEED = os.environ.get("SEED", "1")
A_FORM, A_FILE, A_QUESTION, A_PLACE = count(1, 200), count(4, 400), count(1, 50), count(1, 60)
# What is long is divided among those who can do it at the same time.
PARTS = count(1, 8)

# Written whatever becomes of a request: who looked, who tried; what was typed is kept before anybody asks whether it
# will do.
WRITTEN_ANYWAY = re.compile(r"look|listed|draft|partnerreferral|session|axes|cache|tally|procrastinate|migrations")
TRACE = re.compile(r"Traceback \(most recent|File \"/|site-packages|psycopg\.|django\.db|jinja2\.|\.py\", line")
WORKED_OUT = re.compile(rf"{MARK}[$#]?49{MARK}")
REFUSED = 400


class Attacker:
    """Sends what is made for each form, and gathers what should not have happened."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.ids = (world.child, world.brother, world.worry, world.twin, world.entry, world.visit, world.contact)
        self.wrong: list[str] = []
        self.sent = 0
        self._clients: dict[tuple[str, bool], Client] = {}
        self.before: dict[str, str] = {}

    def client(self, who: str, *, token: bool = True) -> Client:
        if (who, token) not in self._clients:
            self._clients[who, token] = signed_in(self.world.authority, who)
            self._clients[who, token].raise_request_exception = False
            self._clients[who, token].handler.enforce_csrf_checks = not token
            # Signing in writes; whatever else is written is taken back, so this is what there is before each.
            self.before = sums()
        return self._clients[who, token]

    def post(self, form: Form, sent: Sent, number: int) -> None:
        data: dict[str, list[object]] = {}
        for name, value in sent.fields:
            data.setdefault(name, []).append(value)
        for name, called, content in sent.files:
            upload = SimpleUploadedFile("x", content)
            vars(upload)["_name"] = called
            data.setdefault(name, []).append(upload)
        client = self.client(form.who, token=sent.token)
        with undone():
            answer = client.post(form.address, data)
            self.judge(answer, f"{form.name} ({form.address}) for {form.who or 'nobody'}, input {number}: {sent}")
            if not sent.token and answer.status_code != 403 and form.who:
                self.wrong.append(f"{form.name} took input {number} without its token.")
            if answer.status_code >= REFUSED and (changed := self.changed()):
                self.wrong.append(f"{form.name}, refused with {answer.status_code}, wrote {changed}: {number} {sent}")

    def get(self, name: str, who: str, address: str) -> None:
        client = self.client(who)
        with undone():
            self.judge(client.get(address), f"{name} for {who or 'nobody'}: {address}")

    def changed(self) -> list[str]:
        """The tables that hold something else than before."""
        return [name for name, sum_ in sums().items() if sum_ != self.before[name]]

    def judge(self, answer: HttpResponseBase, what: str) -> None:
        """Nothing of ours broke, and nothing of theirs is on the page as it came."""
        self.sent += 1
        page = b"".join(answer).decode(errors="replace")
        shown = answer.get("Content-Type", "").startswith("text/html")
        found = [
            *([str(answer.status_code)] if answer.status_code >= 500 else []),
            *([bad for bad in BREAKS_OUT if shown and bad in page]),
            *TRACE.findall(page), *WORKED_OUT.findall(page),
            *[f"{name}: {value}" for name, value in answer.items() if "\n" in value or name.lower() == "x-taken"],
            *(f"to {to}" for to in [answer.get("Location", "")] if re.match(r"//|https?://(?!testserver)", to)),
        ]  # fmt: skip
        if found:
            raised = getattr(answer, "exc_info", None)
            why = "".join(traceback.format_exception(*raised)[-3:]) if raised else ""
            self.wrong.append(f"{found[:4]} at {what[:1500]}\n{why}")

    def done(self, at_least: int) -> None:
        assert not self.wrong, f"{len(self.wrong)} of {self.sent}, SEED={SEED}:\n" + "\n".join(self.wrong[:20])
        assert self.sent >= at_least


def sums() -> dict[str, str]:
    """What every table holds, in sums."""
    with connection.cursor() as cursor:
        cursor.execute("select tablename from pg_tables where schemaname = 'public'")
        tables = [name for (name,) in cursor.fetchall() if not WRITTEN_ANYWAY.search(name)]
        cursor.execute(" union all ".join(
            f"select '{name}', coalesce(sum(hashtext(t::text)), 0) || ' ' || count(*) from {name} t" for name in tables
        ))  # fmt: skip
        return dict(cursor.fetchall())


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written is taken back afterwards, so that every input meets the same world."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def attacker(authority: Authority, tmp_path: Path, settings) -> Attacker:
    settings.MEDIA_ROOT, settings.LARGEST_DOCUMENT = tmp_path, 200_000
    return Attacker(World.told(authority))


@dataclasses.dataclass(frozen=True)
class Shown:
    """One page as somebody sees it; empty where it leads elsewhere."""

    name: str
    who: str
    address: str
    page: str


def every_page(attacker: Attacker) -> list[Shown]:
    """Every address, in each of its faces."""
    found = []
    for name in sorted(OPENED):
        for who, address in opened(attacker.world, name):
            answer = attacker.client(who).get(address)
            found.append(Shown(name, who, address, answer.content.decode() if answer.status_code == 200 else "<p>"))
    # Codes on paper are shown once, and marked as seen.
    attacker.before = sums()
    return found


def every_form(attacker: Attacker, pages: list[Shown]) -> list[Form]:
    """The forms of every page, each once; and every address that has none, as an empty form."""
    found: dict[tuple[str, ...], Form] = {}
    empty = {"key": ("",), "do": ("",), "post": ("1",), "next": ("/",)}
    fields = tuple((name, value) for name, (value,) in empty.items())
    for shown in pages:
        for form in forms_on(shown.page, who=shown.who, address=shown.address):
            found.setdefault(form.shape, form)
    there = {form.name for form in found.values()}
    for shown in pages:
        if shown.name not in there:
            found.setdefault((shown.name,), Form(shown.name, shown.who, shown.address, fields, empty))
    for name in NO_PAGE - there:
        found[name,] = Form(name, "Sam", asked(name, attacker.world.child), fields, empty)
    return sorted(found.values(), key=lambda form: form.shape)


@pytest.mark.parametrize("part", range(PARTS))
def test_what_nobody_should_send(attacker: Attacker, part: int) -> None:
    pages = every_page(attacker)
    assert {page.name for page in pages} == set(OPENED)
    forms = every_form(attacker, pages)
    assert {form.name for form in forms} >= set(addresses()) - {"mfa_authenticate", "sign_in_refused"}

    forms, pages = forms[part::PARTS], pages[part::PARTS]
    for form in forms:
        for number in range(A_FILE if form.files else A_FORM):
            chance = random.Random(f"{SEED} {form.shape} {number}")
            attacker.post(form, inputs(form, chance, ids=attacker.ids), number)
    ask_questions(attacker, pages)
    name_what_is_not_there(attacker, sorted(addresses().items())[part::PARTS])

    attacker.done(len(forms) * A_FORM)
    # Refused or kept: a file is on the disk under its digest, or not at all.
    there = [each.name for each in Path(settings.MEDIA_ROOT).rglob("*") if each.is_file()]
    assert [name for name in there if not re.fullmatch(r"[0-9a-f]{64}", name)] == []


def questions(page: str) -> set[str]:
    """What a page's own links and searches ask in an address."""
    parsed = html.fromstring(page)
    linked = {name for link in parsed.xpath("//a/@href") for name in re.findall(r"[?&]([\w.]+)=", link)}
    return linked | set(parsed.xpath("//form[not(translate(@method, 'POST', 'post') = 'post')]//@name"))


def ask_questions(attacker: Attacker, pages: list[Shown]) -> None:
    known: dict[str, set[str]] = {}
    for shown in pages:
        asks = questions(shown.page) | set(re.findall(r"[?&](\w+)=", shown.address))
        known[shown.name] = known.get(shown.name, set()) | asks
    anywhere = sorted(set().union(*known.values()))
    for shown in {shown.name: shown for shown in pages}.values() if A_QUESTION == 1 else pages:
        for number in range(A_QUESTION):
            chance = random.Random(f"{SEED} {shown.name} {shown.who} {number}")
            said = [(each, chance.choice(WORDS)[:5000]) for each in sorted(known[shown.name]) if chance.random() < 0.8]
            said += [(chance.choice(anywhere), chance.choice(WORDS)[:500])]
            attacker.get(shown.name, shown.who, f"{shown.address.partition('?')[0]}?{urlencode(said)}")


def name_what_is_not_there(attacker: Attacker, patterns: Iterable[tuple[str, Any]]) -> None:
    for name, pattern in patterns:
        converters = pattern.pattern.converters
        if not converters:
            continue
        who = OPENED[name][0][0] if name in OPENED else "Sam"
        for number in range(A_PLACE):
            chance = random.Random(f"{SEED} {name} {number}")
            places: Mapping[str, object] = {
                place: "PLACE" if type(kind).__name__ == "StringConverter" else _not_there(type(kind).__name__, chance)
                for place, kind in converters.items()
            }
            said = quote(chance.choice(WORDS)[:2000].replace("/", ""), safe="") or "x"
            address = reverse(name, kwargs=dict(places)).replace("PLACE", said)
            attacker.get(name, who, address)
            attacker.post(Form(name, who, address, (), {}), Sent((), (), token=True), number)


def _not_there(kind: str, chance: random.Random) -> object:
    return {
        "UUIDConverter": f"00000000-0000-0000-0000-{chance.getrandbits(48):012x}",
        "IntConverter": chance.choice([0, 999_999_999, 2**31, 2**63, 10**30]),
        "SlugConverter": chance.choice(["nothing", "-", "_" * 300, "0" * 50]),
    }[kind]

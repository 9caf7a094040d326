"""Pages and a save: each beside its own queries asked bare, and beside an empty page of the same server.

A page is asked over HTTP of a real server, by one visitor. Bare: the same statements, with the same values, on a
connection of the same role, by a program that only fetches the rows.
"""

import re
from collections.abc import Iterator
from uuid import UUID

import psycopg
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client

from tests.bench.asking import asked_by, asking, bare_connection, questions
from tests.bench.cast import Cast
from tests.bench.measuring import MS, Act, Row, in_turn
from tests.bench.serving import Served, Visitor, as_visitor, client_of

ROUNDS = 25
EMPTY = "/keys/"
BARE, BESIDE_EMPTY = "its queries, bare", "an empty page"
# The child's page as it was promised; the others as they were measured, and about a half more.
MOST = {"the child's page": 7.0}
# Those that everybody opens all day are held against an empty page too.
NAMED = ("the child's page", "my work", "find by name", "team", "save of an entry")
SAID = "person.said"


def rows(cast: Cast, server: Served) -> Iterator[Row]:
    """The pages, then the save."""
    pages: list[tuple[str, User, str]] = [
        ("an empty page", cast.worker, EMPTY),
        ("the child's page", cast.worker, f"/child/{cast.child}/"),
        ("chronology", cast.worker, f"/child/{cast.child}/chronology/"),
        ("my work", cast.worker, "/"),
        ("my work, at the front door", cast.duty, "/"),
        ("my work, of everybody", cast.head, "/"),
        ("find by name", cast.worker, "/find/?q=Oliver+Smith"),
        ("team", cast.manager, "/team/"),
        ("team, of everybody", cast.head, "/team/"),
        ("desk", cast.manager, "/desk/"),
        ("desk, of everybody", cast.head, "/desk/"),
        ("front door", cast.duty, "/front-door/"),
        ("the police's inbox", cast.duty, "/front-door/police/"),
        ("figures", cast.head, "/figures/"),
        ("one figure", cast.head, "/figures/AssessmentsInTime/"),
        ("where it ends", cast.head, "/figures/where-it-ends/"),
        ("disabled children, of everybody", cast.head, "/team/?show=disabled"),
        ("audits of the front door", cast.head, "/front-door/audits/"),
        ("panels", cast.head, "/panels/"),
        ("partners", cast.head, "/partners/"),
    ]
    with bare_connection() as bare:
        for what, who, page in pages:
            client = client_of(who)
            yield from _page(what, page, client, as_visitor(client, server), server, bare)
        yield from _save(cast, server, bare)


def _page(
    what: str, page: str, client: Client, visitor: Visitor, server: Served, bare: psycopg.Connection
) -> Iterator[Row]:
    statements = asked_by(lambda: client.get(page))
    costs = in_turn(
        Act(lambda: visitor.get(page), server.processor), asking(bare, statements),
        Act(lambda: visitor.get(EMPTY), server.processor), rounds=ROUNDS,
    )  # fmt: skip
    ours, floor, empty = costs
    beside = {"clock ms": round(1000 * ours.clock, 1)}
    yield Row(what, BARE, ours.ms, floor.ms, MS, MOST.get(what), queries=questions(statements), beside=beside)
    if what in NAMED:
        yield Row(what, BESIDE_EMPTY, ours.ms, empty.ms, MS)


def _save(cast: Cast, server: Served, bare: psycopg.Connection) -> Iterator[Row]:
    """What a child said, written down: the form is opened beforehand, and only its last sending is measured.

    Bare: the statements of the same form about another child, which stays open because nothing is kept of it.
    """
    client = client_of(cast.worker)
    visitor = as_visitor(client, server)
    forms: list[tuple[str, dict[str, str]]] = []

    def opened(child: UUID) -> None:
        visitor.get(f"/record/{SAID}/?about={child}", status=302)
        here = visitor.location
        forms.append((here, _filled(visitor.get(here).decode())))

    def save() -> None:
        here, sent = forms.pop()
        visitor.post(here, sent)
        assert visitor.location.startswith("/recorded/"), f"Nothing was recorded: {visitor.location}"

    opened(cast.another)
    here, sent = forms.pop()
    with transaction.atomic():
        statements = asked_by(lambda: client.post(here, sent), status=302, warm=False)
        transaction.set_rollback(True)
    ours, floor, empty = in_turn(
        Act(save, server.processor, ready=lambda: opened(cast.child)), asking(bare, statements),
        Act(lambda: visitor.get(EMPTY), server.processor), rounds=ROUNDS,
    )  # fmt: skip
    beside = {"clock ms": round(1000 * ours.clock, 1), "queries": questions(statements)}
    yield Row("save of an entry", BARE, ours.ms, floor.ms, MS, beside=beside)
    yield Row("save of an entry", BESIDE_EMPTY, ours.ms, empty.ms, MS)


def _filled(page: str) -> dict[str, str]:
    """What a browser would send of the form: its versions, its tokens and the child's words."""
    versions = dict(re.findall(r'name="(v\.[^"]+)" value="(\d+)"', page))
    tokens = {
        name: found[1]
        for name in ("page", "csrfmiddlewaretoken", "who")
        if (found := re.search(rf'name="{name}" value="([^"]+)"', page))
    }
    sent = {**versions, **tokens, "do": "complete"}
    for name in (name.removeprefix("v.") for name in versions):
        question = name.partition("-")[2] if name.startswith("all-") else name[37:]
        if question == "_day":
            sent |= {f"{name}_day": "3", f"{name}_month": "4", f"{name}_year": "2026"}
        elif question == "_time":
            sent[name] = "10:30"
        elif question == "said":
            sent[name] = "I like Nan and the dog, and I want to sleep at home."
    return sent

"""docs/reference/access.md, asked for real: every address by every post, by how a record stands to whoever asks, once
to read and once to send something; a part of the cells each time, all in the trials.
"""

import copy
import uuid

import pytest
from django.db import transaction
from django.test import Client

from goldenthread.casework import access
from goldenthread.casework.access.table import Relation, about_a_record, opens, served
from goldenthread.casework.recording import Act, record
from goldenthread.language import Compartment, Role, derived_id
from goldenthread.record.models import Entry, Grant, Team, WorksHere
from tests import trials
from tests.authority import Authority, day, moment
from tests.rooms.test_access import LETTERS, PAGES, REFUSED, ROLES, addresses, asked, visitor

KNOWN = moment("1 Mar 2025 00:00")
# Where the table lets somebody in, and the page asks more; each has tests of its own. Whom the table keeps out is
# refused there too.
ASKED_MORE = {
    "withdraw": "only whoever wrote it, or a manager in their line",
    "opening": "only a manager whose team's record was opened",
    "record": "only who may do the step",
    **dict.fromkeys(
        (
            "draft",
            "draft_person",
            "draft_beside",
            "recorded",
            "contact_children",
            "desk_signal",
            "picked_look",
            "partner_outage",
        ),
        "of what is not there, nothing is said",
    ),
}


def known(child: uuid.UUID, *what: object) -> dict:
    entry = Entry.objects.filter(about=child).earliest("position")
    return {
        "id": str(derived_id(child, *what)), "about_id": child, "entry_id": entry.pk, "digest": b"none",
        "known_from": KNOWN,
    }  # fmt: skip


def grant(child: uuid.UUID, **to: int) -> None:
    for part in Compartment:
        Grant.objects.create(
            **known(child, part, *to.items()), compartment=part, why="Allocated here", since=KNOWN.date(), **to
        )


@pytest.fixture
def records(authority: Authority) -> dict[Relation, uuid.UUID]:
    """A child for each relation, who stands so to everybody who asks."""
    children = {}
    for relation in Relation:
        child = children[relation] = authority.child(relation.name.capitalize().replace("_", ""))
        authority.tell("2 Mar 2026 10:30 | front_door.contact_received | Rita", child)
        authority.tell("6 Mar 2026 20:00 | person.opened_with_reason | Eve | reason=duty", child)
    for relation, step in ((Relation.RESTRICTED, "person.restricted"), (Relation.SEALED, "person.sealed")):
        said = {"why": "Made up.", "ordered_on": "2026-03-20", "workers": [authority.workers["Will"].pk]}
        record(Act(step, children[relation], day("20 Mar 2026"), said), by=authority.actor("Grace"), key=relation.name)
    elsewhere = Team.objects.create(code="elsewhere", name="Elsewhere", agency=authority.teams["east"].agency)
    Grant.objects.filter(
        about__in=[children[each] for each in (Relation.OWN, Relation.OWN_TEAM, Relation.OTHER_TEAM)]
    ).delete()
    grant(children[Relation.OTHER_TEAM], team_id=elsewhere.pk)
    for name in LETTERS.values():
        worker, team = authority.workers[name].pk, authority.posts[name].team_id
        grant(children[Relation.OWN], worker_id=worker)
        grant(children[Relation.OWN_FAMILY], worker_id=worker)
        WorksHere.objects.create(
            **known(children[Relation.OWN_FAMILY], "works", worker), compartment=Compartment.CHILD, worker_id=worker
        )
    for team in {authority.posts[name].team_id for name in LETTERS.values()}:
        grant(children[Relation.OWN_TEAM], team_id=team)
    return children


def answer(client: Client, method: str, address: str, child: uuid.UUID) -> int:
    """How an address answers. What is sent is nothing at all: enough to be let in or refused, too little to be done."""
    place = asked(address, child) + (f"?about={child}" if address == "record" else "")
    before = copy.copy(client.cookies)
    with transaction.atomic():
        status = getattr(client, method)(place).status_code
        transaction.set_rollback(True)
    # Whoever signed out by this is signed in again.
    client.cookies = before
    return status


@pytest.mark.parametrize("method", ["get", "post"])
def test_every_cell_of_the_table(authority, records, method):
    wrong = []
    for nth, (letter, name) in enumerate(LETTERS.items()):
        client, role = visitor(authority, name), ROLES[letter]
        for place, address in enumerate(sorted(addresses())):
            asks = records if about_a_record(address) else {Relation.OWN: records[Relation.OWN]}
            # Each time a part of the cells, of every address and of every role; the trials ask every cell.
            for turn, (relation, child) in enumerate(asks.items()):
                if (nth + place + turn) % (trials.count(12, 1) if len(asks) > 1 else trials.count(3, 1)):
                    continue
                status = answer(client, method, address, child)
                decided = relation in opens(address, role)
                # Where more is asked, nobody is let in whom the table keeps out.
                if status >= 500 or (
                    status == REFUSED if decided and address not in ASKED_MORE else not decided and status != REFUSED
                ):
                    wrong.append(f"{name} ({role}), {method} {address}, {relation.value}: {status}")
    assert not wrong, "\n".join(wrong)


def test_the_table_is_what_was_written_down_by_hand():
    """The letters of test_access were written by people who knew what they wanted; the table comes from the policy."""
    assert {
        address: "".join(letter for letter, role in ROLES.items() if served(address, role)) for address in PAGES
    } == {address: "".join(letter for letter in ROLES if letter in letters) for address, letters in PAGES.items()}


def test_every_address_that_is_served_stands_in_the_table():
    assert set(addresses()) <= set(access.ADDRESSES)
    assert set(Role) == set(ROLES.values())

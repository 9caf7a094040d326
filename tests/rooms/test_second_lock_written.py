"""The second lock, written against: with every check of the application turned off, whoever sends whatever to an
address with somebody else's ids changes no row of theirs and is told nothing of them.
"""

import uuid

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from psycopg import sql

from goldenthread.casework import access, drafts
from goldenthread.doors.command import tally
from tests import trials
from tests.authority import Authority, moment
from tests.rooms.test_access import LETTERS, RECORDS, asked, children, visitor
from tests.rooms.test_second_lock import MARKS, marked, may_know, protected, unlocked

__all__ = ["children", "marked", "unlocked"]

# That somebody asked is written down whatever becomes of it, in their own name.
OF_WHOEVER_ASKS = {"record_look", "record_listed"}
# What all forms together could ask: more than any of them does.
SENT = {
    "do": "complete", "why": "Not mine.", "says": "Not mine.", "words": "Not mine.", "verdict": "justified",
    "confirm": "yes", "sure": "yes", "all-says": "Not mine.", "v.all-says": "0", "all-_day": "2026-03-10",
    "all-why": "Not mine.", "v.all-why": "0", "page": "1234",
}  # fmt: skip


def sums() -> dict[str, tuple[int, str]]:
    """How many rows each table has that says something of somebody, and a sum over them."""
    found = {}
    with connection.cursor() as cursor:
        for table in protected():
            if table not in OF_WHOEVER_ASKS:
                cursor.execute(sql.SQL(tally.SUM).format(sql.Identifier(table)))
                found[table] = cursor.fetchone()
    return found


def send(client: Client, place: str, **more: object) -> str:
    said = client.post(place, SENT | more, follow=True)
    return said.content.decode()


def test_whatever_is_sent_about_others_changes_no_row(authority: Authority, marked, unlocked):
    """Every address about a record, and every form that somebody else has begun, sent by some post each time, and in
    the trials by every post.
    """
    of = trials.count(3, 1)
    will, at, begun = authority.actor("Will"), moment("10 Mar 2026 09:00"), {}
    with access.acting(access.Chore("tests")):
        for whose in MARKS:
            begun[whose] = drafts.begin("person.warned", [marked[whose]], by=will, at=at)
    before = sums()
    assert before["record_draft"][0] == 2

    for turn, (letter, name) in enumerate(LETTERS.items()):
        client = visitor(authority, name)
        for whose, marks in MARKS.items():
            if may_know(letter, whose):
                continue
            for place in places(marked[whose], begun[whose])[turn % of :: of]:
                file = SimpleUploadedFile("not-mine.pdf", b"%PDF-1.4", content_type="application/pdf")
                said = send(client, place, file=file, other=str(marked["ours"]), about=str(marked[whose]))
                assert not [mark for mark in marks if mark in said], f"{name} at {place}"
            changed = {table for table, sum_ in sums().items() if sum_ != before[table]}
            assert not changed, f"{name} changed {changed} of {whose}"


def places(child: uuid.UUID, draft: uuid.UUID) -> list[str]:
    """Every address about this child, and the form that was begun."""
    return [
        *(asked(address, child) for address in RECORDS),
        asked("open_with_reason", child),
        f"{reverse('record', args=['person.said'])}?about={child}",
        *(reverse(address, args=[draft]) for address in ("draft", "recorded")),
        reverse("draft_person", args=[draft, "all-other"]),
    ]

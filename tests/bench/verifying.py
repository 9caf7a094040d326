"""`goldenthread verify`: chains and seals beside the same rows read bare, and the facts beside theirs."""

import itertools
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.db import connection

from goldenthread.casework import access, sealing, verifying, writing
from goldenthread.doors.command import verify
from goldenthread.record.models import Entry, Subject
from tests.bench.measuring import EACH_SECOND, Act, Cost, Row, in_turn
from tests.bench.server import everything, processor_of_ours

# Looked at by one process, against reading the same rows: what this was measured as, and a quarter more.
MOST = 3.0
# By all processors, as it was promised for a machine of two.
PROMISED = 50_000
ROUNDS, LARGE = 3, 300_000
# Facts are asked of so many records at most: each is replayed whole.
BATCHES = 5


def rows() -> Iterator[Row]:
    """Chains by one process and by all, then facts."""
    chore, processors = access.Chore("verify"), os.cpu_count() or 1
    with tempfile.TemporaryDirectory() as folder:
        with access.at_work(chore):
            seal, entries = sealing.seal(Path(folder)), Entry.objects.count()
            bare, one = in_turn(
                Act(_read_bare, processor_of_ours),
                Act(lambda: verify.looked_at(1, seal.at), processor_of_ours),
                rounds=ROUNDS if entries < LARGE else 1, warm=0,
            )  # fmt: skip
            chains = verify.looked_at(1, seal.at)
            assert chains.entries == entries, f"{chains.entries} of {entries} entries were looked at"
            assert not chains.faults, chains.faults[:3]
            heads = chains.heads
            assert (heads.records, heads.entries, heads.parts) == (seal.records, seal.entries, seal.parts)
    (all_,) = in_turn(
        Act(lambda: verify.looked_at(processors, seal.at), everything), rounds=ROUNDS if entries < LARGE else 1, warm=0
    )
    yield _row("chains looked at, by one process", one, bare, entries)
    # As if the processors had nothing else to do: what the clock says depends on what else goes on.
    beside = {"entries": entries, "clock s": round(all_.clock, 2), "by the clock": round(entries / all_.clock)}
    yield Row(f"chains looked at, by {processors} processors", "", entries * processors / all_.processor,
              unit=EACH_SECOND, at_least=PROMISED, beside=beside)  # fmt: skip
    with access.at_work(chore):
        yield _facts()


def _row(what: str, ours: Cost, bare: Cost, entries: int) -> Row:
    beside = {"entries": entries, "clock s": round(ours.clock, 2)}
    return Row(what, "the same rows read", entries / ours.processor, entries / bare.processor, EACH_SECOND, MOST,
               beside=beside)  # fmt: skip


def _read_bare() -> None:
    """The very query, by which nothing is looked at."""
    with access.at_work(access.Chore("verify")):
        for _ in verifying._copied(verifying.STORED, verifying.EVERYBODY, split=0):
            pass


def _facts() -> Row:
    """The rows about the first so many subjects, against those that replay yields."""
    checked = list[verifying.Checked]()
    first = list(Subject.objects.order_by("pk").values_list("pk", flat=True)[: BATCHES * verifying.AT_ONCE])

    def look() -> None:
        checked[:] = itertools.islice(verifying.verify(), BATCHES)

    def read() -> None:
        with connection.cursor() as cursor:
            cursor.execute("select * from record_entry where about_id = any(%s)", [first])
            cursor.fetchall()
            for model in writing.tables().values():
                table = model._meta.db_table
                cursor.execute(f"select * from {table} where about_id = any(%s) and known_until is null", [first])
                cursor.fetchall()

    ours, bare = in_turn(Act(look, everything), Act(read, everything), rounds=1, warm=0)
    rows = sum(one.rows for one in checked)
    assert not any(one.faults for one in checked), [one.faults[:3] for one in checked if one.faults]
    beside = {"rows": rows, "subjects": len(first), "clock s": round(ours.clock, 2)}
    return Row("facts held against entries, rows", "the same rows read", rows / ours.processor, rows / bare.processor,
               EACH_SECOND, beside=beside)  # fmt: skip

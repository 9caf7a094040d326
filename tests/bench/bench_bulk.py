"""How fast families are written in bulk, in processor time of ours and of the database, by one process.

`make bench` runs it; FAMILIES=1000 for more. The lives are as long as ten years at a busy front door make them.
"""

import os
import time
from collections.abc import Iterator

import psycopg
import pytest
from django.db import connections

from goldenthread.casework import bulk, writing
from goldenthread.casework.bulk import Saved
from tests.authority import Authority
from tests.bench.bench_find import processor
from tests.bench.bench_pages import keep
from tests.streams import Stream

# Of ours and the database's processor time together, against the database's own: as it was measured, and a half more.
FLOOR = 6.0
FAMILIES, YEARS = int(os.environ.get("FAMILIES", "100")), 10


def a_life(authority: Authority, name: str) -> list[Saved]:
    """A mother and two children: a contact a year that comes to nothing, and every third year an assessment."""
    to = Stream(authority, name)
    mother = to.person("Nell", "3 Jan 2012", born_on="1990-04-04")
    two = [
        to.person(given, "3 Jan 2012", born_on=born) for given, born in (("Mia", "2009-05-05"), ("Kofi", "2011-06-06"))
    ]
    for child in two:
        to.tell("person.related", "Rita", "3 Jan 2012", child, other=str(mother), kind="mother")
    for year in range(2012, 2012 + YEARS):
        to.tell("person.addressed", "Rita", f"9 Jan {year}", *two, lines=f"{year} Elm Street", postcode="NB1 1AA")
        worry = {"worry": f"The same clothes all week, and hungry at school again in {year}, said the head teacher."}
        to.tell("front_door.contact_received", "Rita", f"10 Jan {year} 10:30", *two, shared=worry)
        to.tell("front_door.directed", "Fran", f"10 Jan {year}", *two, shared={"direction": "Ask the school."})
        if year % 3:
            to.tell("front_door.decided", "Fran", f"11 Jan {year}", *two, shared={"outcome": "no_further_action"})
            to.tell("front_door.referrer_told", "Rita", f"12 Jan {year}", *two, shared={})
            continue
        to.tell("front_door.decided", "Fran", f"11 Jan {year}", *two, shared={"outcome": "referral"})
        to.tell("assessment.allocated", "Grace", f"12 Jan {year}", *two, shared={})
        for day in (14, 20, 28):
            seen = {child: {"said": f"I like Nan and the dog, {n}."} for n, child in enumerate(two)}
            to.tell(
                "assessment.child_seen", "Sam", f"{day} Jan {year} 15:00", *two, each=seen, shared={"where": "Home"}
            )
        to.tell("assessment.midpoint_checked", "Ada", f"1 Feb {year}", *two, shared={})
        own = {
            child: {"lived_experience": f"{n} gets up alone and looks for bread. " * 8} for n, child in enumerate(two)
        }
        to.tell("assessment.written", "Sam", f"20 Feb {year}", *two, each=own, shared={})
        to.tell("assessment.authorised", "Ada", f"28 Feb {year}", *two, shared={"outcome": "child_in_need"})
        to.tell("referral.closed", "Ada", f"20 Mar {year}", *two, shared={})
    return to.saved


def families(authority: Authority) -> Iterator[list[Saved]]:
    return (a_life(authority, f"family-{nth}") for nth in range(FAMILIES))


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_bench_bulk(owner: psycopg.Connection) -> None:
    lives = list(families(Authority.found()))
    connections["owner"].ensure_connection()
    begun, ours, theirs = time.perf_counter(), time.process_time(), processor("owner")
    written = sum(bulk.write(lives), bulk.Written())
    clock, ours, theirs = time.perf_counter() - begun, time.process_time() - ours, processor("owner") - theirs
    facts = sum(model.now.count() for model in writing.tables().values() if model._meta.app_label == "facts")
    each = 1e6 / written.entries
    print(f"\n{written}, {facts} facts that stand, in {clock:.1f} s by one process")
    print(f"{'an entry, in microseconds':28} {'ours':>8} {'database':>8} {'clock':>8}")
    print(f"{'':28} {ours * each:8.0f} {theirs * each / 1000:8.0f} {clock * each:8.0f}")
    ratio = (ours * 1000 + theirs) / theirs
    print(f"processor time of both, against the database's own: {ratio:.1f} times")
    keep("bulk", [{"row": "written in bulk", "ratio": round(ratio, 1), "a second": round(written.entries / clock)}])
    assert ratio <= FLOOR

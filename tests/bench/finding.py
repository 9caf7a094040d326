"""Find: eighteen questions by four people, each over HTTP and beside its own queries asked bare."""

from collections.abc import Iterator

from django.contrib.auth.models import User

from goldenthread.casework import access
from goldenthread.facts.models import Address, Person
from tests.bench.asking import asked_by, asking, bare_connection, questions
from tests.bench.cast import Cast
from tests.bench.measuring import MS, Act, Row, in_turn
from tests.bench.pages import BARE
from tests.bench.serving import Served, as_visitor, client_of

ROUNDS = 5
# By processor time: what was promised for 50,000 children.
MOST_MS = 200
COMMON = (
    "Muhammad Smith", "Oliver Jones", "Amelia Khan", "smith", "muhammad", "Muhamad Smyth", "Jayden Tomson",
    "Oliver Jones Smith", "bethame Smith",
)  # fmt: skip
WORDS = ("school mother", "night bruise", "funeral refuge", "school mother funeral refuge", "zqzqzq xvxvxv")


def rows(cast: Cast, server: Served) -> Iterator[Row]:
    """Of all questions the middle one and the slowest."""
    who: dict[str, User] = {
        "a head of service": cast.head, "the front door": cast.duty, "a team": cast.manager, "nobody": cast.nobody,
    }  # fmt: skip
    found = sorted(
        (row for sees, user in who.items() for row in _by(sees, user, server)), key=lambda one: one.ours
    )  # fmt: skip
    for name, row in (("the middle", found[len(found) // 2]), ("the slowest", found[-1])):
        beside = row.beside | {"asked": row.what}
        yield Row(f"find, {len(found)} questions: {name}", BARE, row.ours, row.floor, MS, at_most=MOST_MS,
                  queries=max(one.queries or 0 for one in found), beside=beside)  # fmt: skip


def _by(sees: str, user: User, server: Served) -> Iterator[Row]:
    client = client_of(user)
    visitor = as_visitor(client, server)
    with bare_connection() as bare:
        for asked in (*COMMON, *_of_somebody(), *WORDS):
            page = f"/find/?q={asked.replace(' ', '+')}"
            statements = asked_by(lambda page=page: client.get(page))
            ours, floor = in_turn(
                Act(lambda page=page: visitor.get(page), server.processor), asking(bare, statements),
                rounds=ROUNDS, warm=1,
            )  # fmt: skip
            yield Row(f"“{asked}” by {sees}", BARE, ours.ms, floor.ms, MS, queries=questions(statements),
                      beside={"clock ms": round(1000 * ours.clock, 1)})  # fmt: skip


@access.at_work(access.Chore("bench"))
def _of_somebody() -> list[str]:
    """What is asked of somebody who is there: a name with a birthday, a birthday, a number, a postcode."""
    person = Person.now.filter(born_on__isnull=False).exclude(surname="").order_by("id")[0]
    postcode = Address.now.exclude(postcode="").order_by("id").values_list("postcode", flat=True)[0]
    born = f"{person.born_on:%-d/%-m/%Y}"
    # Nobody made up has a number: that it is nobody's must be found out too.
    return [f"{person.surname} {born}", born, "9434765919", postcode]

"""A made-up population as large as a county's, for measuring Find: names as unevenly common as they are, and what was
written about the children over six years. Written straight into the tables by the owner; the same each time.
"""

import datetime as dt
import json
import random
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

import psycopg

from goldenthread.language import Compartment, derived_id
from goldenthread.record.models import Team
from tests.authority import Authority, moment

GIVEN = """Muhammad Oliver Amelia Noah Olivia George Isla Leo Ava Arthur Ivy Jack Freya Harry Lily Oscar Florence Henry
Mia Archie Willow Theo Rosie Jacob Sophia Thomas Isabella Charlie Grace James Daisy William Sienna Lucas Poppy Joshua
Elsie Alfie Emily Ethan Ella Logan Evelyn Max Phoebe Mohammed Maya Jayden Jade Kai Chloe Tyler Layla Daniel Zara Adam
Aisha Samuel Fatima Callum Megan Liam Amy Reece Paige Kayden Lacey Jaxon Skye Ryan Ellie Nathan Jessica Connor Holly Ali
Hana Yusuf Maryam Ibrahim Khadija Aleksander Zofia Mateusz Oliwia Kwame Ama Chidi Ngozi Arjun Priya""".split()
SURNAMES = """Smith Jones Khan Williams Taylor Brown Davies Ahmed Evans Wilson Thomas Johnson Roberts Robinson Thompson
Wright Walker White Edwards Hughes Green Hall Lewis Harris Clarke Patel Jackson Wood Turner Martin Cooper Hill Ward
Hussain Morris Moore Clark Lee King Baker Harrison Morgan Allen Begum James Scott Phillips Watson Davis Parker Price
Bennett Young Griffiths Mitchell Kelly Cook Carter Richardson Bailey Collins Bell Shaw Murphy Miller Cox Richards Ali
Marshall Anderson Simpson Ellis Adams Singh Wilkinson Foster Chapman Powell Webb Rogers Gray Mason Ahmad Hunt Hussein
Campbell Matthews Owen Palmer Holmes Mills Barnes Knight Lloyd Butler Russell Barker Fisher Nowak Okafor Mensah
""".split()
WORDS = """
school mother father home visit worried said child family plan meeting night bruise hungry tired police sister brother
 angry alone bed kitchen money drink shouting hospital nurse teacher clothes dirty dog garden window broken nan
bus phone friend weekend sleep food calm happy play drawing football bath stairs door neighbour letter appointment late
doctor medicine asthma dentist glasses speech tantrum nursery grandfather aunt uncle partner argument knife cannabis
heroin methadone asleep cold heating mould damp landlord eviction rent benefits debt foodbank court prison bail
probation refuge injunction stalking grooming missing train station older boyfriend gang exclusion detention
attendance uniform shoes coat nappies bottle weight feeding midwife pregnant scan bereavement funeral counselling
""".split()
SYLLABLES = "ba be bri ca da del fa fen ga gri ha ja ka lo mar mo na no pe qui ra ro sa shi ta the va wen yo za".split()
STEPS = ("assessment.child_seen", "front_door.contact_received", "person.said")
KNOWN, LAST = moment("1 Mar 2025 00:00"), dt.date.today() - dt.timedelta(days=1)
YEARS, ENTRIES_EACH, WORDS_EACH, ADULTS = 6, 8, 45, 0.5
TEAMS = 20


def grow(authority: Authority, owner: psycopg.Connection, size: int) -> None:
    """So many children and half as many adults; each child open to one of twenty teams, with eight entries.

    "east" of the tests' authority has the most of them, "west" a small team's 300, "early-help" none.
    """
    owner.execute("set goldenthread.actor = 'chore:population'")
    chance = random.Random(size)
    teams = _teams(authority)
    people = [(derived_id("grown", nth), nth < size) for nth in range(int(size * (1 + ADULTS)))]
    names = {id_: _name(chance) for id_, _ in people}
    _copy(owner, "record_subject (id, kind, restricted, position, head)",
          ((id_, "person", False, 0, b"") for id_, _ in people))  # fmt: skip
    _copy(owner, f"facts_person ({KNOWN_COLUMNS}, given, surname, known_as, pronunciation, pronouns, born_on, "
          "born_estimated, sex, gender, ethnicity, religion, first_language, communication, nationality, upn, "
          "upn_unknown, nhs_number, school, professional)",
          ((*_known(id_), *names[id_], "", "", "", _born(chance, is_child), False, "", "", "", "", "", "", "", "", "",
            "", "", "") for id_, is_child in people))  # fmt: skip
    _copy(owner, f'facts_name ({KNOWN_COLUMNS}, kind, "full")', _names(chance, names))
    _copy(owner, f"facts_address ({KNOWN_COLUMNS}, kind, lines, postcode, since, not_to_be_told_to)",
          ((*_known(id_, "home"), "home", f"{chance.randint(1, 99)} Elm Road", _postcode(chance), KNOWN.date(), "")
           for id_, _ in people))  # fmt: skip
    _copy(
        owner,
        f"facts_identifier ({KNOWN_COLUMNS}, scheme, value)",
        ((*_known(id_, "nhs"), "nhs", str(chance.randint(4_000_000_000, 7_999_999_999))) for id_, _ in people),
    )
    children = [id_ for id_, is_child in people if is_child]
    adults = [id_ for id_, is_child in people if not is_child]
    _copy(owner, f"facts_relationship ({KNOWN_COLUMNS}, other_id, kind)",
          ((*_known(child, "parent"), chance.choice(adults), "mother") for child in children))  # fmt: skip
    whose = {child: _common(chance, teams) for child in children}
    whose.update(dict.fromkeys(chance.sample(children, min(300, size // 4)), authority.teams["west"].pk))
    _copy(
        owner,
        f"record_grant ({KNOWN_COLUMNS}, team_id, why, since, managing)",
        ((*_known(child, "grant"), team, "Allocated here", KNOWN.date(), False) for child, team in whose.items()),
    )
    _copy(owner, f"record_episode ({KNOWN_COLUMNS}, pathway, journey, follows, began_on, stage, outcome, team_id)",
          ((*_known(child, "episode"), "assessment", str(child), "", KNOWN.date(), "", "", team)
           for child, team in whose.items() if chance.random() < 0.3))  # fmt: skip
    _copy(owner, f"record_allocation ({KNOWN_COLUMNS}, worker_id, team_id, role, since, reason)",
          ((*_known(child, "worker"), authority.workers["Sam"].pk, team, "worker", KNOWN.date(), "")
           for child, team in whose.items() if chance.random() < 0.3))  # fmt: skip
    _copy(owner, "record_entry (id, about_id, position, step, happened_on, known_at, author, compartment, answers, "
          "digest, previous, hash, key, nth)", _entries(chance, children))  # fmt: skip
    owner.execute("vacuum analyze")


KNOWN_COLUMNS = "id, about_id, compartment, entry_id, digest, known_from"


def _known(about: UUID, what: str = "person") -> tuple[Any, ...]:
    return str(derived_id(about, what)), about, str(Compartment.CHILD), derived_id(about, "entry"), b"none", KNOWN


def _teams(authority: Authority) -> list[int]:
    east, whole = authority.teams["east"], authority.teams["authority"]
    others = [
        Team.objects.create(code=f"grown-{nth}", name=f"Team {nth}", agency=whole.agency, parent=whole).pk
        for nth in range(1, TEAMS)
    ]
    return [east.pk, *others]


def _common(chance: random.Random, of: list[Any]) -> Any:
    """One of these, the first much more often than the last: the commonest name is one person's in 25 or 30."""
    return of[min(int(len(of) * chance.random() ** 1.5), len(of) - 1)]


def _rare(chance: random.Random) -> str:
    return "".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))).capitalize()


def _name(chance: random.Random) -> tuple[str, str]:
    given = _common(chance, GIVEN) if chance.random() < 0.8 else _rare(chance)
    return given, _common(chance, SURNAMES) if chance.random() < 0.7 else _rare(chance)


def _names(chance: random.Random, names: dict[UUID, tuple[str, str]]) -> Iterator[tuple[Any, ...]]:
    for id_, (given, surname) in names.items():
        yield (*_known(id_, "name"), "legal", f"{given} {surname}")
        if chance.random() < 0.15:
            yield (*_known(id_, "alias"), "alias", f"{_misspelt(chance, given)} {surname}")
        if chance.random() < 0.1:
            yield (*_known(id_, "former"), "former", f"{given} {_name(chance)[1]}")


def _misspelt(chance: random.Random, name: str) -> str:
    at = chance.randrange(1, len(name))
    return name[:at] + chance.choice(("", name[at], "h", "e")) + name[at + chance.randint(0, 1) :]


def _born(chance: random.Random, is_child: bool) -> dt.date:
    return LAST - dt.timedelta(days=chance.randint(0, 17 * 365) if is_child else chance.randint(20 * 365, 55 * 365))


def _postcode(chance: random.Random) -> str:
    return f"NB{chance.randint(1, 30)} {chance.randint(1, 9)}{chance.choice('ABDEFGHJ')}{chance.choice('ABDEFGHJ')}"


def _entries(chance: random.Random, children: list[UUID]) -> Iterator[tuple[Any, ...]]:
    for child in children:
        for nth in range(ENTRIES_EACH):
            day = LAST - dt.timedelta(days=chance.randint(0, YEARS * 365))
            said = [_common(chance, WORDS) if chance.random() < 0.9 else _rare(chance) for _ in range(WORDS_EACH)]
            yield (
                derived_id(child, "said", nth), child, nth + 1, STEPS[nth % 3], day, KNOWN, "Sam",
                str(Compartment.CHILD), json.dumps({"said": " ".join(said)}), b"none", b"", b"", str(child), nth,
            )  # fmt: skip


def _copy(owner: psycopg.Connection, into: str, rows: Iterable[tuple[Any, ...]]) -> None:
    with owner.cursor().copy(f"copy {into} from stdin") as copy:
        for row in rows:
            copy.write_row(row)

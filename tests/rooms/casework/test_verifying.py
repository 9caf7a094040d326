"""Every tampering is found: by the chain, by the facts."""

import datetime as dt
import json
import uuid
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import sql

from goldenthread.casework import chain
from goldenthread.casework.verifying import PLAIN, verify, verify_chains
from goldenthread.doors.command.main import main
from goldenthread.record.models import Entry, Subject
from tests import trials
from tests.authority import Authority
from tests.census import child, load

STORY = """
     2 Mar 2026 10:30 | front_door.contact_received | Rita
     3 Mar 2026       | front_door.decided          | Fran
     4 Mar 2026       | assessment.allocated        | Grace
     9 Mar 2026 15:00 | assessment.child_seen       | Sam
    30 Apr 2026       | assessment.written          | Sam
"""


def found_faults():
    return [*verify_chains().faults, *(fault for checked in verify(at_once=3) for fault in checked.faults)]


def faults():
    return [fault.says for fault in found_faults()]


@pytest.fixture
def told(owner):
    """A story in committed rows, and the owner's connection with the guards taken away."""
    authority = Authority.found()
    authority.tell(STORY, authority.child("Jay"), authority.child("Kai"), shared={"purpose": "To see them"})
    owner.execute("alter table record_entry disable trigger user")
    owner.execute("alter table record_occasion disable trigger user")
    return authority


def test_what_was_recorded_is_whole(authority, tmp_path):
    authority.tell(STORY, authority.child("Jay"), authority.child("Kai"), shared={"purpose": "To see them"})
    load(tmp_path, child("A1"), child("A2"))

    checked, chains = list(verify(at_once=2)), verify_chains()

    assert [fault for each in (*checked, chains) for fault in each.faults] == []
    assert chains.entries == Entry.objects.count()
    assert chains.subjects == Subject.objects.filter(position__gt=0).count()
    assert sum(each.rows for each in checked) > 10


TAMPERED = {
    "an answer": """update record_entry set answers = answers || '{"observed": "Well."}'
        where step = 'assessment.child_seen' and about_id = %(about)s""",
    "a date": """update record_entry set happened_on = '2026-03-05'
        where step = 'assessment.written' and about_id = %(about)s""",
    "an author": """update record_entry set author = 'Somebody'
        where step = 'front_door.decided' and about_id = %(about)s""",
    "a time": """update record_entry set known_at = known_at - interval '1 day'
        where position = 3 and about_id = %(about)s""",
    "a compartment": """update record_entry set compartment = 'adoption'
        where position = 3 and about_id = %(about)s""",
    "what an occasion shares": """update record_occasion set shared = '{"purpose": "None"}' where id = (
        select occasion_id from record_entry where step = 'assessment.child_seen' and about_id = %(about)s)""",
    "a removal": "delete from record_entry where step = 'assessment.child_seen' and about_id = %(about)s",
    "a removal at the end": """delete from record_entry where about_id = %(about)s
        and position = (select max(position) from record_entry where about_id = %(about)s)""",
    "a swap": """update record_entry set position = case position when 4 then 1005 else 1004 end
        where position in (4, 5) and about_id = %(about)s;
        update record_entry set position = position - 1000 where position > 1000""",
    "an addition": """insert into record_entry (id, about_id, position, step, happened_on, known_at, author,
            compartment, answers, salt, digest, previous, hash, key, nth)
        select gen_random_uuid(), about_id, position + 1, step, happened_on, known_at, author, compartment, answers,
            salt, digest, hash, hash, 'forged', 0
        from record_entry where about_id = %(about)s order by position desc limit 1""",
    "a head": "update record_subject set head = '\\x00', position = 2 where id = %(about)s",
    "a fact": "update facts_assessment set started_on = '2026-01-01' where about_id = %(about)s",
    "a fact that is gone": "delete from facts_contact where about_id = %(about)s",
    "a fact that nobody said": """insert into facts_disability
        (id, about_id, compartment, entry_id, digest, known_from, code)
        values ('forged', %(about)s, 'child''s record', gen_random_uuid(), '', now(), 'LD')""",
    "a clock's day": "update record_clockrun set due_on = due_on + 30 where about_id = %(about)s",
}


@pytest.mark.parametrize("what", TAMPERED)
def test_a_tampering_by_the_owner_of_the_tables_is_found(told, owner, what):
    about = Entry.objects.filter(step="assessment.child_seen").first().about_id
    for statement in TAMPERED[what].split(";"):
        owner.execute(statement.replace("%(about)s", f"'{about}'"))

    found = found_faults()

    assert found
    assert {fault.subject for fault in found} == {about} or what == "what an occasion shares"


def test_answers_destroyed_by_the_procedure_leave_the_chain_whole(told, owner):
    entry = Entry.objects.filter(step="assessment.child_seen").first()
    owner.execute("alter table record_entry enable trigger user")

    owner.execute("call destroy_answers(%s)", [entry.pk])

    assert not [says for says in faults() if says.startswith("entry") or "chain" in says]


def test_the_commands_say_one_entry_about_one_subject(authority, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("GOLDENTHREAD_VAR", str(tmp_path))
    authority.child("Jay")

    main(["verify"])
    main(["seal"])
    authority.child("Kai")
    main(["verify"])

    said = capsys.readouterr().out
    assert "1 entry in 1 chain, and 0 seals, looked at in " in said
    assert " about 1 subject held against what the entries come to in " in said
    assert "Nothing is sealed yet: 1 entry." in said
    assert "Sealed 1 entry about 1 subject in" in said
    assert "2 entries in 2 chains, and 1 seal, looked at in " in said
    assert "Newer than the last seal, and not sealed yet: 1 entry." in said


def test_the_commands_seal_and_verify(authority, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("GOLDENTHREAD_VAR", str(tmp_path))
    authority.tell(STORY, authority.child("Jay"))

    assert main(["verify"]) == 0
    assert "Nothing is sealed yet" in capsys.readouterr().out
    assert main(["seal"]) == 0
    assert main(["verify"]) == 0
    said = capsys.readouterr().out
    assert "Everything is sealed." in said
    assert "Everything is as it was recorded." in said

    Subject.objects.update(position=1)
    assert main(["verify"]) == 1
    assert "its head says 1" in capsys.readouterr().err


def made_chain(many):
    """A chain in memory: each entry's link, what it continues from, its hash, answers and salt."""
    made, previous = [], chain.GENESIS
    for position in range(1, many + 1):
        answers, salt = {"said": f"words {position}"}, bytes([position]) * 16
        link = chain.Link(
            id=uuid.UUID(int=position), position=position, step="a.step", happened_on=dt.date(2026, 1, position),
            happened_at=None, known_at=dt.datetime(2026, 1, position, tzinfo=dt.UTC), author="Sam", worker=1, post=1,
            acting_for=None, source=None, compartment="child's record", occasion=None, occasion_digest=None,
            follows=None, corrects=None, key="key", nth=position, digest=chain.digest(answers, salt),
        )  # fmt: skip
        made.append((link, previous, link.hash(previous), answers, salt))
        previous = made[-1][2]
    return made


def said_of(made, head):
    """What is said of a chain as the database would hand it out."""
    stored = (
        chain.Stored(*map(chain.column, (previous, hashed, salt, chain.as_jsonb(answers))), link.line())
        for link, previous, hashed, answers, salt in made
    )
    return list(chain.faults(stored, head=chain.column(head), position=chain.column(LENGTH)))


LENGTH = 12
WHOLE = made_chain(LENGTH)
OTHER = st.sampled_from(
    [
        ("step", "other.step"),
        ("step", "a.step\t"),
        ("author", "Ada"),
        ("happened_on", dt.date(2025, 1, 1)),
        ("happened_at", dt.datetime(2025, 1, 1, 9, tzinfo=dt.UTC)),
        ("worker", 2),
        ("post", None),
        ("position", 99),
        ("key", "another"),
        ("nth", 77),
        ("compartment", "adoption"),
        ("known_at", dt.datetime(2025, 1, 1, tzinfo=dt.UTC)),
        ("occasion", uuid.uuid4()),
        ("occasion_digest", b"other"),
        ("follows", uuid.uuid4()),
        ("corrects", uuid.uuid4()),
        ("source", 4),
        ("id", uuid.uuid4()),
    ]
)


@given(data=st.data())
@settings(max_examples=trials.count(200, 20_000), deadline=None)
def test_any_tampering_of_any_entry_is_found(data):
    """Change, remove, move or add anything anywhere, and the chain says so."""
    tampered = list(WHOLE)
    at = data.draw(st.integers(0, LENGTH - 1))
    link, *rest = WHOLE[at]
    match data.draw(st.sampled_from(["change", "answer", "remove", "swap", "repeat", "move"])):
        case "change":
            field, value = data.draw(OTHER)
            tampered[at] = (link._replace(**{field: value}), *rest)
        case "answer":
            previous, hashed, _, salt = rest
            tampered[at] = (link, previous, hashed, {"said": data.draw(st.text())}, salt)
        case "remove":
            del tampered[at]
        case "swap":
            other = data.draw(st.integers(0, LENGTH - 1).filter(lambda n: n != at))
            tampered[at], tampered[other] = tampered[other], tampered[at]
        case "repeat":
            tampered.insert(at, WHOLE[at])
        case "move":
            tampered.insert(data.draw(st.integers(0, LENGTH - 2).filter(lambda n: n != at)), tampered.pop(at))

    head = WHOLE[-1][2]
    assert said_of(WHOLE, head) == []
    assert said_of(tampered, head)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"],
                                                                          exclude_characters="\0")), inner),
    max_leaves=8,
)  # fmt: skip


@given(values=st.lists(JSON, min_size=1, max_size=20))
@settings(
    max_examples=trials.count(20, 2_000), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_answers_are_written_down_as_the_database_writes_them(db, values):
    with connection.cursor() as cursor:
        cursor.execute("select value::text from unnest(%s::jsonb[]) value", [[json.dumps(value) for value in values]])
        assert [chain.as_jsonb(value) for value in values] == [said for (said,) in cursor.fetchall()]


@given(
    text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    when=st.datetimes(min_value=dt.datetime(1900, 1, 1), timezones=st.just(ZoneInfo("Europe/London"))),
    number=st.integers(-(2**62), 2**62) | st.none(), some=st.binary(), id_=st.uuids(),
)  # fmt: skip
@settings(
    max_examples=trials.count(50, 5_000), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_line_is_what_a_copy_hands_out(db, text, when, number, some, id_):
    values = (text, when, when.date(), number, some, id_)
    with connection.cursor() as cursor:
        cursor.execute(PLAIN)
        query = "copy (select {}::text, {}::timestamptz, {}::date, {}::bigint, {}::bytea, {}::uuid) to stdout"
        with cursor.copy(sql.SQL(query).format(*map(sql.Literal, values))) as copy:
            (line,) = list(copy)
    assert bytes(line) == b"\t".join(map(chain.column, values)) + b"\n"

"""Every tampering is found: by the chain, by the facts, by the seal."""

import dataclasses
import datetime as dt
import uuid

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.casework import chain, linking, sealing
from goldenthread.casework.verifying import verify
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


def faults():
    return [fault.says for checked in verify(at_once=3) for fault in checked.faults]


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

    checked = list(verify(at_once=2))

    assert [fault for each in checked for fault in each.faults] == []
    assert sum(each.entries for each in checked) == Entry.objects.count()
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

    found = [fault for checked in verify() for fault in checked.faults]

    assert found
    assert {fault.subject for fault in found} == {about} or what == "what an occasion shares"


def test_answers_destroyed_by_the_procedure_leave_the_chain_whole(told, owner):
    entry = Entry.objects.filter(step="assessment.child_seen").first()
    owner.execute("alter table record_entry enable trigger user")

    owner.execute("call destroy_answers(%s)", [entry.pk])

    assert not [says for says in faults() if says.startswith("entry") or "chain" in says]


def test_a_chain_rewritten_from_end_to_end_is_found_by_the_seal_alone(told, owner, tmp_path):
    """Somebody who owns the tables and knows how the hashes are made can forge a chain, but not what was sealed."""
    assert list(sealing.broken(tmp_path)) == []
    sealing.seal(tmp_path)
    about = Entry.objects.filter(step="person.registered").first().about_id

    forge(owner, about)

    assert not [says for says in faults() if "entry" in says or "chain" in says]
    (broken,) = sealing.broken(tmp_path)
    assert f"Records whose id begins with {about.hex[:2]}" in broken


def forge(owner, about):
    """Change an answer and reckon every hash after it anew."""
    previous = chain.GENESIS
    for entry in Entry.objects.filter(about=about).select_related("occasion").order_by("position"):
        if entry.step == "front_door.contact_received":
            entry.answers["this_child"] = "Nothing to see."
        entry.digest = chain.digest(entry.answers, bytes(entry.salt))
        entry.previous = previous
        previous = linking.link_of(entry).hash(bytes(previous))
        owner.execute(
            "update record_entry set answers = %s, digest = %s, previous = %s, hash = %s where id = %s",
            [psycopg.types.json.Jsonb(entry.answers), entry.digest, entry.previous, previous, entry.pk],
        )
    owner.execute("update record_subject set head = %s where id = %s", [previous, about])


def test_what_is_newer_than_the_last_seal_is_said(authority, tmp_path):
    authority.child("Jay")
    assert sealing.newer(tmp_path) == 1
    sealing.seal(tmp_path)

    authority.child("Kai")

    assert sealing.newer(tmp_path) == 1
    assert list(sealing.broken(tmp_path)) == []
    sealing.seal(tmp_path)
    assert sealing.newer(tmp_path) == 0
    assert len(sealing.seals(tmp_path)) == 2


def test_a_seal_that_was_changed_breaks_the_chain_of_seals(authority, tmp_path):
    for name in ("Jay", "Kai"):
        authority.child(name)
        sealing.seal(tmp_path)
    (file,) = tmp_path.glob("*.json")
    file.write_text(file.read_text().replace('"entries":1,', '"entries":7,'))

    assert "does not continue" in next(iter(sealing.broken(tmp_path)))


def test_the_commands_say_one_entry_about_one_subject(authority, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("GOLDENTHREAD_VAR", str(tmp_path))
    authority.child("Jay")

    main(["verify"])
    main(["seal"])
    authority.child("Kai")
    main(["verify"])

    said = capsys.readouterr().out
    assert "1 subject, 1 entry and " in said
    assert "Nothing is sealed yet: 1 entry." in said
    assert "Sealed 1 entry about 1 subject in" in said
    assert "2 subjects, 2 entries and " in said
    assert "1 entry is newer than the last seal." in said


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


@pytest.fixture(scope="module")
def links():
    """A chain in memory, as the database would hold it."""
    return made_chain(12)


def made_chain(many):
    stored, previous = [], chain.GENESIS
    for position in range(1, many + 1):
        answers, salt = {"said": f"words {position}"}, bytes([position]) * 16
        link = chain.Link(
            str(uuid.UUID(int=position)),
            position,
            "a.step",
            dt.date(2026, 1, position),
            None,
            dt.datetime(2026, 1, position, tzinfo=dt.UTC),
            "Sam",
            1,
            1,
            None,
            None,
            "child's record",
            None,
            None,
            None,
            None,
            f"key/{position}",
            chain.digest(answers, salt),
        )
        stored.append(chain.Stored(link, previous, link.hash(previous), answers, salt))
        previous = stored[-1].hash
    return stored


@given(data=st.data())
@settings(max_examples=trials.count(200, 20_000), deadline=None)
def test_any_tampering_of_any_entry_is_found(links, data):
    """Change, remove, move or add anything anywhere, and the chain says so."""
    tampered = list(links)
    at = data.draw(st.integers(0, len(links) - 1))
    match data.draw(st.sampled_from(["change", "answer", "remove", "swap", "repeat", "move"])):
        case "change":
            field, value = data.draw(
                st.sampled_from(
                    [
                        ("step", "other.step"),
                        ("author", "Ada"),
                        ("happened_on", dt.date(2025, 1, 1)),
                        ("worker", 2),
                        ("post", None),
                        ("position", 99),
                        ("key", "another"),
                        ("compartment", "adoption"),
                        ("known_at", dt.datetime(2025, 1, 1, tzinfo=dt.UTC)),
                        ("occasion", str(uuid.uuid4())),
                        ("follows", str(uuid.uuid4())),
                        ("corrects", str(uuid.uuid4())),
                        ("source", 4),
                        ("id", "other"),
                    ]
                )
            )
            changed = dataclasses.replace(links[at].link, **{field: value})
            tampered[at] = dataclasses.replace(links[at], link=changed)
        case "answer":
            tampered[at] = dataclasses.replace(links[at], answers={"said": data.draw(st.text())})
        case "remove":
            del tampered[at]
        case "swap":
            other = data.draw(st.integers(0, len(links) - 1).filter(lambda n: n != at))
            tampered[at], tampered[other] = tampered[other], tampered[at]
        case "repeat":
            tampered.insert(at, links[at])
        case "move":
            tampered.insert(data.draw(st.integers(0, len(links) - 2).filter(lambda n: n != at)), tampered.pop(at))

    assert list(chain.faults(links, head=links[-1].hash, position=len(links))) == []
    assert list(chain.faults(tampered, head=links[-1].hash, position=len(links)))

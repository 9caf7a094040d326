"""The second lock: with every check of the application turned off, the database alone gives nothing away."""

import sys
import uuid

import pytest
from django.db import ProgrammingError, connection, transaction

from goldenthread.casework import access
from goldenthread.casework.access import grants, kin
from goldenthread.casework.children import open_to
from goldenthread.casework.recording import Act, record
from goldenthread.language import Compartment, handbook
from goldenthread.oversight.models import RaisedSignal
from goldenthread.record.models import Draft, Entry, Grant, Look
from tests.authority import Authority, complete, day
from tests.rooms.test_access import LETTERS, OF_ANOTHER_TEAM, PAGES, RECORDS, asked, children, visitor

__all__ = ["children"]

# Words that stand nowhere but on one record each.
MARKS = {"theirs": ("Qxtheirs", "Qworrytheirs"), "hidden": ("Zzyzx", "Qworryhidden")}


@pytest.fixture
def marked(authority: Authority, children: dict[str, uuid.UUID]) -> dict[str, uuid.UUID]:
    hidden = authority.child("Hidden", MARKS["hidden"][0])
    name, worry = MARKS["theirs"]
    authority.tell(f"9 Mar 2026 | person.described | Will | known_as={name}", children["theirs"])
    authority.tell(f"9 Mar 2026 | person.said | Will | words={worry}", children["theirs"])
    authority.tell(f"2 Mar 2026 10:30 | front_door.contact_received | Rita | worry={MARKS['hidden'][1]}", hidden)
    authority.tell("3 Mar 2026 | person.restricted | Fran | why=Staff", hidden)
    return children | {"hidden": hidden}


OFF = access.Need("The lock is off")


@pytest.fixture
def unlocked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every question that the application asks of its policy is answered yes, wherever it is asked."""
    every = frozenset(map(str, Compartment))

    def opened(actor: access.Actor, subject: uuid.UUID) -> grants.Opened:
        return grants.Opened(tuple(access.one_record(subject)), every, False)

    instead = {
        access.why_open: lambda actor, subject, compartment=None: "The lock is off",
        access.may_open: lambda actor, subject, compartment=None: True,
        access.require_open: lambda actor, subject, compartment=None: None,
        access.require_write: lambda actor, subject, step: None,
        access.openable: lambda actor, subjects, compartment=None: set(subjects),
        access.granted: lambda actor, *compartments: Grant.now.all(),
        access.compartments: lambda actor, subject: set(every),
        access.may_take: lambda actor, step: True,
        access.serves: lambda actor, address: True,
        access.need_of: lambda actor, subject, compartment=None: OFF,
        access.may_ask: lambda actor, subject: True,
        access.shut: lambda actor, *subjects: False,
        access.decide: lambda actor, address, subject=None: OFF if subject else None,
        grants.opened: opened,
        kin.may_open_sql: lambda subject: "true",
        open_to: lambda rows, actor: rows,
    }
    for name, module in list(sys.modules.items()):
        if name.startswith("goldenthread."):
            for held, value in list(vars(module).items()):
                if callable(value) and getattr(value, "__hash__", None) and value in instead:
                    monkeypatch.setattr(module, held, instead[value])


def may_know(letter: str, whose: str) -> bool:
    return whose == "theirs" and letter in OF_ANOTHER_TEAM


@pytest.mark.parametrize("letter", LETTERS)
def test_no_page_gives_away_what_no_grant_opens(authority, marked, unlocked, letter):
    client = visitor(authority, LETTERS[letter])
    lists = ["/find/?q=Qxtheirs", "/find/?q=Zzyzx", "/find/?q=Qworrytheirs", "/find/?q=Qworryhidden"]

    for address in [*lists, *(asked(page) for page in PAGES)]:
        said = client.get(address, follow=True).content.decode()
        for whose, marks in MARKS.items():
            if not may_know(letter, whose):
                shown = [mark for mark in marks if mark in said.replace(address.partition("=")[2] or "\0", "")]
                assert not shown, f"{LETTERS[letter]} read {shown} at {address}"
    for whose, marks in MARKS.items():
        for page in RECORDS:
            if not may_know(letter, whose):
                address = asked(page, marked[whose])
                answer = client.get(address, follow=True)
                assert answer.status_code == 200 if page == "child" else answer.status_code < 500, page
                said = answer.content.decode()
                assert not [mark for mark in marks if mark in said], f"{LETTERS[letter]} at {address}"


@pytest.mark.parametrize("letter", LETTERS)
def test_nothing_can_be_written_where_no_grant_stands(authority, marked, unlocked, letter):
    before, warned = Entry.objects.count(), handbook().steps["person.warned"]
    for whose in MARKS:
        if not may_know(letter, whose):
            with pytest.raises(ProgrammingError, match="need to know"), transaction.atomic():
                record(
                    Act("person.warned", marked[whose], day("10 Mar 2026"), complete(warned, {"says": "Not mine."})),
                    by=authority.actor(LETTERS[letter]),
                    key=f"{letter}-{whose}",
                )
    assert Entry.objects.count() == before


def seen(authority: Authority, name: str | None, table: str, where: str = "true") -> int:
    with access.acting(authority.actor(name) if name else None), connection.cursor() as cursor:
        cursor.execute(f"select count(*) from {table} where {where}")
        return cursor.fetchone()[0]


def protected() -> list[str]:
    """Every table that says something of somebody."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select relname from pg_class join pg_namespace on pg_namespace.oid = relnamespace "
            "where nspname = 'public' and relkind = 'r' and relrowsecurity order by relname"
        )
        return [name for (name,) in cursor.fetchall()]


def test_whoever_says_nothing_sees_nothing(authority, marked):
    assert len(protected()) > 30
    assert {table: seen(authority, None, table) for table in protected()} == dict.fromkeys(protected(), 0)


def test_every_table_about_somebody_is_under_the_lock(db):
    """A new table that is about a record, or hangs on one, has to be decided; those below say nothing of anybody."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select distinct conrelid::regclass::text from pg_constraint where contype = 'f' "
            "and confrelid in ('record_subject'::regclass, 'record_entry'::regclass, 'record_draft'::regclass)"
        )
        about = {name for (name,) in cursor.fetchall()}
    said_to_be_nobodys = {"record_subject", "record_draft_about"}
    assert about - said_to_be_nobodys <= set(protected())


@pytest.mark.parametrize("table", ["facts_person", "facts_name", "record_entry", "record_draft", "record_look",
                                   "facts_childswords", "facts_warning", "facts_address"])  # fmt: skip
def test_whoever_counts_reads_no_name_and_no_word(db, table):
    with transaction.atomic(), access.counting(), connection.cursor() as cursor:
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            cursor.execute(f"select 1 from {table}")


def test_a_signals_words_are_not_counted(db):
    with transaction.atomic(), access.counting():
        assert not RaisedSignal.objects.values_list("signal").exists()
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            list(RaisedSignal.objects.values_list("says"))


def test_the_application_writes_nothing_that_is_worked_out(authority, marked):
    with access.acting(authority.actor("Dora")), connection.cursor() as cursor:
        for statement in (
            "insert into record_entry (id) values (gen_random_uuid())",
            "update facts_person set given = 'Other'",
            "delete from record_grant",
            "insert into record_grant select * from record_grant limit 1",
        ):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                cursor.execute(statement)


def test_a_look_is_written_in_ones_own_name(authority, marked):
    sam, wes = authority.actor("Sam"), authority.actor("Wes")
    with access.acting(sam), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Look.objects.create(
            about_id=marked["ours"], worker_id=wes.worker, post_id=wes.post, at="2026-03-10T09:00Z", page="child",
            why="Not me",
        )  # fmt: skip


def test_a_draft_is_under_the_grants_of_its_entry(authority, marked):
    wes = authority.actor("Wes")
    with access.acting(wes):
        draft = Draft.objects.create(
            id=uuid.uuid4(), step="person.warned", same=uuid.uuid4(), compartment=Compartment.CHILD,
            begun_by_id=wes.worker, begun_at="2026-03-10T09:00Z", changed_at="2026-03-10T09:00Z",
        )  # fmt: skip
        draft.about.add(marked["theirs"])
        draft.answers.create(question="says", answer="Theirs.", worker_id=wes.worker, saved_at="2026-03-10T09:00Z")

    whole = f"id = '{draft.pk}'"
    assert {name: seen(authority, name, "record_draft", whole) for name in ("Wes", "Will", "Sam", "Ada")} == {
        "Wes": 1, "Will": 1, "Sam": 0, "Ada": 0,
    }  # fmt: skip
    assert seen(authority, "Sam", "record_draftanswer", f"draft_id = '{draft.pk}'") == 0


def test_the_lock_knows_the_childs_part_by_its_name(db):
    with connection.cursor() as cursor:
        cursor.execute("select second_lock.child_part()")
        assert cursor.fetchone() == (str(Compartment.CHILD),)

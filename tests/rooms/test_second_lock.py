"""The second lock: with every check of the application turned off, the database alone gives nothing away."""

import dataclasses
import datetime as dt
import importlib
import sys
import uuid

import pytest
from django.conf import settings
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from goldenthread.casework import access
from goldenthread.casework.access import grants, kin
from goldenthread.casework.children import open_to
from goldenthread.casework.recording import Act, record
from goldenthread.language import Compartment, handbook
from goldenthread.oversight.models import RaisedSignal
from goldenthread.record.models import Cover, Draft, Entry, Grant, Look
from tests import trials
from tests.authority import Authority, complete, day
from tests.rooms.test_access import LETTERS, OF_ANOTHER_TEAM, PAGES, RECORDS, asked, children, visitor

__all__ = ["children"]

# Words that stand nowhere but on one record each.
MARKS = {"theirs": ("Qxtheirs", "Qworrytheirs"), "hidden": ("Zzyzx", "Qworryhidden")}


@pytest.fixture
def marked(authority: Authority, children: dict[str, uuid.UUID]) -> dict[str, uuid.UUID]:
    hidden = authority.child("Hidden", MARKS["hidden"][0])
    name, worry = MARKS["theirs"]
    authority.tell(f"9 Mar 2026 | person.described | Will | known_as={name} | school={name} School", children["theirs"])
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
        kin.may_open_sql: lambda subject, **_: "true",
        open_to: lambda rows, actor, *parts: rows,
    }
    # A page that is first loaded while the lock is off would keep it so for those who come after.
    importlib.import_module(settings.ROOT_URLCONF)
    for name, module in list(sys.modules.items()):
        if name.startswith("goldenthread."):
            for held, value in list(vars(module).items()):
                if callable(value) and getattr(value, "__hash__", None) and value in instead:
                    monkeypatch.setattr(module, held, instead[value])


def may_know(letter: str, whose: str) -> bool:
    return whose == "theirs" and letter in OF_ANOTHER_TEAM


@pytest.mark.parametrize("letter", LETTERS)
def test_no_page_gives_away_what_no_grant_opens(authority, marked, unlocked, letter):
    """Every page by somebody each time; in the trials by everybody."""
    client = visitor(authority, LETTERS[letter])
    lists = ["/find/?q=Qxtheirs", "/find/?q=Zzyzx", "/find/?q=Qworrytheirs", "/find/?q=Qworryhidden"]
    turn, of = list(LETTERS).index(letter), trials.count(4, 1)

    for address in [*lists, *(asked(page) for page in sorted(PAGES)[turn % of :: of])]:
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


@pytest.mark.parametrize(("table", "typed"), [("facts_programme", "name"), ("facts_signposted", "service_name")])
def test_what_was_typed_as_a_name_is_not_counted(db, table, typed):
    with transaction.atomic(), access.counting(), connection.cursor() as cursor:
        cursor.execute(f"select count(row) from {table}")
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            cursor.execute(f"select {typed} from {table}")


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


SAYS = {"reason": "emergency", "says": "The police rang."}


def by_reason(authority: Authority, name: str, child: uuid.UUID, *, ago: dt.timedelta = dt.timedelta()) -> None:
    with transaction.atomic():
        record(
            Act("person.opened_with_reason", child, timezone.now() - ago, SAYS), by=authority.actor(name),
            key=f"{name}-{child}-{ago}",
        )  # fmt: skip


def rows_about(authority: Authority, name: str, child: uuid.UUID) -> dict[str, int]:
    """How many rows of one record somebody sees, in each table that is about a part of a record."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select table_name from information_schema.columns where table_schema = 'public' "
            "and column_name = 'about_id' and table_name = any(%s)", [protected()],
        )  # fmt: skip
        tables = [table for (table,) in cursor.fetchall()]
    counted = {table: seen(authority, name, table, f"about_id = '{child}'") for table in tables}
    return {table: n for table, n in counted.items() if n}


def test_a_reason_opens_a_record_for_a_while_and_the_database_lets_it_lapse(authority, marked, unlocked):
    assert not rows_about(authority, "Wes", marked["ours"])

    by_reason(authority, "Wes", marked["ours"], ago=dt.timedelta(hours=5))
    assert not rows_about(authority, "Wes", marked["ours"])

    by_reason(authority, "Wes", marked["ours"])
    assert {"facts_person", "record_entry", "record_episode"} <= set(rows_about(authority, "Wes", marked["ours"]))
    # Others of the team read nothing of it, and the manager reads how it was opened, and nothing else.
    assert not rows_about(authority, "Eve", marked["ours"])
    assert set(rows_about(authority, "Will", marked["ours"])) == {
        "record_entry", "record_opening", "record_clockrun", "record_grant",
    }  # fmt: skip


@pytest.mark.parametrize("letter", LETTERS)
def test_no_reason_opens_what_is_hidden_or_is_not_theirs_to_open(authority, marked, unlocked, letter):
    name = LETTERS[letter]
    with pytest.raises(ProgrammingError, match="need to know"):
        by_reason(authority, name, marked["hidden"])
    if letter in "aq":
        with pytest.raises(ProgrammingError, match="need to know"):
            by_reason(authority, name, marked["theirs"])


def test_whoever_opened_a_record_for_a_while_closes_it_to_nobody(authority, marked, unlocked):
    by_reason(authority, "Will", marked["ours"])
    said = {"why": "Mine.", "ordered_on": "2026-03-10", "workers": [authority.workers["Will"].pk]}

    for step in ("person.restricted", "person.sealed"):
        with pytest.raises(ProgrammingError, match="need to know"), transaction.atomic():
            record(Act(step, marked["ours"], day("10 Mar 2026"), said), by=authority.actor("Will"), key=step)


def test_how_a_record_was_opened_stands_as_it_was(authority, marked, unlocked):
    by_reason(authority, "Wes", marked["ours"])
    entry = Entry.objects.get(about=marked["ours"], step="person.opened_with_reason", worker=authority.workers["Wes"])
    later = Entry.objects.filter(about=marked["ours"]).values("position").order_by("-position")[0]["position"] + 1
    with access.acting(authority.actor("Wes"), role=access.lock.ENGINE), transaction.atomic():
        entry.pk, entry.position, entry.key, entry.corrects_id = uuid.uuid4(), later, "again", entry.pk
        with pytest.raises(ProgrammingError, match="stands as it was"), transaction.atomic():
            entry.save(force_insert=True)


@pytest.fixture
def of_the_family(authority: Authority, marked: dict[str, uuid.UUID]) -> uuid.UUID:
    """The aunt of Will's child Theirs is Will, who manages West, and Grace and Dora still have it in their line."""
    aunt = authority.child("Willa", "Aunt", born=None)
    tie = {"other": str(aunt), "kind": "aunt or uncle"}
    record(Act("person.related", marked["theirs"], day("9 Mar 2026"), tie), by=authority.actor("Grace"), key="tie")
    works = {"colleague": authority.workers["Will"].pk}
    record(Act("person.works_here", aunt, day("9 Mar 2026"), works), by=authority.actor("Grace"), key="works")
    return aunt


def test_the_database_gives_nobody_their_own_familys_record(authority, marked, of_the_family, unlocked):
    for person in (marked["theirs"], of_the_family):
        assert rows_about(authority, "Will", person).keys() <= {"record_look"}
    assert {"facts_person", "record_entry"} <= set(rows_about(authority, "Wes", marked["theirs"]))
    assert {"facts_person", "record_entry"} <= set(rows_about(authority, "Grace", marked["theirs"]))

    client = visitor(authority, "Will")
    for page in RECORDS:
        said = client.get(asked(page, marked["theirs"]), follow=True).content.decode()
        assert not [mark for mark in MARKS["theirs"] if mark in said], page
    for page in ("/find/?q=Theirs", "/", "/team/", "/team/?school=", "/desk/", "/figures/AssessmentsInTime/children/",
                 "/figures/ReReferrals/children/?school="):  # fmt: skip
        said = client.get(page, follow=True).content.decode()
        assert not [mark for mark in MARKS["theirs"] if mark in said], page
    with pytest.raises(ProgrammingError, match="need to know"):
        by_reason(authority, "Will", marked["theirs"])
    warned = Act("person.warned", marked["theirs"], day("10 Mar 2026"),
                 complete(handbook().steps["person.warned"], {"says": "Mine."}))  # fmt: skip
    with pytest.raises(ProgrammingError, match="need to know"), transaction.atomic():
        record(warned, by=authority.actor("Will"), key="will")
    record(warned, by=authority.actor("Wes"), key="wes")


def test_ones_own_family_is_counted_all_the_same(authority, marked, of_the_family):
    with access.acting(authority.actor("Will")), access.counting(), connection.cursor() as cursor:
        cursor.execute("select count(*) from record_episode where about_id = %s", [marked["theirs"]])
        assert cursor.fetchone()[0] > 0


def test_a_sealed_record_is_there_for_those_named_alone(authority, marked, unlocked):
    said = {"why": "Adopted.", "ordered_on": "2026-03-09", "workers": [authority.workers["Will"].pk]}
    record(Act("person.sealed", marked["ours"], day("9 Mar 2026"), said), by=authority.actor("Ada"), key="seal")

    assert {"facts_person", "record_entry"} <= set(rows_about(authority, "Will", marked["ours"]))
    for name in set(LETTERS.values()) | {"Sue", "Fran"}:
        # That somebody once had a grant, they may read; of the record nothing.
        assert rows_about(authority, name, marked["ours"]).keys() <= {"record_look", "record_grant"}, name
        with pytest.raises(ProgrammingError, match="need to know"):
            by_reason(authority, name, marked["ours"])
    contact = handbook().steps["front_door.contact_received"]
    with pytest.raises(ProgrammingError, match="need to know"), transaction.atomic():
        record(
            Act(contact.key, marked["ours"], timezone.now(), complete(contact, {})), by=authority.actor("Rita"),
            key="duty",
        )  # fmt: skip


def covering(authority: Authority, name: str) -> access.Actor:
    return access.actor_in(authority.posts[name], authority.workers[name], at=timezone.now())


def test_whoever_covers_sees_the_colleagues_work_and_not_what_few_may_know_of(authority, marked, unlocked):
    today, workers = timezone.localdate(), authority.workers
    Cover.objects.create(
        worker=workers["Eve"], away=workers["Sam"], post=authority.posts["Sam"], since=today, until=today,
        set_by=workers["Ada"], set_at=timezone.now(),
    )  # fmt: skip
    eve = covering(authority, "Eve")

    def sees() -> bool:
        with access.acting(eve):
            return Entry.objects.filter(about=marked["ours"]).exists()

    assert sees()
    warned = Act("person.warned", marked["ours"], day("10 Mar 2026"),
                 complete(handbook().steps["person.warned"], {"says": "A dog."}))  # fmt: skip
    record(warned, by=eve, key="cover")
    for step in ("person.restricted", "person.sealed"):
        with transaction.atomic():
            said = {"why": "Few.", "ordered_on": "2026-03-10", "workers": [workers["Sam"].pk, workers["Ada"].pk]}
            record(Act(step, marked["ours"], day("10 Mar 2026"), said), by=authority.actor("Ada"), key=step)
            assert not sees(), step
            with pytest.raises(ProgrammingError, match="need to know"), transaction.atomic():
                record(warned, by=eve, key=f"{step} later")
            transaction.set_rollback(True)
    assert sees()


def test_nobody_gives_themselves_anothers_work(authority, marked):
    today, workers = timezone.localdate(), authority.workers
    days = {"since": today, "until": today, "set_at": timezone.now()}
    for name, set_by in (("Wes", "Wes"), ("Wes", "Ada"), ("Will", "Will")):
        with access.acting(authority.actor(name)):
            with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
                Cover.objects.create(worker=workers[name], away=workers["Sam"], post=authority.posts["Sam"],
                                     set_by=workers[set_by], **days)  # fmt: skip
    with access.acting(authority.actor("Ada")):
        Cover.objects.create(worker=workers["Wes"], away=workers["Sam"], post=authority.posts["Sam"],
                             set_by=workers["Ada"], **days)  # fmt: skip


def test_out_of_its_hours_a_teams_duty_opens_nothing(authority, marked, unlocked):
    contact = handbook().steps["front_door.contact_received"]
    rita = dataclasses.replace(authority.actor("Rita"), duty=False)

    with pytest.raises(ProgrammingError, match="need to know"), transaction.atomic():
        record(Act(contact.key, marked["ours"], timezone.now(), complete(contact, {})), by=rita, key="off duty")

"""A release that works something out differently: what stands is worked out anew, known from that moment."""

import contextlib
import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from goldenthread.casework import access, gathering, recording, reworking, verifying, writing
from goldenthread.casework.recording import Act, record
from goldenthread.casework.replay import replay
from goldenthread.casework.rules import rules_now
from goldenthread.config.reworks import REWORKS
from goldenthread.doors.chores import rework as chore
from goldenthread.doors.command import rework
from goldenthread.doors.command.main import main
from goldenthread.doors.command.migrate import migrate
from goldenthread.facts.models import Contact
from goldenthread.language import Period, handbook
from goldenthread.oversight import measures, raising
from goldenthread.oversight.models import RaisedSignal
from goldenthread.practice.front_door import facts as front_door
from goldenthread.record.models import Entry, Look, Reworked
from tests import trials
from tests.authority import Authority, day
from tests.practice.test_late_answers import ANSWER, HANDED_ON
from tests.rooms.doors.test_chores import work as work_off

YIELDED = Path(__file__).with_name("yielded.json")
CONTACT = "2 Mar 2026 09:00 | front_door.contact_received | Rita | how=portal"
HOW = dataclasses.replace(REWORKS[0], key="contact_how, in a database of the release before")


def without_how(episode, record):
    """What the front door yielded before: a contact that does not say how it came."""
    for row in front_door.rows(episode, record):
        if row.table == "Contact":
            row = row._replace(values={name: row.values[name] for name in row.values if name != "how"})
        yield row


@contextlib.contextmanager
def release_before() -> Iterator[None]:
    """While this goes on, what is recorded is worked out as the release before did."""
    with pytest.MonkeyPatch.context() as earlier:
        earlier.setitem(handbook().facts, "front_door", without_how)
        yield


@pytest.fixture
def before(authority: Authority) -> Iterator[Authority]:
    """Three children whose contacts the release before worked out."""
    children = [authority.child(given) for given in ("Jay", "Kai", "Lee")]
    with release_before():
        authority.tell(CONTACT, *children)
    reworking.open_reworks([HOW])
    yield authority
    reworking.open_reworks(REWORKS)


def all_of_it() -> list[reworking.Batch]:
    return list(reworking.work(most=2))


def by_form(known=None) -> tuple[int, int]:
    """How many contacts came by the form, of how many, as known then."""
    period = Period(day("1 Mar 2026"), day("31 Mar 2026"), known=known)
    with access.acting(raising.CHORE):
        whole = measures.figure("ContactsByForm", period).whole
    return whole.counts, whole.out_of


def faults() -> list[str]:
    return [fault.says for checked in verifying.verify() for fault in checked.faults]


def test_what_the_release_before_worked_out_is_worked_out_anew(before):
    assert [contact.how for contact in Contact.now.all()] == ["", "", ""]

    batches = all_of_it()

    assert [contact.how for contact in Contact.now.all()] == ["portal"] * 3
    assert [(each.subjects, each.rows, each.done) for each in batches] == [(2, 2, False), (1, 1, False), (0, 0, True)]
    assert faults() == []
    assert by_form() == (3, 3)


def test_it_is_known_from_then_and_earlier_reports_stay_as_they_were(before):
    report, stood = by_form(yesterday := timezone.now()), list(Contact.objects.order_by("row").values())

    all_of_it()

    assert by_form(yesterday) == report == (0, 3)
    closed = list(Contact.objects.filter(how="").order_by("row").values())
    since = {each["id"]: each["known_from"] for each in Contact.now.values()}
    assert closed == [each | {"known_until": each["known_until"] or since[each["id"]]} for each in stood]
    assert min(since.values()) > yesterday
    # Whatever is recorded next is known later still.
    assert {each.about.last_known for each in Contact.now.select_related("about")} == set(since.values())


def test_what_no_release_changed_is_left_alone(before):
    kept = {
        each.row for name in ("Episode", "ClockRun", "Grant", "Person") for each in writing.tables()[name].now.all()
    }

    all_of_it()

    assert kept == {
        each.row for name in ("Episode", "ClockRun", "Grant", "Person") for each in writing.tables()[name].now.all()
    }


def test_killed_between_two_batches_it_goes_on_where_it_was(before):
    next(reworking.work(most=2))
    assert sorted(contact.how for contact in Contact.now.all()) == ["", "portal", "portal"]

    assert [(each.subjects, each.rows) for each in all_of_it()] == [(1, 1), (0, 0)]

    kept = Reworked.objects.filter(rework=HOW.key).order_by("pk").values_list("subjects", "rows", "done")
    assert list(kept) == [(2, 2, False), (1, 1, False), (0, 0, True)]


def test_a_batch_that_fails_leaves_nothing_behind(before, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setitem(handbook().facts, "front_door", None)
        broken.setitem(handbook().facts, "person", lambda episode, record: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            all_of_it()
    assert not Reworked.objects.filter(rework=HOW.key).exists()

    assert sum(each.rows for each in all_of_it()) == 3


def test_twice_changes_nothing(before):
    all_of_it()
    stands = list(Contact.objects.order_by("row").values())

    assert all_of_it() == []
    reworking.open_reworks([dataclasses.replace(HOW, key="once more")])
    assert sum(each.rows for each in all_of_it()) == 0

    assert list(Contact.objects.order_by("row").values()) == stands


def test_whoever_saved_meanwhile_is_worked_out_already(before):
    child = Contact.now.first().about_id
    before.tell("4 Mar 2026 | front_door.directed | Fran", child)

    assert sum(each.rows for each in all_of_it()) == 2
    assert faults() == []


def test_nobody_is_told_anything(before):
    child = Contact.now.first().about_id
    with release_before():
        before.tell(CONTACT, child)
        before.tell(CONTACT, child)
    raised, looks = list(RaisedSignal.objects.order_by("pk").values()), Look.objects.count()
    assert raised

    all_of_it()

    assert list(RaisedSignal.objects.order_by("pk").values()) == raised
    assert Look.objects.count() == looks


def test_of_joined_records_the_one_that_stands_is_worked_out(before):
    first, second = (contact.about_id for contact in Contact.now.order_by("row")[:2])
    joined = Act("person.joined", second, day("5 Mar 2026"), {"into": str(first), "why": "One child, twice."})
    with release_before():
        record(joined, by=before.actor("Fran"), key="join")
    reworking.open_reworks([dataclasses.replace(HOW, key="everybody", steps=())])

    all_of_it()

    assert faults() == []
    assert Contact.now.filter(about=first).count() == 2
    assert not Contact.now.filter(about=second).exists()


def test_verify_says_what_waits_and_does_not_hold_it_against_the_record(before, capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("GOLDENTHREAD_VAR", str(tmp_path))
    next(reworking.work(most=2))

    assert main(["verify"]) == 0

    said = capsys.readouterr().out
    assert f"until the rework {HOW.key} is done, which has come to 2 of 3 subjects." in said
    assert "Everything is as it was recorded, but for 1 subject waiting to be worked out anew." in said


def test_verify_finds_a_tampering_of_what_does_not_wait(before):
    next(reworking.work(most=2))
    done = Contact.now.filter(how="portal").first()
    Contact.now.filter(pk=done.pk).update(kind="missing")

    assert faults() == [f"Contact {done.id}: kind stands as 'missing'; the record says 'neglect'"]


def test_the_command_says_what_it_changed(before, capsys):
    main(["rework"])
    main(["rework"])

    said = capsys.readouterr().out
    assert f"{HOW.key}: 3 rows changed about 3 looked at." in said
    assert "Nothing is to be reworked" in said


def test_a_start_says_what_is_left_and_the_job_worker_does_it(before, capsys):
    rework.say_what_is_left()
    said = capsys.readouterr().out
    assert f"({HOW.key}, about 3 records, 0 of them done): {HOW.why}" in said

    assert chore.go_on(0.0)
    while chore.go_on(60.0):
        pass

    rework.say_what_is_left()
    assert capsys.readouterr().out == ""
    assert faults() == []


def test_every_step_that_a_rework_names_is_known():
    for each in REWORKS:
        assert set(each.steps) <= handbook().steps.keys(), each.key
    assert len({each.key for each in REWORKS}) == len(REWORKS)


# Migrating to and fro takes long: in the trials alone.
if trials.count(0, 1):

    @pytest.mark.django_db(transaction=True, databases=["default", "owner"])
    def test_a_database_of_the_release_before_catches_up(clone, monkeypatch):
        """Its tables are brought back to what they were then, with the rows that were written then; the job worker
        goes on from one while to the next.
        """
        authority = Authority.found()
        with release_before():
            authority.tell(CONTACT, authority.child())
        for room, then in (("facts", "0004_ssd_views"), ("record", "0010_seal_made")):
            call_command("migrate", room, then, database="owner", verbosity=0)

        migrate()

        assert [(each.rework.key, each.of) for each in reworking.left()][0] == ("contact_how", 1)
        monkeypatch.setattr(chore, "A_WHILE", 0.0)
        chore.rework.defer(timestamp=0)
        work_off()
        assert [contact.how for contact in Contact.now.all()] == ["portal"]
        assert faults() == []
        migrate()
        assert reworking.left() == []


def test_a_column_more_or_less_is_noticed(authority):
    """What rows say is kept in a file: whoever changes it is asked for a rework."""
    child = authority.child()
    authority.tell(HANDED_ON, child)
    asked = Entry.objects.get(about=child, step="front_door.enquiry_sent")
    authority.tell(ANSWER.format(asked.pk), child)
    (replayed,) = (
        replay(entries, about=root, handbook=handbook(), rules=rules_now())
        for root, entries in gathering.by_record([child])[1].items()
    )
    (rows,) = recording.rows_with_grants(replayed, handbook()).values()

    said = {row.table: sorted(row.values) for row in sorted(rows, key=lambda row: (row.table, len(row.values)))}

    assert said == json.loads(YIELDED.read_text()), (
        "Rows say other things than in the release before: name a rework in config/reworks.py, then write what they "
        f"say now into {YIELDED.name}."
    )


def test_the_administrator_reads_that_it_goes_on(before, client):
    client.force_login(before.users["Adam"])
    next(reworking.work(most=2))

    assert "are being worked out anew, 2 so far" in client.get("/administration/").content.decode()
    all_of_it()
    assert "worked out anew" not in client.get("/administration/").content.decode()

"""The chronology: in the order in which things happened, nothing hidden, nothing shown that may not be opened."""

import datetime as dt
import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.casework import access
from goldenthread.casework.chronology import Asked, chronology
from goldenthread.casework.lights import LIGHT
from goldenthread.casework.recording import Act, FromFile, Shared, record
from goldenthread.language import handbook
from goldenthread.record import models
from tests.authority import LONDON, Authority, complete, day, moment

BEGUN = """
     2 Mar 2026 10:30 | front_door.contact_received | Rita
     3 Mar 2026       | front_door.decided          | Fran
     4 Mar 2026       | assessment.allocated        | Grace
     9 Mar 2026 15:00 | assessment.child_seen       | Sam
"""
NOW = dt.datetime(2026, 12, 12, 9, tzinfo=LONDON)


@pytest.fixture
def child(authority: Authority):
    child = authority.child("Jay")
    authority.tell(BEGUN, child)
    return child


def read(authority, child, name="Sam", **asked):
    return chronology(child, authority.actor(name), NOW, Asked(**asked))


def titles(chronology) -> list[str]:
    return [line.now.title for line in chronology.lines]


def test_newest_first_with_author_post_and_how_late(authority, child):
    seen = read(authority, child).lines[0].now

    assert (seen.title, seen.author, seen.post) == ("Child seen", "Sam", "social worker, East assessment team")
    assert seen.happened == moment("9 Mar 2026 15:00")
    assert seen.late == (seen.known.astimezone(LONDON).date() - day("9 Mar 2026")).days


def test_answers_are_read_as_they_were_asked(authority, child):
    seen, allocated = (
        next(line.now for line in read(authority, child).lines if line.now.step == step)
        for step in ("assessment.child_seen", "assessment.allocated")
    )

    assert ("Seen alone?", "Yes") in seen.answers
    assert ("Worker", "Sam") in allocated.answers
    assert ("How soon must it be done?", "45 working days") in allocated.answers


def test_what_happened_earlier_stands_earlier_though_recorded_later(authority, child):
    authority.tell("6 Mar 2026 11:00 | assessment.child_seen | Sam | said=First", child)

    assert titles(read(authority, child, oldest_first=True))[-2:] == ["Child seen", "Child seen"]
    first = read(authority, child, oldest_first=True).lines[-2].now
    assert first.day == day("6 Mar 2026")


def test_a_correction_shows_both_versions(authority, child):
    seen = models.Entry.objects.get(about=child, step="assessment.child_seen")
    record(
        Act(
            "assessment.child_seen",
            child,
            moment("8 Mar 2026 15:00"),
            {**(seen.answers or {}), "said": "I like Gran."},
            corrects=seen.pk,
        ),
        by=authority.actor("Sam"),
        key="correction",
    )

    (line,) = (line for line in read(authority, child).lines if line.now.step == "assessment.child_seen")

    assert [
        dict(told.answers)["What did this child say, in the child's own words (or show, if the child does not speak)?"]
        for told in (line.now, *line.before)
    ] == ["I like Gran.", "I like Nan."]
    assert (line.now.day, line.before[0].day) == (day("8 Mar 2026"), day("9 Mar 2026"))


def test_what_was_withdrawn_is_struck_and_not_hidden(authority, child):
    seen = models.Entry.objects.get(about=child, step="assessment.child_seen")
    record(
        Act(
            "assessment.child_seen",
            child,
            moment("9 Mar 2026 15:00"),
            {"why": "Another child"},
            corrects=seen.pk,
            withdraws=True,
        ),
        by=authority.actor("Sam"),
        key="withdrawal",
    )

    (line,) = (line for line in read(authority, child).lines if line.now.step == "assessment.child_seen")

    assert line.withdrawn
    assert ("Where", "School") in line.now.answers


def test_an_occasion_says_with_whom(authority, child):
    brother, other = authority.child("Kofi"), authority.child("Stranger")
    authority.tell(BEGUN, brother)
    record(
        *(
            Act("assessment.child_seen", one, moment("10 Mar 2026 10:00"), {"seen": "yes", "observed": "Well."})
            for one in (child, brother)
        ),
        by=authority.actor("Sam"),
        key="visit",
        occasion=Shared({"purpose": "To see both", "where": "Home"}),
    )
    source = models.Source.objects.create(name="cin.xml", kind="CIN", digest=b"x" * 32, taken_in=NOW)
    record(
        *(Act("person.said", one, day("11 Mar 2026"), {"said": "Hello"}) for one in (child, other)),
        by=FromFile(source.pk, "cin.xml"),
        key="both",
        occasion=Shared({"where": "School"}),
    )

    said, visit = read(authority, child).lines[:2]

    assert (visit.with_whom, visit.not_named) == (["Kofi Made-Up"], 0)
    assert (said.with_whom, said.not_named) == (["Stranger Made-Up"], 0)
    assert dict(visit.now.answers)["What was the visit for?"] == "To see both"
    assert (said.now.file, said.now.by_file) == ("cin.xml", True)


def test_what_a_shared_decision_brought_with_it_does_not_repeat_what_was_asked_there(authority):
    children = [authority.child("Kofi"), authority.child("Esi")]
    authority.tell("2 Mar 2026 10:30 | front_door.contact_received | Rita", *children)
    shared = complete(
        handbook().steps["front_door.decided"], {"outcome": "referral", "takes_on": authority.teams["east"].pk}
    )
    record(
        *(Act("front_door.decided", one, day("3 Mar 2026"), {}) for one in children),
        by=authority.actor("Fran"),
        key="decided for both",
        occasion=Shared(shared),
    )

    lines = {line.now.title: dict(line.now.answers) for line in read(authority, children[0], name="Fran").lines}

    assert "Which team takes this on?" in lines["Manager decided"]
    assert lines["Referral accepted"] == {}


def test_what_a_decision_brought_with_it_says_its_reasons_once(authority, child):
    why = "The home is calm again, and both parents want a worker who knows small children to go on coming."
    authority.tell("9 Apr 2026 | assessment.written | Sam", child)
    answers = complete(
        handbook().steps["assessment.authorised"],
        {"outcome": "early_help", "passed_to": "Early help", "why": why, "takes_on": authority.teams["early-help"].pk},
    )
    record(Act("assessment.authorised", child, day("10 Apr 2026"), answers), by=authority.actor("Ada"), key="ended")

    lines = {line.now.title: line for line in read(authority, child).lines}
    offered, closed = lines["Early help offered"], lines["Closed"]
    alone = read(authority, child, kinds=["early_help"]).lines

    assert why in dict(lines["Assessment authorised"].now.answers).values()
    for brought in (offered, closed):
        assert why not in dict(brought.now.answers).values()
        assert brought.shortened
        assert brought.brought_by.title == "Assessment authorised"
    assert not lines["Referral accepted"].shortened, "nothing is left out where nothing was said before"
    assert why in dict(alone[0].now.answers).values(), "without the decision beside it, all of it is told"


def test_filters_by_kind_turning_points_period_and_words(authority, child):
    assert set(titles(read(authority, child, kinds=["assessment"]))) == {"Assessment allocated", "Child seen"}
    assert "Registered" not in titles(read(authority, child, major_only=True))
    assert titles(read(authority, child, since=day("9 Mar 2026"))) == ["Child seen"]
    assert titles(read(authority, child, until=day("1 Mar 2026"))) == ["Registered"]
    assert titles(read(authority, child, words="clothes")) == ["Contact received"]
    assert read(authority, child, words="clothes").all_of_them == 7


def test_an_entry_of_another_compartment_is_neither_read_nor_counted(authority):
    child = authority.child("Mo")
    authority.tell("2 Mar 2026 | front_door.contact_received | Rita", child)
    authority.tell("2 Mar 2026 11:00 | front_door.enquiry_sent | Rita | question=Secret question", child)
    record(
        Act("allocation.allocated", child, day("4 Mar 2026"), {"worker_id": authority.workers["Sam"].pk}),
        by=authority.actor("Fran"),
        key="allocated",
    )

    assert "Partner asked" in titles(read(authority, child, "Fran"))
    assert "Partner asked" not in titles(read(authority, child, "Sam"))
    assert read(authority, child, "Fran").all_of_them == read(authority, child, "Sam").all_of_them + 1
    assert read(authority, child, "Sam", words="secret").found == 0


def test_merged_records_read_as_one(authority, child):
    twice = authority.child("Jai", "Madeup")
    authority.tell("5 Mar 2026 | front_door.contact_received | Rita", twice)
    authority.tell(f"10 Mar 2026 | person.joined | Grace | into={child} | why=Same birthday", twice)

    assert titles(read(authority, child)).count("Contact received") == 2
    assert titles(read(authority, twice)) == titles(read(authority, child))


def test_as_known_before_a_correction_it_reads_as_it_did(authority, child):
    then = models.Subject.objects.get(pk=child).last_known
    before = chronology(child, authority.actor("Sam"), NOW, as_known=then)
    authority.tell("10 Mar 2026 | person.warned | Sam | says=Dog bites | review_on=2026-09-01", child)

    assert chronology(child, authority.actor("Sam"), NOW, as_known=then) == before
    assert read(authority, child).all_of_them == before.all_of_them + 1


def test_long_records_are_paged_and_counted_by_year(authority, child):
    many(authority, child, 120)

    first, last = read(authority, child), read(authority, child, page=99)

    assert (first.found, first.pages, len(first.lines)) == (127, 3, 50)
    assert (last.page, len(last.lines)) == (3, 27)
    assert first.years[0] == (2026, 126)
    assert len(read(authority, child, whole=True).lines) == 127


@pytest.mark.parametrize("number", [10, 2000])
def test_questions_asked_do_not_grow_with_the_record(authority, child, number, capsys):
    many(authority, child, number)

    start = time.perf_counter()
    with CaptureQueriesContext(connection) as asked:
        found = read(authority, child)
    took = time.perf_counter() - start

    assert found.found == number + 7
    assert len(asked) <= 6
    with capsys.disabled():
        print(f"\n  chronology of {found.found} entries: {len(asked)} queries, {took * 1000:.0f} ms")


def many(authority: Authority, child, number: int) -> None:
    """A long record, by one recording of a file."""
    source = models.Source.objects.create(name="visits.xml", kind="CIN", digest=b"x" * 32, taken_in=NOW)
    acts = [
        Act(
            "person.said",
            child,
            day("5 Jan 2026") + dt.timedelta(days=n % 60),
            {"said": f"I said this {n}", "where": "home"},
        )
        for n in range(number)
    ]
    record(*acts, by=FromFile(source.pk, "visits.xml"), key=f"many-{number}")


def test_the_record_is_looked_up_and_never_sought_among_all_entries(authority, child):
    """The second lock asks of every entry that is read: of an authority's, a page would never come."""
    with access.acting(authority.actor("Sam")), connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
        asked = {"members": [child], "open": ["child's record"], "known": None, "words": "", "regroups": []}
        cursor.execute(f"explain {LIGHT}", asked)
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert f"Index Cond: (about_id = ANY ('{{{child}}}'::uuid[]))" in plan, plan

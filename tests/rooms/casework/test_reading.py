"""The child's page: what it says, how many questions it asks, and that yesterday's page stays yesterday's."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.casework import access
from goldenthread.casework.reading import child_page, possible_steps
from goldenthread.casework.recording import Act, FromFile, new_subject, record
from goldenthread.language import handbook
from goldenthread.record import models
from tests.authority import LONDON, Authority, day

BEGUN = """
     2 Mar 2026 10:30 | front_door.contact_received | Rita
     3 Mar 2026       | front_door.decided          | Fran
     4 Mar 2026       | assessment.allocated        | Grace
     9 Mar 2026 15:00 | assessment.child_seen       | Sam
"""
NOW = dt.datetime(2026, 3, 12, 9, tzinfo=LONDON)
STILL = ("running", "promised", "waiting")


@pytest.fixture
def child(authority: Authority):
    child = authority.child("Jay", pronouns="he/him", known_as="Jay", pronunciation="jay", school="St Mark's")
    authority.tell(BEGUN, child)
    return child


def test_who_this_is_and_who_works_with_him(authority, child):
    page = child_page(child, authority.actor("Sam"), NOW)

    assert (page.head.name, page.head.age, page.head.pronouns) == ("Jay Made-Up", "9 years", "he/him")
    assert page.head.lead
    assert (page.head.lead.name, page.head.team, page.head.managers) == ("Sam", "East assessment team", "Ada")
    assert ("Child and family assessment", day("4 Mar 2026")) in [(s.words, s.since) for s in page.head.statuses]


def test_what_is_due_says_its_rule_and_source(authority, child):
    page = child_page(child, authority.actor("Sam"), NOW)

    limit = next(duty for duty in page.due if duty.what == "Child and family assessment")
    assert (limit.state, limit.due, limit.left, limit.unit) == ("running", day("7 May 2026"), 37, "working day")
    assert limit.source
    assert limit.rule
    assert limit.limit == "45 working days"


def test_what_was_promised_stands_among_the_limits_by_its_day(authority, child):
    authority.tell(
        "10 Mar 2026 | direction.given | Ada | check_back=2026-03-13\n"
        "10 Mar 2026 | front_door.referrer_told | Rita", child
    )  # fmt: skip

    open_now = [duty for duty in child_page(child, authority.actor("Sam"), NOW).due if duty.state in STILL]

    assert {"promised", "running"} <= {duty.state for duty in open_now}
    assert [duty.due for duty in open_now] == sorted(duty.due or dt.date.max for duty in open_now)


def test_who_looked_last_is_named_once(authority, child):
    sam, ada = authority.actor("Sam"), authority.actor("Ada")
    for actor, minute in ((ada, 1), (sam, 2), (sam, 3), (sam, 4)):
        at = NOW - dt.timedelta(minutes=9 - minute)
        models.Look.objects.create(
            about_id=child, worker_id=actor.worker, post_id=actor.post, at=at, page="child", why="Allocated"
        )

    page = child_page(child, sam, NOW)

    assert [one.who for one in page.looked][:2] == ["Sam", "Ada"]
    assert page.looked[0].when == NOW - dt.timedelta(minutes=5)


def test_his_own_words_newest_first(authority, child):
    authority.tell("10 Mar 2026 16:00 | assessment.child_seen | Sam | said=I don't like the shouting.", child)

    page = child_page(child, authority.actor("Sam"), NOW)

    assert [(words.said, words.when) for words in page.words] == [
        ("I don't like the shouting.", day("10 Mar 2026")),
        ("I like Nan.", day("9 Mar 2026")),
    ]


def test_latest_of_each_kind_and_none_is_said(authority, child):
    page = child_page(child, authority.actor("Sam"), NOW)

    assert [(one.kind, one.when) for one in page.latest] == [
        ("Assessment", day("4 Mar 2026")),
        ("Plan", None),
        ("Order", None),
        ("Visit", day("9 Mar 2026")),
        ("Contact", day("2 Mar 2026")),
    ]


def from_file(authority: Authority, *acts: Act) -> None:
    source = models.Source.objects.create(name="cin.xml", kind="CIN", digest=b"x" * 32, taken_in=NOW)
    record(*acts, by=FromFile(source.pk, "cin.xml"), key=authority.key())


def relate(authority: Authority, one, other, kind: str) -> None:
    from_file(authority, Act("person.related", one, day("2 Mar 2026"), {"other": str(other), "kind": kind}))


def test_family_from_both_ends_and_brothers_through_their_mother(authority, child):
    mother = authority.child("Ann", born="1 Feb 1990")
    kofi = authority.child("Kofi", born="1 Feb 2019")
    authority.tell(BEGUN, kofi)
    relate(authority, child, mother, "mother")
    relate(authority, kofi, mother, "mother")
    ama = authority.child("Ama", born="1 Feb 2020")
    authority.tell(BEGUN, ama)
    relate(authority, mother, ama, "child")
    uncle = authority.child("Joe", born="1 Feb 1985")
    relate(authority, uncle, child, "child")

    page = child_page(child, authority.actor("Sam"), NOW)

    assert sorted((one.name, one.kind, one.opens) for one in page.network.relatives) == [
        ("Ama Made-Up", "brother or sister", True),
        ("Ann Made-Up", "mother", True),
        ("Joe Made-Up", "parent", False),
        ("Kofi Made-Up", "brother or sister", True),
    ]
    assert sorted(one.age for one in page.head.siblings) == ["6 years 1 month", "7 years 1 month"]


def test_a_sibling_of_another_team_is_counted_and_not_named(authority, child):
    mother = authority.child("Ann", born="1 Feb 1990")
    kofi = authority.child("Kofi", born="1 Feb 2019")
    authority.tell(BEGUN.split("     4 Mar")[0], kofi)
    relate(authority, child, mother, "mother")
    relate(authority, kofi, mother, "mother")

    page = child_page(child, authority.actor("Sam"), NOW)

    assert [one.name for one in page.network.relatives] == ["Ann Made-Up"]
    assert page.network.not_opened == 1


def test_a_restricted_relative_has_no_name(authority, child):
    aunt = authority.child("Secret", born="1 Feb 1990")
    relate(authority, child, aunt, "aunt or uncle")
    from_file(authority, Act("person.restricted", aunt, day("3 Mar 2026"), {"why": "Threats"}))

    page = child_page(child, authority.actor("Sam"), NOW)

    assert "Secret" not in str(page)
    assert page.network.relatives[0].closed


def test_unborn_child(authority):
    child = authority.child("", "Made-Up", born=None, expected_on="2026-05-03")
    authority.tell(BEGUN.split("     4 Mar")[0], child)

    page = child_page(child, authority.actor("Fran"), NOW)

    assert (page.head.name, page.head.age) == ("Unborn Made-Up", "unborn, due 3 May 2026")
    assert "person.born" in [one.step for one in page.steps]


def test_child_of_a_file_without_a_name(authority):
    child = new_subject("file")
    from_file(
        authority,
        Act("person.registered", child, day("1 Apr 2025"), {"born_on": "2017-03-03"}, new="person"),
        Act("person.identified", child, day("1 Apr 2025"), {"scheme": "la_child_id", "value": "1234567"}),
    )
    authority.tell(BEGUN.split("     4 Mar")[0], child)

    page = child_page(child, authority.actor("Fran"), NOW)

    assert page.head.name == "Child 1234567 (no name in the file)"


def test_merged_records_are_one_page_by_either_number(authority, child):
    twice = authority.child("Jai", "Madeup")
    authority.tell("5 Mar 2026 | front_door.contact_received | Rita | childs_words=Call me Jay", twice)
    authority.tell(f"10 Mar 2026 | person.joined | Grace | into={child} | why=Same mother and birthday", twice)

    by_one, by_other = (child_page(one, authority.actor("Sam"), NOW) for one in (child, twice))

    assert by_one == by_other
    assert by_one.head.joined == 1
    assert "Call me Jay" in [words.said for words in by_one.words]


def test_nobody_without_a_need_to_know_reads_it(authority, child):
    with pytest.raises(access.NotAllowed, match="no recorded need"):
        child_page(child, authority.actor("Wes"), NOW)


def test_what_another_compartment_holds_is_not_said(authority, child):
    """Early help is a part of its own: who has the child's record alone does not read it."""
    other = authority.child("Mo")
    authority.tell("2 Mar 2026 | front_door.contact_received | Rita", other)
    authority.tell(
        "3 Mar 2026 | front_door.decided | Fran | outcome=early_help | passed_to=Family hub | takes_on=early-help",
        other,
    )
    record(
        Act("allocation.allocated", other, day("4 Mar 2026"), {"worker_id": authority.workers["Sam"].pk}),
        by=authority.actor("Fran"),
        key=authority.key(),
    )

    hers, his = (child_page(other, authority.actor(name), NOW) for name in ("Fran", "Sam"))
    assert "Early help" in str((hers.head, hers.due, hers.latest, hers.line))
    assert "Early help" not in str((his.head, his.due, his.latest, his.line))


def test_yesterdays_page_asked_today_is_yesterdays_page(authority, child):
    sam = authority.actor("Sam")
    last = models.Subject.objects.get(pk=child).last_known
    assert last
    yesterday = last + dt.timedelta(seconds=1)
    as_it_was = child_page(child, sam, yesterday, as_known=yesterday)
    # What is recorded next is known a day later: known time only ever grows.
    models.Subject.objects.filter(pk=child).update(last_known=yesterday + dt.timedelta(days=1))
    authority.tell("11 Mar 2026 | person.described | Sam | known_as=JJ", child)
    authority.tell("11 Mar 2026 | person.warned | Sam | says=Dog bites | review_on=2026-09-01", child)
    authority.tell("11 Mar 2026 16:00 | assessment.child_seen | Sam | said=Hello", child)
    today = yesterday + dt.timedelta(days=1, seconds=1)

    assert child_page(child, sam, today, as_known=yesterday) == as_it_was
    now = child_page(child, sam, today)
    assert (now.head.known_as, len(now.head.cautions), len(now.words)) == ("JJ", 1, 2)


def test_steps_are_those_of_the_role_and_of_what_is_open(authority, child):
    def steps(name: str) -> list[str]:
        return [one.step for one in possible_steps(child, authority.actor(name), NOW)]

    assert "assessment.child_seen" in steps("Sam")
    assert "assessment.written" in steps("Sam")
    assert "assessment.authorised" not in steps("Ada")
    authority.tell("10 Mar 2026 | assessment.written | Sam", child)
    assert steps("Ada")[0] == "assessment.authorised"
    assert "assessment.authorised" not in steps("Sam")
    assert "assessment.allocated" not in steps("Ada")
    assert "person.born" not in steps("Sam")


def test_what_begins_work_with_a_child_is_not_offered_of_somebody_grown(authority):
    def begins(subject) -> set[str]:
        steps = handbook().steps
        offered = {one.step for one in possible_steps(subject, authority.actor("Sue"), NOW)}
        return {key for key in offered if steps[key].begins and not steps[key].follows}

    child, mother = authority.child(), authority.child("Rose", born="1 Apr 1990")
    father = authority.child("Tom", born=None)
    for person in (child, mother, father):
        authority.tell("4 Mar 2026 | allocation.allocated | Grace | worker=Sue", person)

    assert "front_door.contact_received" in begins(child)
    assert begins(mother) == set()
    assert "front_door.contact_received" in begins(father), "Nobody knows how old he is"
    authority.tell(f"4 Mar 2026 | person.related | Sue | other={father} | kind=father", child)
    assert begins(father) == set()


@pytest.mark.parametrize("more", [0, 60])
def test_questions_asked_do_not_grow_with_the_record(authority, child, more):
    for n in range(more):
        authority.tell(f"{10 + n % 2} Mar 2026 16:00 | assessment.child_seen | Sam | said=Day {n}", child)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        child_page(child, authority.actor("Sam"), NOW)

    assert len(asked) <= 3 + 1

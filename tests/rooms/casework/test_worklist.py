"""What a person has to do."""

import datetime as dt

import pytest

from goldenthread.casework import waits
from goldenthread.casework.worklist import my_work
from goldenthread.record.models import ClosureDay, Post
from tests.authority import day, moment
from tests.trials import in_trials

ALLOCATED = """
     2 Mar 2026 10:30 | front_door.contact_received | Rita
     3 Mar 2026       | front_door.decided          | Fran
     4 Mar 2026       | assessment.allocated        | Grace
"""
MORNING = moment("9 Mar 2026 08:00")


def lines(work):
    return {(line.child.name, line.what): line for group in work.groups for line in group.lines}


def test_a_worker_sees_what_is_due_with_how_long_is_left_why_and_what_comes_next(authority):
    child = authority.child(given="Jay", surname="Made-Up", born="3 Mar 2017")
    authority.tell(ALLOCATED, child)

    work = my_work(authority.actor("Sam"), now=MORNING)

    line = lines(work)["Jay Made-Up", "Child and family assessment"]
    assert (line.child.age, line.due, line.left, line.unit) == ("9 years", day("7 May 2026"), 40, "working day")
    assert (line.rule, line.limit, line.since) == ("child_family_assessment", "45 working days", day("2 Mar 2026"))
    assert not line.unverified
    assert (line.next.label, line.next.step) == ("See the child", "assessment.child_seen")


def test_the_groups_go_from_overdue_to_later(authority):
    child = authority.child()
    authority.tell(ALLOCATED, child)

    def headings(now):
        return [group.heading for group in my_work(authority.actor("Sam"), now=moment(now)).groups]

    assert headings("9 Mar 2026 08:00") == ["Later"]
    assert headings("13 Mar 2026 08:00") == ["Within a week", "Later"]
    assert headings("18 Mar 2026 08:00") == ["Today", "Later"]
    assert headings("19 Mar 2026 08:00") == ["Overdue", "Later"]


def test_a_local_closure_day_is_not_counted_among_the_days_left(authority):
    child = authority.child()
    authority.tell(ALLOCATED, child)
    ClosureDay.objects.create(day=day("10 Mar 2026"), name="Flood", known_at=MORNING)

    work = my_work(authority.actor("Sam"), now=MORNING)

    assert lines(work)["Mia Made-Up", "Child and family assessment"].left == 39


def test_what_i_do_beside_another_worker_is_shown_when_i_ask_for_all(authority):
    """Row B5: every case that I am involved in, and not only those that I lead."""
    child = authority.child()
    authority.tell(ALLOCATED + "5 Mar 2026 | allocation.joined_by | Ada | worker=Wes", child)

    all_ = my_work(authority.actor("Wes"), now=MORNING, all_involved=True)
    own = my_work(authority.actor("Wes"), now=MORNING, all_involved=False)

    assert lines(all_)
    assert not lines(own)
    assert (all_.leads, all_.seconds) == (0, 1)


@in_trials
def test_every_case_i_am_involved_in_and_not_only_those_i_lead_is_a_filter_of_my_work(authority, client):
    """Row B5: work tray filters."""
    led, beside = authority.child("Jay"), authority.child("Kai")
    authority.tell(ALLOCATED, led)
    authority.tell(ALLOCATED.replace("| Grace", "| Grace | worker=Wes"), beside)
    authority.tell("5 Mar 2026 | allocation.joined_by | Grace | worker=Sam", beside)
    client.force_login(authority.users["Sam"])

    everything, own = (client.get("/", {"whose": whose}).content.decode() for whose in ("all", "own"))

    assert "All I am involved in" in everything
    assert ("Jay Made-Up" in everything, "Kai Made-Up" in everything) == (True, True)
    assert ("Jay Made-Up" in own, "Kai Made-Up" in own) == (True, False)


def test_a_colleague_in_the_team_is_not_shown_my_children(authority):
    child = authority.child()
    authority.tell(ALLOCATED, child)

    assert my_work(authority.actor("Sue"), now=MORNING).calm


def test_a_sign_off_waits_for_those_who_may_open_the_record_and_did_not_write_it(authority):
    child = authority.child()
    authority.tell(
        ALLOCATED
        + """     9 Mar 2026 15:00 | assessment.child_seen | Sam
        10 Mar 2026       | assessment.written    | Sam
    """,
        child,
    )

    waiting = {name: my_work(authority.actor(name), now=MORNING).sign_offs for name in ("Ada", "Will", "Sam")}

    assert [(w.child.name, w.what, w.step) for w in waiting["Ada"]] == [
        ("Mia Made-Up", "Authorise the assessment", "assessment.authorised")
    ]
    assert not waiting["Will"]
    assert not waiting["Sam"]

    authority.tell("11 Mar 2026 | assessment.returned | Ada", child)

    (back,) = my_work(authority.actor("Sam"), now=MORNING).returned
    assert (back.what, back.step) == ("Write the analysis, again", "assessment.written")
    assert not my_work(authority.actor("Ada"), now=MORNING).sign_offs


def test_a_restricted_record_is_on_nobodys_list_but_of_those_named(authority):
    child = authority.child()
    authority.tell(ALLOCATED, child)
    authority.tell("5 Mar 2026 | person.restricted | Grace", child)

    assert not my_work(authority.actor("Ada"), now=MORNING, all_involved=True).total


def test_an_urgent_contact_needs_the_duty_team_now_until_it_is_decided(authority):
    child = authority.child()
    authority.tell("9 Mar 2026 07:50 | front_door.contact_received | Rita | urgent=yes", child)

    (urgent,) = my_work(authority.actor("Fran"), now=MORNING).urgent
    assert (urgent.child.name, urgent.since, urgent.stage) == (
        "Mia Made-Up",
        moment("9 Mar 2026 07:50"),
        "First decision",
    )
    assert urgent.step == "front_door.decided"
    assert my_work(authority.actor("Rita"), now=MORNING).urgent
    assert not my_work(authority.actor("Ada"), now=MORNING).urgent

    authority.tell("9 Mar 2026 | front_door.decided | Fran", child)
    assert not my_work(authority.actor("Fran"), now=MORNING).urgent


def test_a_manager_sees_the_decisions_and_checks_that_are_theirs(authority):
    child = authority.child()
    authority.tell("9 Mar 2026 07:50 | front_door.contact_received | Rita", child)

    work = my_work(authority.actor("Fran"), now=MORNING, all_involved=False)

    line = lines(work)["Mia Made-Up", "Decision on a contact"]
    assert line.next.step == "front_door.decided"


def test_promises_are_mine_until_they_are_kept(authority):
    child = authority.child()
    authority.tell(
        """
        2 Mar 2026 10:30 | front_door.contact_received | Rita
        3 Mar 2026       | front_door.decided          | Fran
    """,
        child,
    )

    (promise,) = my_work(authority.actor("Rita"), now=MORNING).promises
    assert promise.what == "Tell the referrer what was decided"


def test_what_a_list_has_no_room_for_is_counted_and_said(authority, client, monkeypatch):
    monkeypatch.setattr(waits, "MOST", 2)
    for n in range(3):
        child = authority.child(given=f"Child {n}")
        authority.tell(
            ALLOCATED
            + """     9 Mar 2026 15:00 | assessment.child_seen | Sam
            10 Mar 2026       | assessment.written    | Sam
        """,
            child,
        )
    client.force_login(authority.users["Ada"])

    work, page = my_work(authority.actor("Ada"), now=MORNING), client.get("/").content.decode()

    assert [one.child.name for one in work.sign_offs] == ["Child 0 Made-Up", "Child 1 Made-Up"]
    assert work.sign_offs.more == 1
    assert "And 1 more that waited less long" in page
    assert not work.returned.more


@pytest.mark.parametrize("by", ["date", "child", "kind"])
def test_six_queries_whatever_the_size(authority, django_assert_max_num_queries, by):
    for n in range(12):
        child = authority.child(given=f"Child {n}")
        authority.tell(ALLOCATED, child)
    for name in ("Sam", "Fran", "Grace", "Rita", "Ann"):
        actor = authority.actor(name)
        with django_assert_max_num_queries(6):
            my_work(actor, now=MORNING, by=by)


def test_the_caseload_stands_against_the_posts_limit(authority):
    Post.objects.filter(code="sam").update(caseload_limit=18)
    child = authority.child()
    authority.tell(ALLOCATED, child)

    work = my_work(authority.actor("Sam"), now=MORNING)

    assert (work.leads, work.caseload_limit) == (1, 18)
    assert work.children == (child,)


def test_calm_when_nothing_is_due(authority):
    work = my_work(authority.actor("Sam"), now=MORNING + dt.timedelta(days=1))
    assert work.calm
    assert work.groups == ()

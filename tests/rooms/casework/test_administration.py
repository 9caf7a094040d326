"""Teams, posts, workers and the authority's own choices."""

import dataclasses
import datetime as dt

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from goldenthread.casework import access, administration, choices
from goldenthread.casework.access import accounts
from goldenthread.casework.administration import CannotChange, Change
from goldenthread.casework.rules import rules_now
from goldenthread.language import Role
from goldenthread.record.models import ClockRun, Post, Setting, Team
from tests.authority import day, moment

NOW = moment("9 Mar 2026 09:00")
MIDPOINT = "assessment_midpoint_review_local"
ALLOCATED = """
     2 Mar 2026 10:30 | front_door.contact_received | Rita
     3 Mar 2026       | front_door.decided          | Fran
     4 Mar 2026       | assessment.allocated        | Grace
"""


@pytest.fixture
def change(authority):
    return Change(by=authority.actor("Adam"), at=NOW, why="A new service")


def test_only_an_administrator_changes_anything_and_says_why(authority):
    with pytest.raises(access.NotAllowed, match="system administrator"):
        Change(by=authority.actor("Dora"), at=NOW, why="I want to")
    with pytest.raises(CannotChange, match="Say why"):
        Change(by=authority.actor("Adam"), at=NOW, why="  ")


def test_a_team_is_made_renamed_moved_and_closed_and_each_is_kept_with_its_reason(authority, change):
    code = administration.make_team("North team", parent="authority", duty=False, change=change)
    administration.change_team(code, name="North assessment team", parent="east", duty=False, change=change)
    administration.close_team(code, on=day("31 Mar 2026"), change=change)

    team = Team.objects.get(code="north-team")
    assert team.parent is not None
    assert (team.name, team.parent.code, team.closed_on) == ("North assessment team", "east", day("31 Mar 2026"))
    assert [(one["what"], one["by"], one["why"]) for one in administration.changes()] == [
        ("team closed", "Adam", "A new service"), ("team changed", "Adam", "A new service"),
        ("team made", "Adam", "A new service"),
    ]  # fmt: skip


def test_an_out_of_hours_team_has_its_hours(authority, change):
    hours = administration.Hours("out", dt.time(8), dt.time(18))
    code = administration.make_team("Night team", parent="authority", duty=True, hours=hours, change=change)
    administration.change_team(code, name="Night duty", parent="authority", duty=True, change=change)

    (line,) = [one for one in administration.teams(today=day("10 Mar 2026")) if one.code == code]
    assert line.hours == hours
    assert line.hours.said == "on duty outside 08:00 to 18:00 on working days"
    with pytest.raises(CannotChange, match="close before it opens"):
        administration.Hours("out", dt.time(18), dt.time(8))


def test_a_team_never_stands_under_itself(authority, change):
    with pytest.raises(CannotChange, match="cannot stand under itself"):
        administration.change_team("authority", name="All", parent="east", duty=False, change=change)


def test_a_team_with_children_or_workers_is_not_closed(authority, change):
    authority.tell(ALLOCATED, authority.child())
    with pytest.raises(CannotChange, match="3 posts that are held, 1 child allocated"):
        administration.close_team("east", on=day("31 Mar 2026"), change=change)


def test_a_new_worker_signs_in_with_the_password_that_was_shown_and_holds_the_post_given(authority, change):
    worker, password = administration.make_worker(
        "Nia Field", email="Nia@Northbridge.example", registration="SW1", agency_worker=True, change=change
    )
    post = administration.make_post("east", title="Social worker", role=Role.SOCIAL_WORKER, limit=16, change=change)
    administration.hold(worker, post=post, since=day("9 Mar 2026"), until=day("20 Mar 2026"), change=change)

    user = get_user_model().objects.get(email="nia@northbridge.example")
    assert user.check_password(password)
    assert accounts.has_password_for_once(user.pk)
    assert access.actor_of(user.pk, at=moment("8 Mar 2026 12:00")) is None
    last_day = access.actor_of(user.pk, at=moment("20 Mar 2026 23:59"))
    assert last_day is not None
    assert last_day.title == "Social worker"
    assert access.actor_of(user.pk, at=moment("21 Mar 2026 00:00")) is None, "who has left is shut out"
    assert not any(password in str(row) for row in Setting.objects.values())


def test_an_address_signs_in_one_person_only(authority, change):
    with pytest.raises(CannotChange, match="signs in with sam@northbridge.example already"):
        administration.make_worker(
            "Another", email="SAM@northbridge.example", registration="", agency_worker=False, change=change
        )


def test_a_closed_account_opens_nothing_at_once(authority, change):
    sam = authority.workers["Sam"]
    administration.open_account(sam.pk, active=False, change=change)
    assert access.actor_of(sam.user_id, at=NOW) is None


def test_nobody_holds_one_post_twice_at_a_time(authority, change):
    with pytest.raises(CannotChange, match="hold this post at that time already"):
        administration.hold(authority.workers["Sam"].pk, post="sam", since=NOW.date(), until=None, change=change)


def test_a_local_limit_holds_for_clocks_that_start_after_it_and_moves_none_that_run(authority, change):
    child = authority.child()
    authority.tell(ALLOCATED, child)
    due = ClockRun.now.get(about=child, clock="assessment.midpoint_due").due_on
    on = day("1 Mar 2026")
    just_now = dataclasses.replace(change, at=timezone.now())

    effect = choices.effect_of(MIDPOINT, on=on, today=NOW.date(), rules=rules_now())
    choices.choose_limit(MIDPOINT, amount=5, unit="working days", on=on, rules=rules_now(), change=just_now)
    assert (effect.running, effect.since, effect.backdated) == (1, 1, True)

    authority.tell("9 Mar 2026 15:00 | assessment.child_seen | Sam", child)
    assert ClockRun.now.get(about=child, clock="assessment.midpoint_due").due_on == due
    said = [
        str(rule.limit) for before in (0, 1)
        if (rule := rules_now().rule("assessment_midpoint_review", on=on - dt.timedelta(days=before)))
    ]  # fmt: skip
    assert said == ["5 working days", "10 working days"]


def test_what_the_law_fixes_is_nobodys_choice(authority, change):
    with pytest.raises(CannotChange, match="leaves no choice"):
        choices.choose_limit(
            "child_family_assessment", amount=60, unit="working days", on=NOW.date(), rules=rules_now(), change=change
        )


def test_a_closed_day_does_not_count_and_may_count_again(authority, change):
    tuesday = day("10 Mar 2026")
    choices.name_day(tuesday, name="Flood", working=False, change=change)
    assert not rules_now().calendar().is_working(tuesday)
    later = Change(by=change.by, at=NOW + dt.timedelta(hours=1), why="The water went down")
    choices.name_day(tuesday, name="No flood", working=True, change=later)
    assert rules_now().calendar().is_working(tuesday)
    with pytest.raises(CannotChange, match="Saturdays"):
        choices.name_day(day("14 Mar 2026"), name="x", working=True, change=change)


def test_the_changes_are_no_rules(authority, change):
    administration.change_post("sam", title="Senior social worker", limit=12, change=change)
    assert Post.objects.get(code="sam").caseload_limit == 12
    assert rules_now().choices == ()

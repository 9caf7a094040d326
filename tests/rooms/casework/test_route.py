"""A child's route from a contact to closure: the days before each step, and whether somebody worked or it waited."""

from django.utils import timezone

from goldenthread.casework import access
from goldenthread.casework.route import Were, route
from tests.authority import day
from tests.practice.test_assessment import IN_TIME

ONCE = """
    2 Mar 2026 10:00 | front_door.contact_received | Rita
    3 Mar 2026       | front_door.decided          | Fran | outcome=no_further_action
"""


def route_of(authority, child, who="Ada", today="11 May 2026"):
    reader = authority.actor(who)
    with access.acting(reader):
        return route(child, reader, timezone.now(), today=day(today))


def test_each_step_says_how_many_working_days_came_before_it_and_what_they_were(authority):
    child = authority.child()
    authority.tell(IN_TIME, child)

    (journey,) = route_of(authority, child).journeys

    told = [(stop.step, stop.days, stop.were) for stop in journey.stops]
    assert told == [
        ("front_door.contact_received", None, Were.TO_BEGIN),
        ("front_door.decided", 1, Were.SPENT),
        ("referral.accepted", 0, Were.TO_BEGIN),
        ("assessment.allocated", 1, Were.TO_BEGIN),
        ("assessment.child_seen", 3, Were.SPENT),
        ("assessment.written", 36, Were.SPENT),
        ("assessment.authorised", 4, Were.TO_SIGN),
        ("child_in_need.opened", 0, Were.TO_BEGIN),
    ]
    assert (journey.began, journey.ended, journey.days) == (day("2 Mar 2026"), None, 47)
    assert [journey.in_all(were) for were in Were] == [40, 1, 4]


def test_a_hand_over_is_where_another_team_has_it(authority):
    child = authority.child()
    authority.tell(IN_TIME, child)

    (journey,) = route_of(authority, child).journeys

    handed = [(stop.step, stop.handed, stop.team) for stop in journey.stops if stop.handed]
    assert handed == [("assessment.child_seen", "Front door", "East assessment team")], "not where Grace allocated it"
    assert journey.hand_overs == 1


def test_what_was_withdrawn_and_what_is_not_open_is_no_step_of_it(authority):
    child = authority.child()
    authority.tell(IN_TIME, child)
    from_afar = route_of(authority, child, who="Grace").journeys
    assert len(from_afar[0].stops) == 8

    early = authority.child("Kai")
    authority.tell("2 Mar 2026 | early_help.requested | Rita", early)
    assert [one.stops[0].step for one in route_of(authority, early, who="Eve").journeys] == ["early_help.requested"]


def test_two_journeys_are_told_apart_the_newest_first(authority):
    child = authority.child()
    authority.tell(ONCE, child)
    authority.tell("2 Apr 2026 10:00 | front_door.contact_received | Rita", child)

    new, old = route_of(authority, child, who="Fran", today="13 Apr 2026").journeys

    assert (new.began, new.ended, new.days) == (day("2 Apr 2026"), None, 5)
    assert (old.began, old.ended, old.days) == (day("2 Mar 2026"), day("3 Mar 2026"), 1)

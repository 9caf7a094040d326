"""What a made-up authority is held to is counted by the system's own figures, or says what it waits for."""

import dataclasses
import datetime as dt

from goldenthread.doors.demonstration import targets
from goldenthread.language import handbook
from goldenthread.standards import targets as published
from tests.practice.test_assessment import IN_TIME

AS_AT = dt.date(2021, 2, 19)


def test_every_figure_of_the_reports_is_counted_or_says_what_it_waits_for():
    wanted = targets.of_scenario("hull-2021")
    keys = {one.key for one in handbook().indicators}
    assert len(wanted) == len(published.said("hull-2021"))
    assert {one.key for one in wanted if one.counted} == set(targets.COUNTED)
    assert all((one.counted is None) is bool(one.waits) for one in wanted)
    assert {one.counted.indicator for one in wanted if one.counted} <= keys
    assert not [one.key for one in wanted if one.waits == "a part not planned yet"]
    beside = targets.of_the_department(published.HULL, as_at=AS_AT)
    assert not [one.key for one in beside if one.waits == "a part not planned yet"]


def test_a_figure_is_the_systems_own_and_is_rounded_as_it_was_published(authority):
    for authorised in ("7 May 2026", "8 May 2026", "8 May 2026"):
        authority.tell(IN_TIME.replace("7 May 2026", authorised), authority.child())
    today = dt.date.today()  # what a test records is known when it is recorded
    share = targets.Counted("AssessmentsInTime", dt.date(2026, 4, 1), today)
    mean = dataclasses.replace(share, mean=True)
    beside = dataclasses.replace(share, kept=False)

    def target(value, counted):
        return targets.Target("key", "what", value, "percent", "", "", counted)

    wanted = [target("33", share), target("33.3", share), target("34", share), target("46", mean), target("80", beside)]
    found = targets.reached([*wanted, target("33", None)], as_at=today)
    assert [one.said for one in found] == ["33", "33.3", "33", "46", "33", ""]
    assert [one.equal for one in found] == [True, True, False, True, None, None]
    assert [one.out_of for one in found] == [3, 3, 3, 3, 3, 0]
    (before,) = targets.reached(wanted[:1], as_at=dt.date(2026, 3, 31))
    assert before.figure is None, "what lies after the day has not happened"


def test_the_page_tells_what_waits(authority):
    page = targets.report(scenario="hull-2021", as_at=AS_AT, made_by="goldenthread demo --report")
    assert "| 46 working days | no row in these records | 0 | – | `AssessmentsInTime`, mean | 2020-01-01 to" in page
    assert "| 921 children | 2021-02-19 | looked after |" in page
    assert "factor_" not in page

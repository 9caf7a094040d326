"""Who of the partners comes to conferences, strategy discussions and core groups, and with a report in time."""

import pytest

from goldenthread.casework.partner_meetings import Period, meetings
from goldenthread.record.models import Listed
from tests.authority import Authority, client, day
from tests.practice.test_conferences import UP_TO_THE_CONFERENCE

TODAY = day("1 May 2026")
HELD = UP_TO_THE_CONFERENCE + (
    "20 Mar 2026 | section47.conference_held | Ira | asked_1_report=in_time | asked_2_report=late"
    " | asked_3_came=not_asked | asked_4_agency=gp | asked_4_came=apologies | asked_4_report=in_time"
    " | asked_5_agency=probation | asked_5_came=not_there | asked_5_report=none"
    " | asked_6_agency=health_visiting | asked_6_came=present\n"
    " 1 Apr 2026 | child_protection.core_group_held | Sam | asked_2_came=apologies\n"
)


def told(authority: Authority):
    jay, kai = authority.child("Jay"), authority.child("Kai")
    authority.tell(HELD, jay, kai)
    return jay, kai


def shown(authority: Authority, who: str = "Grace", since: str = "", until: str = "", **asked: str):
    period = Period.of(day(since) if since else None, day(until) if until else None, today=TODAY)
    return meetings(authority.actor(who), today=TODAY, period=period, **asked)


def test_each_agency_is_counted_once_a_meeting_whichever_brothers_and_sisters_it_was_about(authority):
    told(authority)

    found = shown(authority)

    assert found.held == 3
    assert {one.name: tuple(one.counts.values()) for one in found.agencies} == {
        # Asked, came, sent a report, in time, late, neither.
        "Children's social care": (3, 3, 1, 1, 0, 0),
        "Police": (2, 2, 1, 0, 1, 0),
        "GP": (2, 1, 1, 1, 0, 0),
        "Health visiting": (1, 1, 0, 0, 0, 0),
        "School or nursery": (1, 0, 0, 0, 0, 1),
        "Probation": (1, 0, 0, 0, 0, 1),
    }
    assert [one.name for one in found.agencies[:2]] == ["Probation", "School or nursery"], "Those that do least, first"


def test_a_number_opens_into_its_meetings_of_this_kind_and_time(authority):
    jay, kai = told(authority)

    opened = shown(authority, agency="gp", what="in_time")
    (one,) = opened.behind
    assert opened.chosen == "GP: report in time"
    assert (one.kind, one.held) == ("Initial child protection conference", day("20 Mar 2026"))
    assert ({child.id for child in one.children}, one.came, one.report) == ({jay, kai}, "Sent apologies", "In time")

    assert shown(authority, of="core_groups").held == 1
    assert shown(authority, of="conferences").held == 1
    assert shown(authority, since="25 Mar 2026").held == 1
    assert shown(authority, until="31 Mar 2026").held == 2
    assert shown(authority, agency="housing", what="came").behind == ()


@pytest.mark.parametrize(
    ("since", "until", "first", "last"),
    [
        ("", "", "1 Feb 2026", "1 May 2026"),
        ("", "31 Dec 2025", "30 Sep 2025", "31 Dec 2025"),
        ("1 Jan 2020", "", "1 May 2025", "1 May 2026"),
        ("1 Jun 2026", "", "1 Feb 2026", "1 May 2026"),
    ],
)
def test_the_last_three_months_are_shown_unless_asked_otherwise_and_never_more_than_a_year(since, until, first, last):
    period = Period.of(day(since) if since else None, day(until) if until else None, today=TODAY)

    assert (period.since, period.until) == (day(first), day(last))


def test_only_what_somebody_may_open_is_counted(authority):
    told(authority)

    assert shown(authority, "Will").agencies == (), "Another team's children"
    assert shown(authority, "Ada").held == 3


def test_the_page_reads_in_few_queries_and_a_name_shown_is_noted(authority, django_assert_max_num_queries):
    told(authority)
    visitor = client(authority, "Ada")
    period = {"since": "2026-02-01", "until": "2026-05-01"}

    with django_assert_max_num_queries(12):
        page = visitor.get("/partners/meetings/", {**period, "agency": "police", "what": "late"}).content.decode()

    assert "3 meetings" in page
    assert "Police: report late" in page
    assert "Jay" in page
    assert "agency=probation" in page
    assert "is not a day that can be looked at" in visitor.get("/partners/meetings/?since=soon").content.decode()
    assert Listed.objects.filter(page="partner_meetings").exists()


def test_whoever_answers_for_practice_is_shown_the_way_there_from_the_partners_page(authority):
    assert "/partners/meetings/" in client(authority, "Grace").get("/partners/").content.decode()
    assert "/partners/meetings/" not in client(authority, "Sam").get("/partners/").content.decode()
    assert client(authority, "Sam").get("/partners/meetings/").status_code == 403

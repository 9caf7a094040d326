"""Before practice changes: who is ready by team and who is not, the sessions, the checks, and the day it goes live."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from goldenthread.casework import access
from goldenthread.casework.administration import CannotChange, changes
from goldenthread.oversight import readying, readying_people
from goldenthread.oversight.readiness import readiness
from goldenthread.oversight.readying import ChangeSaid, NeedSaid, SessionSaid
from goldenthread.oversight.readying_people import HelperSaid, register_of
from goldenthread.record.models import Holding
from goldenthread.timekeeping import spoken
from tests.authority import client, day, moment

TODAY, LIVE = day("2 Mar 2026"), day("1 Jun 2026")
SOCIAL_WORK = ("social worker", "team manager")


class Prepared:
    """Signs of Safety, to go live in June: two days of training for social workers and their managers."""

    def __init__(self, authority, *, today=TODAY, live_on=LIVE):
        self.authority, self.today = authority, today
        self.ids = {name: worker.pk for name, worker in authority.workers.items()}
        said = ChangeSaid("Signs of Safety", "Every assessment and plan.", live_on, self.ids["Grace"])
        self.change = readying.begin(said, **self.by())
        self.training = self.need("Two days of training", "training", "2", SOCIAL_WORK)

    def by(self, who="Grace", *, today=None):
        at = moment(f"{today or self.today:%d %b %Y} 09:00")
        return {"by": self.authority.actor(who), "at": at, "today": today or self.today}

    def need(self, name, kind, days, whom, who="Grace"):
        by = self.by(who)
        return readying.need(self.change, NeedSaid(name, kind, Decimal(days), list(whom)), by=by["by"], at=by["at"])

    def session(self, on, *, places=20, need=None, change=None):
        by, said = self.by(), SessionSaid(on, "Guildhall", places)
        return readying.session(need or self.training, said, change=change or self.change, by=by["by"], at=by["at"])

    def came(self, session, *names, team="east", who="Grace"):
        people = [self.ids[name] for name in names]
        readying_people.register(session, team=team, came=people, **self.by(who))

    def helps(self, worker, *, team="east", since="2 Mar 2026", until=None, helps=None, who="Grace"):
        said = HelperSaid(self.ids[worker], day(since), day(until) if until else None, helps and self.ids[helps])
        readying_people.helper(self.change, said, team=team, **self.by(who))

    def check(self, what="The forms are tried", *, due="9 Mar 2026"):
        return readying.check(self.change, what, owner=self.ids["Ada"], due_on=day(due), **self.by())

    def read(self, who="Dora", *, today=None):
        return readiness(self.change, self.authority.actor(who), today=today or self.today)


@pytest.fixture
def prepared(authority):
    return Prepared(authority)


def test_a_team_is_ready_when_each_has_done_what_their_post_needs(prepared):
    held = prepared.session(day("23 Feb 2026"))
    prepared.came(held, "Sam", "Ada")

    east = prepared.read().team("east")
    assert (east.ready, east.of) == (2, 3)
    assert [(one.name, one.ready) for one in east.people] == [("Sue", False), ("Ada", True), ("Sam", True)]
    (training,) = prepared.read().needs
    assert (training.done, training.of, training.takes) == (2, 6, "2 days"), (
        "East's three, West's two, and the front door's manager"
    )
    assert prepared.read().team("early-help").of == 0, "Nothing is asked of early help"

    prepared.came(held, "Sam", "Ada", "Sue")
    assert prepared.read().team("east").ready == 3


def test_what_is_furthest_from_ready_comes_first_and_the_days_are_worked_out(prepared):
    prepared.came(prepared.session(day("23 Feb 2026")), "Sam", "Ada", "Sue")
    prepared.helps("Ada")
    prepared.check("Guides are printed", due="20 Feb 2026")
    prepared.check()

    read = prepared.read()
    assert [team.code for team in read.teams][:3] == ["west", "front-door", "east"]
    assert read.change.left(TODAY) == 91
    assert [(one.what, one.late(TODAY)) for one in read.checks] == [
        ("Guides are printed", True),
        ("The forms are tried", False),
    ]
    assert (read.change.open, read.change.late) == (2, 1)


def test_sessions_to_come_have_room_for_those_who_still_need_it_or_they_do_not(prepared):
    prepared.session(day("2 Apr 2026"), places=3)
    (training,) = prepared.read().needs
    assert (training.of, training.places, training.short, training.next_on) == (6, 3, 3, day("2 Apr 2026"))

    prepared.session(day("9 Apr 2026"), places=3)
    assert prepared.read().needs[0].short == 0
    assert prepared.read(today=day("9 Apr 2026")).needs[0].short == 6, "What was held has no room any more"


def test_a_practice_lead_needs_more_and_a_new_one_takes_the_place(prepared):
    prepared.need("Six days for practice leads", "training", "6", ["practice leads"])
    prepared.helps("Ada")
    assert [one.name for one in prepared.read().team("east").leads] == ["Ada"]
    (ada,) = [one for one in prepared.read().team("east").people if one.name == "Ada"]
    assert [need.name for need in ada.missing] == ["Two days of training", "Six days for practice leads"]

    prepared.helps("Sam", since="9 Mar 2026")
    assert [one.name for one in prepared.read().team("east").leads] == ["Ada"]
    assert [one.name for one in prepared.read(today=day("9 Mar 2026")).team("east").leads] == ["Sam"]


def test_a_practice_lead_who_left_leads_nobody(prepared):
    prepared.helps("Sam")
    Holding.objects.filter(worker=prepared.ids["Sam"]).update(until=day("3 Mar 2026"))

    assert prepared.read(today=day("3 Mar 2026")).team("east").leads
    after = prepared.read(today=day("4 Mar 2026")).team("east")
    assert (after.leads, after.of) == ((), 2)


def test_a_buddy_helps_a_colleague_for_the_first_weeks(prepared):
    prepared.helps("Sam", helps="Sue", since="1 Jun 2026", until="12 Jun 2026")

    (buddy,) = prepared.read().team("east").buddies
    assert (buddy.name, buddy.helped) == ("Sam", "Sue")
    assert not prepared.read(today=day("13 Jun 2026")).team("east").buddies


def test_partners_and_elected_members_are_counted_by_agency(prepared):
    first, second = prepared.session(day("20 Feb 2026")), prepared.session(day("27 Feb 2026"))
    readying_people.reached(first, "Police", 12, names="Sergeant Dale and eleven more", **prepared.by())
    readying_people.reached(second, "police", 3, **prepared.by())
    readying_people.reached(second, "Elected members", 6, **prepared.by())
    readying_people.reached(second, "Elected members", 7, **prepared.by())

    found = [(one.name, one.people, one.sessions) for one in prepared.read().agencies]
    assert found == [("Elected members", 7, 1), ("Police", 15, 2)]


def test_going_live_with_open_checks_says_why_and_it_stays_readable(prepared):
    check = prepared.check()
    with pytest.raises(CannotChange, match="One check is open. Do them first, or say why"):
        readying.go_live(prepared.change, **prepared.by())
    prepared.check("Guides are printed")
    with pytest.raises(CannotChange, match="2 checks are open"):
        readying.go_live(prepared.change, reason="  ", **prepared.by())

    readying.go_live(prepared.change, reason="The court's date cannot be moved.", **prepared.by())

    line = prepared.read().change
    assert (line.gone_live_on, line.reason) == (TODAY, "The court's date cannot be moved.")
    assert changes()[0]["why"] == "The court's date cannot be moved."
    readying.check_done(check, on=TODAY, **prepared.by())
    assert prepared.read().change.open == 1
    with pytest.raises(CannotChange, match="went live on Mon 2 March 2026"):
        readying.go_live(prepared.change, reason="Again.", **prepared.by())
    with pytest.raises(CannotChange, match="went live"):
        prepared.check()


def test_with_every_check_done_it_goes_live_without_a_reason(prepared):
    readying.check_done(prepared.check(), on=TODAY, **prepared.by())

    later = ChangeSaid("Signs of Safety", "All.", LIVE, prepared.ids["Dora"])
    readying.alter(prepared.change, later, why="A new leader.", **prepared.by(today=LIVE + dt.timedelta(days=1)))
    assert prepared.read().change.led_by == "Dora", "A day that has passed is not asked for again"

    readying.go_live(prepared.change, reason="Nothing stands in the way.", **prepared.by())

    assert (prepared.read().change.gone_live_on, prepared.read().change.reason) == (TODAY, "")


def test_each_act_is_written_down(prepared):
    prepared.came(prepared.session(day("23 Feb 2026")), "Sam")
    prepared.helps("Ada")
    readying.check_done(prepared.check(), on=TODAY, **prepared.by())
    later = ChangeSaid("Signs of Safety", "All.", day("8 Jun 2026"), prepared.ids["Dora"])
    readying.alter(prepared.change, later, why="The forms are late.", **prepared.by())

    assert [one["what"] for one in changes()] == [
        "change of practice altered", "check done", "check before a change", "practice lead", "register of a session",
        "session planned", "needed before a change", "change of practice",
    ]  # fmt: skip
    assert changes()[0]["why"] == "The forms are late."
    assert "Sam" in changes()[4]["said"]
    assert (prepared.read().change.live_on, prepared.read().change.led_by) == (day("8 Jun 2026"), "Dora")


def test_what_cannot_be(prepared):
    by, ids = prepared.by(), prepared.ids
    again = ChangeSaid("Signs of Safety", "More.", LIVE, ids["Grace"])
    for said, refusal in (
        (again, "is being prepared already"),
        (ChangeSaid("New forms", "More.", TODAY, ids["Grace"]), "is not to come"),
        (ChangeSaid("New forms", "More.", LIVE, ids["Hana"]), "hold no post here"),
    ):
        with pytest.raises(CannotChange, match=refusal):
            readying.begin(said, **by)
    other = readying.begin(ChangeSaid("New forms", "More.", LIVE, ids["Grace"]), **by)
    with pytest.raises(CannotChange, match="its own name"):
        readying.alter(other, again, why="One name.", **by)
    with pytest.raises(CannotChange, match="Say why"):
        readying.alter(other, ChangeSaid("New forms", "More.", LIVE, ids["Grace"]), why=" ", **by)
    with pytest.raises(CannotChange, match="is on the list"):
        prepared.need("Two days of training", "training", "2", SOCIAL_WORK)
    with pytest.raises(CannotChange, match="for whom"):
        prepared.need("A briefing", "briefing", "0.5", ())
    with pytest.raises(CannotChange, match="asks for no such thing"):
        prepared.session(TODAY, change=other)
    with pytest.raises(CannotChange, match="a place for somebody"):
        prepared.session(TODAY, places=0)

    to_come, held = prepared.session(day("3 Mar 2026")), prepared.session(TODAY)
    with pytest.raises(CannotChange, match="It is held on Tue 3 March 2026"):
        prepared.came(to_come, "Sam")
    with pytest.raises(CannotChange, match="not in this team on that day"):
        prepared.came(held, "Wes")
    with pytest.raises(CannotChange, match="It is held on"):
        readying_people.reached(to_come, "Police", 1, **by)
    with pytest.raises(CannotChange, match="at least one"):
        readying_people.reached(held, "Police", 0, **by)
    with pytest.raises(CannotChange, match="no such session"):
        prepared.came(held + 1, "Sam")

    with pytest.raises(CannotChange, match="is not in East assessment team"):
        prepared.helps("Sam", helps="Wes", until="1 Jul 2026")
    with pytest.raises(CannotChange, match="their own buddy"):
        prepared.helps("Sam", helps="Sam", until="1 Jul 2026")
    with pytest.raises(CannotChange, match="until when"):
        prepared.helps("Sam", helps="Sue")
    with pytest.raises(CannotChange, match="last day comes after"):
        prepared.helps("Sam", until="1 Mar 2026")
    prepared.helps("Ada", since="9 Mar 2026")
    with pytest.raises(CannotChange, match="Another is the practice lead"):
        prepared.helps("Sam", since="9 Mar 2026")

    check = prepared.check()
    with pytest.raises(CannotChange, match="has not come yet"):
        readying.check_done(check, on=day("3 Mar 2026"), **by)
    readying.check_done(check, on=TODAY, **by)
    with pytest.raises(CannotChange, match="It was done on"):
        readying.check_done(check, on=TODAY, **by)
    with pytest.raises(CannotChange, match="no such check"):
        readying.check_done(check + 1, on=TODAY, **by)
    with pytest.raises(CannotChange, match="no such change"):
        readying.go_live(other + 1, **by)


def test_a_team_manager_keeps_the_register_of_the_own_team_and_prepares_nothing(prepared):
    held = prepared.session(TODAY)
    prepared.came(held, "Sam", who="Ada")
    assert prepared.read().team("east").ready == 1

    with pytest.raises(access.NotAllowed, match="not in your line"):
        prepared.came(held, "Wes", team="west", who="Ada")
    with pytest.raises(access.NotAllowed, match="for a service manager or a director"):
        prepared.need("More", "briefing", "1", SOCIAL_WORK, who="Ada")
    with pytest.raises(access.NotAllowed, match="for a service manager"):
        prepared.helps("Sam", who="Ada")
    for who in ("Sam", "Ann", "Adam"):
        with pytest.raises(access.NotAllowed):
            prepared.came(held, "Sam", who=who)


def test_managers_read_their_teams_and_whoever_counts_reads_no_name(prepared):
    prepared.helps("Ada")
    prepared.check()
    assert [team.code for team in prepared.read("Ada").teams] == ["east"]
    with pytest.raises(access.NotAllowed, match="Ask its manager"):
        prepared.read("Ada").team("west")

    counted = prepared.read("Ann")
    assert (counted.of, len(counted.team("east").leads)) == (6, 1)
    names = [one.name for team in counted.teams for one in (*team.people, *team.leads)]
    assert {*names, counted.change.led_by, *(one.owner for one in counted.checks)} == {""}


def test_on_the_register_are_those_in_post_on_the_day(prepared):
    held = prepared.session(day("23 Feb 2026"))
    Holding.objects.filter(worker=prepared.ids["Sue"]).update(since=day("24 Feb 2026"))
    dora = prepared.authority.actor("Dora")

    found = register_of(held, dora, team="east", today=TODAY)
    assert [(one.name, one.meant, one.came) for one in found.people] == [("Ada", True, False), ("Sam", True, False)]
    with pytest.raises(access.NotAllowed, match="not in your line"):
        register_of(held, prepared.authority.actor("Ada"), team="west", today=TODAY)
    assert register_of(held + 1, dora, team="", today=TODAY) is None


@pytest.fixture
def now(authority):
    today = timezone.localdate()
    return Prepared(authority, today=today, live_on=today + dt.timedelta(days=35))


def boxes(**days):
    return {f"{name}_{part}": getattr(on, part) for name, on in days.items() for part in ("day", "month", "year")}


def test_a_service_manager_prepares_a_change_page_by_page(authority):
    grace, today = client(authority, "Grace"), timezone.localdate()
    assert "No change of practice is being prepared." in grace.get(reverse("readiness")).content.decode()
    soon, ids = today + dt.timedelta(days=35), {name: worker.pk for name, worker in authority.workers.items()}

    def sent(address, *places, **given):
        answer = grace.post(reverse(address, args=places), given, follow=True)
        assert answer.status_code == 200, answer.content.decode()
        return answer.content.decode()

    page = sent("readiness_new", name="Signs of Safety", what="All.", led_by=ids["Dora"], **boxes(live_on=soon))
    assert "days until it goes live" in page
    assert "Nothing is asked of anybody yet." in page
    number = readiness_number(grace)
    page = sent("readiness_need", number, name="Two days", kind="training", days="2", whom=["social worker"])
    assert "0 of 3" in page
    (need,) = readiness(number, authority.actor("Grace"), today=today).needs
    page = sent("readiness_session_new", number, need=need.id, where="Guildhall", places=2, **boxes(on=today))
    there = reverse("readiness_change", args=[number])
    assert "Too few places" in client(authority, "Dora").get(there).content.decode()
    (session,) = readiness(number, authority.actor("Grace"), today=today).sessions
    page = grace.post(
        reverse("readiness_session", args=[session.id]) + "?team=east", {"came": [ids["Sam"]]}, follow=True
    ).content.decode()
    assert "The register of East assessment team is kept." in page
    sent("readiness_reached", session.id, agency="Police", people=12, names="")
    sent("readiness_helper", number, "east", worker=ids["Ada"], helps="", **boxes(since=today))
    page = grace.get(reverse("readiness_team", args=[number, "east"])).content.decode()
    assert "1 of 2 are ready." in page
    assert "no session is planned" in page
    page = sent("readiness_check", number, what="Guides are printed", owner=ids["Ada"], **boxes(due_on=today))
    assert "Guides are printed" in page
    refused = grace.post(reverse("readiness_live", args=[number]), {"reason": ""})
    assert (refused.status_code, "One check is open." in refused.content.decode()) == (422, True)
    page = sent("readiness_live", number, reason="The day is promised to families.")
    assert "Checks were open: The day is promised to families." in page


def test_with_nothing_open_the_page_asks_nothing_and_goes_live(now):
    grace, there = client(now.authority, "Grace"), reverse("readiness_live", args=[now.change])
    assert "all the same" not in grace.get(there).content.decode()
    assert f"It went live on {spoken(now.today)}." in grace.post(there, follow=True).content.decode()


def readiness_number(visiting):
    page = visiting.get(reverse("readiness"))
    return page.content.decode().split("/readiness/")[2].split("/")[0]


def test_a_team_manager_ticks_the_register_and_is_offered_nothing_that_is_refused(now):
    session = now.session(now.today)
    ada = client(now.authority, "Ada")

    page = ada.get(reverse("readiness_session", args=[session])).content.decode()
    assert "Who of East assessment team came?" in page
    assert "Write down who of our partners came" not in page
    ada.post(reverse("readiness_session", args=[session]), {"came": [now.ids["Sue"]]})
    assert [one.name for one in now.read("Ada").team("east").people if one.ready] == ["Sue"]
    wrong = ada.post(reverse("readiness_session", args=[session]), {"came": [now.ids["Wes"]]})
    assert (wrong.status_code, "was not in this team" in wrong.content.decode()) == (422, True)
    page = ada.get(reverse("readiness_change", args=[now.change])).content.decode()
    assert "Go live" not in page
    assert ada.get(reverse("readiness_team", args=[now.change, "west"])).status_code == 403
    assert ada.get(reverse("readiness_change", args=[now.change + 1])).status_code == 404


def test_before_its_day_the_register_is_to_print_alone(now):
    page = client(now.authority, "Ada").get(
        reverse("readiness_session", args=[now.session(now.today + dt.timedelta(1))])
    )

    assert "It is to come. Print this page" in page.content.decode()
    assert "Keep this register" not in page.content.decode()


def test_whoever_counts_sees_numbers_and_no_name(now):
    now.helps("Sue", since=f"{now.today:%d %b %Y}")
    page = client(now.authority, "Ann").get(reverse("readiness_change", args=[now.change])).content.decode()

    assert "0 of 3" in page
    assert "Sue" not in page
    assert "readiness/session" not in page


def test_the_pages_ask_the_database_little(now, django_assert_max_num_queries):
    for on in range(5):
        now.came(now.session(now.today - dt.timedelta(days=on)), "Sam", "Ada")
    dora = client(now.authority, "Dora")
    places = (
        ("readiness", []), ("readiness_change", [now.change]), ("readiness_team", [now.change, "east"]),
        ("readiness_session", [now.read().sessions[0].id]), ("readiness_helper", [now.change, "east"]),
        ("readiness_check", [now.change]),
    )  # fmt: skip
    for address, place in places:
        with django_assert_max_num_queries(12 + 4):
            assert dora.get(reverse(address, args=place)).status_code == 200

"""What a new installation of the demonstration starts with: whole, once, and something on every list."""

import datetime as dt
from collections import Counter

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from goldenthread.casework import access, services
from goldenthread.casework.verifying import verify
from goldenthread.doors.demonstration import cin_file, first_data
from goldenthread.doors.demonstration.authority import PEOPLE, TEAMS
from goldenthread.doors.demonstration.stories import STORIES
from goldenthread.doors.demonstration.teller import Teller
from goldenthread.facts.models import Contact, EarlyHelp, Identifier, Name, Person, Relationship
from goldenthread.oversight import board_paper, improvement, readiness
from goldenthread.oversight.improvement_told import overdue
from goldenthread.oversight.models import RaisedSignal
from goldenthread.record.models import Allocation, ClockRun, Entry, Loose, Restriction, Waiting, Worker
from goldenthread.standards.holidays import england_and_wales
from goldenthread.timekeeping import london_day
from tests import trials
from tests.census import load_file

TODAY = london_day(timezone.now())


@pytest.fixture
def northbridge(db, tmp_path, settings):
    """The file and the stories alone: the many children have a test of their own."""
    settings.VAR, settings.DEMONSTRATION_CHILDREN = tmp_path, 0
    first_data.load()
    return tmp_path


def test_every_list_has_something_on_it_and_a_second_call_adds_nothing(northbridge):
    """One test, because the loading is the long part of it."""
    running = ClockRun.now.filter(stopped_on=None, lapsed="")
    calendar = england_and_wales()
    assert running.filter(due_on__lt=TODAY).count() > 5, "overdue"
    assert running.filter(due_on=calendar.add(calendar.add(TODAY, -1), 1)).exists(), (
        "due today, or on the next working day"
    )
    assert running.filter(due_on__gt=TODAY, due_on__lte=calendar.add(TODAY, 5)).count() > 2, "this week"
    assert running.filter(due_on__gt=calendar.add(TODAY, 5)).count() > 10, "later"
    assert {(waits.kind, waits.step) for waits in Waiting.now.all()} == {
        ("sign-off", "assessment.written"),
        ("returned", "assessment.returned"),
    }
    assert Contact.now.filter(decided_on=None).count() >= 4
    assert EarlyHelp.now.filter(ended_on=None).exists()
    _a_change_of_practice_is_prepared()
    assert services.find(today=TODAY, age=2, helps_with="early_years")
    _plans_and_boards_are_to_be_seen()
    assert Restriction.now.count() == 1
    assert len(set(RaisedSignal.objects.filter(ended_at=None).values_list("signal", flat=True))) >= 6
    assert Allocation.now.filter(until=None).values("worker").distinct().count() >= 10
    assert Relationship.now.filter(kind="mother").count() > 100
    assert not Loose.now.exists()
    numbered = set(Identifier.now.filter(scheme="la_child_id").values_list("about", flat=True))
    assert len(numbered) > cin_file.CHILDREN
    assert not Person.now.filter(about__in=numbered, given="").exists()
    assert Name.now.filter(full="Jay Marsh").exists()

    entries = Entry.objects.count()
    first_data.load()
    assert Entry.objects.count() == entries

    assert [fault for checked in verify() for fault in checked.faults] == []
    _everybody_can_sign_in()
    _the_file_with_faults_shows_every_kind(northbridge)


def _a_change_of_practice_is_prepared():
    grace = Worker.objects.get(name="Grace Adeyemi")
    (line,) = readiness.changes(access.actor_in(grace.holdings.get().post, grace), today=TODAY)
    read = readiness.readiness(line.id, access.actor_in(grace.holdings.get().post, grace), today=TODAY)
    assert (line.live_on.weekday(), line.late, len(read.checks)) == (1, 1, 5)
    assert line.left(TODAY) > 28
    assert [team.code for team in read.teams if team.of and not team.leads] == ["locality-south"]
    assert 0 < read.ready < read.of
    assert {one.name for one in read.agencies} >= {"Police", "Elected members"}


def _plans_and_boards_are_to_be_seen():
    hub, strategy = sorted(improvement.plans(), key=lambda one: one.kind)
    assert [(len(plan.priorities), len(plan.actions)) for plan in (hub, strategy)] == [(3, 6), (5, 5)]
    assert {action.status for action in hub.actions} == {"red", "amber", "green", "purple", ""}
    assert [len(overdue(plan.actions, TODAY)) for plan in (hub, strategy)] == [1, 1]
    board, group = (board_paper.paper(one.id, today=TODAY) for one in board_paper.lines(today=TODAY)[::-1])
    assert {one.id for one in board.priorities} & {one.id for one in group.priorities}
    assert (board.missing, group.missing) == (("Integrated care board",), ())
    assert [name for name, _ in board.shared_deputies] == ["Colm Birch", "Imran Sheikh", "Terence Ng"]


def _everybody_can_sign_in():
    names = first_data.sign_in_names()
    password = dict(names)["password"]
    for email, _ in names[:-1]:
        user = get_user_model().objects.get(email=email)
        assert access.actor_of(user.pk, at=timezone.now()) is not None
    assert get_user_model().objects.get(email=names[0][0]).check_password(password)
    assert get_user_model().objects.values("password").distinct().count() == 1


def _the_file_with_faults_shows_every_kind(northbridge):
    loaded = load_file(northbridge / "demonstration" / "with_faults.xml", full=False)
    assert {"Ethnicity", "PersonBirthDate", "ReasonForClosure", "ReferralNFA", "CINdetails", "Child"} <= {
        each.element for each in loaded.refused
    }
    assert any("comes before" in each.says for each in loaded.contradictions)


def test_what_was_broken_off_goes_on_where_it_stopped(db, tmp_path, settings, monkeypatch):
    settings.VAR, settings.DEMONSTRATION_CHILDREN = tmp_path, 0
    monkeypatch.setattr(first_data, "STORIES", (STORIES[0], *STORIES[-2:]))
    monkeypatch.setattr(cin_file, "CHILDREN", 8)
    told = Teller.tell
    monkeypatch.setattr(Teller, "tell", lambda self, story: told(self, story) if story is STORIES[0] else stop())
    with pytest.raises(InterruptedError):
        first_data.load()
    some = Entry.objects.count()

    monkeypatch.setattr(Teller, "tell", told)
    first_data.load()

    assert Entry.objects.count() > some
    assert Contact.now.filter(about__in=Person.now.filter(given="Poppy").values("about")).count() == 1


def stop():
    raise InterruptedError


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_many_children_are_lived_beside_the_file_and_whoever_signs_in_has_work_among_them(
    clone, tmp_path, settings, monkeypatch
):
    """So few of the many that it is quick: one part of the city, a year of its lives."""
    settings.VAR, settings.DEMONSTRATION_CHILDREN = tmp_path, trials.count(24, 400)
    monkeypatch.setattr(first_data, "YEARS", 1)
    monkeypatch.setattr(first_data, "STORIES", (STORIES[0], STORIES[-1]))
    monkeypatch.setattr(cin_file, "CHILDREN", 8)
    said = []

    first_data.load(said.append)

    assert said[-1].startswith(f"{settings.DEMONSTRATION_CHILDREN:,} of {settings.DEMONSTRATION_CHILDREN:,}")
    lived = Entry.objects.filter(key__startswith="lives/northbridge/")
    assert lived.filter(step="front_door.contact_received").values("about").distinct().count() > 15
    assert lived.filter(step="front_door.contact_received", worker__name="Rita Delaney").exists()
    assert lived.filter(step="front_door.decided", worker__name="Fran Whitlock").exists()
    assert not lived.filter(known_at__date__gte=TODAY).exists()
    assert job_names() == ["goldenthread.doors.chores.night.night_work"]

    entries = Entry.objects.count()
    first_data.load(said.append)
    assert Entry.objects.count() == entries
    assert [fault for checked in verify() for fault in checked.faults] == []


def job_names():
    return list(ProcrastinateJob.objects.values_list("task_name", flat=True))


@pytest.mark.parametrize("day", [dt.date(2026, 1, 2), dt.date(2026, 4, 6), dt.date(2027, 3, 1)])
def test_the_census_file_is_without_fault_whatever_the_day(authority, tmp_path, day):
    path = tmp_path / "census.xml"
    path.write_bytes(cin_file.extract(day, children=60).xml())

    loaded = load_file(path)

    assert not loaded.refused
    assert [each.says[:18] for each in loaded.contradictions] == ["The reference date"]
    assert loaded.taken.children == 60


def test_the_same_seed_makes_the_same_file():
    day = dt.date(2026, 11, 20)

    assert cin_file.extract(day).xml() == cin_file.extract(day).xml()
    assert cin_file.extract(day, seed=2).xml() != cin_file.extract(day).xml()


def test_every_team_has_a_manager_and_nobody_stands_in_two_posts():
    managed = {person.team for person in PEOPLE if person.role.manages}
    parents = {team.code: team.parent for team in TEAMS}
    assert all(code in managed or parents[code] in managed for code in parents)
    assert not [email for email, n in Counter(person.email for person in PEOPLE).items() if n > 1]


def test_nothing_in_a_story_is_a_copy_for_a_brother_or_sister():
    for story in STORIES:
        for told in story.told:
            own = [
                text for part in told.own.values() for text in part.values() if isinstance(text, str) and " " in text
            ]
            assert len(own) == len(set(own)), (story.key, told.step)

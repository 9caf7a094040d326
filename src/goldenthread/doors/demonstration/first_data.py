"""What the demonstration starts with: Northbridge, years of many lives, its old system's last file, and stories."""

import datetime as dt
import os
from collections.abc import Callable
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.utils import timezone

from goldenthread.casework import access, staffing, taking_in
from goldenthread.doors.demonstration import authority, cin_file, improvement, readiness, services, sharing
from goldenthread.doors.demonstration.families import Family
from goldenthread.doors.demonstration.lives import authority as lives_authority
from goldenthread.doors.demonstration.lives import large
from goldenthread.doors.demonstration.lives.simulation import Simulation
from goldenthread.doors.demonstration.stories import STORIES
from goldenthread.doors.demonstration.teller import Teller
from goldenthread.doors.demonstration.work_going_on import family_of, hand_over
from goldenthread.standards.holidays import england_and_wales
from goldenthread.timekeeping import london_day

# The reader of census files stands behind another door, which this one knows only by name.
READER = "goldenthread.doors.feeds.cin"
# So does the night's work.
NIGHT = "goldenthread.doors.chores.night"


CHORE = access.Chore("first data")
SEED, YEARS, SCENARIO = 1, 3, "northbridge"
# Two write the many children while the file and the stories go the way of a person's typing.
PROCESSES = 2


def load(say: Callable[[str], None] = lambda sentence: None) -> None:
    """Make everything that is not there yet. Called again it does nothing; broken off, it goes on where it stopped.

    What is told stays told: the days are reckoned from the day on which it was first loaded. Where there are fewer than
    the setting DEMONSTRATION_CHILDREN says once it was told to its end, none are added.

    say: is told what is being made, in a sentence each.
    """
    with access.at_work(CHORE):
        now = timezone.now()
        begun = taking_in.first_taken_in(f"cin.{cin_file.AUTHORITY}")
        teller = Teller(london_day(begun or now), now=begun or now)
        if begun and teller.is_told(STORIES[-1]):
            return
        say(f"Making {authority.NAME}, which nobody lives in; this is done once.")
        _set_up(teller.today)
        lives = _lives(teller.today)
        actors, teams = lives_authority.appointed(lives.plan) if lives else ({}, {})
    with ExitStack() as beside:
        coming = beside.enter_context(large.writing(lives, actors, teams, processes=_processes())) if lives else ()
        with access.at_work(CHORE):
            many = f"{settings.DEMONSTRATION_CHILDREN:,} children's years, the" if lives else "The"
            say(f"{many} old system's last file and recent stories are written ...")
            _small(teller, now)
        done = 0
        for children, _ in coming:
            done += children
            say(f"{done:,} of {settings.DEMONSTRATION_CHILDREN:,} children's years are there.")
    with access.at_work(CHORE):
        # Told last, so that it says that all is there.
        teller.tell(STORIES[-1])
    # What the signals of the last night would have said is said as soon as the job worker is there.
    import_module(NIGHT).night_work.defer(timestamp=int(now.timestamp()))


def _processes() -> int:
    return min(PROCESSES, os.cpu_count() or 1) if not connection.in_atomic_block else 1


def _lives(today: dt.date) -> Simulation | None:
    """Some years of many children until yesterday, in Northbridge."""
    if not settings.DEMONSTRATION_CHILDREN:
        return None
    return Simulation(
        children=settings.DEMONSTRATION_CHILDREN,
        years=YEARS,
        as_at=today - dt.timedelta(days=1),
        seed=SEED,
        scenario=SCENARIO,
        parts=authority.PARTS,
    )


def _set_up(today: dt.date) -> None:
    staffing.set_up(
        authority.NAME,
        authority.TEAMS,
        authority.PEOPLE,
        since=dt.date(today.year - 6, 4, 1),
        password=make_password(authority.PASSWORD),
    )


def _small(teller: Teller, now: dt.datetime) -> None:
    """The old system's last file and every story but the last, each entry with every gate asked."""
    today = teller.today
    # The old system was left on the last working day before.
    extract = cin_file.extract(england_and_wales().add(today, -1), known_before=_known_before(today))
    teams = staffing.teams_by_code()
    team_of = {
        child.number: teams[each.team] if each.open else teams["authority"]
        for each in extract.families
        for child in each.family.children
    }
    place = Path(settings.VAR) / "demonstration"
    place.mkdir(parents=True, exist_ok=True)
    (place / "with_faults.xml").write_bytes(cin_file.with_faults(extract))
    file = place / "northbridge_cin.xml"
    file.write_bytes(extract.xml())
    import_module(READER).load(file, at=now, team_of=team_of.get)
    teller.people = staffing.appointed(authority.PEOPLE)
    sharing.stock(by=teller.people["adam.quist"].actor, at=now, today=today)
    improvement.stock(by=teller.people["grace.adeyemi"].actor, at=now, today=today)
    services.stock(by=teller.people["adam.quist"].actor, at=now, since=dt.date(today.year - 6, 4, 1))
    readiness.stock(by=teller.people["grace.adeyemi"].actor, at=now, today=today)
    hand_over(extract, teller.people, at=now, today=today)
    for story in STORIES[:-1]:
        teller.tell(story)


def sign_in_names() -> list[tuple[str, str]]:
    """Who may sign in, and what each is there to show; the password is the same for all."""
    by_name = {person.email.partition("@")[0]: person for person in authority.PEOPLE}
    return [
        (by_name[name].email, f"{by_name[name].name}, {by_name[name].title or by_name[name].role}: {what}")
        for name, what in authority.TOUR.items()
    ] + [("password", authority.PASSWORD)]


def _known_before(today: dt.date) -> list[Family]:
    """The families of stories whose children the old system had known and closed."""
    return [family_of(story, today) for story in STORIES if any(child.number for child in story.children)]

"""What the demonstration starts with: Northbridge, the last file of its old system, and recent lives."""

import datetime as dt
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from goldenthread.casework import access, staffing, taking_in
from goldenthread.doors.demonstration import authority, cin_file
from goldenthread.doors.demonstration.families import Family
from goldenthread.doors.demonstration.stories import STORIES
from goldenthread.doors.demonstration.teller import Teller
from goldenthread.doors.demonstration.work_going_on import family_of, hand_over
from goldenthread.standards.holidays import england_and_wales
from goldenthread.timekeeping import london_day

# The reader of census files stands behind another door, which this one knows only by name.
READER = "goldenthread.doors.feeds.cin"


@access.at_work(access.Chore("first data"))
def load() -> None:
    """Make everything that is not there yet. Called again it does nothing; broken off, it goes on where it stopped.

    What is told stays told: the days are reckoned from the day on which it was first loaded.
    """
    now = timezone.now()
    begun = taking_in.first_taken_in(f"cin.{cin_file.AUTHORITY}")
    today = london_day(begun or now)
    teller = Teller(today, now=begun or now)
    if begun and teller.is_told(STORIES[-1]):
        return
    staffing.set_up(
        authority.NAME,
        authority.TEAMS,
        authority.PEOPLE,
        since=dt.date(today.year - 6, 4, 1),
        password=make_password(authority.PASSWORD),
    )
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
    people = staffing.appointed(authority.PEOPLE)
    hand_over(extract, people, at=now, today=today)
    teller.people = people
    for story in STORIES:
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

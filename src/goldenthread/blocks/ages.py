"""How old the child is that a record is about, or when the birth is expected."""

import datetime as dt
from collections.abc import Sequence

from goldenthread.language import Record
from goldenthread.standards.law import Law
from goldenthread.timekeeping import age_on

SAYING = ("person.registered", "person.described", "person.born")
DYING = ("person.died", "reported.person")
PREGNANCY = "cin_referral_prebirth_limit"


def born_on(record: Record) -> dt.date | None:
    """The date of birth, as last said; none for an unborn child."""
    return _last_said(record, "born_on")


def died_on(record: Record) -> dt.date | None:
    """The date of death, as last said; none while nobody has."""
    return _last_said(record, "died_on", of=DYING)


def expected_on(record: Record) -> dt.date | None:
    """The expected date of delivery, as last said, while the child is not born."""
    return None if born_on(record) else _last_said(record, "expected_on")


def _last_said(record: Record, what: str, *, of: Sequence[str] = SAYING) -> dt.date | None:
    # By step, and not of all entries: what asked of all is worked out anew at each entry of a record.
    said = [entry for step in of for entry in record.all(step) if entry.get(what)]
    last = max(said, key=lambda entry: (entry.day, entry.known), default=None)
    return last.date(what) if last else None


def unborn(record: Record) -> bool:
    """Whether the child is not born yet, so that nobody can have seen it."""
    return expected_on(record) is not None


def unborn_so_far(record: Record) -> bool:
    """Whether the child was not born yet by what had been told, while a record is being replayed."""
    told = [entry for episode in record.of("person") for entry in episode.entries if entry.step in SAYING]
    return any(entry.get("expected_on") for entry in told) and not any(entry.get("born_on") for entry in told)


def age(record: Record, day: dt.date) -> int | None:
    """In years, on a day; none where no date of birth is known."""
    born = born_on(record)
    return age_on(born, day).years if born and born <= day else None


def conceived_on(record: Record) -> dt.date | None:
    """The day from which the weeks of an unborn child are counted: forty of them before the expected date."""
    expected = expected_on(record)
    rule = Law.read().rule(PREGNANCY, expected) if expected else None
    return rule.limit.before(expected, record.calendar) if rule and rule.limit and expected else None


def gestation(record: Record, day: dt.date) -> int | None:
    """The completed weeks of an unborn child on a day."""
    began = conceived_on(record)
    return (day - began).days // 7 if began else None

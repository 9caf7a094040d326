"""How old the child is that a record is about, or when the birth is expected."""

import datetime as dt

from goldenthread.language import Record
from goldenthread.standards.law import Law
from goldenthread.timekeeping import age_on

SAYING = ("person.registered", "person.described", "person.born")
PREGNANCY = "cin_referral_prebirth_limit"


def born_on(record: Record) -> dt.date | None:
    """The date of birth, as last said; none for an unborn child."""
    said = [entry.date("born_on") for entry in record.entries if entry.step in SAYING and entry.get("born_on")]
    return said[-1] if said else None


def expected_on(record: Record) -> dt.date | None:
    """The expected date of delivery, as last said, while the child is not born."""
    if born_on(record):
        return None
    said = [entry.date("expected_on") for entry in record.entries if entry.step in SAYING and entry.get("expected_on")]
    return said[-1] if said else None


def unborn(record: Record) -> bool:
    """Whether the child is not born yet, so that nobody can have seen it."""
    return expected_on(record) is not None


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

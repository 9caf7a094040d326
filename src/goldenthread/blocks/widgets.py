"""A date as three boxes, forgiving of how people write: `3 3 26`, `3 Mar 2026`, or all of it pasted into the first."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from goldenthread.blocks.numbers import whole_number
from goldenthread.timekeeping.calendars import LAST_DAY

PARTS = ("day", "month", "year")
# Nobody with a record here was born before; what is reckoned from a day, back or on, has room in any calendar.
FIRST_DAY = date(1900, 1, 1)
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip


class AsTyped(str):
    """What somebody wrote that is not a date yet, kept box by box so that they can mend it."""

    parts: tuple[str, str, str]

    def __new__(cls, day: str, month: str, year: str) -> "AsTyped":
        kept = super().__new__(cls, "/".join((day, month, year)))
        kept.parts = (day, month, year)
        return kept


def _month(text: str) -> int | None:
    """A number, a name or a shortening of at least three letters."""
    if text.isdecimal():
        return whole_number(text)
    found = [number for number, name in enumerate(MONTHS, 1) if len(text) >= 3 and name.startswith(text.lower())]
    return found[0] if found else None


def _year(text: str) -> int | None:
    if not text.isdecimal() or len(text) not in (2, 4):
        return None
    year = int(text)
    # Two figures: 69 to 99 are the last century, as POSIX reads them.
    return year if len(text) == 4 else year + (1900 if year >= 69 else 2000)


def read_date(day: str, month: str = "", year: str = "") -> date | None:
    """The date that three boxes mean, or nothing if they mean none. A whole date may stand in the first box."""
    parts = [part for part in re.split(r"[\s/.,-]+", " ".join((day, month, year)).strip()) if part]
    if len(parts) != 3:
        return None
    if len(parts[0]) == 4 and parts[0].isdecimal():
        parts.reverse()
    parts[0] = re.sub(r"(?i)^(\d{1,2})(st|nd|rd|th)$", r"\1", parts[0])
    month_number, year_number = _month(parts[1]), _year(parts[2])
    day_number = whole_number(parts[0])
    if day_number is None or month_number is None or year_number is None:
        return None
    try:
        return date(year_number, month_number, day_number)
    except ValueError:
        return None  # no such day, such as 31 February: the field says so to whoever typed it


class GovDate(forms.MultiWidget):
    """Day, month and year, in three boxes named `<name>_day`, `<name>_month`, `<name>_year`."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({part: forms.TextInput({"inputmode": "numeric"}) for part in PARTS}, attrs)

    def decompress(self, value: Any) -> list[str]:
        if isinstance(value, AsTyped):
            return list(value.parts)
        if isinstance(value, str):
            value = read_date(value)
        return [str(value.day), str(value.month), str(value.year)] if value else ["", "", ""]

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        typed = [str(data.get(f"{name}_{part}") or "").strip() for part in PARTS]
        if not any(typed):
            whole = str(data.get(name) or "").strip()  # a draft or a file gives the date whole
            typed = [whole, "", ""]
        if not any(typed):
            return None
        found = read_date(*typed)
        return found.isoformat() if found else AsTyped(*typed)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in data and all(f"{name}_{part}" not in data for part in PARTS)

    def id_for_label(self, id_: str, index: Any = None) -> str:
        return f"{id_}_day" if id_ else id_


class DayField(forms.DateField):
    """A date asked in three boxes, whose refusals say which box to mend."""

    widget = GovDate

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, AsTyped):
            missing = [part for part, text in zip(PARTS, value.parts, strict=True) if not text]
            if missing and len(missing) < 3 and len(value.parts[0]) <= 4:
                raise forms.ValidationError(f"Add the {' and the '.join(missing)} to this date.", code="invalid")
            raise forms.ValidationError("Enter a real date, such as 3 3 2026 or 3 March 2026.", code="invalid")
        day = super().to_python(value)
        if day and not FIRST_DAY <= day <= LAST_DAY:
            between = f"between {FIRST_DAY.year} and {LAST_DAY.year}"
            raise forms.ValidationError(f"Check the year of this date: it is a year {between}.", code="invalid")
        return day

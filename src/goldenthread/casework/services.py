"""The directory of services: found by everybody who works with families, kept by the administrator."""

import dataclasses
import datetime as dt
from collections.abc import Sequence

from django.db.models import Q, QuerySet

from goldenthread.casework.administration import CannotChange, Change, write_down
from goldenthread.record.models import Service
from goldenthread.timekeeping import spoken

HELPS_WITH: dict[str, str] = dict(Service.HelpsWith.choices)
OLDEST = 25


@dataclasses.dataclass(frozen=True)
class ServiceSaid:
    """What the directory says of a service, as an administrator gives it."""

    name: str
    helps_with: str
    offers: str
    contact: str
    area: str = ""
    age_from: int | None = None
    age_to: int | None = None

    def __post_init__(self) -> None:
        if self.age_from is not None and self.age_to is not None and self.age_to < self.age_from:
            raise CannotChange("The ages stand the wrong way round: from the younger to the older.")


@dataclasses.dataclass(frozen=True)
class ServiceLine:
    """One line of the directory."""

    id: int
    said: ServiceSaid
    since: dt.date
    until: dt.date | None

    @property
    def ages(self) -> str:
        """For which ages, in words."""
        low, high = self.said.age_from, self.said.age_to
        if low is None and high is None:
            return "All ages"
        if high is None:
            return f"{low} and over"
        return f"Up to {high}" if low is None else f"{low} to {high}"

    @property
    def helps_with(self) -> str:
        """What it helps with, in words."""
        return HELPS_WITH.get(self.said.helps_with, self.said.helps_with)

    @property
    def in_a_line(self) -> str:
        """As it is chosen from a list."""
        where = f", {self.said.area}" if self.said.area else ""
        return f"{self.said.name}{where} ({self.ages.lower()})"


def find(
    *, today: dt.date, words: str = "", helps_with: str = "", age: int | None = None, ended: bool = False
) -> list[ServiceLine]:
    """The services that are there today, of those asked for. One query.

    ended: those that are no longer, or not yet, there as well.
    """
    rows = Service.objects.all() if ended else _there(today)
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(offers__icontains=words) | Q(area__icontains=words))
    if helps_with:
        rows = rows.filter(helps_with=helps_with)
    if age is not None:
        rows = rows.filter(Q(age_from=None) | Q(age_from__lte=age), Q(age_to=None) | Q(age_to__gte=age))
    return [_line(row) for row in rows]


def by_what_they_help_with(*, today: dt.date) -> list[tuple[str, list[tuple[str, str]]]]:
    """What a form offers: each service there today, under what it helps with. One query."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in _there(today):
        line = _line(row)
        found.setdefault(line.helps_with, []).append((str(line.id), line.in_a_line))
    return sorted(found.items())


def one(service: int) -> ServiceLine:
    """One line of the directory.

    :raises CannotChange: if there is none
    """
    return _line(_row(service))


def add(said: ServiceSaid, *, since: dt.date, change: Change) -> int:
    """A service from a day on.

    :raises CannotChange: if one of that name, in that area, is there already
    """
    if _there(since).filter(name__iexact=said.name, area__iexact=said.area).exists():
        raise CannotChange(f"“{said.name}” is in the directory. Change that line, or say what sets this one apart.")
    row = Service.objects.create(since=since, **dataclasses.asdict(said))
    write_down(change, "service", on=since, **dataclasses.asdict(said))
    return row.pk


def put_right(service: int, said: ServiceSaid, *, change: Change) -> None:
    """What the directory says of a service from now on; what was said of it on records stays as it was said.

    :raises CannotChange: if there is none
    """
    row = _row(service)
    for name, value in dataclasses.asdict(said).items():
        setattr(row, name, value)
    row.save()
    write_down(change, "service changed", **dataclasses.asdict(said))


def end(service: int, *, on: dt.date, change: Change) -> None:
    """The last day on which a family can be sent there.

    :raises CannotChange: if that is before its first day
    """
    row = _row(service)
    if on < row.since:
        raise CannotChange(f"It has been there since {spoken(row.since)}. Its last day comes after that.")
    row.until = on
    row.save()
    write_down(change, "service ended", on=on, name=row.name)


def _there(day: dt.date) -> QuerySet[Service]:
    return Service.objects.filter(Q(until=None) | Q(until__gte=day), since__lte=day)


def _row(service: int) -> Service:
    row = Service.objects.filter(pk=service).first()
    if row is None:
        raise CannotChange("There is no such service. Choose one from the directory.")
    return row


def _line(row: Service) -> ServiceLine:
    names = [field.name for field in dataclasses.fields(ServiceSaid)]
    return ServiceLine(row.pk, ServiceSaid(**{name: getattr(row, name) for name in names}), row.since, row.until)


def lines(*, today: dt.date) -> Sequence[ServiceLine]:
    """Every line, those that have ended last."""
    return sorted(find(today=today, ended=True), key=lambda line: (line.until is not None, line.said.name))

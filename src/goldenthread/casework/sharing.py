"""The register of what partners agreed on sharing about children: versions, who signed, when each is looked at again.

Source: the improvement plan of the seeds, 3.4 and 3.5: agreements for health practitioners, and one protocol for all.
"""

import dataclasses
import datetime as dt
from collections.abc import Sequence

from goldenthread.casework.administration import CannotChange, Change, write_down
from goldenthread.record.models import SharingAgreement, SharingSignature
from goldenthread.timekeeping import spoken

KINDS: dict[str, str] = dict(SharingAgreement.Kind.choices)


@dataclasses.dataclass(frozen=True)
class SharingSaid:
    """What the register says of a version. covers: what is shared and on what basis; kept: where the paper is."""

    name: str
    kind: str
    version: str
    covers: str
    review_on: dt.date
    kept: str = ""


@dataclasses.dataclass(frozen=True)
class Signed:
    """Who signed for a partner, and when."""

    partner: str
    by: str
    on: dt.date


@dataclasses.dataclass(frozen=True)
class SharingLine:
    """One version in the register."""

    id: int
    said: SharingSaid
    since: dt.date
    until: dt.date | None
    signed: tuple[Signed, ...]

    @property
    def kind(self) -> str:
        """In words."""
        return KINDS[self.said.kind]

    def stands(self, today: dt.date) -> bool:
        """Whether partners go by it."""
        return self.since <= today and (self.until is None or self.until >= today)

    def overdue(self, today: dt.date) -> bool:
        """Whether it stands and should have been looked at again."""
        return self.stands(today) and self.said.review_on < today


def lines(*, today: dt.date) -> Sequence[SharingLine]:
    """Every version: those that stand, what is overdue first; then those to come, and those that ended. Two queries."""
    found = [_line(row) for row in SharingAgreement.objects.prefetch_related("signatures")]
    return sorted(found, key=lambda one: (not one.stands(today), one.until is not None, one.said.review_on))


def standing(*, today: dt.date) -> Sequence[SharingLine]:
    """The versions that partners go by today. Two queries."""
    return [one for one in lines(today=today) if one.stands(today)]


def one(agreement: int) -> SharingLine:
    """One version.

    :raises CannotChange: if there is none
    """
    return _line(_row(agreement))


def add(said: SharingSaid, *, since: dt.date, change: Change) -> int:
    """The first version of an agreement.

    :raises CannotChange: if one of that name stands, or it were to be looked at again before it stands
    """
    if SharingAgreement.objects.filter(name__iexact=said.name, until=None).exists():
        raise CannotChange(f"“{said.name}” stands in the register. Give it a new version there.")
    return _added(said, since=since, change=change)


def anew(agreement: int, said: SharingSaid, *, since: dt.date, change: Change) -> int:
    """A new version in place of the one that stands, to be signed anew.

    :raises CannotChange: if there is none that stands, or the new one would not come after it
    """
    row = _row(agreement)
    if row.until is not None:
        raise CannotChange(f"It ended on {spoken(row.until)}. Change the version that stands.")
    if since <= row.since:
        raise CannotChange(f"The version before stands since {spoken(row.since)}. The new one comes after that.")
    if said.version == row.version:
        raise CannotChange(f"{said.version} is the version that stands. Give the new one its own.")
    added = _added(said, since=since, change=change)
    row.until = since - dt.timedelta(days=1)
    row.save(update_fields=["until"])
    return added


def sign(agreement: int, signed: Signed, *, today: dt.date, change: Change) -> None:
    """That a partner signed this version.

    :raises CannotChange: if it ended, the partner has signed it, or the day has not come
    """
    row = _row(agreement)
    if row.until is not None and row.until < today:
        raise CannotChange(f"It ended on {spoken(row.until)}. Partners sign the version that stands.")
    if signed.on > today:
        raise CannotChange(f"{spoken(signed.on)} has not come yet. Check the day.")
    if row.signatures.filter(partner__iexact=signed.partner).exists():
        raise CannotChange(f"{signed.partner} has signed this version.")
    SharingSignature.objects.create(agreement=row, **dataclasses.asdict(signed))
    write_down(change, "sharing agreement signed", on=signed.on, name=str(row), partner=signed.partner, by=signed.by)


def end(agreement: int, *, on: dt.date, change: Change) -> None:
    """The last day on which partners go by it.

    :raises CannotChange: if that is before its first day
    """
    row = _row(agreement)
    if on < row.since:
        raise CannotChange(f"It stands since {spoken(row.since)}. Its last day comes after that.")
    row.until = on
    row.save(update_fields=["until"])
    write_down(change, "sharing agreement ended", on=on, name=str(row))


def _added(said: SharingSaid, *, since: dt.date, change: Change) -> int:
    if said.review_on <= since:
        raise CannotChange("It is looked at again after the day from which it stands.")
    row = SharingAgreement.objects.create(since=since, **dataclasses.asdict(said))
    words = {**dataclasses.asdict(said), "review_on": said.review_on.isoformat()}
    write_down(change, "sharing agreement", on=since, **words)
    return row.pk


def _row(agreement: int) -> SharingAgreement:
    row = SharingAgreement.objects.filter(pk=agreement).first()
    if row is None:
        raise CannotChange("There is no such agreement. Choose one from the register.")
    return row


def _line(row: SharingAgreement) -> SharingLine:
    names = [field.name for field in dataclasses.fields(SharingSaid)]
    said = SharingSaid(**{name: getattr(row, name) for name in names})
    signed = tuple(Signed(each.partner, each.by, each.on) for each in row.signatures.all())
    return SharingLine(row.pk, said, row.since, row.until, signed)

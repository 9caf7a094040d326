"""A partner whose computers have failed: since when, how they reach us meanwhile, and what there is to catch up on."""

import dataclasses
import datetime as dt
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf

from goldenthread.casework import access
from goldenthread.casework.children import open_to
from goldenthread.facts.models import Contact
from goldenthread.language import FRONT_DOOR
from goldenthread.record.models import PartnerOutage
from goldenthread.standards import codes

Partner = tuple[str, str]


class CannotNote(Exception):
    """What was said of an outage does not hold together. The message is fit for the screen."""


@dataclasses.dataclass(frozen=True)
class Outage:
    """One outage. here: how many of that partner's contacts reached us in it; missing: how many more they list."""

    id: int
    partner: str
    what: str
    meanwhile: str
    since: dt.datetime
    noted_by: str
    until: dt.datetime | None
    listed: int | None
    here: int
    caught_up_at: dt.datetime | None
    caught_up_by: str
    found: str

    @property
    def missing(self) -> int | None:
        return None if self.listed is None else max(0, self.listed - self.here)

    @property
    def stage(self) -> str:
        """down, to catch up on, or over."""
        return "down" if self.until is None else "over" if self.caught_up_at else "to catch up on"


def sources() -> list[Partner]:
    """Who tells us of children, as a contact names them."""
    return [(code, codes.spoken(label)) for code, label in codes.of("cin.referral_source").items()]


def going_on(by: access.Actor) -> list[Outage]:
    """Those that are not caught up on, the oldest first. One query."""
    return [_of(row) for row in _rows(by).filter(caught_up_at=None).order_by("since", "pk")]


def outage(number: int, by: access.Actor) -> Outage:
    """One of them.

    :raises CannotNote: if there is none
    """
    return _of(_row(number, by))


def begin(
    source_code: str, *, since: dt.datetime, what: str, meanwhile: str, by: access.Actor, now: dt.datetime
) -> int:
    """Note that a partner cannot send as usual, and how they reach us until they can.

    :raises CannotNote: for a time to come, or where it is noted already
    """
    _may(by)
    if since > now:
        raise CannotNote("It cannot have begun later than now. Check the day and the time.")
    if PartnerOutage.objects.filter(source_code=source_code, until=None).exists():
        raise CannotNote("It is noted already that they cannot send. Say there when it is over.")
    row = PartnerOutage.objects.create(
        source_code=source_code, what=what, meanwhile=meanwhile, since=since, noted_by_id=by.worker
    )
    return row.pk


def end(number: int, *, until: dt.datetime, listed: int, by: access.Actor, now: dt.datetime) -> None:
    """Note that they can send again, and how many they list that waited meanwhile.

    :raises CannotNote: for a time before it began or still to come, or where it is over already
    """
    _may(by)
    row = _row(number, by)
    if row.until is not None:
        raise CannotNote("It is over already.")
    if not row.since <= until <= now:
        raise CannotNote("It ended after it began, and not later than now. Check the day and the time.")
    row.until, row.listed, row.ended_by_id = until, listed, by.worker
    row.save(update_fields=["until", "listed", "ended_by"])


def catch_up(number: int, *, found: str, by: access.Actor, now: dt.datetime) -> None:
    """Note that everything which waited is here, and what was found when it was compared with the partner's list.

    :raises CannotNote: while it goes on, or where something that they list is still to be taken
    """
    _may(by)
    row = _row(number, by)
    if row.until is None:
        raise CannotNote("Say first that they can send again, and how many waited.")
    missing = _of(row).missing
    if missing and not found.strip():
        raise CannotNote(f"They list {missing} more than are here. Take those first, or say why fewer are right.")
    row.caught_up_at, row.caught_up_by_id, row.found = now, by.worker, found.strip()
    row.save(update_fields=["caught_up_at", "caught_up_by", "found"])


def _may(by: access.Actor) -> None:
    if by.role not in FRONT_DOOR:
        raise access.NotAllowed("The front door notes when a partner cannot send.")


def _rows(by: access.Actor) -> QuerySet[Any]:
    """Outages, each with the families of whom that partner told us in it, as far as this person may open them."""
    until = Coalesce(OuterRef("caught_up_at"), "received_at")
    told = Contact.now.filter(
        received_at__gte=OuterRef("since"), received_at__lte=until, source_code=OuterRef("source_code")
    )
    family = Coalesce(NullIf("occasion", Value("")), "id")
    return PartnerOutage.objects.select_related("noted_by", "caught_up_by").annotate(
        here=ArraySubquery(open_to(told, by).order_by().values_list(family).distinct())
    )


def _row(number: int, by: access.Actor) -> Any:
    row = _rows(by).filter(pk=number).first()
    if row is None:
        raise CannotNote("There is no such note.")
    return row


def _of(row: Any) -> Outage:
    return Outage(
        row.pk, dict(sources()).get(row.source_code, row.source_code), row.what, row.meanwhile, row.since,
        row.noted_by.name, row.until, row.listed, len(row.here), row.caught_up_at,
        row.caught_up_by.name if row.caught_up_by else "", row.found,
    )  # fmt: skip

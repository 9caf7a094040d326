"""One visit, meeting or contact about several children: how each child's part of it stands now."""

import dataclasses
from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, JSONObject

from goldenthread.casework import access
from goldenthread.casework.replay import WITHDRAWN
from goldenthread.record.models import Entry


@dataclasses.dataclass(frozen=True)
class Part:
    """One child's part of an occasion.

    root: the entry that first said it; latest: the one that says it now. occasion: what that one shares with others;
    none, if it was put right for this child alone. opens: the reader may open it.
    """

    about: UUID
    root: UUID
    latest: UUID
    occasion: UUID | None
    withdrawn: bool
    opens: bool


@dataclasses.dataclass(frozen=True)
class Parts:
    """Every child's part of one occasion, in the order in which they were recorded; none, for an entry about one alone.

    Only ids leave here, and those of a part that the reader may not open are for counting alone.
    """

    all: Sequence[Part] = ()

    def said_by(self, root: UUID) -> Part | None:
        """The part that an entry first said."""
        return next((part for part in self.all if part.root == root), None)

    def with_same(self, mine: Part) -> list[Part]:
        """This part, and those that still say the same of what is shared, of whom the reader may open the record."""

        def same(part: Part) -> bool:
            return part.opens and not part.withdrawn and mine.occasion is not None and part.occasion == mine.occasion

        return [part for part in self.all if part is mine or same(part)]

    @property
    def opened(self) -> list[Part]:
        return [part for part in self.all if part.opens]

    @property
    def closed(self) -> int:
        """How many parts the reader may not open."""
        return len(self.all) - len(self.opened)


def sharers(occasions: Collection[UUID]) -> Mapping[UUID, Collection[UUID]]:
    """Whom each occasion was about, whole: who of them may be named is asked of the policy. One query."""
    found: dict[UUID, list[UUID]] = {}
    if occasions:
        with access.working_out():
            rows = list(Entry.objects.filter(occasion__in=occasions).values_list("occasion", "about").distinct())
        for occasion, about in rows:
            found.setdefault(occasion, []).append(about)
    return found


def parts_of(entry: UUID, *, by: access.Actor) -> Parts:
    """How the occasion in which an entry was first recorded stands now, child by child. One query."""
    root = Entry.objects.filter(pk=entry).values(root=Coalesce("corrects", "pk"))
    first = Entry.objects.filter(pk__in=root)
    versions = Entry.objects.filter(Q(pk=OuterRef("pk")) | Q(corrects=OuterRef("pk"))).order_by(
        "-known_at", "-position"
    )
    last = JSONObject(id=F("pk"), occasion=F("occasion"), withdrawn=Q(answers__has_key=WITHDRAWN))
    held = access.granted(by).filter(about=OuterRef("about"), compartment=OuterRef("compartment"))
    rows = Entry.objects.filter(
        occasion__in=first.filter(occasion__isnull=False).values("occasion"),
        step__in=first.values("step"),
        corrects=None,
    ).annotate(
        last=Subquery(versions.values(said=last)[:1]),
        held=Exists(held),
    )
    # Whom an occasion was about is asked whole, so that those whose record is closed can be counted.
    with access.working_out():
        found = list(rows.order_by("known_at", "nth").values_list("about", "pk", "last", "held"))
    return Parts(
        tuple(
            Part(
                about,
                pk,
                UUID(last["id"]),
                UUID(last["occasion"]) if last["occasion"] else None,
                bool(last["withdrawn"]),
                opens,
            )
            for about, pk, last, opens in found
        )
    )

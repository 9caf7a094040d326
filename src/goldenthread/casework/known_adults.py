"""The adults around children, as the record knows them: who may be asked about, and who always is."""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from goldenthread.casework import access
from goldenthread.casework.network import AROUND, PROFESSIONALS, named_in, network, people_named
from goldenthread.casework.standing import members_of, standing

ADULT = "adult"
# Who is asked about even if nobody thinks of them.
FATHERS = {"father", "parent", "step-parent", "mother's partner", "father's partner"}
CHILDREN = ("child", "step-child", "partner's child", "grandchild", "niece or nephew", "child cared for")


@dataclasses.dataclass(frozen=True)
class Adult:
    """Somebody whom the record knows, and who they are to these children; asked: whether each form asks about them."""

    id: UUID
    said: str
    asked: bool


def adults(about: Sequence[UUID], *, by: access.Actor, today: dt.date) -> list[Adult]:
    """Those who stand around these children now, as this reader may know, fathers and partners first. Three queries."""
    try:
        first = members_of(about[0], by)
    except access.NotAllowed:
        return []  # whoever writes by duty alone may not read who stands around the child
    everybody = dataclasses.replace(first, ids=(*first.ids, *about[1:]))
    ties = standing(everybody, [], others=[AROUND]).rows.get("around", [])
    people = people_named(named_in(ties, everybody), by, today=today)
    names: dict[UUID, str] = {}
    kinds: dict[UUID, set[str]] = {}
    for child in (first, *(dataclasses.replace(first, root=one, ids=(one,)) for one in about[1:])):
        for one in network(ties, child, people).relatives:
            if one.id not in everybody.ids and not one.died and _grown(one.kind):
                names[one.id] = one.name
                kinds.setdefault(one.id, set()).add(one.kind)
    found = [
        Adult(id_, f"{name} ({', '.join(sorted(kinds[id_]))})", not FATHERS.isdisjoint(kinds[id_]))
        for id_, name in names.items()
    ]
    return sorted(found, key=lambda one: not one.asked)


def _grown(kind: str) -> bool:
    return kind not in PROFESSIONALS and kind not in CHILDREN and "brother" not in kind and "sister" not in kind

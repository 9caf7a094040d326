"""Who else a form could be about: brothers and sisters of whom the same could be recorded in it, each with their own
part.
"""

import dataclasses
from collections.abc import Mapping, Sequence
from uuid import UUID

from goldenthread.casework import access
from goldenthread.casework.continuing import may_be_with
from goldenthread.casework.drafts import Draft
from goldenthread.casework.network import AROUND, Relative, Spoken, named_in, network
from goldenthread.casework.standing import Members, members_of, standing


@dataclasses.dataclass(frozen=True)
class Family:
    """Who is related to the first child of a form: the ties, before anybody is named."""

    members: Members
    ties: Sequence[Mapping[str, str]]

    @property
    def named(self) -> set[UUID]:
        """Everybody whom the ties name."""
        return named_in(self.ties, self.members)


def family_of(draft: Draft, *, by: access.Actor) -> Family | None:
    """The family of an open form that may be about several; nothing for any other. Two queries."""
    if draft.corrects or not draft.open or not draft.step.together:
        return None
    try:
        members = members_of(draft.about[0], by)
    except access.NotAllowed:
        return None  # whoever writes by duty alone may not read whose brother or sister it is
    return Family(members, standing(members, [], others=[AROUND]).rows.get("around", []))


def could_be_added(draft: Draft, family: Family | None, people: Mapping[UUID, Spoken]) -> list[Relative]:
    """Brothers and sisters whose record is open to this reader, and of whom the same could be recorded now. One query,
    if there are any.
    """
    if family is None:
        return []
    siblings = network(family.ties, family.members, people).siblings
    others = [one for one in siblings if one.opens and not one.died and one.id not in draft.about]
    may = may_be_with(draft.step, [one.id for one in others])
    return [one for one in others if one.id in may]

"""The rule of three: police notifications in a row, none high, open an assessment by themselves.

Each of the three alone closes easily; together they are a home in which a child is afraid (Hull Cabinet report,
22 March 2021, 3.8).
"""

import dataclasses
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from goldenthread.language import Entry, Episode, Record
from goldenthread.standards.law import Rule
from goldenthread.timekeeping import spoken

WINDOW, COUNT = "da_repeat_three_in_three_months", "da_repeat_count"
HIGH = "high"
# CIN N1 counts children at risk from abuse between adults at home.
ABUSE_OR_NEGLECT = "N1"


@dataclasses.dataclass(frozen=True)
class Opens:
    """The contact that is decided by the rule, and what its decision says."""

    follows: UUID
    answers: Mapping[str, Any]


def third_in_a_row(record: Record, entry: Entry, laws: Mapping[str, Rule]) -> Opens | None:
    """The decision that the rule takes about a contact: a referral, where this notification is the last of the row.

    Those before the last accepted referral were dealt with then. While a referral is open nobody needs another: the
    manager decides, and tells whoever works with the child. A contact that is decided stays so.
    """
    this = next((one for one in record.of("police_notification") if one.entries[0].root == entry.root), None)
    contact = next((one for one in record.of("front_door") if this and one.id == this.follows), None)
    window, count = laws[WINDOW].limit, laws[COUNT].value
    if this is None or contact is None or contact.ended or any(record.open("referral")) or not (window and count):
        return None
    row = in_a_row(record, this)[-count:]
    if len(row) < count or row[0].began < window.before(this.began, record.calendar):
        return None
    days = ", ".join(spoken(one.began) for one in row)
    return Opens(
        contact.entries[0].root or contact.entries[0].id,
        {
            "threshold": "child_in_need",
            "outcome": "referral",
            "primary_need": ABUSE_OR_NEGLECT,
            "why": f"{count} standard or medium domestic abuse notifications of the police one after another within "
            f"{window}: {days}. None was high. The rule opens an assessment, so that nobody closes the last of them as "
            "they closed the first.",
            "told": "A child and family assessment begins, because this is the last of several notifications in a row.",
            "team": contact.team,
        },
    )


def in_a_row(record: Record, this: Episode) -> list[Episode]:
    """The notifications up to this one, since the last that was high and since the last referral."""
    row: list[Episode] = []
    for episode in record.episodes:
        if episode.pathway == "referral" or (episode.pathway == "police_notification" and _was_high(episode)):
            row = []
        elif episode.pathway == "police_notification":
            row.append(episode)
        if episode is this:
            return row
    return []


def _was_high(episode: Episode) -> bool:
    triaged = episode.last("police_notification.triaged")
    agreed = triaged.get("grade_agreed") if triaged else ""
    return HIGH in (episode.entries[0].get("grade"), agreed)

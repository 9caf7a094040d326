"""The audits of one child's contacts, in turn: a child is chosen again only when the last audit is closed."""

import dataclasses
from collections.abc import Iterable

from goldenthread.language import Entry, Episode, Record

CHOSEN, AUDITED = "front_door_audit.chosen", "front_door_audit.audited"
MODERATED, CLOSED = "front_door_audit.moderated", "front_door_audit.closed"


@dataclasses.dataclass(frozen=True)
class Cycle:
    """One audit: for which contact it was chosen, what was found, a second look at the grade, and its close."""

    chosen: Entry
    audited: Entry | None = None
    moderated: Entry | None = None
    closed: Entry | None = None

    @property
    def grade(self) -> str:
        """The one that stands: the moderator's, where there is one; nothing before the audit."""
        stands = self.moderated or self.audited
        return str(stands.get("grade", "")) if stands else ""


def cycles(entries: Iterable[Entry]) -> list[Cycle]:
    """Every audit in these entries, in the order in which they were chosen."""
    found: list[Cycle] = []
    for entry in entries:
        match entry.step:
            case step if step == CHOSEN:
                found.append(Cycle(entry))
            case step if step == AUDITED and found:
                found[-1] = dataclasses.replace(found[-1], audited=entry)
            case step if step == MODERATED and found:
                found[-1] = dataclasses.replace(found[-1], moderated=entry)
            case step if step == CLOSED and found:
                found[-1] = dataclasses.replace(found[-1], closed=entry)
    return found


def last(record: Record) -> Cycle | None:
    """The audit that was chosen last."""
    found = cycles(record.entries)
    return found[-1] if found else None


def contact_of(record: Record, chosen: Entry) -> Episode | None:
    """The contact that is audited."""
    return next((one for one in record.of("front_door") if str(one.id) == str(chosen.get("contact"))), None)


def who_did(contact: Episode | None) -> set[int]:
    """Who took the contact, directed it or decided it: none of them audits it."""
    steps = {"front_door.contact_received", "front_door.directed", "front_door.decided"}
    return {e.author.worker for e in contact.entries if e.step in steps and e.author.worker} if contact else set()

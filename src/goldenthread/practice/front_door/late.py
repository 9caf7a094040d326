"""What comes to whoever leads: partners' answers after the decision, and contacts that were passed on to them."""

import dataclasses
from collections.abc import Iterator

from goldenthread.language import Entry, Episode, Record
from goldenthread.practice.front_door.forms import ALREADY_OPEN, PARTNERS


@dataclasses.dataclass(frozen=True)
class Late:
    """An answer that came after the decision; `lead`: who works with the child, and has written nothing since."""

    answer: Entry
    decided: Entry
    partner: str
    lead: int | None


def unread(episode: Episode, record: Record) -> Iterator[Late]:
    """The late answers of a contact, until whoever leads has written anything later, or the referral is closed."""
    decided = episode.last("front_door.decided")
    answers = [answer for answer in episode.all("front_door.enquiry_answered") if decided and after(answer, decided)]
    if not answers or decided is None:
        return
    referrals = [each for each in record.journey(episode.journey) if each.pathway == "referral"]
    if not any(referral.ended is None for referral in referrals):
        return
    lead = _lead(record)
    asked = {str(each.root): each for each in episode.all("front_door.enquiry_sent")}
    for answer in answers:
        question = asked.get(str(answer.get("enquiry")))
        if lead and _has_written(lead, answer, record):
            continue
        partner = PARTNERS.get(question.get("partner", ""), "A partner") if question else "A partner"
        yield Late(answer, decided, partner, lead)


def after(answer: Entry, decided: Entry) -> bool:
    """Whether whoever decided cannot have known it."""
    return answer.known > decided.known and answer.day >= decided.day


def passed_on(episode: Episode, record: Record) -> tuple[Entry, int] | None:
    """The decision that passed a contact on, and who leads the work, until they have written anything since."""
    decided = episode.last("front_door.decided")
    if decided is None or decided.get("outcome") != ALREADY_OPEN or not any(record.open("referral")):
        return None
    lead = _lead(record)
    return (decided, lead) if lead and not _has_written(lead, decided, record) else None


def _lead(record: Record) -> int | None:
    leads = record.all("allocation.allocated")
    return int(leads[-1].get("worker_id") or 0) or None if leads else None


def _has_written(lead: int, after: Entry, record: Record) -> bool:
    return any(entry.author.worker == lead and entry.known > after.known for entry in record.entries)

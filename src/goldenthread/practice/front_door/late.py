"""What partners answer after the decision: read by whoever leads by then."""

import dataclasses
from collections.abc import Iterator

from goldenthread.language import Entry, Episode, Record
from goldenthread.practice.front_door.forms import PARTNERS


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
    leads = record.all("allocation.allocated")
    lead = int(leads[-1].get("worker_id") or 0) or None if leads else None
    asked = {str(each.root): each for each in episode.all("front_door.enquiry_sent")}
    for answer in answers:
        question = asked.get(str(answer.get("enquiry")))
        if lead and any(entry.author.worker == lead and entry.known > answer.known for entry in record.entries):
            continue
        partner = PARTNERS.get(question.get("partner", ""), "A partner") if question else "A partner"
        yield Late(answer, decided, partner, lead)


def after(answer: Entry, decided: Entry) -> bool:
    """Whether whoever decided cannot have known it."""
    return answer.known > decided.known and answer.day >= decided.day

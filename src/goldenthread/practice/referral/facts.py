from collections.abc import Iterator

from goldenthread.blocks.agreements import looked_after
from goldenthread.language import Episode, Record, Row


def rows(episode: Episode, record: Record) -> Iterator[Row]:
    """The referral, dated by the contact that it was accepted from."""
    accepted = episode.entries[0]
    contact = next(
        (e.last("front_door.contact_received") for e in record.journey(episode.journey) if e.pathway == "front_door"),
        None,
    )
    told = contact or accepted
    nfa = accepted.get("nfa") == "yes"
    closed = episode.last("referral.closed")
    yield Row(
        "Referral",
        str(episode.id),
        {
            "journey": str(episode.journey),
            "team_id": episode.team,
            "worker_id": accepted.author.worker,
            "referral_date": contact.day if contact else accepted.day,
            "source_code": told.get("source_code", ""),
            "source": contact.get("referrer_role", "")[:255] if contact else "",
            "primary_need": accepted.get("primary_need", ""),
            "outcome": "no_further_action" if nfa else "assessment",
            "nfa": nfa,
            "closed_on": closed.day if closed else None,
            "close_reason": closed.get("outcome", "") if closed else "",
        },
        (closed or accepted).id,
    )
    # A referral that comes of another in the same journey has agreements of its own.
    led = (each for each in record.journey(episode.journey) if each.id == episode.follows)
    decided = (each.last("front_door.decided") for each in led)
    relied_on = [entry for entry in (*decided, closed) if entry and entry.get("safety_plan") == "yes"]
    reviews = episode.all("referral.agreement_reviewed")
    yield from looked_after(relied_on, reviews, step="referral.agreement_reviewed")

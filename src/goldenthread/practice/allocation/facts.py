import datetime as dt
from collections.abc import Iterator

from goldenthread.language import Entry, Episode, Record, Row

LEAD, SECOND = "lead worker", "second worker"
CLOSED = "The referral was closed."
# Work beside any referral: who is given it has it until that ends, and why it then ends.
OF_THEIR_OWN = {"early_help": "The early help ended.", "co_working": "The co-working ended."}
# A day, and of two things on one day the one that was written down first.
Moment = tuple[dt.date, dt.datetime]


def rows(episode: Episode, record: Record) -> Iterator[Row]:
    """Who works with the child: one lead worker at a time, and second workers beside.

    Somebody's work ends when a manager says so, when another leads, or with the last referral that was open; what was
    given with early help, with that.
    """
    entries = episode.entries
    closings = sorted(closings_of(record))
    for i, entry in enumerate(entries):
        if entry.step == "allocation.ended":
            continue
        lead = entry.step == "allocation.allocated"
        said = next((later for later in entries[i + 1 :] if _ends(later, entry, lead=lead)), None)
        given_with = record.episode_of(entry.follows) if entry.follows else None
        if given_with and given_with.pathway in OF_THEIR_OWN:
            ended = (given_with.ended, given_with.entries[-1].known) if given_with.ended else None
        else:
            ended = next((each for each in closings if each > (entry.day, entry.known)), None)
        if said and not (ended and ended < (said.day, said.known)):
            ended, reason = (said.day, said.known), said.get("reason") or ""
        else:
            reason = OF_THEIR_OWN.get(given_with.pathway if given_with else "", CLOSED) if ended else ""
        yield Row(
            "Allocation",
            str(entry.root),
            {
                "worker_id": entry.get("worker_id"),
                "post_id": entry.get("post_id"),
                "team_id": entry.get("team_id"),
                "role": LEAD if lead else SECOND,
                "since": entry.day,
                "until": ended[0] if ended else None,
                "reason": reason,
            },
            entry.id,
        )


def closings_of(record: Record) -> Iterator[Moment]:
    """When a referral closed and no other was open: nothing was left that anybody had been allocated for."""
    referrals = record.of("referral")
    for one in referrals:
        if one.ended is not None and not any(_open_on(other, one.ended) for other in referrals):
            yield one.ended, one.entries[-1].known


def _open_on(referral: Episode, day: dt.date) -> bool:
    """Whether it was open when that day ended."""
    return referral.began <= day and (referral.ended is None or referral.ended > day)


def _ends(later: Entry, entry: Entry, *, lead: bool) -> bool:
    if later.step == "allocation.allocated":
        return lead
    named = later.get("worker_id")
    return later.step == "allocation.ended" and named in (None, "", entry.get("worker_id"))

import datetime as dt
from collections.abc import Iterator

from goldenthread.language import Episode, Record, Row, derived_id
from goldenthread.practice.out_of_hours.gates import waiting

BRIEFED, ENDED = "out_of_hours.briefed", "out_of_hours.brief_ended"
HANDED, TAKEN = "out_of_hours.handed_back", "out_of_hours.taken_back"


def rows(episode: Episode, record: Record) -> Iterator[Row]:
    """The brief that stands, and what was handed back: with the team that needs to know of either, for a while."""
    briefed, ended = episode.last(BRIEFED), episode.last(ENDED)
    if briefed is not None:
        over = ended if ended is not None and ended.known > briefed.known else None
        yield Row(
            "Brief",
            str(briefed.root),
            {
                "to_team_id": _number(briefed.get("to_team")),
                "worker_id": briefed.author.worker,
                "briefed_on": briefed.day,
                "until_on": briefed.date("until_on"),
                "ended_on": over.day if over else None,
                "might_happen": briefed.get("might_happen", ""),
                "what_to_do": briefed.get("what_to_do", ""),
                "ring": briefed.get("ring", ""),
                "where": briefed.get("this_child", ""),
                "occasion": str(briefed.occasion or ""),
            },
            (over or briefed).id,
        )
    waits = waiting(episode)
    for handed in episode.all(HANDED):
        # Whoever takes it back goes on seeing what the night began, until that is decided.
        undecided = any(contact.began <= handed.day for contact in record.open("front_door"))
        taken = next((e for e in episode.all(TAKEN) if e.known > handed.known), None)
        yield Row(
            "HandBack",
            str(handed.root),
            {
                "to_team_id": _number(handed.get("to_team")),
                "worker_id": handed.author.worker,
                "handed_at": _moment(handed.happened),
                "urgent": handed.get("urgent") == "yes",
                "what_happened": handed.get("what_happened", ""),
                "needs_today": handed.get("needs_today", ""),
                "where": handed.get("this_child", ""),
                "occasion": str(handed.occasion or ""),
                "taken_on": taken.day if taken else None,
                "live": handed in waits or undecided,
            },
            (taken or handed).id,
        )
        if taken is not None and taken.get("who"):
            yield Row(
                "Action",
                str(derived_id(handed.root, "taken")),
                {
                    "what": str(taken.get("what_next", "")).splitlines()[0][:200] or "Go on with what the night began",
                    "why": "Handed back from out of hours",
                    "worker_id": _number(taken.get("who")),
                    "due_on": taken.day,
                    "done_on": _gone_on(record, taken.day, taken.known, _number(taken.get("who"))),
                    "step": "",
                },
                taken.id,
            )


def _gone_on(record: Record, day: dt.date, known: dt.datetime, worker: int | None) -> dt.date | None:
    """When whoever goes on with it has written anything since."""
    later = (e for e in record.entries if e.known > known and e.author.worker == worker and e.day >= day)
    return next((e.day for e in later), None)


def _number(said: object) -> int | None:
    return int(str(said)) if str(said or "").isdecimal() else None


def _moment(happened: dt.date | dt.datetime) -> dt.datetime | None:
    return happened if isinstance(happened, dt.datetime) else None

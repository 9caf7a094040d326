from collections.abc import Iterator

from goldenthread.language import Entry, Episode, Record, Row

LEAD, SECOND = "lead worker", "second worker"


def rows(episode: Episode, record: Record) -> Iterator[Row]:
    """Who works with the child: one lead worker at a time, and second workers beside."""
    entries = episode.entries
    for i, entry in enumerate(entries):
        if entry.step == "allocation.ended":
            continue
        lead = entry.step == "allocation.allocated"
        ending = next((later for later in entries[i + 1 :] if _ends(later, entry, lead=lead)), None)
        yield Row(
            "Allocation",
            str(entry.root),
            {
                "worker_id": entry.get("worker_id"),
                "post_id": entry.get("post_id"),
                "team_id": entry.get("team_id"),
                "role": LEAD if lead else SECOND,
                "since": entry.day,
                "until": ending.day if ending else None,
                "reason": (ending.get("reason") or "") if ending else "",
            },
            entry.id,
        )


def _ends(later: Entry, entry: Entry, *, lead: bool) -> bool:
    if later.step == "allocation.allocated":
        return lead
    named = later.get("worker_id")
    return later.step == "allocation.ended" and named in (None, "", entry.get("worker_id"))

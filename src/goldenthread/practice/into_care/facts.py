from collections.abc import Iterator

from goldenthread.language import Episode, Record, Row, derived_id


def rows(episode: Episode, record: Record) -> Iterator[Row]:
    """Whoever sees to it has it as work, until it is said what came of it."""
    decided, last = episode.entries[0], episode.entries[-1]
    yield Row(
        "Action",
        str(derived_id(decided.root, "into_care")),
        {
            "what": "See to it that the child is looked after, or say what came of the decision",
            "why": str(decided.get("reason", "")),
            "measure": "",
            "worker_id": int(decided.get("care_owner") or 0) or decided.author.worker,
            "due_on": decided.date("care_by"),
            "done_on": episode.ended,
            "step": "into_care.ended",
        },
        last.id,
    )

import datetime as dt
import itertools
from collections.abc import Iterator

from goldenthread.language import Episode, Record, Row, derived_id


def rows(episode: Episode, record: Record) -> Iterator[Row]:
    """A manager's promise to look again, until they have looked or given another direction."""
    given = episode.all("direction.given")
    for one, after in itertools.zip_longest(given, given[1:]):
        looked = (e for e in episode.all("direction.checked_back") if (e.day, e.known) > (one.day, one.known))
        done = min((each.day for each in (next(looked, None), after) if each), default=None)
        yield Row(
            "Action",
            str(derived_id(one.root, "check_back")),
            {
                "what": f"Check back: {one.get('direction', '')}"[:300],
                "why": str(one.get("decision", "")),
                "measure": "",
                "worker_id": one.author.worker,
                "due_on": dt.date.fromisoformat(str(one.get("check_back"))) if one.get("check_back") else None,
                "done_on": done,
                "step": "direction.checked_back",
            },
            one.id,
        )

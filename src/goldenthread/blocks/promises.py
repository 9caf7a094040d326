"""What somebody promised to do by when, in a plan or at a meeting, and how it goes."""

import datetime as dt
from collections.abc import Iterable, Iterator

from goldenthread.blocks.forms import Choice, Items, Line, Prose, RecordForm
from goldenthread.blocks.items import Item
from goldenthread.language import Entry, Row, derived_id

PROGRESS = {
    "not_begun": "Not begun",
    "under_way": "Under way",
    "done": "Done",
    "dropped": "No longer to be done",
}
OVER = {"done", "dropped"}


class Progress(RecordForm):
    """How one action goes."""

    action = Line("Which action?", chooses="action")
    progress = Choice("How does it go?", PROGRESS)
    came_of_it = Prose("What has come of it for the child?", why="Done is not yet better.")


def not_kept(entry: Entry, items: Items, said: Iterable[Entry], today: dt.date) -> list[tuple[str, dt.date]]:
    """What an entry promised by a day that has passed, and nobody has said to be over: what, and by when."""
    late = []
    for item in _open(entry, items, said):
        by = dt.date.fromisoformat(item.get("by")) if item.get("by") else None
        if by and by < today:
            late.append((str(item.get(items.first, "")), by))
    return sorted(late, key=lambda one: one[1])


def still_open(entry: Entry, items: Items, said: Iterable[Entry]) -> list[str]:
    """What an entry promised and nobody has said to be over, in its order."""
    return [str(item.get(items.first, "")) for item in _open(entry, items, said)]


def _open(entry: Entry, items: Items, said: Iterable[Entry]) -> list[Item]:
    over = {str(one.get("action")) for one in said if one.get("progress") in OVER}
    named = ((item, str(derived_id(entry.root, items.name, item.number))) for item in items.said_in(entry.answers))
    return [item for item, id_ in named if id_ not in over]


def promised(
    entry: Entry, items: Items, said: Iterable[Entry], *, step: str, ended: dt.date | None = None
) -> Iterator[Row]:
    """What an entry promises, with what was last said of each. The same promise keeps its id when it is put right.

    said: the entries that say how an action goes; step: what they are. ended: the day from which none of it is owed.
    """
    last = {str(one.get("action")): one for one in said}
    for item in items.said_in(entry.answers):
        id_ = str(derived_id(entry.root, items.name, item.number))
        latest = last.get(id_)
        over = latest.day if latest and latest.get("progress") in OVER else ended
        owner, by = item.get("owner"), item.get("by")
        yield Row(
            "Action",
            id_,
            {
                "what": str(item.get(items.first, "")),
                "why": f"Promised by {item.get('other')}" if item.get("other") else "",
                "measure": str(item.get("measure", "")),
                "worker_id": int(owner) if owner else entry.author.worker,
                "due_on": dt.date.fromisoformat(by) if by else None,
                "done_on": over,
                "step": step,
            },
            (latest or entry).id,
        )

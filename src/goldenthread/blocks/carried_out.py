"""What a review decided, and nobody has begun."""

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

from goldenthread.language import Record, Role, Sentence, Signal
from goldenthread.timekeeping import Duration, spoken


class Wanted(NamedTuple):
    """What a decision wants: in words, and the steps any of which begins it."""

    said: str
    steps: tuple[str, ...]


def not_carried_out(
    key: str, label: str, reviewed: str, decisions: Mapping[str, Wanted], *, law: str, source: str, grave: bool = False
) -> Signal:
    """Raised when the last review of a plan decided something and nothing of it has begun within the limit.

    reviewed: the step that reviews. What has ended since, or was reviewed again, waits no more.
    """

    def ask(record: Record, today: dt.date, limit: Duration) -> Sentence | None:
        for episode in record.open(reviewed.partition(".")[0]):
            last = episode.last(reviewed)
            wanted = decisions.get(str(last.get("decision"))) if last else None
            if last is None or wanted is None or today <= limit.after(last.day, record.calendar):
                continue
            since = (entry for step in wanted.steps for entry in record.all(step, since=last.day))
            if not any((entry.day, entry.known) > (last.day, last.known) for entry in since):
                return Sentence(f"The review of {spoken(last.day)} found: {wanted.said}. Nothing has begun.", last.id)
        return None

    begins = tuple(dict.fromkeys(step for wanted in decisions.values() for step in wanted.steps))
    return Signal(key, label, Role.TEAM_MANAGER, source, (reviewed, *begins), ask, law, "child", grave)

"""What is said of papers that were sent."""

import random
from typing import Any

from goldenthread.doors.demonstration.lives.texts import pools

OUTLINE, RECORD = "outline", "record"


def sent(paper: str, chance: random.Random) -> dict[str, Any]:
    """What was sent, and to whom; of some, who did not have all of it."""
    said: dict[str, Any] = {"what": [paper], "to": chance.choice(pools()["papers.to"]).text}
    if chance.random() < 0.15:
        said["kept_out"] = chance.choice(pools()["papers.kept_out"]).text
    return said

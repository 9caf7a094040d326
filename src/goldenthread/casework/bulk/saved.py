"""What is to be written many at a time: each what one call of `record` would write down."""

import dataclasses
import datetime as dt

from goldenthread.casework.access import Actor
from goldenthread.casework.acts import Act, ByRule, FromFile, Shared


@dataclasses.dataclass(frozen=True, slots=True)
class Saved:
    """One recording: its acts, by whom, under which one-time key, and when it was written down (aware).

    A family is a list of these in order of time, about subjects of whom no other family says anything.
    """

    acts: tuple[Act, ...]
    by: Actor | FromFile | ByRule
    key: str
    at: dt.datetime
    occasion: Shared | None = None

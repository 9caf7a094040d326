"""How hard the generative tests try: a little each time, and much in the trials (TRIALS=1)."""

import os
from collections.abc import Callable


def count(small: int, full: int) -> int:
    """Return how many examples to try: `small`, or `full` when TRIALS is set in the environment."""
    return full if os.environ.get("TRIALS") else small


def in_trials(walk: Callable[..., None]) -> Callable[..., None] | None:
    """A walk at a browser whose answers quicker tests ask for too: for the trials, and when pictures are taken."""
    return walk if os.environ.get("TRIALS") or os.environ.get("SCREENS") else None

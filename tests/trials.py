"""How hard the generative tests try: a little each time, and much in the trials (TRIALS=1)."""

import os

import pytest


def count(small: int, full: int) -> int:
    """Return how many examples to try: `small`, or `full` when TRIALS is set in the environment."""
    return full if os.environ.get("TRIALS") else small


# A walk at a browser whose answers quicker tests ask for too: in the trials, and when pictures are taken.
in_trials = pytest.mark.skipif(
    not (os.environ.get("TRIALS") or os.environ.get("SCREENS")), reason="in the trials (TRIALS=1) or for pictures"
)

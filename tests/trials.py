"""How hard the generative tests try: a little each time, and much in the trials (TRIALS=1)."""

import os


def count(small: int, full: int) -> int:
    """Return how many examples to try: `small`, or `full` when TRIALS is set in the environment."""
    return full if os.environ.get("TRIALS") else small

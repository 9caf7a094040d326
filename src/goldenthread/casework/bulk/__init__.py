"""Many records written at once, with the rows that recording each would have written."""

from goldenthread.casework.bulk.saved import Saved

__all__ = ["Saved"]

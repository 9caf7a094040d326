"""Many records written at once, with the rows that recording each would have written."""

from goldenthread.casework.bulk.copying import Written, write
from goldenthread.casework.bulk.family import Family, Follows, follow
from goldenthread.casework.bulk.saved import Saved

__all__ = ["Family", "Follows", "Saved", "Written", "follow", "write"]

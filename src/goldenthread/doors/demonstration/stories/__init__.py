"""Recent lives of made-up children, told day by day: what each screen of a new installation shows."""

from goldenthread.doors.demonstration.stories.ended import ENDED
from goldenthread.doors.demonstration.stories.front_door import FRONT_DOOR
from goldenthread.doors.demonstration.stories.telling import Child, Story, Told
from goldenthread.doors.demonstration.stories.under_way import UNDER_WAY

STORIES: tuple[Story, ...] = (*FRONT_DOOR, *UNDER_WAY, *ENDED)

__all__ = ["STORIES", "Child", "Story", "Told"]

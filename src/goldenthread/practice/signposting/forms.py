from typing import Any

from goldenthread.blocks.forms import Choice, Line, Prose, RecordForm, YesNo

WAITING = "waiting"
CAME = {
    WAITING: "Waiting for a place",
    "went": "Went, and goes on",
    "went_once": "Went, and did not go on",
    "did_not_go": "Did not go",
    "not_taken": "The service did not take them",
    "not_reached": "Family not reached",
}
NO_SERVICE = "Choose a service of the directory, or name the one that it does not have."


class Signposting(RecordForm):
    """Which service the family was told of, and how they get there."""

    service = Line("Which service of the directory?", chooses="service", required=False)
    other = Line("Or one that is not in it: name and how to reach it", required=False)
    why = Prose("What for?")
    how = Choice(
        "How were they helped to get there?",
        {"told": "Told of it", "referred": "We wrote to the service", "went_along": "We went along the first time"},
    )
    wanted = YesNo("Does the family want it?")

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if not given.get("service") and not given.get("other"):
            self.add_error("service", NO_SERVICE)
        return given


class WhatCame(RecordForm):
    came = Choice("What came of it?", CAME)
    better = Prose("What is different for the child?", required=False)
    instead = Prose("If it came to nothing: what happens instead?", required=False)

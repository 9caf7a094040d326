import dataclasses
from typing import Any

from goldenthread.blocks.forms import Choice, Line, Prose, RecordForm, Whole
from goldenthread.language import Entry

KINDS = {
    "parenting": "Parenting programme",
    "wellbeing": "Emotional wellbeing",
    "domestic_abuse": "Domestic abuse",
    "substance": "Drugs or alcohol",
    "school": "School attendance",
    "mentoring": "Mentoring or youth work",
    "other": "Another kind",
}
ENDS = {
    "completed": "Completed",
    "stopped": "Stopped before its end",
    "never_began": "Never began",
    "moved": "Moved away",
}


@dataclasses.dataclass(frozen=True)
class Measure:
    """A published measure: from where to where it goes, and whether more is better."""

    label: str
    least: int
    most: int
    more_is_better: bool


MEASURES = {
    "sdq": Measure("Strengths and Difficulties Questionnaire, total difficulties", 0, 40, False),
    "wemwbs": Measure("Warwick-Edinburgh Mental Well-being Scale", 14, 70, True),
    "swemwbs": Measure("Short Warwick-Edinburgh Mental Well-being Scale", 7, 35, True),
    "goal": Measure("Goal-based outcome: how near the family is to its own goal", 0, 10, True),
    "scaling": Measure("Scaling: how safe or well the family says it is", 0, 10, True),
}
LABELS = {key: f"{one.label} ({one.least} to {one.most})" for key, one in MEASURES.items()}


def score(entry: Entry | None, name: str) -> int | None:
    """A score as an entry keeps it."""
    said = entry.get(name) if entry else None
    return None if said in (None, "") else int(said)


def outside(measure: str | None, score: int | None) -> str:
    """What is wrong with a score; empty, when it is one that the measure can have."""
    scale = MEASURES.get(measure or "")
    if scale is None or score is None or scale.least <= score <= scale.most:
        return ""
    return f"{scale.label} goes from {scale.least} to {scale.most}: {score} cannot be its score."


class Begin(RecordForm):
    """What is given, to whom, and where they stand before it."""

    programme = Line("What is it called?")
    kind = Choice("Which kind is it?", KINDS)
    who = Line("Who takes part?")
    aim = Prose("What should be different for this child at its end?", own=True)
    measure = Choice("By what is it measured?", LABELS, own=True)
    before = Whole("The score before", own=True)
    said_by = Line("Who answered it?", own=True)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if wrong := outside(given.get("measure"), given.get("before")):
            self.add_error("before", wrong)
        return given


class Session(RecordForm):
    came = Choice("Did they come?", {"yes": "Yes", "in_part": "For a part", "no": "No"})
    what = Prose("What was done, or why did they not come?", required=False)


class End(RecordForm):
    """How it ended, and where they stand after it."""

    outcome = Choice("How did it end?", ENDS)
    after = Whole("The score after, by the same measure", own=True, required=False)
    not_measured_why = Line("If it was not measured again, why not", own=True, required=False)
    different = Prose("What is different for this child, and what did they say of it?", own=True)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("after") is None and not given.get("not_measured_why"):
            self.add_error("after", UNMEASURED)
        return given


UNMEASURED = "Give the score after, or say why it was not measured again."

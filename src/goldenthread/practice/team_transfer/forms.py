from typing import Any

from goldenthread.blocks.forms import Choice, Line, Many, Prose, RecordForm

READY, NOT_READY = "ready", "not_ready"
LOOKED_AT = {
    "assessment": "The assessment is authorised and up to date",
    "plan": "There is a plan, and each child has their own part of it",
    "chronology": "The chronology is there and says what came before",
    "visits": "Each child has been seen in time, and alone",
    "supervision": "The manager's directions stand on the record, and were followed",
    "network": "Everybody in the child's life is named, fathers among them",
}
AUDITED = {READY: "Ready for the quality check", NOT_READY: "Not ready: what is missing is done first"}
CHECKED = {READY: "Ready for the transfer meeting", NOT_READY: "Not ready: it goes back"}
OUTCOMES = {"stays": "Stays with the team that has it", "closed": "Our work ends instead", "stepped_up": "Stepped up"}


class Proposal(RecordForm):
    """Where the child's work should go, why now, and what the next worker must know."""

    to_team = Line("Which team should take it on?", chooses="team")
    why = Prose("Why now?")
    next_worker = Prose(
        "What must the next worker know first?",
        own=True,
        example="Kai will not speak while his brother is in the room. Ring Nan, not the landline.",
    )


class Audit(RecordForm):
    """The team manager's own look at the record, before it leaves the team."""

    holds = Many("What is there, as it should be?", LOOKED_AT, required=False)
    missing = Prose("What is missing or not good enough, and who does it by when?", required=False)
    decision = Choice("Is it ready?", AUDITED)
    why = Prose("How do you know?")

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("decision") == NOT_READY and not given.get("missing"):
            self.add_error("missing", "Say what is missing, so that it can be done.")
        return given


class Check(RecordForm):
    """The group manager's quality check of the audit."""

    decision = Choice("Does the audit hold?", CHECKED)
    why = Prose("What did you look at, and what did you find?")


class PutOff(RecordForm):
    """The meeting looked at it, and it is not taken on today."""

    why = Prose("Why not today, and what is done until the next meeting?")


class Acceptance(RecordForm):
    """The meeting's decision: the receiving team takes it on, and a worker has it."""

    worker_id = Line("Who takes it on?", chooses="worker")
    meets = Prose("When do both workers see the child together?")
    agreed = Prose("What was agreed at the meeting?", required=False)


class Ending(RecordForm):
    """The child is not transferred."""

    outcome = Choice("What happens instead?", OUTCOMES)
    why = Prose("Why?")

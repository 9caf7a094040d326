"""What section 47 enquiries and plans ended in, in the words of the entry that ended each."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from goldenthread.casework.front_door.words import said
from goldenthread.language import Handbook

REPORTED, AUTHORISED, HELD = "section47.reported", "section47.authorised", "section47.conference_held"
# The entries that may end each: the step, and the question whose answer says in what.
ENDS: Mapping[str, Mapping[str, str]] = {
    "section47": {HELD: "decision", AUTHORISED: "conference", REPORTED: "found"},
    "cinplan": {"child_in_need.ended": "outcome", "child_in_need.stepped_up": ""},
    "protectionplan": {"child_protection.reviewed": "decision", "child_protection.ended_otherwise": "outcome"},
}
ENDING = [step for steps in ENDS.values() for step in steps]
# Which of them left the worry as it was.
UNHELPED = {
    (HELD, "no_service"),
    (AUTHORISED, "no"),
    ("child_in_need.ended", "no_agreement"),
}
FOLLOWED_UP = {
    "cinplan": "child_in_need.action_followed_up",
    "protectionplan": "child_protection.action_followed_up",
}

Rows = Mapping[str, Sequence[Mapping[str, Any]]]


def ended_in(table: str, rows: Rows, book: Handbook) -> dict[str, str]:
    """By the id of what ended: in what. What a file says to have ended is not there."""
    return {row["id"]: _words(step, code, row, rows, book) for row, step, code in _ending(table, rows)}


def left_undone(table: str, rows: Rows, book: Handbook) -> Iterator[tuple[Mapping[str, Any], str]]:
    """What ended with the worry as it was, or with something promised and not done: each in words."""
    for row, step, code in _ending(table, rows):
        undone = sum(
            one["n"] for one in rows["undone"]
            if (one["about_id"], one["on"], one["step"]) == (row["about_id"], row["ended_on"], FOLLOWED_UP.get(table))
        )  # fmt: skip
        if undone or (step, code) in UNHELPED:
            words = _words(step, code, row, rows, book)
            left = f"; {undone} {'action' if undone == 1 else 'actions'} not done" if undone else ""
            yield row, f"{words[:1].lower()}{words[1:]}{left}"


def _ending(table: str, rows: Rows) -> Iterator[tuple[Mapping[str, Any], str, str]]:
    """Each that has ended, with the step and the answer that ended it."""
    steps = [step for step in ENDS[table] if step != REPORTED]
    for row in rows[table]:
        if not row["ended_on"]:
            continue
        day = (row.get("conference_on") or row["ended_on"]) if table == "section47" else row["ended_on"]
        said_then = [one for one in _of(row, rows) if one["step"] in steps and one["on"] == day]
        # Of two entries of one day, the one whose step stands first ends it.
        last = min(reversed(said_then), key=lambda one: steps.index(one["step"]), default=None)
        if last is not None:
            yield row, last["step"], str(last["said"].get(ENDS[table][last["step"]], ""))


def _words(step: str, code: str, row: Mapping[str, Any], rows: Rows, book: Handbook) -> str:
    if step == AUTHORISED:
        if code == "yes":
            return "Conference called, and not held yet"
        reports = [one for one in _of(row, rows) if one["step"] == REPORTED and one["on"] <= row["ended_on"]]
        found = said(book.steps[REPORTED], "found", str(reports[-1]["said"].get("found", ""))) if reports else ""
        return ". ".join(filter(None, (found, "No conference")))
    question = next(steps[step] for steps in ENDS.values() if step in steps)
    return said(book.steps[step], question, code) if question and code else book.steps[step].said or "ended"


def _of(row: Mapping[str, Any], rows: Rows) -> list[Mapping[str, Any]]:
    """What ends things for one child, as it stands: of each entry what was last put right, unless it was withdrawn."""
    stands: dict[str, Mapping[str, Any]] = {}
    for one in sorted(rows["ending"], key=lambda one: (one["known"], one["position"])):
        if one["about_id"] == row["about_id"]:
            stands[one["root"]] = one
    return sorted(
        (one for one in stands.values() if not one["said"].get("withdrawn")),
        key=lambda one: (one["on"], one["known"], one["position"]),
    )

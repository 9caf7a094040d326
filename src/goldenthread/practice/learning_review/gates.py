"""What must hold when somebody reviews what can be learned from a child's case."""

from goldenthread.blocks.promises import still_open
from goldenthread.language import Entry, Episode, Record
from goldenthread.practice.learning_review.forms import Found

# What is written here of work with the child, and what is not: the review itself, an audit, and who opened the record.
NO_WORK = ("learning_review.", "front_door_audit.", "person.opened_with_reason", "person.opening_reviewed")


def led_from_outside(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """Whoever leads a review has not worked with the child."""
    lead = entry.get("lead")
    if lead and int(lead) in _worked_with_them(record, entry):
        return "Choose somebody who has not worked with this child to lead the review."
    return None


def written_from_outside(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """Whoever writes up what was learned has not worked with the child."""
    if entry.author.worker in _worked_with_them(record, entry):
        return "You have worked with this child. Whoever leads the review writes up what was learned."
    return None


def what_is_open_is_said(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """A review does not end over an action that is not done, unless it is said who goes on with it."""
    found = episode.last("learning_review.found") if episode else None
    said = episode.all("learning_review.action_followed_up") if episode else []
    left = still_open(found, Found.actions, said) if found else []
    if left and not entry.get("left_open"):
        many = "1 action is" if len(left) == 1 else f"{len(left)} actions are"
        return f"{many} not done; the first is “{left[0]}”. Finish it, or say who goes on with it and why you end."
    return None


def _worked_with_them(record: Record, before: Entry) -> set[int]:
    """Who wrote on the child's record, or was given the child."""
    wrote = [
        one for one in record.entries if one.id not in (before.id, before.root) and not one.step.startswith(NO_WORK)
    ]
    given = {int(one.get("worker_id")) for one in wrote if one.step.startswith("allocation.") and one.get("worker_id")}
    return given | {one.author.worker for one in wrote if one.author.worker}

from collections.abc import Iterator

from goldenthread.blocks.meeting import to_chair
from goldenthread.blocks.promises import promised
from goldenthread.language import Episode, Record, Row
from goldenthread.practice.learning_review.forms import Found
from goldenthread.timekeeping import day_of


def rows(episode: Episode, record: Record) -> Iterator[Row]:
    """That somebody leads the review, to its end; and what it promises, which its end does not end."""
    begun, found = episode.entries[0], episode.last("learning_review.found")
    run = episode.run("learning_review.written_due")
    yield from to_chair(
        begun,
        begun.get("lead"),
        "Lead the review of what can be learned",
        step="learning_review.ended" if found else "learning_review.found",
        due=day_of(run.due) if run and run.due and not found else None,
        held=episode.ended,
    )
    if found:
        said = episode.all("learning_review.action_followed_up")
        yield from promised(found, Found.actions, said, step="learning_review.action_followed_up")

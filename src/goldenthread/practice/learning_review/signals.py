"""What a manager should hear of what a learning review promised."""

import datetime as dt

from goldenthread.blocks.promises import not_kept
from goldenthread.language import Record, Role, Sentence, signal
from goldenthread.practice.learning_review.forms import Found
from goldenthread.timekeeping import spoken


@signal(
    desk=Role.SERVICE_MANAGER,
    wakes=("learning_review.found", "learning_review.action_followed_up", "learning_review.ended"),
    source="Ofsted 2019, Hull, paragraph 15: a learning lessons review was planned after a child had not been safe",
)
def lesson_not_acted_on(record: Record, today: dt.date, limit: object = None) -> Sentence | None:
    """What a learning review promised is past its day."""
    for episode in record.of("learning_review"):
        found = episode.last("learning_review.found")
        said = episode.all("learning_review.action_followed_up")
        late = not_kept(found, Found.actions, said, today) if found else []
        if found and late:
            what, by = late[0]
            others = f", and {len(late) - 1} more" if len(late) > 1 else ""
            return Sentence(f"The review promised by {spoken(by)}: “{what}”{others}. Nobody has said that it is done.",
                            found.id)  # fmt: skip
    return None

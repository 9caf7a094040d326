import datetime as dt

from goldenthread.language import Record, Role, Sentence, signal
from goldenthread.timekeeping import spoken


@signal(
    desk=Role.SERVICE_MANAGER,
    wakes=("into_care.decided", "into_care.progressed", "into_care.ended"),
    source="Children Act 1989, section 20; Ofsted 2019, Hull, paragraph 10: children left too long where they were",
    grave=True,
)
def to_be_looked_after(record: Record, today: dt.date, limit: None) -> Sentence | None:
    """A child who needs to be looked after, and nothing says what came of it."""
    for episode in record.open("into_care"):
        decided, last = episode.entries[0], episode.entries[-1]
        by = decided.date("care_by")
        until = f", and was to be by {spoken(by)}" if by and by < today else f", by {spoken(by)}" if by else ""
        since = "Nothing is recorded since" if last is decided else f"The last word of it is from {spoken(last.day)}"
        return Sentence(
            f"It was decided on {spoken(decided.day)} that the child needs to be looked after{until}. {since}.", last.id
        )
    return None

"""What must hold before two records are joined, or an opening is reviewed."""

from goldenthread.language import Entry, Episode, Record


def not_itself(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """A record is not joined with itself."""
    if entry.get("into") == str(entry.about):
        return "This is one record already. Choose the other person's record."
    return None


def nothing_joined(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """A record that is joined with another is parted from it before it is joined with a third."""
    if record.about != entry.about:
        return "This record is already joined with another. Part them first."
    return None


def _opening(episode: Episode | None, entry: Entry) -> Entry | None:
    opened = episode.all("person.opened_with_reason") if episode else []
    return next((each for each in opened if str(each.id) == str(entry.get("opening"))), None)


def by_somebody_else(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """An opening is reviewed by a manager other than the one who opened the record."""
    opened = _opening(episode, entry)
    if opened is None:
        return "There is no such opening of this record. Choose it again from your work."
    if opened.author.worker == entry.author.worker:
        return "Whoever opened the record does not review it. Another manager does."
    return None


def not_reviewed(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """An opening is reviewed once."""
    for each in episode.all("person.opening_reviewed") if episode else []:
        if str(each.get("opening")) == str(entry.get("opening")):
            return f"{each.author.name} has reviewed this opening already, on {each.day:%-d %B %Y}."
    return None


def not_born_twice(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """A birth is recorded once, whether by itself or with what was done at it."""
    said = record.last("person.born")
    if said is None:
        return None
    born = said.date("born_on") or said.day
    return (
        f"The birth of {born:%-d %B %Y} is recorded already, by {said.author.name}. If it is wrong, put that entry "
        "right. To record it here with what was done at it, have that entry withdrawn first, from the chronology."
    )


def not_oneself(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """Nobody says of themselves that they work here."""
    if str(entry.get("colleague")) == str(entry.author.worker):
        return "Ask your manager to say this of you: from then on the record is closed to you."
    return None

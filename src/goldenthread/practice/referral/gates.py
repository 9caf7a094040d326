from goldenthread.blocks import agreements
from goldenthread.language import Entry, Episode, Record

ASSESSING = ("assessment", "pre_birth")


def nothing_is_open(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """A record with open duties is not closed."""
    if episode is None:
        return None
    still = [e for e in record.journey(episode.journey) if e.ended is None and e.pathway in ASSESSING]
    if still:
        return "An assessment is open. Finish it, or withdraw it, before the record is closed."
    return None


def agreement_is_looked_after(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """No closing on a written agreement without owner, review date and assessment (Ofsted 2019, Hull, paragraph 4)."""
    if entry.get("safety_plan") != "yes" or episode is None:
        return None
    if not any(each.last("assessment.authorised") for each in record.journey(episode.journey)):
        return "A written agreement with parents needs an assessment behind it. Assess first, or do not rely on it."
    return agreements.lacks(entry)


def it_is_said_who_and_when(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """An agreement that goes on has an owner and a next review."""
    return agreements.lacks(entry) if entry.get("found") == agreements.GOES_ON else None

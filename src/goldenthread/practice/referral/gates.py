"""What must hold before a child's record is closed."""

from goldenthread.blocks import agreements
from goldenthread.language import Entry, Episode, Record
from goldenthread.timekeeping import spoken

# What is somebody's duty while it is open. Early help goes on after we close.
DUTIES = {
    "assessment": "An assessment",
    "pre_birth": "A pre-birth assessment",
    "strategy_discussion": "A strategy discussion",
    "section47": "A section 47 enquiry",
    "transfer_in": "A plan to be taken on from another authority",
    "child_protection": "A child protection plan",
    "child_in_need": "Child in need work",
    "team_transfer": "A transfer to another team",
    "into_care": "A decision that the child needs to be looked after",
}


def nothing_is_open(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """No assessment, discussion, enquiry or plan is open: a record with open duties is not closed."""
    if episode is None:
        return None
    still = [e for e in record.journey(episode.journey) if e.ended is None and e.pathway in DUTIES]
    if still:
        first = still[0]
        more = f" (and {len(still) - 1} more)" if len(still) > 1 else ""
        return (
            f"{DUTIES[first.pathway]} is open{more}, since {first.began:%-d %B %Y}. Finish it, or withdraw it, before "
            "the record is closed."
        )
    return None


def agency_is_not_asked_already(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """An agency is asked once what came of it: what this journey sent them already, they are asked about already."""
    if episode is None or not entry.get("sent_to"):
        return None
    for sent in record.journey(episode.journey):
        agency = str(sent.entries[0].get("agency", ""))
        if sent.pathway == "other_agency" and sent.ended is None and _same(agency, str(entry.get("sent_to"))):
            return (
                f"We ask {agency} already what came of it, since {spoken(sent.began)}, and go on asking after the "
                "record is closed. Leave the agency empty."
            )
    return None


def _same(agency: str, other: str) -> bool:
    return " ".join(agency.casefold().split()) == " ".join(other.casefold().split())


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

from collections.abc import Iterator

from goldenthread.blocks.ages import unborn
from goldenthread.blocks.visit import childs_words
from goldenthread.language import Entry, Episode, Record, Row

# What a file does not say of an assessment, the reason for closing its referral tells.
CLOSED_AFTER_ASSESSMENT = {"RC8": "no_further_action", "RC9": "early_help"}


def rows(episode: Episode, record: Record) -> Iterator[Row]:
    """The assessment, with its working days reckoned, and what the child said at each visit."""
    begun = episode.entries[0]
    journey = record.journey(episode.journey)
    contact = next((e.last("front_door.contact_received") for e in journey if e.pathway == "front_door"), None)
    referral = next((e for e in journey if e.pathway == "referral"), None)
    seen = next((e for e in episode.all("assessment.child_seen") if e.get("seen") == "yes"), None)
    midpoint = episode.first("assessment.midpoint_checked")
    written = episode.last("assessment.written")
    authorised = episode.last("assessment.authorised")
    later = episode.run("reported.later_assessment_due")
    run = later or (referral.run("referral.assessment_due") if referral else None)
    referred = contact.day if contact else (referral.began if referral else None)
    if later:
        referred = episode.began
    outcome = _outcome(authorised, episode, journey)
    days = record.calendar.working_days_between
    yield Row(
        "Assessment",
        str(episode.id),
        {
            "journey": str(episode.journey),
            "team_id": begun.get("team_id") or episode.team,
            "worker_id": begun.get("worker_id"),
            "referral": str(referral.id) if referral else "",
            "referral_date": referred,
            "started_on": episode.began,
            "seen_on": seen.day if seen else None,
            "priority": begun.get("priority", ""),
            "midpoint_on": midpoint.day if midpoint else None,
            "authorised_on": authorised.day if authorised else None,
            "outcome": outcome,
            "nfa": outcome == "no_further_action" if authorised else None,
            "factors": list((written or begun).get("factors") or []),
            "due_on": run.due if run else None,
            "working_days": days(referred, authorised.day) if authorised and referred else None,
            "working_days_from_start": days(episode.began, authorised.day) if authorised else None,
            "in_time": run.state(authorised.day) == "met"
            if authorised and run and run.due and not run.lapsed
            else None,
            "unborn": unborn(record),
        },
        episode.entries[-1].id,
    )
    yield from childs_words(episode.all("assessment.child_seen"))


def _outcome(authorised: Entry | None, episode: Episode, journey: list[Episode]) -> str:
    if authorised is None:
        return ""
    if authorised.get("outcome") or not authorised.author.source:
        return str(authorised.get("outcome", ""))
    latest = [each for each in journey if each.pathway == "assessment"][-1]
    closed = next((e.last("referral.closed") for e in journey if e.pathway == "referral"), None)
    return CLOSED_AFTER_ASSESSMENT.get(str(closed.get("outcome")), "") if closed and latest is episode else ""

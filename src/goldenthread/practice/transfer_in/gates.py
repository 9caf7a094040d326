"""What must hold before another authority's plan is taken on."""

from goldenthread.blocks import conference, meeting
from goldenthread.language import Entry, Episode, Record
from goldenthread.practice.transfer_in.forms import HELP, PLAN, Conference


def a_referral_is_open(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """A plan that is to be taken on belongs to an open referral."""
    if not any(record.open("referral")):
        return "There is no open referral. Accept a referral at the front door first: it keeps what they sent."
    return None


def no_plan_runs_here(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """A child has one plan: what runs here goes on, or ends first (DfE CIN census, rule 4001)."""
    if entry.get("decision", PLAN) not in (PLAN, HELP):
        return None
    for pathway, said in (("child_protection", "child protection plan"), ("child_in_need", "child in need plan")):
        running = next(iter(record.open(pathway)), None)
        if running:
            return f"A {said} is open here since {running.began:%-d %B %Y}. End it first: a child has one plan."
    return None


def quorate(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """Social care and at least two other agencies (Standard Safeguarding Dataset, CPPR006A)."""
    return meeting.lacks_quorum(Conference.asked, entry.answers)


def plan_can_be_acted_on(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """A conference that decides on a plan makes its outline: actions with owners and days (Working Together 2023)."""
    return conference.lacks_an_action(Conference, entry)


def core_group_is_set(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """A plan has a lead social worker, a core group, and the day on which it first meets (Working Together 2023)."""
    return conference.lacks_a_core_group(Conference, entry)

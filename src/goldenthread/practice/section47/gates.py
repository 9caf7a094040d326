"""What must hold at each step of a section 47 enquiry."""

from goldenthread.blocks import meeting
from goldenthread.blocks.visit import saw_the_child
from goldenthread.language import Entry, Episode, Record
from goldenthread.practice.section47.forms import HARM, PLAN, Conference


def child_was_seen_alone(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """The child was seen alone, or it is said why not (Children Act 1989, section 47(4))."""
    visits = episode.all("section47.child_seen") if episode else []
    alone = any(saw_the_child(visit) and visit.get("alone") in ("yes", "too_young") for visit in visits)
    if not alone and not entry.get("not_seen_why"):
        return "See the child alone before you say what the enquiry finds, or say why that could not be."
    return None


def no_conference_is_agreed(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """What is substantiated and stops short of a conference has the partners' agreement."""
    report = episode.last("section47.reported") if episode else None
    stops = entry.get("conference") == "no" and report is not None and report.get("found") == HARM
    if stops and not entry.get("partners_agree"):
        return "The child is likely to suffer significant harm. Hold a conference, or say which partners agree."
    return None


def a_conference_was_called(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """A conference is held where the manager who authorised the enquiry decided one."""
    authorised = episode.last("section47.authorised") if episode else None
    if authorised is None or authorised.get("conference") != "yes":
        return "No conference was decided. The manager who authorises the enquiry decides it."
    return None


def quorate(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """Social care and at least two other agencies (Standard Safeguarding Dataset, CPPR006A)."""
    others = meeting.present(Conference.asked, entry.answers) - {meeting.SOCIAL_CARE, "family"}
    if len(others) < 2:
        return "A conference needs social care and at least two other agencies that know the child. Call it again."
    return None


def no_other_plan_runs(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """A child protection plan never beside a child in need plan (DfE CIN census, rule 4001), nor beside another."""
    if entry.get("decision") != PLAN:
        return None
    for pathway, said in (("child_in_need", "child in need plan"), ("child_protection", "child protection plan")):
        running = next(iter(record.open(pathway)), None)
        if running:
            return f"A {said} is open since {running.began:%d %B %Y}. End it first: a child has one plan."
    return None

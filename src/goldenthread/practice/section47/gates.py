"""What must hold at each step of a section 47 enquiry."""

from goldenthread.blocks import conference, meeting
from goldenthread.blocks.ages import unborn
from goldenthread.blocks.visit import saw_the_child
from goldenthread.language import Entry, Episode, Record
from goldenthread.practice.section47.forms import PLAN, SUBSTANTIATED, Conference


def none_is_running(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """One section 47 enquiry at a time."""
    running = next(iter(record.open("section47")), None)
    if running:
        return f"A section 47 enquiry is open since {running.began:%-d %B %Y}. Decide that it goes on."
    return None


def child_was_seen_alone(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """The child was seen alone, or is not born yet, or it is said why not (Children Act 1989, section 47(4))."""
    visits = episode.all("section47.child_seen") if episode else []
    alone = any(saw_the_child(visit) and visit.get("alone") in ("yes", "too_young") for visit in visits)
    if not alone and not unborn(record) and not entry.get("not_seen_why"):
        return "See the child alone before you say what the enquiry finds, or say why that could not be."
    return None


def no_conference_is_agreed(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """What is substantiated and stops short of a conference has the partners' agreement."""
    report = episode.last("section47.reported") if episode else None
    stops = entry.get("conference") == "no" and report is not None and report.get("found") in SUBSTANTIATED
    if stops and not entry.get("partners_agree"):
        return "The concerns are substantiated. Hold a conference, or say which partners agree that none is held."
    return None


def a_conference_was_called(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """A conference is held where the manager who authorised the enquiry decided one."""
    authorised = episode.last("section47.authorised") if episode else None
    if authorised is None or authorised.get("conference") != "yes":
        return "No conference was decided. The manager who authorises the enquiry decides it."
    return None


def quorate(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """Social care and at least two other agencies (Standard Safeguarding Dataset, CPPR006A)."""
    return meeting.lacks_quorum(Conference.asked, entry.answers)


def no_other_plan_runs(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """A child protection plan never beside a child in need plan (DfE CIN census, rule 4001), nor beside another."""
    if entry.get("decision") != PLAN:
        return None
    for pathway, said in (("child_in_need", "child in need plan"), ("child_protection", "child protection plan")):
        running = next(iter(record.open(pathway)), None)
        if running:
            return f"A {said} is open since {running.began:%d %B %Y}. End it first: a child has one plan."
    return None


def plan_can_be_acted_on(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """A conference that decides on a plan makes its outline: actions with owners and days (Working Together 2023)."""
    return conference.lacks_an_action(Conference, entry)


def core_group_is_set(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """A plan has a lead social worker, a core group, and the day on which it first meets (Working Together 2023)."""
    return conference.lacks_a_core_group(Conference, entry)


def ended_without_a_conference(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """Only an enquiry that ended without a conference is questioned for it."""
    authorised = episode.last("section47.authorised") if episode else None
    if authorised is None or authorised.get("conference") == "yes":
        return "This enquiry did not end without a conference."
    return None


def by_somebody_else(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """Whoever authorised the enquiry does not question it."""
    authorised = episode.last("section47.authorised") if episode else None
    if authorised is not None and authorised.author.worker == entry.author.worker:
        return "You authorised this enquiry. Somebody else questions it."
    return None

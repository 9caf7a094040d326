"""What must hold at each step of early help."""

from goldenthread.blocks.ages import age
from goldenthread.language import Entry, Episode, Record
from goldenthread.practice.early_help import forms
from goldenthread.standards.law import Law
from goldenthread.timekeeping import spoken

SIXTEEN = 16
OVERSIGHT = "family_help_social_work_oversight"
OVERSEEN = "This is family help under section 17. Say which social work manager oversees it, and how often."
BASED = ("early_help.accepted", "early_help.basis_changed")


def a_team_takes_it_on(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """An offer that is nobody's work is an offer that nobody follows up."""
    if not entry.get("team_id"):
        return "Choose the team that takes the early help on, so that somebody follows it up."
    return None


def none_is_open(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """One early help at a time: what is open goes on."""
    running = next(iter(record.open("early_help")), None)
    if running:
        return f"Early help is open since {spoken(running.began)}. Go on with that."
    return None


def no_statutory_assessment_is_needed(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """Early help is no answer to a young person who needs a statutory assessment (Ofsted 2019, Hull, paragraph 18)."""
    years = age(record, entry.day)
    if years is not None and years >= SIXTEEN and not entry.get("no_statutory_need"):
        return (
            f"This young person is {years}. One who is homeless, or who may need a statutory assessment for another "
            "reason, is not given early help in its place: step up instead, or say why no such assessment is needed."
        )
    return None


def somebody_decides(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """Where the threshold is met without consent, the front door decides within its limit."""
    if entry.get("outcome") == forms.NOT_MET:
        return None
    return forms.WHO_DECIDES if not entry.get("team_id") else None if entry.get("kind") else forms.WHAT_ABOUT


def somebody_leads(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """The lead practitioner is named, and leads until a day."""
    if not entry.get("worker_id") and not entry.get("name"):
        return forms.NOBODY_LEADS
    until = entry.date("until")
    if until and until <= entry.day:
        return f"The lead practitioner leads until {spoken(until)}, which is over by then. Give a later day."
    return None


def social_work_oversees(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """Section 17 work that is not led by a social worker is overseen by one (Working Together 2023, chapter 3)."""
    if basis_of(episode) == forms.FAMILY_HELP and entry.get("social_worker") != "yes" and not entry.get("oversight"):
        rule = Law.read().rule(OVERSIGHT, entry.day)
        if rule:
            return OVERSEEN
    return None


def basis_of(episode: Episode | None) -> str:
    """On what basis in law the help is given now."""
    said = [one for one in episode.entries if one.step in BASED] if episode else []
    return str(said[-1].get("basis", "")) if said else ""


def basis_is_another(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """What stays as it was is no change."""
    if entry.get("basis") == basis_of(episode):
        return f"It is given on that basis now: {forms.BASES[basis_of(episode)].lower()}. Choose the other."
    return None


def changed_help_is_overseen(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """Help that becomes section 17 work is overseen by social work, whoever leads it."""
    lead = episode.last("early_help.lead_named") if episode else None
    ours = lead is not None and lead.get("social_worker") == "yes"
    if entry.get("basis") != forms.FAMILY_HELP or ours or entry.get("oversight"):
        return None
    return OVERSEEN if Law.read().rule(OVERSIGHT, entry.day) else None


def social_care_has_it(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """What is passed to social care is with somebody there: otherwise it is stepped up, and the front door decides."""
    if entry.get("outcome") != forms.PASSED_ON or any(record.open("referral")) or any(record.open("front_door")):
        return None
    return "Nobody in social care has this yet. Step up to the front door instead, so that somebody there decides."

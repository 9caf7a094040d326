"""What must hold at each step of an assessment."""

from goldenthread.blocks.ages import unborn
from goldenthread.language import Entry, Episode, Record
from goldenthread.practice.assessment.forms import STRATEGY, lacking_for_care


def a_referral_is_open(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """An assessment belongs to an open referral."""
    if not any(record.open("referral")):
        return "There is no open referral to assess. Accept a referral at the front door first."
    return None


def none_is_running(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """One assessment at a time."""
    running = next(iter(record.open("assessment")), None)
    if running:
        return f"An assessment is open since {running.began:%d %B %Y}. Go on with that one."
    return None


def none_is_written_before_birth(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """What is assessed before a birth goes on after it, until it is authorised."""
    running = next(iter(record.open("pre_birth")), None)
    if running and not running.last("pre_birth.authorised"):
        return f"A pre-birth assessment is open since {running.began:%-d %B %Y}. Go on with that one."
    return None


def child_was_seen(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """No analysis of a child whom nobody saw, unless unborn, or with the reason."""
    seen = any(e.get("seen") == "yes" for e in (episode.all("assessment.child_seen") if episode else []))
    if not seen and not unborn(record) and not entry.get("not_seen_why"):
        return "See the child before you write the analysis, or say why the child could not be seen."
    return None


def a_plan_is_open(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """Help goes on under a plan only where one is open."""
    plans = [each for pathway in ("child_protection", "child_in_need") for each in record.open(pathway)]
    if entry.get("outcome") == "plan_goes_on" and not plans:
        return "No plan is open. Decide what happens next for this child."
    return None


def care_is_somebodys(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """That a child needs to be looked after is somebody's to see to, by a day."""
    return next((said for _, said in lacking_for_care(entry.answers)), None)


def a_discussion_is_called(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """A strategy discussion is called as soon as somebody sees that there must be one, and waits for no form."""
    if entry.get("outcome") != STRATEGY or any(record.open("strategy_discussion")):
        return None
    called = record.last("strategy_discussion.called")
    if called is not None and episode is not None and called.day >= episode.began:
        return None
    return (
        "Call the strategy discussion now, and say what keeps the child safe until it is held. What you wrote here is "
        "kept: authorise the assessment then."
    )

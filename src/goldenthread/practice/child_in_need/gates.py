"""What must hold at each step of child in need work."""

from goldenthread.language import Entry, Episode, Record
from goldenthread.practice.child_in_need.forms import handed_down, weighed


def a_referral_is_open(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """Help as a child in need belongs to an open referral (DfE CIN census: a plan lies within an episode of need)."""
    if not any(record.open("referral")):
        return "There is no open referral. Accept a referral at the front door first."
    return None


def no_plan_runs(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """One child in need plan at a time (DfE CIN census, rules 4004 and 4014), and none beside a child protection plan
    (rule 4001).
    """
    running = next(iter(record.open("child_in_need")), None)
    if running:
        return f"Child in need work is open since {running.began:%d %B %Y}. Go on with that."
    protected = next(iter(record.open("child_protection")), None)
    if protected:
        return f"A child protection plan is open since {protected.began:%-d %B %Y}. Help goes on under that plan."
    return None


def refusal_is_weighed(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """A family's refusal asks whether the threshold of section 47 is met, and is no reason for closure by itself."""
    return next((said for _, said in weighed(entry.answers)), None)


def step_down_is_taken_on(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """A step down needs somebody who accepts the lead, and what of the plan goes on."""
    return next((said for _, said in handed_down(entry.answers)), None)

from goldenthread.language import CASE_WORKERS, MANAGERS, Clock, Entry, Pathway, Step
from goldenthread.practice.strategy_discussion import forms, gates


def follows_from(entry: Entry) -> dict[str, dict[str, object]]:
    """A section 47 enquiry, where one is decided."""
    if entry.get("outcome") not in (forms.JOINT, forms.SINGLE):
        return {}
    return {"section47.started": {"kind": entry.get("outcome"), "reason": entry.get("why", "")}}


class StrategyDiscussion(Pathway):
    """Those who know something of the child put it together, and decide whether enquiries under section 47 are made."""

    label = "Strategy discussion"

    called = Step(
        "Call a strategy discussion",
        said="Strategy discussion called",
        by=MANAGERS,
        form=forms.Call,
        begins=True,
        follows="referral.accepted",
        gates=(gates.a_referral_is_open, gates.none_is_called),
        together=True,
        timed=True,
        stage="Called",
        major=True,
    )
    held = Step(
        "Record the strategy discussion",
        said="Strategy discussion held",
        by=MANAGERS,
        form=forms.Discussion,
        needs=(called,),
        gates=(gates.quorate, gates.joint_with_the_police, gates.actions_are_owned, gates.an_enquiry_goes_on),
        together=True,
        timed=True,
        repeats=True,
        ends=lambda answers: answers.get("outcome") != forms.AGAIN,
        also=follows_from,
        stage="Held",
        leaves="Strategy discussion held",
        major=True,
    )
    action_followed_up = Step(
        "Say how an action of the discussion goes",
        said="Action followed up",
        by=CASE_WORKERS,
        form=forms.Progress,
        repeats=True,
        needs=(held,),
    )

    held_due = Clock("Strategy discussion", starts=called, stops=held, law="strategy_discussion_24h")

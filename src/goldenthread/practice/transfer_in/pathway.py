from goldenthread.language import CASE_WORKERS, MANAGERS, Clock, Entry, Pathway, Role, Step
from goldenthread.practice.transfer_in import forms, gates


def plan_for(entry: Entry) -> dict[str, dict[str, object]]:
    """The plan that is taken on begins here with the conference."""
    match entry.get("decision"):
        case forms.PLAN:
            return {"child_protection.began": {"category": entry.get("category", ""), "reason": entry.get("why", "")}}
        case forms.HELP:
            return {"child_in_need.opened": {"reason": entry.get("why", "")}}
    return {}


class TransferIn(Pathway):
    """A child with another authority's child protection plan comes to live here: who takes the plan on, and when."""

    label = "Plan from another authority"

    notified = Step(
        "Record that a child with a plan moves here",
        said="Another authority told us of a child with a plan",
        by=MANAGERS,
        form=forms.Notice,
        begins=True,
        follows="referral.accepted",
        gates=(gates.a_referral_is_open, gates.no_plan_runs_here),
        together=True,
        stage="Conference to be held",
        leaves="Plan from another authority",
        major=True,
    )
    visited = Step(
        "Visit the child for the other authority",
        said="Child visited for the other authority",
        by=(Role.SOCIAL_WORKER, *MANAGERS),
        form=forms.Visit,
        together=True,
        timed=True,
        repeats=True,
        needs=(notified,),
    )
    conference_held = Step(
        "Record the transfer-in conference",
        said="Transfer-in conference held",
        by=(Role.REVIEWING_OFFICER,),
        form=forms.Conference,
        needs=(notified,),
        gates=(gates.quorate, gates.no_plan_runs_here, gates.plan_can_be_acted_on, gates.core_group_is_set),
        together=True,
        ends=True,
        also=plan_for,
        stage="Conference held",
        leaves="Conference held",
        major=True,
    )
    ended = Step(
        "Record that the plan stays with the other authority",
        said="Plan stays with the other authority",
        by=MANAGERS,
        form=forms.Ending,
        needs=(notified,),
        ends=True,
        stage="Plan stays elsewhere",
        leaves="Plan stays with the other authority",
        major=True,
    )

    action_followed_up = Step(
        "Say how an action of the conference goes",
        said="Action followed up",
        by=CASE_WORKERS,
        form=forms.Progress,
        repeats=True,
        needs=(conference_held,),
    )

    conference_due = Clock(
        "Transfer-in conference", starts=notified, stops=conference_held, law="transfer_in_conference"
    )

from goldenthread.blocks.visit import counts
from goldenthread.language import CASE_WORKERS, MANAGERS, Clock, Entry, Pathway, Role, Step
from goldenthread.practice.child_in_need import forms, gates


def follows_from(entry: Entry) -> dict[str, dict[str, object]]:
    """What the end of the work sets going."""
    told = {"why": entry.get("why", ""), "family_told": entry.get("family_told", "")}
    outcome = entry.get("outcome", "")
    if outcome == "early_help":
        names = {"organisation": "passed_to", "reason": "why", "agreed_by": "agreed_by", "goes_on": "goes_on"}
        offered = {name: entry.get(said, "") for name, said in names.items()}
        return {
            "early_help.offered": {**offered, "team_id": entry.get("takes_on")},
            "referral.closed": {"outcome": "RC9", **told},
        }
    if outcome not in forms.CLOSES:
        return {}
    closed: dict[str, dict[str, object]] = {"referral.closed": {"outcome": forms.CLOSES[outcome], **told}}
    if outcome == forms.MOVED:
        closed |= {"other_agency.referred": {"agency": entry.get("moved_to", ""), "reason": entry.get("why", "")}}
    return closed


def calls_a_discussion(entry: Entry) -> dict[str, dict[str, object]]:
    """A plan that is not enough calls a strategy discussion, in the same hour."""
    return {"strategy_discussion.called": {"why": entry.get("why", ""), "safe_now": entry.get("safe_now", "")}}


class ChildInNeed(Pathway):
    """Help for a child in need under section 17: a plan that the family agrees to, visits, reviews, and an end."""

    label = "Child in need"

    opened = Step(
        "Open child in need work",
        said="Child in need work opened",
        by=MANAGERS,
        form=forms.Opening,
        begins=True,
        follows="referral.accepted",
        gates=(gates.a_referral_is_open, gates.no_plan_runs),
        stage="Plan to be agreed",
        leaves="Child in need",
        major=True,
    )
    visited = Step(
        "Visit the child",
        said="Child visited",
        by=CASE_WORKERS,
        form=forms.Visit,
        together=True,
        timed=True,
        repeats=True,
        needs=(opened,),
    )
    planned = Step(
        "Agree the plan",
        said="Plan agreed with the family",
        by=(Role.SOCIAL_WORKER,),
        form=forms.Plan,
        together=True,
        repeats=True,
        needs=(opened,),
        stage="Plan with the manager",
        major=True,
    )
    returned = Step(
        "Return the plan for changes",
        said="Plan returned for changes",
        by=MANAGERS,
        form=forms.Return,
        sends_back=planned,
        repeats=True,
        stage="Plan returned for changes",
    )
    approved = Step(
        "Approve the plan",
        said="Plan approved",
        by=MANAGERS,
        form=forms.Approval,
        signs_off=planned,
        repeats=True,
        stage="Plan under way",
        major=True,
    )
    action_followed_up = Step(
        "Say how an action goes",
        said="Action followed up",
        by=CASE_WORKERS,
        form=forms.Progress,
        repeats=True,
        needs=(planned,),
    )
    reviewed = Step(
        "Review the plan",
        said="Plan reviewed",
        by=CASE_WORKERS,
        form=forms.Review,
        together=True,
        repeats=True,
        needs=(planned,),
        major=True,
    )
    continued = Step(
        "Agree that the work goes on",
        said="Manager agreed that the work goes on",
        by=(Role.TEAM_MANAGER,),
        form=forms.GoesOn,
        repeats=True,
        needs=(planned,),
        together=True,
    )
    senior_continued = Step(
        "Agree, as a service manager, that the work goes on",
        said="Service manager agreed that the work goes on",
        by=(Role.SERVICE_MANAGER,),
        form=forms.GoesOn,
        repeats=True,
        needs=(planned,),
        together=True,
        major=True,
    )
    stepped_up = Step(
        "Step up to a strategy discussion",
        said="Stepped up to a strategy discussion",
        by=MANAGERS,
        form=forms.StepUp,
        ends=True,
        also=calls_a_discussion,
        together=True,
        timed=True,
        stage="Stepped up",
        leaves="Stepped up",
        major=True,
    )
    ended = Step(
        "End child in need work",
        said="Child in need work ended",
        by=MANAGERS,
        form=forms.Ending,
        gates=(gates.refusal_is_weighed, gates.step_down_is_taken_on),
        ends=True,
        also=follows_from,
        stage="Ended",
        leaves="Child in need work ended",
        major=True,
    )

    plan_due = Clock("First child in need plan", starts=opened, stops=planned, law="cin_plan_from_assessment")
    visit_due = Clock("Child in need visit", starts=opened, stops=visited, law="cin_visit", met_by=counts)
    agreed_due = Clock(
        "Manager's agreement that child in need work goes on",
        starts=opened,
        stops=(continued, senior_continued),
        law="cin_manager_agrees",
    )
    senior_agreed_due = Clock(
        "Service manager's agreement that child in need work goes on",
        starts=opened,
        stops=senior_continued,
        law="cin_senior_agrees",
    )
    review_due = Clock("Child in need review", starts=approved, stops=reviewed, law="cin_review_first")

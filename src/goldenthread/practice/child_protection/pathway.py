from collections.abc import Callable

from goldenthread.blocks.visit import counts
from goldenthread.language import CASE_WORKERS, MANAGERS, Clock, Entry, Pathway, Record, Role, Step
from goldenthread.practice.child_protection import forms, gates


def follows_from(entry: Entry) -> dict[str, dict[str, object]]:
    """What the plan's end at a review leads to: help as a child in need, or the end of our work."""
    match entry.get("decision"):
        case "child_in_need":
            return {"child_in_need.opened": {"reason": entry.get("why", "")}}
        case "ends":
            return {"referral.closed": closing(entry, "RC7")}
    return {}


def closes(entry: Entry) -> dict[str, dict[str, object]]:
    """What the plan's end without a conference leads to. Of a child who is looked after our work goes on."""
    reason = forms.CLOSES.get(entry.get("outcome", ""))
    return {"referral.closed": closing(entry, reason)} if reason else {}


def closing(entry: Entry, reason: str) -> dict[str, object]:
    """The end of our work, by the census's reason for closure."""
    return {"outcome": reason, "why": entry.get("why", ""), "family_told": entry.get("family_told", "")}


def sent(paper: str) -> Callable[[Entry, Record], bool]:
    """Whether this was among what was sent."""
    return lambda entry, record: paper in (entry.get("what") or ())


class ChildProtection(Pathway):
    """A child protection plan, from the conference that made it to the one that ends it."""

    label = "Child protection plan"

    began = Step(
        "Begin a child protection plan",
        said="Child protection plan began",
        by=(Role.REVIEWING_OFFICER,),
        begins=True,
        follows="section47.conference_held",
        stage="Child protection plan",
        leaves="Child protection plan",
        major=True,
    )
    papers_sent = Step(
        "Say who was sent the plan and the record of the conference",
        said="Papers of the conference sent",
        by=(Role.REVIEWING_OFFICER, *MANAGERS),
        form=forms.Sent,
        together=True,
        repeats=True,
        needs=(began,),
    )
    visited = Step(
        "Visit the child under the plan",
        said="Child visited under the plan",
        by=CASE_WORKERS,
        form=forms.Visit,
        together=True,
        timed=True,
        repeats=True,
        needs=(began,),
    )
    core_group_held = Step(
        "Record the core group",
        said="Core group held",
        by=CASE_WORKERS,
        form=forms.CoreGroup,
        together=True,
        repeats=True,
        needs=(began,),
        major=True,
    )
    action_followed_up = Step(
        "Say how an action of the plan goes",
        said="Action followed up",
        by=CASE_WORKERS,
        form=forms.Progress,
        repeats=True,
        needs=(began,),
    )
    reviewed = Step(
        "Record the review conference",
        said="Review child protection conference held",
        by=(Role.REVIEWING_OFFICER,),
        form=forms.Review,
        together=True,
        repeats=True,
        needs=(began,),
        gates=(gates.quorate, gates.after_the_plan_began),
        ends=lambda answers: answers.get("decision") in forms.ENDS,
        also=follows_from,
        major=True,
    )
    legal_considered = Step(
        "Consider the legal gateway",
        said="Legal gateway considered",
        by=MANAGERS,
        form=forms.LegalGateway,
        repeats=True,
        needs=(began,),
        gates=(gates.considered_actions_are_owned,),
        together=True,
        major=True,
    )
    gateway_met = Step(
        "Record the legal gateway meeting",
        said="Legal gateway meeting held",
        by=MANAGERS,
        form=forms.GatewayMeeting,
        repeats=True,
        needs=(legal_considered,),
        gates=(gates.it_goes_there, gates.gateway_actions_are_owned),
        together=True,
        major=True,
    )
    move_told = Step(
        "Tell another authority that the child moves there",
        said="Other authority told of the move",
        by=CASE_WORKERS,
        form=forms.Move,
        repeats=True,
        needs=(began,),
        stage="Moving to another authority",
        major=True,
    )
    ended_otherwise = Step(
        "End the plan without a conference",
        said="Child protection plan ended without a conference",
        by=MANAGERS,
        form=forms.Otherwise,
        ends=True,
        also=closes,
        needs=(began,),
        gates=(gates.taken_on_elsewhere, gates.after_the_plan_began),
        stage="Ended",
        major=True,
    )

    outline_due = Clock(
        "Outline plan sent after the conference",
        starts=began,
        stops=papers_sent,
        law="icpc_plan_circulated",
        met_by=sent(forms.OUTLINE),
    )
    record_due = Clock(
        "Record of the conference sent",
        starts=began,
        stops=papers_sent,
        law="icpc_record_circulated",
        met_by=sent(forms.RECORD),
    )
    core_group_due = Clock("Core group", starts=began, stops=core_group_held, law="core_group_first")
    visit_due = Clock("Child protection visit", starts=began, stops=visited, law="cp_visit", met_by=counts)
    review_due = Clock("Review child protection conference", starts=began, stops=reviewed, law="rcpc_first")
    gateway_due = Clock(
        "Legal gateway meeting",
        starts=legal_considered,
        stops=(legal_considered, gateway_met),
        law="legal_gateway",
        when=lambda entry: entry.get("decision") == forms.GATEWAY,
        met_by=lambda entry, record: entry.get("decision") != forms.GATEWAY,
    )

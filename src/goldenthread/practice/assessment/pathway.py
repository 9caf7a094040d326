from collections.abc import Callable

from goldenthread.language import CASE_WORKERS, MANAGERS, Clock, Entry, Pathway, Role, Step
from goldenthread.practice.assessment import forms, gates


def its_worker(entry: Entry) -> dict[str, dict[str, object]]:
    """Whoever is given the assessment is allocated to the child."""
    names = ("worker_id", "post_id", "team_id")
    return {"allocation.allocated": {name: entry.get(name) for name in names if entry.get(name)}}


def follows_from(entry: Entry) -> dict[str, dict[str, object]]:
    """What the manager's decision sets going."""
    told = {"why": entry.get("why", ""), "family_told": entry.get("family_told", "")}
    match entry.get("outcome"):
        case "no_further_action":
            return {"referral.closed": {"outcome": "RC8", **told}}
        case "child_in_need":
            return {"child_in_need.opened": {"reason": entry.get("why", "")}}
        case "early_help":
            return {
                "early_help.offered": {
                    "organisation": entry.get("passed_to", ""),
                    "reason": entry.get("why", ""),
                    **({"team_id": entry.get("takes_on")} if entry.get("takes_on") else {}),
                },
                "referral.closed": {"outcome": "RC9", **told},
            }
        case forms.OTHER_AGENCY:
            return {"other_agency.referred": {"agency": entry.get("passed_to", ""), "reason": entry.get("why", "")}}
        case forms.LOOKED_AFTER:
            seen_to = {name: entry.get(name) for name in ("care_owner", "care_by") if entry.get(name)}
            return {"into_care.decided": {"reason": entry.get("why", ""), **seen_to}}
    return {}


def in_band(band: str) -> Callable[[Entry], bool]:
    """Whether the manager chose this band."""
    return lambda entry: entry.get("priority") == band


class Assessment(Pathway):
    """From an accepted referral to a manager's decision: what is life like for this child, and what should happen?"""

    label = "Child and family assessment"
    conditions = {f"priority_{band}": in_band(band) for band in forms.PRIORITIES}

    allocated = Step(
        "Allocate the assessment",
        said="Assessment allocated",
        by=MANAGERS,
        form=forms.Allocation,
        begins=True,
        follows="referral.accepted",
        together=True,
        gates=(gates.a_referral_is_open, gates.none_is_running, gates.none_is_written_before_birth),
        also=its_worker,
        stage="Allocated",
        leaves="Being assessed",
        major=True,
    )
    child_seen = Step(
        "See the child",
        said="Child seen",
        by=CASE_WORKERS,
        form=forms.Visit,
        together=True,
        timed=True,
        repeats=True,
        needs=(allocated,),
        stage="Under way",
        major=True,
    )
    midpoint_checked = Step(
        "Check at the mid-point",
        said="Mid-point checked by the manager",
        by=MANAGERS,
        form=forms.Midpoint,
        needs=(allocated,),
        repeats=True,
    )
    written = Step(
        "Write the analysis",
        said="Analysis written",
        by=(Role.SOCIAL_WORKER,),
        form=forms.Analysis,
        together=True,
        needs=(allocated,),
        gates=(gates.child_was_seen,),
        stage="With the manager",
    )
    returned = Step(
        "Return it for changes",
        said="Returned for changes",
        by=MANAGERS,
        form=forms.Return,
        sends_back=written,
        repeats=True,
        stage="Returned for changes",
    )
    authorised = Step(
        "Authorise the assessment",
        said="Assessment authorised",
        by=MANAGERS,
        form=forms.Authorisation,
        signs_off=written,
        gates=(gates.a_plan_is_open, gates.care_is_somebodys, gates.a_discussion_is_called),
        ends=True,
        also=follows_from,
        stage="Authorised",
        leaves="Assessed",
        major=True,
    )

    priority_due = Clock(
        "Assessment, by its priority",
        starts=allocated,
        stops=authorised,
        law="assessment_priority",
        when=lambda entry: bool(entry.get("priority")),
    )
    midpoint_due = Clock(
        "Mid-point check",
        starts=allocated,
        stops=midpoint_checked,
        law="assessment_midpoint_review",
    )

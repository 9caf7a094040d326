from goldenthread.blocks.visit import counts
from goldenthread.language import CASE_WORKERS, MANAGERS, Clock, Entry, Pathway, Role, Step
from goldenthread.practice.section47 import forms, gates


def plan_for(entry: Entry) -> dict[str, dict[str, object]]:
    """The plan that the conference decides: child protection, or help as a child in need."""
    match entry.get("decision"):
        case forms.PLAN:
            return {"child_protection.began": {"category": entry.get("category", ""), "reason": entry.get("why", "")}}
        case forms.HELP:
            return {"child_in_need.opened": {"reason": entry.get("why", "")}}
    return {}


class Section47(Pathway):
    """Enquiries whether a child suffers or is likely to suffer significant harm, up to a conference if one is held."""

    label = "Section 47 enquiry"

    started = Step(
        "Start a section 47 enquiry",
        said="Section 47 enquiry started",
        by=MANAGERS,
        begins=True,
        follows="strategy_discussion.held",
        gates=(gates.none_is_running,),
        stage="Enquiring",
        leaves="Section 47 enquiry",
        major=True,
    )
    child_seen = Step(
        "See the child in the enquiry",
        said="Child seen in the enquiry",
        by=CASE_WORKERS,
        form=forms.Visit,
        together=True,
        timed=True,
        repeats=True,
        needs=(started,),
        major=True,
    )
    interviewed = Step(
        "Record an interview of the child",
        said="Child interviewed",
        by=CASE_WORKERS,
        form=forms.Interview,
        timed=True,
        repeats=True,
        needs=(started,),
    )
    reported = Step(
        "Say what the enquiry finds",
        said="Enquiry reported",
        by=(Role.SOCIAL_WORKER,),
        form=forms.Report,
        together=True,
        needs=(started,),
        gates=(gates.child_was_seen_alone,),
        stage="With the manager",
    )
    returned = Step(
        "Return the enquiry for changes",
        said="Enquiry returned for changes",
        by=MANAGERS,
        form=forms.Return,
        sends_back=reported,
        repeats=True,
        stage="Returned for changes",
    )
    authorised = Step(
        "Authorise the enquiry",
        said="Enquiry authorised",
        by=MANAGERS,
        form=forms.Authorisation,
        signs_off=reported,
        gates=(gates.no_conference_is_agreed,),
        ends=lambda answers: answers.get("conference") != "yes",
        stage=lambda episode: (
            "Conference called" if episode.entries[-1].get("conference") == "yes" else "Ended without a conference"
        ),
        major=True,
    )
    conference_held = Step(
        "Record the initial conference",
        said="Initial child protection conference held",
        by=(Role.REVIEWING_OFFICER,),
        form=forms.Conference,
        together=True,
        needs=(authorised,),
        gates=(
            gates.a_conference_was_called,
            gates.quorate,
            gates.no_other_plan_runs,
            gates.plan_can_be_acted_on,
            gates.core_group_is_set,
        ),
        ends=True,
        also=plan_for,
        stage="Conference held",
        leaves="Conference held",
        major=True,
    )
    questioned = Step(
        "Question an enquiry that ended without a conference",
        said="Enquiry without a conference questioned",
        by=(Role.SERVICE_MANAGER, Role.REVIEWING_OFFICER),
        form=forms.Question,
        repeats=True,
        needs=(authorised,),
        gates=(gates.ended_without_a_conference, gates.by_somebody_else),
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

    child_seen_due = Clock(
        "Child seen in the enquiry", starts=started, stops=child_seen, law="s47_child_seen", met_by=counts
    )
    authorised_due = Clock("Section 47 enquiry authorised", starts=started, stops=authorised, law="s47_complete")
    conference_due = Clock(
        "Initial child protection conference",
        starts=started,
        stops=conference_held,
        law="s47_to_icpc",
        counted_from="strategy_discussion.held",
    )

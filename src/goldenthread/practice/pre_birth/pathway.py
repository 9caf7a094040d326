from goldenthread.language import CASE_WORKERS, FRONT_DOOR, MANAGERS, Clock, Entry, Episode, Pathway, Role, Step
from goldenthread.practice.pre_birth import forms, gates

TELLERS = (Role.EARLY_HELP_WORKER, *FRONT_DOOR)


def to_the_front_door(entry: Entry) -> dict[str, dict[str, object]]:
    """A concern that is referred is the contact on which the front door decides: nobody writes it again."""
    if entry.get("decision") != forms.REFER:
        return {}
    said = {name: entry.get(name) for name in ("worry", "happened", "parents_know", "team_id") if entry.get(name)}
    ours = {
        "source_code": "3F",
        "how": "our_own",
        "referrer": entry.get("told_by", ""),
        "referrer_role": "Told at booking",
        "kind": "unborn",
        "urgent": "no",
        "consent": "not_yet",
        "this_child": entry.get("father", ""),
    }
    return {"front_door.contact_received": {**ours, **said}}


def its_worker(entry: Entry) -> dict[str, dict[str, object]]:
    """Whoever is given the assessment is allocated to the unborn child."""
    names = ("worker_id", "post_id", "team_id")
    return {"allocation.allocated": {name: entry.get(name) for name in names if entry.get(name)}}


def follows_from(entry: Entry) -> dict[str, dict[str, object]]:
    """What the panel's decision sets going."""
    told = {"why": entry.get("why", ""), "family_told": entry.get("family_told", "")}
    match entry.get("decision"):
        case forms.UNIVERSAL_SERVICES:
            return {"referral.closed": {"outcome": "RC8", **told}}
        case forms.IN_NEED:
            return {"child_in_need.opened": {"reason": entry.get("why", "")}}
        case forms.STRATEGY:
            return {"strategy_discussion.called": {"why": entry.get("why", ""), "safe_now": entry.get("safe_now", "")}}
    return {}


def the_birth(entry: Entry) -> dict[str, dict[str, object]]:
    """The same record goes on, with a date of birth."""
    names = ("born_on", "given", "surname", "sex")
    return {"person.born": {name: entry.get(name) for name in names if entry.get(name)}}


def asked_after(entry: Entry) -> dict[str, dict[str, object]]:
    """The authority to which a family has moved is asked whether it has taken this on."""
    if entry.get("outcome") != forms.MOVED:
        return {}
    return {"other_agency.referred": {"agency": entry.get("moved_to", ""), "reason": entry.get("why", "")}}


def decided(episode: Episode) -> str:
    panel = episode.last("pre_birth.panel_held")
    return forms.OUTCOMES[panel.get("decision", forms.IN_NEED)] if panel else "To the panel"


class Booking(Pathway):
    """What is asked of a pregnant woman with complex factors at booking, and whether we are told in time."""

    label = "Concern at booking"

    concern_raised = Step(
        "Record a concern at booking",
        said="Concern at booking",
        by=TELLERS,
        form=forms.Concern,
        begins=True,
        timed=True,
        together=True,
        gates=(gates.not_born_yet, gates.decision_holds),
        ends=lambda answers: answers.get("decision") != forms.WATCH,
        also=to_the_front_door,
        stage=lambda episode: forms.AFTER_BOOKING[episode.entries[-1].get("decision", forms.WATCH)],
        major=True,
    )
    looked_again = Step(
        "Look again at the concern at booking",
        said="Concern at booking looked at again",
        by=TELLERS,
        form=forms.Concern,
        timed=True,
        together=True,
        repeats=True,
        needs=(concern_raised,),
        gates=(gates.not_born_yet, gates.decision_holds),
        ends=lambda answers: answers.get("decision") != forms.WATCH,
        also=to_the_front_door,
        stage=lambda episode: forms.AFTER_BOOKING[episode.entries[-1].get("decision", forms.WATCH)],
    )


class PreBirth(Pathway):
    """An unborn child, from the accepted referral to the first days after the birth."""

    label = "Pre-birth"

    allocated = Step(
        "Allocate the pre-birth assessment",
        said="Pre-birth assessment allocated",
        by=MANAGERS,
        form=forms.Allocation,
        begins=True,
        follows="referral.accepted",
        together=True,
        gates=(gates.not_born_yet, gates.a_referral_is_open, gates.none_is_running),
        also=its_worker,
        stage="Pre-birth assessment",
        leaves="Being assessed before birth",
        major=True,
    )
    parents_seen = Step(
        "See the parents before the birth",
        said="Parents seen before the birth",
        by=CASE_WORKERS,
        form=forms.Seen,
        together=True,
        timed=True,
        repeats=True,
        needs=(allocated,),
    )
    assessed = Step(
        "Write the pre-birth assessment",
        said="Pre-birth assessment written",
        by=(Role.SOCIAL_WORKER,),
        form=forms.Assessment,
        together=True,
        needs=(allocated,),
        gates=(gates.the_parents_were_seen,),
        stage="With the manager",
    )
    returned = Step(
        "Return the pre-birth assessment",
        said="Pre-birth assessment returned for changes",
        by=MANAGERS,
        form=forms.Return,
        sends_back=assessed,
        repeats=True,
        stage="Returned for changes",
    )
    authorised = Step(
        "Authorise the pre-birth assessment",
        said="Pre-birth assessment authorised",
        by=MANAGERS,
        form=forms.Authorisation,
        signs_off=assessed,
        stage="To the panel",
        leaves="Assessed",
        major=True,
    )
    panel_held = Step(
        "Record the pre-birth panel",
        said="Pre-birth panel decided",
        by=MANAGERS,
        form=forms.Panel,
        together=True,
        timed=True,
        repeats=True,
        needs=(authorised,),
        gates=(gates.health_was_there, gates.panel_actions_are_owned),
        ends=lambda answers: answers.get("decision") == forms.UNIVERSAL_SERVICES,
        also=follows_from,
        stage=decided,
        major=True,
    )
    gateway_met = Step(
        "Record the legal gateway meeting before birth",
        said="Legal gateway meeting held before birth",
        by=MANAGERS,
        form=forms.GatewayMeeting,
        repeats=True,
        needs=(panel_held,),
        gates=(gates.the_panel_asked_for_it, gates.gateway_actions_are_owned),
        together=True,
        major=True,
    )
    action_followed_up = Step(
        "Say how an action before or at the birth goes",
        said="Action followed up",
        by=CASE_WORKERS,
        form=forms.Progress,
        repeats=True,
        needs=(allocated,),
    )
    birth_planned = Step(
        "Agree the birth plan",
        said="Birth plan agreed",
        by=CASE_WORKERS,
        form=forms.BirthPlan,
        repeats=True,
        needs=(allocated,),
        gates=(gates.on_lawful_ground,),
        together=True,
        major=True,
    )
    plan_shared = Step(
        "Say who has the birth plan",
        said="Birth plan given",
        by=CASE_WORKERS,
        form=forms.Shared,
        repeats=True,
        together=True,
        needs=(birth_planned,),
    )
    birth_recorded = Step(
        "Record the birth, and what was done",
        said="Birth recorded",
        by=CASE_WORKERS,
        form=forms.Birth,
        needs=(allocated,),
        gates=(gates.after_the_first_day,),
        also=the_birth,
        stage="Born",
        major=True,
    )
    discharge_planned = Step(
        "Record the discharge planning meeting",
        said="Discharge planned",
        by=CASE_WORKERS,
        form=forms.Discharge,
        together=True,
        repeats=True,
        needs=(allocated,),
        gates=(gates.it_is_born, gates.discharge_actions_are_owned),
        stage="Discharge planned",
        major=True,
    )
    ended = Step(
        "End the pre-birth work",
        said="Pre-birth work ended",
        by=MANAGERS,
        form=forms.Ending,
        gates=(gates.nothing_is_owed_after_birth, gates.the_gateway_is_met),
        ends=True,
        also=asked_after,
        stage="Ended",
        major=True,
    )

    assessment_due = Clock(
        "Pre-birth assessment",
        starts=allocated,
        stops=authorised,
        law="prebirth_assessment",
        counted_from="front_door.contact_received",
    )
    panel_due = Clock("Pre-birth panel", starts=authorised, stops=panel_held, law="prebirth_panel")
    after_birth_due = Clock(
        "Conference or core group after the birth",
        starts=birth_recorded,
        stops=("child_protection.core_group_held", "child_protection.reviewed", "section47.conference_held"),
        law="rcpc_prebirth",
        when=lambda entry: entry.get("plan") == "protection",
    )
    gateway_due = Clock(
        "Legal gateway meeting before birth",
        starts=panel_held,
        stops=(panel_held, gateway_met),
        law="legal_gateway",
        when=lambda entry: entry.get("decision") == forms.LEGAL,
        met_by=lambda entry, record: entry.get("decision") != forms.LEGAL,
    )

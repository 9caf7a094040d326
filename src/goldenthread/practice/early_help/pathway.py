from goldenthread.language import FRONT_DOOR, MANAGERS, Clock, Compartment, Entry, Episode, Pathway, Role, Step
from goldenthread.practice.early_help import forms, gates

WORKERS = (Role.EARLY_HELP_WORKER, *FRONT_DOOR)
HELPERS = (Role.EARLY_HELP_WORKER, Role.SOCIAL_WORKER, *MANAGERS)
PART = Compartment.EARLY_HELP

# Where the help stands by the furthest that it has come.
STAGES = {
    "early_help.reviewed": "Plan under way",
    "early_help.planned": "Plan under way",
    "early_help.authorised": "Assessed",
    "early_help.assessed": "Assessment with the manager",
    "early_help.consented": "Consent given",
    "early_help.accepted": "Consent to be asked",
}
# What the front door is told in the same words.
TOLD = (
    "worry",
    "happened",
    "kind",
    "urgent",
    "parents_know",
    "consent",
    "consent_why",
    "team_id",
    "this_child",
    "childs_words",
)


def stage(episode: Episode) -> str:
    for step, said in STAGES.items():
        if episode.last(step):
            return said
    if followed := episode.last("early_help.followed_up"):
        return forms.HOW_IT_GOES[followed.get("how_it_goes", "waiting")]
    return "Offered" if episode.entries[0].step == "early_help.offered" else "Requested"


def its_worker(entry: Entry) -> dict[str, dict[str, object]]:
    """A colleague who leads is allocated to the child; somebody of a partner agency is named."""
    names = ("worker_id", "post_id", "team_id")
    found = {name: entry.get(name) for name in names if entry.get(name)}
    return {"allocation.allocated": found} if entry.get("worker_id") else {}


def to_the_front_door(entry: Entry) -> dict[str, dict[str, object]]:
    """What was written becomes the contact on which the front door decides: nobody writes it again."""
    ours = {"source_code": "5D", "how": "our_own", "referrer": entry.author.name, "referrer_role": "Early help"}
    return {"front_door.contact_received": {**ours, **{name: entry.get(name) for name in TOLD if entry.get(name)}}}


def if_it_is_met(entry: Entry) -> dict[str, dict[str, object]]:
    """Where the family says no and the threshold is met, the front door decides."""
    if entry.get("outcome") == forms.NOT_MET:
        return {}
    contact = to_the_front_door(entry)["front_door.contact_received"]
    urgent = "yes" if entry.get("outcome") == "section47" else "no"
    return {"front_door.contact_received": {**contact, "urgent": urgent, "consent": "refused", "parents_know": "yes"}}


class EarlyHelp(Pathway):
    """Help that a family agrees to: from the request or offer to its end, or a step up."""

    label = "Early help"

    offered = Step(
        "Offer early help",
        said="Early help offered",
        by=MANAGERS,
        begins=True,
        follows="front_door.decided",
        stage=stage,
        major=True,
        gates=(gates.a_team_takes_it_on, gates.none_is_open),
        compartment=PART,
    )
    requested = Step(
        "Take a request for early help",
        said="Early help requested",
        by=WORKERS,
        form=forms.Request,
        begins=True,
        together=True,
        stage=stage,
        major=True,
        gates=(gates.none_is_open,),
        compartment=PART,
        written_from=Compartment.CHILD,
    )
    followed_up = Step(
        "Follow up the offer",
        said="Early help followed up",
        by=WORKERS,
        form=forms.FollowUp,
        repeats=True,
        compartment=PART,
        stage=stage,
    )
    accepted = Step(
        "Take the family on",
        said="Family taken on",
        by=HELPERS,
        form=forms.TakingOn,
        together=True,
        compartment=PART,
        gates=(gates.no_statutory_assessment_is_needed,),
        stage=stage,
        major=True,
    )
    basis_changed = Step(
        "Change the basis of the help",
        said="Basis of the help changed",
        by=MANAGERS,
        form=forms.ChangeOfBasis,
        together=True,
        repeats=True,
        needs=(accepted,),
        compartment=PART,
        gates=(gates.basis_is_another, gates.changed_help_is_overseen),
        stage=stage,
        major=True,
    )
    consented = Step(
        "Record the family's consent",
        said="Consent given",
        by=HELPERS,
        form=forms.Consent,
        together=True,
        repeats=True,
        needs=(accepted,),
        compartment=PART,
        stage=stage,
    )
    consent_ended = Step(
        "Record that consent is refused or withdrawn",
        said="Consent refused or withdrawn",
        by=HELPERS,
        form=forms.ConsentEnded,
        together=True,
        timed=True,
        needs=(accepted,),
        gates=(gates.somebody_decides,),
        compartment=PART,
        ends=True,
        also=if_it_is_met,
        stage="Ended without consent",
        major=True,
    )
    assessed = Step(
        "Write the early help assessment",
        said="Early help assessment written",
        by=HELPERS,
        form=forms.Assessment,
        together=True,
        repeats=True,
        needs=(accepted, consented),
        compartment=PART,
        stage=stage,
        major=True,
    )
    returned = Step(
        "Return the early help assessment",
        said="Early help assessment returned for changes",
        by=MANAGERS,
        form=forms.Return,
        sends_back=assessed,
        repeats=True,
        compartment=PART,
    )
    authorised = Step(
        "Agree the early help assessment",
        said="Early help assessment agreed",
        by=MANAGERS,
        form=forms.Agreement,
        signs_off=assessed,
        repeats=True,
        compartment=PART,
        stage=stage,
        major=True,
    )
    lead_named = Step(
        "Name the lead practitioner",
        said="Lead practitioner named",
        by=HELPERS,
        form=forms.Lead,
        together=True,
        repeats=True,
        needs=(accepted,),
        gates=(gates.somebody_leads, gates.social_work_oversees),
        compartment=PART,
        also=its_worker,
        major=True,
    )
    planned = Step(
        "Agree the early help plan",
        said="Early help plan agreed",
        by=HELPERS,
        form=forms.Plan,
        together=True,
        needs=(consented, assessed, lead_named),
        compartment=PART,
        stage=stage,
        major=True,
    )
    plan_changed = Step(
        "Change the early help plan",
        said="Early help plan changed",
        by=HELPERS,
        form=forms.Plan,
        together=True,
        repeats=True,
        needs=(planned,),
        compartment=PART,
    )
    team_met = Step(
        "Record the team around the family",
        said="Team around the family met",
        by=HELPERS,
        form=forms.TeamAround,
        together=True,
        repeats=True,
        needs=(consented, lead_named),
        compartment=PART,
        major=True,
    )
    action_followed_up = Step(
        "Say how an action of early help goes",
        said="Action followed up",
        by=HELPERS,
        form=forms.Progress,
        repeats=True,
        compartment=PART,
    )
    reviewed = Step(
        "Review the early help plan",
        said="Early help plan reviewed",
        by=HELPERS,
        form=forms.Review,
        together=True,
        repeats=True,
        needs=(planned,),
        compartment=PART,
        stage=stage,
        major=True,
    )
    stepped_up = Step(
        "Step up to the front door",
        said="Stepped up to the front door",
        by=HELPERS,
        form=forms.StepUp,
        together=True,
        timed=True,
        compartment=PART,
        ends=True,
        also=to_the_front_door,
        stage="Stepped up",
        major=True,
    )
    ended = Step(
        "End early help",
        said="Early help ended",
        by=WORKERS,
        form=forms.Ending,
        gates=(gates.social_care_has_it,),
        ends=True,
        compartment=PART,
        stage="Ended",
    )

    follow_up_due = Clock(
        "Be in touch with the family about early help",
        starts=(offered, requested),
        stops=(accepted, consented, assessed, team_met, reviewed, followed_up),
        law="early_help_review",
    )
    assessment_due = Clock(
        "Family help assessment",
        starts=(accepted, basis_changed),
        stops=authorised,
        law="family_help_assessment_review",
        when=lambda entry: entry.get("basis") == forms.FAMILY_HELP,
    )
    review_due = Clock("Review of the early help plan", starts=planned, stops=reviewed, law="early_help_review")

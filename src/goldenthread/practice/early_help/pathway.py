from goldenthread.language import FRONT_DOOR, MANAGERS, Clock, Compartment, Pathway, Role, Step
from goldenthread.practice.early_help import forms, gates

WORKERS = (Role.EARLY_HELP_WORKER, *FRONT_DOOR)


class EarlyHelp(Pathway):
    """Early help that was offered, and what came of it."""

    label = "Early help"

    offered = Step(
        "Offer early help",
        said="Early help offered",
        by=MANAGERS,
        begins=True,
        follows="front_door.decided",
        stage="Offered",
        major=True,
        gates=(gates.a_team_takes_it_on,),
        compartment=Compartment.EARLY_HELP,
    )
    followed_up = Step(
        "Follow up the offer",
        said="Early help followed up",
        by=WORKERS,
        form=forms.FollowUp,
        repeats=True,
        compartment=Compartment.EARLY_HELP,
        stage=lambda episode: forms.HOW_IT_GOES[episode.entries[-1].get("how_it_goes", "waiting")],
    )
    ended = Step(
        "End early help",
        said="Early help ended",
        by=WORKERS,
        form=forms.Ending,
        ends=True,
        compartment=Compartment.EARLY_HELP,
        stage="Ended",
    )

    follow_up_due = Clock(
        "Follow up the offer of early help", starts=offered, stops=followed_up, law="early_help_review"
    )

from goldenthread.language import FRONT_DOOR, MANAGERS, Clock, Pathway, Role, Step
from goldenthread.practice.other_agency import forms, gates

WORKERS = (Role.EARLY_HELP_WORKER, *FRONT_DOOR)


class OtherAgency(Pathway):
    """A child whom we sent to another agency, and what came of it: asked again and again until it is known."""

    label = "Sent to another agency"

    referred = Step(
        "Send to another agency",
        said="Sent to another agency",
        by=MANAGERS,
        begins=True,
        follows="front_door.decided",
        gates=(gates.the_agency_is_named,),
        stage="Not asked yet",
        major=True,
    )
    chased = Step(
        "Ask the agency what came of it",
        said="Other agency asked",
        by=WORKERS,
        form=forms.Chase,
        together=True,
        repeats=True,
        stage=lambda episode: forms.HOW_IT_GOES.get(episode.entries[-1].get("how_it_goes", ""), "Asked"),
    )
    ended = Step(
        "Say what came of it",
        said="What came of it with the other agency is known",
        by=WORKERS,
        form=forms.Ending,
        together=True,
        ends=True,
        stage="Known",
    )

    chase_due = Clock(
        "Ask the other agency what came of it", starts=referred, stops=(chased, ended), law="other_agency_outcome"
    )

from goldenthread.language import FRONT_DOOR, Clock, Entry, Episode, Pathway, Record, Role, Step
from goldenthread.practice.signposting import forms

WORKERS = (Role.EARLY_HELP_WORKER, *FRONT_DOOR)


def a_service_is_named(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """A service of the directory, or one that it does not have."""
    return None if entry.get("service") or entry.get("other") else forms.NO_SERVICE


class Signposting(Pathway):
    """A family is told of a service that can help; what came of it is asked, never assumed."""

    label = "Signposting"

    signposted = Step(
        "Signpost to a service",
        said="Signposted to a service",
        by=WORKERS,
        form=forms.Signposting,
        begins=True,
        together=True,
        gates=(a_service_is_named,),
        stage="Outcome to be asked",
    )
    outcome_known = Step(
        "Say what came of the signposting",
        said="What came of the signposting",
        by=WORKERS,
        form=forms.WhatCame,
        together=True,
        repeats=True,
        ends=lambda answers: answers.get("came") != forms.WAITING,
        stage=lambda episode: forms.CAME[episode.entries[-1].get("came", forms.WAITING)],
    )

    outcome_due = Clock(
        "Ask what came of the signposting", starts=signposted, stops=outcome_known, law="early_help_review"
    )

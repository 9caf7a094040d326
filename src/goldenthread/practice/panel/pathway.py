from goldenthread.language import CASE_WORKERS, MANAGERS, Clock, Entry, Pathway, Role, Step
from goldenthread.practice.panel import forms, gates

WORKERS = (Role.EARLY_HELP_WORKER, *CASE_WORKERS)


def to_be_heard(entry: Entry) -> bool:
    """Whether the panel has the family still before it: it was asked, or looks at it again."""
    return entry.get("decision", forms.AGAIN) == forms.AGAIN


class Panel(Pathway):
    """A family before the early help action meeting or the child in need panel: who decided what, and who does it."""

    label = "Panel"

    asked = Step(
        "Bring the family to a panel",
        said="Brought to a panel",
        by=WORKERS,
        form=forms.Ask,
        begins=True,
        together=True,
        stage="To be heard",
    )
    held = Step(
        "Record what the panel decided",
        said="Panel decided",
        by=MANAGERS,
        form=forms.Held,
        needs=(asked,),
        gates=(gates.actions_are_owned,),
        together=True,
        repeats=True,
        ends=lambda answers: answers.get("decision") != forms.AGAIN,
        stage=lambda episode: forms.DECISIONS[episode.entries[-1].get("decision", forms.AGAIN)],
        major=True,
    )
    action_followed_up = Step(
        "Say how an action of the panel goes",
        said="Action followed up",
        by=WORKERS,
        form=forms.Progress,
        repeats=True,
        needs=(held,),
    )

    held_due = Clock("Panel hears the family", starts=(asked, held), stops=held, law="panel_hearing", when=to_be_heard)

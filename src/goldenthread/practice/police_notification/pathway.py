from goldenthread.language import FRONT_DOOR, MANAGERS, Clock, Episode, Pathway, Role, Step
from goldenthread.practice.police_notification import forms, gates


def stage(episode: Episode) -> str:
    if episode.last("police_notification.strategy_decided"):
        return "Strategy meeting decided on"
    if gates.grade(episode) == forms.HIGH:
        return "Waits for a manager"
    return "Safety plan made" if episode.last("police_notification.triaged") else "Waits for triage"


class PoliceNotification(Pathway):
    """Domestic abuse that the police tell us of, by their grade: standard and medium meet the daily triage, high goes
    straight to a manager. It runs beside the contact, so that a decision on the one never hides the other.
    """

    label = "Domestic abuse notification"

    notified = Step(
        "Note the police's grade",
        said="Domestic abuse notification from the police",
        by=FRONT_DOOR,
        begins=True,
        follows="front_door.contact_received",
        stage=stage,
    )
    triaged = Step(
        "Record the daily triage",
        said="Daily triage held, safety plan made",
        by=FRONT_DOOR,
        form=forms.Triage,
        together=True,
        needs=(notified,),
        gates=(gates.the_police_graded_it_lower, gates.actions_are_owned),
        ends=lambda answers: answers.get("grade_agreed") != forms.HIGH,
        stage=stage,
        major=True,
    )
    strategy_decided = Step(
        "Decide on a strategy meeting",
        said="Manager decided on a strategy meeting",
        by=MANAGERS,
        form=forms.Strategy,
        together=True,
        timed=True,
        needs=(notified,),
        gates=(gates.it_is_high,),
        ends=True,
        stage=stage,
        major=True,
    )
    action_followed_up = Step(
        "Say how an action of the triage goes",
        said="Action followed up",
        by=(*FRONT_DOOR, Role.EARLY_HELP_WORKER),
        form=forms.Progress,
        repeats=True,
        needs=(triaged,),
    )

    triage_due = Clock(
        "Daily domestic abuse triage",
        starts=notified,
        stops=triaged,
        law="da_triage_daily",
        when=lambda entry: entry.get("grade") in forms.TRIAGED,
    )

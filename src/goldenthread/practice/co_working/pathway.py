from goldenthread.language import CASE_WORKERS, MANAGERS, Clock, Entry, Pathway, Role, Step
from goldenthread.practice.co_working import forms, gates

HELPERS = (Role.EARLY_HELP_WORKER, *MANAGERS)


def works_beside(entry: Entry) -> dict[str, dict[str, object]]:
    """Whoever early help names works beside the lead worker: the work stays with the team that has it."""
    named = {name: entry.get(name) for name in ("worker_id", "post_id") if entry.get(name)}
    return {"allocation.joined_by": {**named, "reason": entry.get("what", "")}}


class CoWorking(Pathway):
    """Social care asks early help to work with a family beside it; early help accepts or declines."""

    label = "Co-working with early help"

    asked = Step(
        "Ask early help to work with the family",
        said="Early help asked to work with the family",
        by=CASE_WORKERS,
        form=forms.Ask,
        begins=True,
        together=True,
        gates=(gates.none_is_open,),
        stage="Asked",
    )
    accepted = Step(
        "Accept the co-working",
        said="Co-working accepted",
        by=HELPERS,
        form=forms.Accept,
        signs_off=asked,
        also=works_beside,
        stage="Under way",
        major=True,
    )
    declined = Step(
        "Decline the co-working",
        said="Co-working declined",
        by=HELPERS,
        form=forms.Decline,
        signs_off=asked,
        ends=True,
        stage="Declined",
        major=True,
    )
    decided_instead = Step(
        "Say what happens in place of the co-working",
        said="Decided in place of the co-working",
        by=CASE_WORKERS,
        form=forms.Instead,
        needs=(declined,),
        repeats=True,
    )
    ended = Step(
        "End the co-working",
        said="Co-working ended",
        by=(Role.EARLY_HELP_WORKER, *CASE_WORKERS),
        form=forms.Ending,
        needs=(accepted,),
        ends=True,
        stage="Ended",
    )

    answer_due = Clock(
        "Answer to a request for co-working", starts=asked, stops=(accepted, declined), law="co_working_answer"
    )

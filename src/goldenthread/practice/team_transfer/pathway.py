from goldenthread.language import CASE_WORKERS, MANAGERS, Clock, Entry, Episode, Pathway, Role, Step
from goldenthread.practice.team_transfer import forms, gates


def its_worker(entry: Entry) -> dict[str, dict[str, object]]:
    """Whoever takes it on is allocated to the child, and with them their team."""
    names = ("worker_id", "post_id", "team_id")
    return {"allocation.allocated": {name: entry.get(name) for name in names if entry.get(name)}}


def stage(episode: Episode) -> str:
    look = gates.latest(episode)
    if look is None or look.get("decision") != forms.READY:
        return "Waits for the team manager's audit"
    return "Waits for the quality check" if look.step == gates.AUDITED else "For the transfer meeting"


class TeamTransfer(Pathway):
    """A child's work goes from the assessment team to another: audited, checked, and taken on at the daily meeting."""

    label = "Transfer to another team"

    proposed = Step(
        "Propose a transfer to another team",
        said="Transfer to another team proposed",
        by=CASE_WORKERS,
        form=forms.Proposal,
        begins=True,
        follows="assessment.authorised",
        gates=(gates.work_is_open, gates.none_is_proposed),
        together=True,
        stage=stage,
    )
    audited = Step(
        "Audit the record before its transfer",
        said="Record audited before its transfer",
        by=(Role.TEAM_MANAGER,),
        form=forms.Audit,
        repeats=True,
        needs=(proposed,),
        together=True,
        stage=stage,
    )
    checked = Step(
        "Check the quality before the transfer",
        said="Quality checked before the transfer",
        by=(Role.SERVICE_MANAGER,),
        form=forms.Check,
        repeats=True,
        needs=(audited,),
        gates=(gates.the_audit_found_it_ready, gates.by_another_manager),
        together=True,
        stage=stage,
    )
    put_off = Step(
        "Put the transfer off to another meeting",
        said="Transfer put off",
        by=MANAGERS,
        form=forms.PutOff,
        repeats=True,
        needs=(checked,),
        together=True,
        stage=stage,
    )
    accepted = Step(
        "Take it on at the transfer meeting",
        said="Taken on by another team",
        by=MANAGERS,
        form=forms.Acceptance,
        needs=(checked,),
        gates=(gates.it_was_checked,),
        also=its_worker,
        together=True,
        ends=True,
        stage="Taken on",
        major=True,
    )
    ended = Step(
        "End the transfer: the child stays",
        said="Transfer ended: the child stays",
        by=MANAGERS,
        form=forms.Ending,
        together=True,
        ends=True,
        stage="Ended",
    )

    meeting_due = Clock(
        "Transfer meeting",
        starts=checked,
        stops=(put_off, accepted, ended),
        law="transfer_meeting_daily",
        when=lambda entry: entry.get("decision") == forms.READY,
    )

import datetime as dt
from collections.abc import Iterator

from goldenthread.blocks.promises import promised
from goldenthread.language import Entry, Episode, Record, Row, derived_id
from goldenthread.practice.front_door_audit.cycles import AUDITED, CLOSED, MODERATED, Cycle, contact_of, cycles
from goldenthread.practice.front_door_audit.forms import NO, YES, Audit
from goldenthread.timekeeping import day_of, spoken

FOLLOWED_UP = "front_door_audit.finding_followed_up"


def rows(episode: Episode, record: Record) -> Iterator[Row]:
    """Each audit with the contact that it looked at, who is to audit and to close it, and what must get better."""
    for one in cycles(episode.entries):
        contact = contact_of(record, one.chosen)
        decided = contact.last("front_door.decided") if contact else None
        yield _audit(one, contact, decided)
        yield _to_do(
            one.chosen, _worker(one.chosen, "auditor"),
            f"Audit the contact decided on {spoken(decided.day)}" if decided else "Audit a contact",
            AUDITED, _due(episode, one.chosen), one.audited,
        )  # fmt: skip
        if one.audited and one.chosen.get("moderator"):
            yield _to_do(
                one.audited, _worker(one.chosen, "moderator"), "Look a second time at the grade of an audit",
                MODERATED, _due(episode, one.audited), one.moderated or one.closed,
            )  # fmt: skip
        if one.audited:
            yield _to_do(
                one.audited, decided.author.worker if decided else None,
                f"Close the audit of {spoken(one.audited.day)}: what was done about it",
                CLOSED, _due(episode, one.audited), one.closed,
            )  # fmt: skip
            yield from promised(one.audited, Audit.findings, episode.all(FOLLOWED_UP), step=FOLLOWED_UP)


def _audit(one: Cycle, contact: Episode | None, decided: Entry | None) -> Row:
    found = one.audited
    safe = {YES: True, NO: False}.get(str(found.get("safe"))) if found else None
    return Row(
        "ContactAudit",
        str(one.chosen.root),
        {
            "journey": str(contact.journey) if contact else "",
            "team_id": contact.team if contact else None,
            "worker_id": decided.author.worker if decided else None,
            "contact": str(one.chosen.get("contact", "")),
            "decided_on": decided.day if decided else None,
            "outcome": str(decided.get("outcome", "")) if decided else "",
            "auditor_id": found.author.worker if found else _worker(one.chosen, "auditor"),
            "chosen_on": one.chosen.day,
            "audited_on": found.day if found else None,
            "agencies": [str(each.get("agency")) for each in Audit.together_with.said_in(found.answers)]
            if found
            else [],
            "safe": safe,
            "themes": list(found.get("themes", [])) if found else [],
            "first_grade": str(found.get("grade", "")) if found else "",
            "grade": one.grade,
            "moderated_on": one.moderated.day if one.moderated else None,
            "closed_on": one.closed.day if one.closed else None,
        },
        (one.closed or one.moderated or found or one.chosen).id,
    )


def _worker(entry: Entry, question: str) -> int | None:
    return int(entry.get(question)) if entry.get(question) else None


def _to_do(asked: Entry, worker: int | None, what: str, step: str, due: dt.date | None, done: Entry | None) -> Row:
    return Row(
        "Action",
        str(derived_id(asked.root, step)),
        {
            "what": what,
            "why": "",
            "measure": "",
            "worker_id": worker,
            "due_on": due,
            "done_on": done.day if done else None,
            "step": step,
        },
        (done or asked).id,
    )


def _due(episode: Episode, entry: Entry) -> dt.date | None:
    """The day by which what an entry begins is due."""
    run = next((run for run in episode.runs if run.entry == entry.id), None)
    return day_of(run.due) if run and run.due else None

import datetime as dt
from collections.abc import Iterator

from goldenthread.language import Episode, Record, Row, derived_id
from goldenthread.practice.front_door import consent
from goldenthread.practice.front_door.forms import POLICE, SOURCES
from goldenthread.practice.front_door.late import passed_on, unread
from goldenthread.timekeeping import spoken


def rows(episode: Episode, record: Record) -> Iterator[Row]:
    """The contact with its decision, each partner asked, what came late of their answers, and what the child said."""
    contact = episode.entries[0]
    decided = episode.last("front_door.decided")
    told = episode.last("front_door.referrer_told")
    run = episode.run("front_door.decision_due")
    yield Row(
        "Contact",
        str(episode.id),
        {
            "journey": str(episode.journey),
            "team_id": episode.team,
            "worker_id": contact.author.worker,
            "contact_on": contact.day,
            "received_at": _moment(contact.happened),
            "source_code": contact.get("source_code", ""),
            "source": SOURCES.get(contact.get("source_code", ""), ""),
            "agency": contact.get("referrer_role", "")[:40],
            "how": contact.get("how", ""),
            "kind": contact.get("kind", ""),
            "occasion": str(contact.occasion or ""),
            "consent": consent.stands(episode),
            "decided_on": decided.day if decided else None,
            "outcome": decided.get("outcome", "") if decided else "",
            "decision_working_days": record.calendar.working_days_between(contact.day, decided.day)
            if decided
            else None,
            "in_time": run.state(decided.happened) == "met" if run and decided and run.due else None,
            "referrer_told_on": told.day if told else None,
        },
        (decided or contact).id,
    )
    for asked in episode.all("front_door.enquiry_sent"):
        answer = next(
            (e for e in episode.all("front_door.enquiry_answered") if e.get("enquiry") == str(asked.root)), None
        )
        yield Row(
            "Enquiry",
            str(asked.root),
            {
                "journey": str(episode.journey),
                "team_id": episode.team,
                "worker_id": asked.author.worker,
                "contact": str(episode.id),
                "partner": asked.get("partner", ""),
                "asked_at": _moment(asked.happened),
                "answered_at": _moment(answer.happened) if answer else None,
            },
            (answer or asked).id,
            asked.compartment,
        )
    if contact.get("lived"):
        yield Row(
            "LivedAbuse",
            f"{contact.root}",
            {
                "journey": str(episode.journey),
                "team_id": episode.team,
                "worker_id": contact.author.worker,
                "contact": str(episode.id),
                "told_on": contact.day,
                "lived": list(contact.get("lived", [])),
            },
            contact.id,
        )
    if contact.get("childs_words"):
        yield Row(
            "ChildsWords",
            f"{contact.root}",
            {"said": contact.get("childs_words"), "said_on": contact.day, "where": "as told by the referrer"},
            contact.id,
        )
    for late in unread(episode, record):
        yield Row(
            "Action",
            str(late.answer.root),
            {
                "what": f"Read what {late.partner} answered after the decision",
                "why": "It is about the child, whenever it comes. What you write next says that you have read it.",
                "worker_id": late.lead,
                "due_on": None,
                "done_on": None,
                "step": "",
            },
            late.answer.id,
        )
    if passed := passed_on(episode, record):
        entry, lead = passed
        yield Row(
            "Action",
            str(derived_id(entry.root, "passed_on")),
            {
                "what": f"Weigh what the front door was told on {spoken(contact.day)}",
                "why": "It belongs to the work that is open. What you write next says that you have weighed it.",
                "worker_id": lead,
                "due_on": None,
                "done_on": None,
                "step": "",
            },
            entry.id,
        )
    police = contact.get("source_code") == POLICE
    if decided and not told:
        yield Row(
            "Action",
            str(decided.root),
            {
                "what": "Send the police the reason for the decision"
                if police
                else "Tell the referrer what was decided",
                "why": "Working Together 2023, chapter 3",
                "measure": "The referrer knows the outcome and the reason",
                "worker_id": contact.author.worker,
                "due_on": None,
                "done_on": None,
                "step": "front_door.referrer_told",
            },
            decided.id,
        )


def _moment(happened: dt.date | dt.datetime) -> dt.datetime | None:
    return happened if isinstance(happened, dt.datetime) else None

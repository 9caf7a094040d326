"""What files say, as rows. Persons, referrals and assessments become rows by their own pathways."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from goldenthread.language import Entry, Episode, Record, Row, derived_id
from goldenthread.practice.reported.contradictions import contradictions

NUMBERS = {"la_child_id": "la_child_id", "upn": "upn", "former_upn": "former_upn"}


def about_the_person(episode: Episode, record: Record) -> Iterator[Row]:
    """The numbers a file knows a person by, and where the files contradict themselves."""
    for entry in episode.all("person.registered"):
        if entry.author.source:
            for name, scheme in NUMBERS.items():
                if entry.get(name):
                    yield Row(
                        "Identifier",
                        str(derived_id(entry.root, scheme)),
                        {
                            "scheme": scheme,
                            "value": entry.get(name),
                            "since": entry.day,
                            "until": None,
                        },
                        entry.id,
                    )
    for entry, says in contradictions(record):
        yield Row("Loose", str(derived_id(entry.root, says)), {"says": says}, entry.id, entry.compartment)


def within_the_referral(episode: Episode, record: Record) -> Iterator[Row]:
    """Enquiries, conferences and pre-proceedings of one referral."""
    shared = _shared(episode, episode)
    conferences = episode.all("reported.conference")
    for entry in episode.all("reported.section47"):
        held = next((c for c in conferences if c.get("section47") == str(entry.root)), None)
        yield Row(
            "Section47",
            str(entry.root),
            {
                **shared,
                "started_on": entry.day,
                "ended_on": held.day if held else None,
                "conference_due_on": _target(entry, episode),
                "conference_on": held.day if held else None,
                "conference_not_required": entry.get("conference_not_required") == "yes",
            },
            (held or entry).id,
        )
    for entry in conferences:
        enquiry = next((e for e in episode.all("reported.section47") if str(e.root) == entry.get("section47")), None)
        plan = _plan_of(entry, episode, record)
        yield Row(
            "Conference",
            str(entry.root),
            {
                **shared,
                "section47": str(enquiry.root) if enquiry else "",
                "plan": str(plan.root) if plan else "",
                "target_on": _target(enquiry, episode) if enquiry else None,
                "held_on": entry.day,
                "led_to_plan": plan is not None,
            },
            entry.id,
        )
    for entry in episode.all("reported.pre_proceedings"):
        dates = (
            "started_on",
            "letter_on",
            "first_meeting_on",
            "step_decision_on",
            "court_application_on",
            "care_letter_on",
        )
        yield Row(
            "PreProceedings",
            str(entry.root),
            {
                **shared,
                **{name: entry.date(name) for name in dates},
                "outcome": entry.get("outcome", ""),
                "fgdm_offered": _yes(entry.get("fgdm_offered")),
                "fgdm_held": _yes(entry.get("fgdm_held")),
                "review_meetings": entry.get("review_meetings"),
            },
            entry.id,
        )


def plans(episode: Episode, record: Record) -> Iterator[Row]:
    """A plan from its beginning to its end, with its reviews."""
    begun, last = episode.entries[0], episode.entries[-1]
    referral = next((e for e in record.journey(episode.journey) if e.pathway == "referral"), None)
    shared = _shared(episode, referral)
    if begun.step == "reported.cin_plan":
        yield Row("CinPlan", str(begun.root), {**shared, "started_on": begun.day, "ended_on": episode.ended}, last.id)
        return
    conference = next(
        (c for c in (referral.all("reported.conference") if referral else []) if c.day == begun.day), None
    )
    yield Row(
        "ProtectionPlan",
        str(begun.root),
        {
            **shared,
            "conference": str(conference.root) if conference else "",
            "started_on": begun.day,
            "ended_on": episode.ended,
            "initial_category": begun.get("initial_category", ""),
            "latest_category": begun.get("latest_category", ""),
            "previous_plans": begun.get("previous_plans"),
        },
        last.id,
    )
    for review in episode.all("reported.review"):
        run = next((run for run in episode.runs if run.stopped_by == review.id), None)
        yield Row(
            "ProtectionReview",
            str(review.root),
            {
                "journey": shared["journey"],
                "team_id": shared["team_id"],
                "worker_id": None,
                "plan": str(begun.root),
                "due_on": run.due if run else None,
                "held_on": review.day,
            },
            review.id,
        )


def _shared(episode: Episode, referral: Episode | None) -> dict[str, Any]:
    return {
        "journey": str(episode.journey),
        "team_id": referral.team if referral else None,
        "worker_id": None,
        "referral": str(referral.id) if referral else "",
    }


def _target(enquiry: Entry, episode: Episode) -> dt.date | None:
    """The day by which the conference is due: as the file says it, else by the law."""
    run = next((run for run in episode.runs if run.entry == enquiry.id), None)
    return enquiry.date("conference_target") or (run.due if run else None)


def _plan_of(conference: Entry, episode: Episode, record: Record) -> Entry | None:
    """The plan that begins on the day of its conference."""
    begun = (e.entries[0] for e in record.journey(episode.journey) if e.pathway == "reported")
    return next((e for e in begun if e.step == "reported.protection_plan" and e.day == conference.day), None)


def _yes(value: str | None) -> bool | None:
    return None if value is None else value == "yes"

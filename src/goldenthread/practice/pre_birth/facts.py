import datetime as dt
import itertools
from collections.abc import Iterator

from goldenthread.blocks.ages import born_on, expected_on, gestation
from goldenthread.blocks.meeting import attended
from goldenthread.blocks.promises import promised
from goldenthread.language import Entry, Episode, Record, Row, derived_id
from goldenthread.practice.pre_birth import forms
from goldenthread.timekeeping import day_of

FOLLOWED_UP = "pre_birth.action_followed_up"
# How the panel's decision stands among the outcomes of assessments.
AS_OUTCOME = {
    forms.UNIVERSAL_SERVICES: "no_further_action",
    forms.IN_NEED: "child_in_need",
    forms.STRATEGY: "strategy_discussion",
}


def booking(episode: Episode, record: Record) -> Iterator[Row]:
    """What is looked at again is somebody's to look at."""
    entries = episode.entries
    for entry, after in itertools.zip_longest(entries, entries[1:]):
        if entry.get("decision") == forms.WATCH:
            yield Row(
                "Action",
                str(derived_id(entry.root, "again")),
                {
                    "what": "Look again at the concern at booking",
                    "why": str(entry.get("why", "")),
                    "measure": "",
                    "worker_id": entry.author.worker,
                    "due_on": entry.date("look_again_on"),
                    "done_on": after.day if after else None,
                    "step": "booking.looked_again",
                },
                (after or entry).id,
            )


def rows(episode: Episode, record: Record) -> Iterator[Row]:
    """The work before a birth, its assessment as the census has it, the meetings and what they promise."""
    journey = record.journey(episode.journey)
    referral = next((e for e in journey if e.pathway == "referral"), None)
    shared = {
        "journey": str(episode.journey),
        "team_id": episode.entries[0].get("team_id") or episode.team,
        "worker_id": episode.entries[0].get("worker_id"),
    }
    yield _work(episode, record, shared)
    yield _assessment(episode, record, referral, shared)
    said = episode.all(FOLLOWED_UP)
    for step, form, kind in (
        ("pre_birth.panel_held", forms.Panel, "pre_birth_panel"),
        ("pre_birth.discharge_planned", forms.Discharge, "discharge_planning"),
    ):
        for met in episode.all(step):
            yield from attended(met, form.asked, kind=kind, shared=shared)
            yield from promised(met, form.actions, said, ended=episode.ended, step=FOLLOWED_UP)
    for met in episode.all("pre_birth.gateway_met"):
        yield from promised(met, forms.GatewayMeeting.actions, said, ended=episode.ended, step=FOLLOWED_UP)


def holders(episode: Episode) -> set[str]:
    """Who has the birth plan as it stands: those who were given it since it was last agreed."""
    planned = episode.last("pre_birth.birth_planned")
    if planned is None:
        return set()
    since = episode.entries[episode.entries.index(planned) :]
    given = (entry.get("given_to") or [] for entry in since if entry.step in GIVING)
    return {str(one) for each in given for one in each}


GIVING = ("pre_birth.birth_planned", "pre_birth.plan_shared")


def _work(episode: Episode, record: Record, shared: dict[str, object]) -> Row:
    panel, planned = episode.last("pre_birth.panel_held"), episode.last("pre_birth.birth_planned")
    discharged = episode.first("pre_birth.discharge_planned")
    has = holders(episode)
    return Row(
        "PreBirth",
        str(episode.id),
        {
            **shared,
            "began_on": episode.began,
            "expected_on": expected_on(record),
            "weeks": gestation(record, episode.began),
            "panel_on": panel.day if panel else None,
            "outcome": panel.get("decision", "") if panel else "",
            "birth_plan_on": planned.day if planned else None,
            "at_birth": planned.get("at_birth", "") if planned else "",
            "with_maternity": "maternity" in has,
            "with_edt": "edt" in has,
            "born_on": born_on(record),
            "discharge_on": discharged.day if discharged else None,
            "ended_on": episode.ended,
        },
        episode.entries[-1].id,
    )


def _assessment(episode: Episode, record: Record, referral: Episode | None, shared: dict[str, object]) -> Row:
    begun, written = episode.entries[0], episode.last("pre_birth.assessed")
    authorised, panel = episode.last("pre_birth.authorised"), episode.last("pre_birth.panel_held")
    run = episode.run("pre_birth.assessment_due")
    day = day_of(run.started) if run else episode.began
    outcome = AS_OUTCOME.get(str(panel.get("decision")), "") if panel else ""
    return Row(
        "Assessment",
        str(derived_id(episode.id, "assessment")),
        {
            **shared,
            "referral": str(referral.id) if referral else "",
            "referral_date": day,
            "started_on": episode.began,
            "seen_on": None,
            "priority": "",
            "midpoint_on": None,
            "authorised_on": authorised.day if authorised else None,
            "outcome": outcome,
            "nfa": outcome == "no_further_action" if authorised else None,
            "factors": list((written or begun).get("factors") or []),
            "due_on": run.due if run else None,
            "working_days": _days(record, day, authorised),
            "working_days_from_start": _days(record, episode.began, authorised),
            "in_time": run.state(authorised.day) == "met"
            if authorised and run and run.due and not run.lapsed
            else None,
            "unborn": True,
        },
        (panel or authorised or written or begun).id,
    )


def _days(record: Record, since: dt.date, authorised: Entry | None) -> int | None:
    return record.calendar.working_days_between(since, authorised.day) if authorised else None

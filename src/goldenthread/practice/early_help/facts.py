import itertools
from collections.abc import Iterator

from goldenthread.blocks.meeting import AGENCIES, attended
from goldenthread.blocks.plan import in_force
from goldenthread.blocks.promises import promised
from goldenthread.language import Compartment, Episode, Record, Row
from goldenthread.practice.early_help.forms import CONSENT_ENDS, END_REASONS, PASSED_ON, TeamAround
from goldenthread.practice.early_help.gates import basis_of

FOLLOWED_UP = "early_help.action_followed_up"
PLANS = ("early_help.planned", "early_help.plan_changed")
BEGUN = ("early_help.accepted", "early_help.consented", "early_help.assessed")


def rows(episode: Episode, record: Record) -> Iterator[Row]:
    """The help from its offer to its end, who leads it and until when; its meetings, and what is promised in it."""
    yield _help(episode)
    for row in _promised(episode):
        yield row._replace(compartment=Compartment.EARLY_HELP)


def _help(episode: Episode) -> Row:
    first = episode.entries[0]
    started = next((e for e in episode.entries if e.step in BEGUN or e.get("how_it_goes") == "taken_up"), None)
    ended = episode.entries[-1] if episode.ended else None
    lead = episode.last("early_help.lead_named")
    agency = AGENCIES.get(str(lead.get("agency")), "") if lead else ""
    days = {name: episode.first(f"early_help.{name}") for name in ("consented", "assessed", "planned")}
    return Row(
        "EarlyHelp",
        str(episode.id),
        {
            "journey": str(episode.journey),
            "team_id": episode.team,
            "worker_id": (lead.get("worker_id") if lead else None) or first.author.worker,
            "offered_on": first.day,
            "started_on": started.day if started else None,
            "consented_on": days["consented"].day if days["consented"] else None,
            "assessed_on": days["assessed"].day if days["assessed"] else None,
            "planned_on": days["planned"].day if days["planned"] else None,
            "ended_on": episode.ended,
            "basis": basis_of(episode),
            "reason": str(first.get("reason", ""))[:100],
            "end_reason": _why_ended(episode),
            "organisation": (agency or str(first.get("organisation", "")))[:200],
            "lead": str((lead.get("name") or lead.get("worker_id_said") or "") if lead else "")[:200],
            "lead_until": lead.date("until") if lead else None,
        },
        (ended or lead or days["planned"] or started or first).id,
        first.compartment,
    )


def _why_ended(episode: Episode) -> str:
    if not episode.ended:
        return ""
    if episode.last("early_help.stepped_up"):
        return END_REASONS[PASSED_ON]
    said = {**END_REASONS, **CONSENT_ENDS}
    return said.get(episode.outcome, END_REASONS[PASSED_ON])


def _promised(episode: Episode) -> Iterator[Row]:
    shared = {"journey": str(episode.journey), "team_id": episode.team}
    said = episode.all(FOLLOWED_UP)
    plans = [entry for entry in episode.entries if entry.step in PLANS]
    for plan, after in itertools.zip_longest(plans, plans[1:]):
        ended = after.day if after else episode.ended
        yield from in_force(plan, said, ended=ended, step=FOLLOWED_UP)
    for met in episode.all("early_help.team_met"):
        yield from attended(
            met, TeamAround.asked, kind="team_around_family", shared={**shared, "worker_id": met.author.worker}
        )
        yield from promised(met, TeamAround.actions, said, ended=episode.ended, step=FOLLOWED_UP)

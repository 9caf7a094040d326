from collections.abc import Iterator

from goldenthread.blocks.meeting import attended, to_chair
from goldenthread.blocks.promises import promised
from goldenthread.blocks.visit import childs_words
from goldenthread.language import Episode, Record, Row
from goldenthread.practice.section47.forms import PLAN, Conference


def rows(episode: Episode, record: Record) -> Iterator[Row]:
    """The enquiry, the conference if one was held, who came to it, and what the child said."""
    started = episode.entries[0]
    referral = next((e for e in record.journey(episode.journey) if e.pathway == "referral"), None)
    authorised, held = episode.last("section47.authorised"), episode.last("section47.conference_held")
    run = episode.run("section47.conference_due")
    due = run.due if run else None
    shared = {"journey": str(episode.journey), "team_id": episode.team, "worker_id": started.author.worker}
    yield Row(
        "Section47",
        str(episode.id),
        {
            **shared,
            "referral": str(referral.id) if referral else "",
            "started_on": episode.began,
            "ended_on": authorised.day if authorised else None,
            "conference_due_on": due,
            "conference_on": held.day if held else None,
            "conference_not_required": authorised.get("conference") == "no" if authorised else None,
        },
        (held or authorised or started).id,
    )
    if authorised and authorised.get("conference") == "yes":
        yield from to_chair(
            authorised,
            authorised.get("chair"),
            "Chair the initial child protection conference",
            step="section47.conference_held",
            due=authorised.date("on"),
            held=held.day if held else episode.ended,
        )
    if held:
        yield Row(
            "Conference",
            str(held.root),
            {
                **shared,
                "referral": str(referral.id) if referral else "",
                "section47": str(episode.id),
                "plan": str(_plan_after(episode, record)),
                "target_on": due,
                "held_on": held.day,
                "led_to_plan": held.get("decision") == PLAN,
            },
            held.id,
        )
        yield from attended(held, Conference.asked, kind="initial_conference", shared=shared)
        if held.get("decision") != PLAN:
            said = episode.all("section47.action_followed_up")
            closed = referral.ended if referral else None
            yield from promised(held, Conference.actions, said, ended=closed, step="section47.action_followed_up")
    yield from childs_words(episode.all("section47.child_seen"))


def _plan_after(episode: Episode, record: Record) -> str:
    plans = [one for one in record.of("child_protection") if one.follows == episode.id]
    return str(plans[0].id) if plans else ""

from collections.abc import Iterator

from goldenthread.blocks.meeting import attended, to_chair
from goldenthread.blocks.promises import promised
from goldenthread.blocks.visit import childs_words
from goldenthread.language import Episode, Record, Row
from goldenthread.practice.transfer_in.forms import PLAN, Conference

FOLLOWED_UP = "transfer_in.action_followed_up"


def rows(episode: Episode, record: Record) -> Iterator[Row]:
    """Who came to the conference, what it promised where it made no plan, and what the child said at visits. A plan is
    of its own pathway, with what it promises.
    """
    shared = {"journey": str(episode.journey), "team_id": episode.team, "worker_id": episode.entries[0].author.worker}
    told, held_on = episode.entries[0], episode.ended
    yield from to_chair(
        told,
        told.get("chair"),
        "Chair the transfer-in conference",
        step="transfer_in.conference_held",
        due=told.date("on"),
        held=held_on,
    )
    for held in episode.all("transfer_in.conference_held"):
        yield from attended(held, Conference.asked, kind="transfer_in_conference", shared=shared)
        if held.get("decision") != PLAN:
            referral = next((e for e in record.journey(episode.journey) if e.pathway == "referral"), None)
            said, closed = episode.all(FOLLOWED_UP), referral.ended if referral else None
            yield from promised(held, Conference.actions, said, ended=closed, step=FOLLOWED_UP)
    yield from childs_words(episode.all("transfer_in.visited"))

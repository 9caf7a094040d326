import itertools
from collections.abc import Iterator

from goldenthread.blocks.meeting import attended, to_chair
from goldenthread.blocks.plan import Plan, in_force
from goldenthread.blocks.promises import promised
from goldenthread.blocks.visit import childs_words
from goldenthread.language import Episode, Record, Row
from goldenthread.practice.child_protection.forms import CoreGroup, GatewayMeeting, LegalGateway, Review
from goldenthread.timekeeping import day_of

FOLLOWED_UP = "child_protection.action_followed_up"
LEGAL = (("child_protection.legal_considered", LegalGateway), ("child_protection.gateway_met", GatewayMeeting))


def rows(episode: Episode, record: Record) -> Iterator[Row]:
    """The plan with its categories, its reviews and who came to them, and what it promises now."""
    journey = record.journey(episode.journey)
    referral = next((e for e in journey if e.pathway == "referral"), None)
    enquiry = next((e for e in journey if e.id == episode.follows), None)
    conference = enquiry.last("section47.conference_held") if enquiry else None
    made_at = conference or (enquiry.last("transfer_in.conference_held") if enquiry else None)
    reviews = episode.all("child_protection.reviewed")
    began = episode.entries[0]
    latest = next((one.get("category") for one in reversed(reviews) if one.get("category")), began.get("category", ""))
    shared = {"journey": str(episode.journey), "team_id": episode.team, "worker_id": began.author.worker}
    earlier = sum(one.began < episode.began for one in record.of("child_protection"))
    earlier += sum(entry.day < episode.began for entry in record.all("reported.protection_plan"))
    yield Row(
        "ProtectionPlan",
        str(episode.id),
        {
            **shared,
            "referral": str(referral.id) if referral else "",
            "conference": str(conference.root) if conference else "",
            "started_on": episode.began,
            "ended_on": episode.ended,
            "initial_category": began.get("category", ""),
            "latest_category": latest,
            "previous_plans": earlier,
        },
        (episode.entries[-1] if episode.ended else (reviews or [began])[-1]).id,
    )
    last = (reviews or [began])[-1]
    due = episode.run("child_protection.review_due")
    yield from to_chair(
        last,
        last.author.worker,
        "Chair the review child protection conference",
        step="child_protection.reviewed",
        due=day_of(due.due) if due and due.due else None,
        held=episode.ended,
    )
    for review in reviews:
        run = next((run for run in episode.runs if run.stopped_by == review.id), None)
        held = {"plan": str(episode.id), "due_on": run.due if run else None, "held_on": review.day}
        yield Row("ProtectionReview", str(review.root), {**shared, **held}, review.id)
        yield from attended(review, Review.asked, kind="review_conference", shared=shared)
    groups = episode.all("child_protection.core_group_held")
    for group in groups:
        yield from attended(group, CoreGroup.asked, kind="core_group", shared=shared)
    # The first plan is the conference's. A core group that names no action leaves the plan of the one before.
    anew = [group for group in groups if Plan.actions.said_in(group.answers)]
    plans = [made_at, *anew] if made_at else anew
    said = [*(enquiry.all("section47.action_followed_up") if enquiry else ()), *episode.all(FOLLOWED_UP)]
    for plan, after in itertools.zip_longest(plans, plans[1:]):
        yield from in_force(plan, said, ended=after.day if after else episode.ended, step=FOLLOWED_UP)
    for step, form in LEGAL:
        for entry in episode.all(step):
            yield from promised(entry, form.actions, said, ended=episode.ended, step=FOLLOWED_UP)
    yield from childs_words(episode.all("child_protection.visited"))

"""What a manager should hear of an open referral."""

import datetime as dt

from goldenthread.blocks import agreements
from goldenthread.language import Episode, Record, Role, Sentence, signal
from goldenthread.practice.referral.gates import DUTIES
from goldenthread.timekeeping import Duration, spoken

AGREEMENT = "referral.agreement_reviewed"
# What a manager does about an agreement that is not kept.
INSTEAD = ("direction.given", "strategy_discussion.called", "child_in_need.stepped_up")
# What is done for the child, or about to be; what another agency is asked about comes round until it is known.
UNDER_WAY = (*DUTIES, "other_agency")
BEGUN = (
    *("assessment.allocated", "pre_birth.allocated", "strategy_discussion.called", "section47.started"),
    *("child_protection.began", "child_in_need.opened", "transfer_in.notified", "into_care.decided"),
    *("team_transfer.proposed", "other_agency.referred"),
)
ENDED = (
    *("assessment.authorised", "pre_birth.authorised", "pre_birth.panel_held", "pre_birth.ended"),
    *("strategy_discussion.held", "section47.authorised", "section47.conference_held", "transfer_in.conference_held"),
    *("child_protection.reviewed", "child_protection.ended_otherwise", "child_in_need.ended"),
    *("child_in_need.stepped_up", "into_care.ended", "other_agency.ended"),
)
# Of a child who is looked after the work goes on, by pathways of its own.
LOOKED_AFTER = ("looked_after", "agreed", "ordered")


@signal(
    desk=Role.TEAM_MANAGER,
    law="referral_nothing_under_way",
    wakes=(*BEGUN, *ENDED, "referral.closed"),
    source="Ofsted 2019, Hull, paragraph 10: drift that nobody saw; the days are local",
    grave=True,
)
def nothing_under_way(record: Record, today: dt.date, limit: Duration) -> Sentence | None:
    """An open referral under which nothing goes on any more."""
    for referral in record.open("referral"):
        work = [each for each in record.journey(referral.journey) if each.pathway in UNDER_WAY]
        ended = [each.ended for each in work if each.ended is not None]
        if not ended or len(ended) < len(work) or today <= limit.after(max(ended), record.calendar):
            continue
        last = max(work, key=_ended)
        if last.outcome in LOOKED_AFTER:
            continue
        what = (DUTIES.get(last.pathway) or "What another agency was asked").lower()
        return Sentence(
            f"The last that was done, {what}, ended on {spoken(_ended(last))}. Since then nothing is under way: decide "
            "what follows, or close the record.",
            last.entries[-1].id,
        )
    return None


def _ended(episode: Episode) -> dt.date:
    return episode.ended or dt.date.min


@signal(
    desk=Role.TEAM_MANAGER,
    law="agreement_not_kept",
    wakes=(AGREEMENT, *INSTEAD, "referral.closed"),
    source="Ofsted 2019, Hull, paragraph 4: children's safety left to written agreements; the days are local",
    grave=True,
)
def agreement_not_kept(record: Record, today: dt.date, limit: Duration) -> Sentence | None:
    """A written agreement is not kept, and no manager has decided what happens instead."""
    for referral in record.open("referral"):
        broken = [one for one in referral.all(AGREEMENT) if one.get("found") == agreements.NOT_KEPT]
        if not broken or today <= limit.after(broken[-1].day, record.calendar):
            continue
        last = broken[-1]
        since = (entry for step in INSTEAD for entry in record.all(step, since=last.day))
        if not any((entry.day, entry.known) > (last.day, last.known) for entry in since):
            return Sentence(
                f"On {spoken(last.day)} a written agreement was found not to be kept. Nobody has decided what keeps "
                "the child safe instead.",
                last.id,
            )
    return None

"""What a manager should hear about early help."""

import datetime as dt

from goldenthread.blocks.ages import age
from goldenthread.blocks.carried_out import Wanted, not_carried_out
from goldenthread.language import Record, Role, Sentence, signal
from goldenthread.practice.early_help.forms import DECISIONS
from goldenthread.practice.early_help.gates import SIXTEEN
from goldenthread.timekeeping import spoken


@signal(
    desk=Role.TEAM_MANAGER,
    wakes=("early_help.offered", "early_help.requested", "early_help.accepted"),
    source="Ofsted 2019, Hull, paragraphs 12 and 18: homeless 17-year-olds given early help, not assessed",
    grave=True,
)
def early_help_at_sixteen(record: Record, today: dt.date, limit: None) -> Sentence | None:
    """Early help for a young person who may need a statutory assessment."""
    for episode in record.open("early_help"):
        years = age(record, today)
        taken = episode.last("early_help.accepted")
        if years is not None and years >= SIXTEEN and not (taken and taken.get("no_statutory_need")):
            return Sentence(
                f"Early help is open since {spoken(episode.began)} for a young person of {years}, and nothing says why "
                "no statutory assessment is needed.",
                episode.entries[0].id,
            )
    return None


@signal(
    desk=Role.TEAM_MANAGER,
    wakes=("early_help.accepted", "early_help.lead_named", "early_help.planned"),
    source="Cabinet report, Hull, 22 March 2021, paragraph 9.8: lead professional; local: named until a day",
)
def nobody_leads_early_help(record: Record, today: dt.date, limit: None) -> Sentence | None:
    """Early help that nobody leads, or whose lead practitioner's time is over."""
    for episode in record.open("early_help"):
        taken, lead = episode.last("early_help.accepted"), episode.last("early_help.lead_named")
        if taken and not lead and today > taken.day:
            return Sentence(f"The family was taken on on {spoken(taken.day)} and nobody leads.", taken.id)
        until = lead.date("until") if lead else None
        if lead and until and until < today:
            who = lead.get("name") or lead.get("worker_id_said") or "The lead practitioner"
            return Sentence(f"{who} was to lead until {spoken(until)}, and nobody has been named since.", lead.id)
    return None


needs_more = not_carried_out(
    "early_help_not_enough",
    "A review found that a child needs more than early help",
    "early_help.reviewed",
    {"step_up": Wanted("the child needs more than early help", ("early_help.stepped_up",))},
    law="review_not_safe",
    source="Ofsted 2019, Hull, paragraph 11: thresholds that were not applied; the days are local",
    grave=True,
)
review_not_carried_out = not_carried_out(
    "early_help_review_not_carried_out",
    "What a review of early help decided has not begun",
    "early_help.reviewed",
    {
        "changed": Wanted(DECISIONS["changed"].lower(), ("early_help.plan_changed",)),
        "closes": Wanted(DECISIONS["closes"].lower(), ("early_help.ended",)),
    },
    law="review_decision",
    source="Cabinet report, Hull, 22 March 2021, paragraph 9.8: support that is timely; the days are local",
)

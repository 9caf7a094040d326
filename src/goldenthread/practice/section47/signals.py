"""What a senior manager should hear about section 47 enquiries."""

import datetime as dt

from goldenthread.blocks.ages import unborn
from goldenthread.blocks.visit import saw_the_child
from goldenthread.language import Record, Role, Sentence, signal
from goldenthread.practice.section47.forms import FOUND, POLICE_ALONE
from goldenthread.timekeeping import Duration, spoken


@signal(
    desk=Role.SERVICE_MANAGER,
    wakes=("section47.authorised", "section47.questioned"),
    source="Ofsted 2019, Kirklees, paragraph 41: few enquiries lead to a conference, and nobody asks why",
)
def stopped_short_of_conference(record: Record, today: dt.date, limit: None) -> Sentence | None:
    """An enquiry that ended without a conference, which nobody has questioned."""
    for episode in reversed(record.of("section47")):
        authorised, reported = episode.last("section47.authorised"), episode.last("section47.reported")
        if authorised is None or authorised.get("conference") != "no" or episode.last("section47.questioned"):
            continue
        found = FOUND.get(reported.get("found", ""), "not said").lower() if reported else "not said"
        return Sentence(
            f"The section 47 enquiry of {spoken(episode.began)} ended on {spoken(authorised.day)} without a conference "
            f"({found}).",
            authorised.id,
        )
    return None


@signal(
    desk=Role.TEAM_MANAGER,
    law="s47_child_seen",
    wakes=("section47.started", "section47.child_seen", "section47.authorised"),
    source="Children Act 1989, section 47(4); Ofsted 2019, Hull, paragraph 5",
    grave=True,
)
def not_seen_in_the_enquiry(record: Record, today: dt.date, limit: Duration) -> Sentence | None:
    """An enquiry in which nobody has seen the child."""
    for episode in record.open("section47"):
        seen = any(saw_the_child(visit) for visit in episode.all("section47.child_seen"))
        if not seen and not unborn(record) and today > limit.after(episode.began, record.calendar):
            return Sentence(
                f"The section 47 enquiry began on {spoken(episode.began)} and nobody has seen the child.",
                episode.entries[0].id,
            )
    return None


@signal(
    desk=Role.SERVICE_MANAGER,
    wakes=("section47.interviewed", "section47.authorised", "referral.closed"),
    source="Ofsted 2019, Hull, paragraph 5: police interviewing children alone",
)
def interviewed_by_the_police_alone(record: Record, today: dt.date, limit: None) -> Sentence | None:
    """A child whom the police interviewed alone."""
    for episode in record.of("section47"):
        alone = [e for e in episode.all("section47.interviewed") if e.get("who") == POLICE_ALONE]
        closed = any(each.pathway == "referral" and each.ended for each in record.journey(episode.journey))
        if alone and not closed:
            why = str(alone[-1].get("why_alone", "")).rstrip(".") or "no reason is given"
            return Sentence(f"The police interviewed the child alone on {spoken(alone[-1].day)}: {why}.", alone[-1].id)
    return None

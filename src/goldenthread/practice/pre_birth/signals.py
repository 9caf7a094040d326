"""What a manager should hear before a birth."""

import datetime as dt

from goldenthread.blocks.ages import born_on, conceived_on, expected_on, gestation
from goldenthread.blocks.gateway import past_its_day
from goldenthread.language import Record, Role, Sentence, signal
from goldenthread.practice.pre_birth.facts import FOLLOWED_UP, holders
from goldenthread.practice.pre_birth.forms import HOLDERS, LEGAL, MUST_HAVE, GatewayMeeting, Panel
from goldenthread.timekeeping import Duration, spoken


@signal(
    desk=Role.TEAM_MANAGER,
    law="prebirth_referral",
    wakes=("front_door.contact_received", "booking.concern_raised", "person.born"),
    source="Cabinet report, Hull, 22 March 2021, paragraph 3.5; inspection of 2014, paragraph 19: unborn children",
)
def told_late_of_a_pregnancy(record: Record, today: dt.date, limit: Duration) -> Sentence | None:
    """We heard late of an unborn child."""
    began = conceived_on(record)
    told = [*record.all("booking.concern_raised"), *record.all("front_door.contact_received")]
    if began is None or not told:
        return None
    first = min(told, key=lambda entry: entry.day)
    if first.day <= limit.after(began, record.calendar):
        return None
    weeks, due = gestation(record, first.day), expected_on(record)
    assert due is not None
    return Sentence(f"We were first told at {weeks} weeks; the baby is expected on {spoken(due)}.", first.id)


@signal(
    desk=Role.TEAM_MANAGER,
    law="prebirth_birth_plan",
    wakes=("pre_birth.allocated", "pre_birth.birth_planned", "pre_birth.plan_shared", "pre_birth.birth_recorded"),
    source="Inspection of Hull, 2014, paragraph 19; local protocol: who is on duty that night must have the plan",
    grave=True,
)
def birth_plan_not_in_hand(record: Record, today: dt.date, limit: Duration) -> Sentence | None:
    """No birth plan, or not with those who will need it."""
    began = conceived_on(record)
    if began is None or today <= limit.after(began, record.calendar):
        return None
    for episode in record.open("pre_birth"):
        planned = episode.last("pre_birth.birth_planned")
        if planned is None:
            said = f"At {gestation(record, today)} weeks there is no birth plan."
            return Sentence(said, episode.entries[0].id)
        without = [HOLDERS[one].lower() for one in MUST_HAVE if one not in holders(episode)]
        if without:
            return Sentence(f"The birth plan of {spoken(planned.day)} is not with {' or '.join(without)}.", planned.id)
    return None


@signal(
    desk=Role.TEAM_MANAGER,
    law="prebirth_icpc",
    wakes=("section47.started", "section47.conference_held", "pre_birth.allocated"),
    source="Regional procedures; Working Together 2023, chapter 3: the limit from the strategy discussion also holds",
    grave=True,
)
def conference_not_before_birth(record: Record, today: dt.date, limit: Duration) -> Sentence | None:
    """A conference about an unborn child comes too near the birth."""
    expected = expected_on(record)
    if expected is None or today <= limit.before(expected, record.calendar):
        return None
    for enquiry in record.open("section47"):
        if not enquiry.last("section47.conference_held"):
            return Sentence(
                f"The baby is expected on {spoken(expected)}, and no conference has been held.", enquiry.entries[0].id
            )
    return None


@signal(
    desk=Role.SERVICE_MANAGER,
    wakes=("pre_birth.panel_held", "pre_birth.gateway_met", FOLLOWED_UP, "pre_birth.ended"),
    source="Ofsted 2019, Hull, paragraph 10: cases that got worse were not escalated",
    grave=True,
)
def decided_before_birth(record: Record, today: dt.date, limit: None) -> Sentence | None:
    """What was decided about the legal gateway before a birth is past its day, and not done."""
    for episode in record.open("pre_birth"):
        met = [(entry, GatewayMeeting.actions) for entry in reversed(episode.all("pre_birth.gateway_met"))]
        panels = [entry for entry in reversed(episode.all("pre_birth.panel_held")) if entry.get("decision") == LEGAL]
        decided = [*met, *((entry, Panel.actions) for entry in panels)]
        found = past_its_day(decided, episode.all(FOLLOWED_UP), today)
        if found:
            return found
    return None


@signal(
    desk=Role.TEAM_MANAGER,
    law="prebirth_birth_recorded",
    wakes=("person.born", "pre_birth.birth_recorded", "pre_birth.ended"),
    source="Working Together 2023, chapter 3, and regional procedures: what follows a birth is counted from it",
    grave=True,
)
def born_and_nothing_said(record: Record, today: dt.date, limit: Duration) -> Sentence | None:
    """A baby is born, and nobody has said under which plan, nor whether the birth plan was followed."""
    born, told = born_on(record), record.last("person.born")
    for episode in record.open("pre_birth"):
        if born is None or told is None or episode.last("pre_birth.birth_recorded"):
            continue
        if today > limit.after(max(told.day, episode.began), record.calendar):
            return Sentence(
                f"The baby was born on {spoken(born)}. Record the birth under the pre-birth work: what was done, and "
                "under which plan the baby begins life. What is due after the birth is counted from that.",
                told.id,
            )
    return None

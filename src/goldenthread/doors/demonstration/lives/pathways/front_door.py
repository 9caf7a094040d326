"""A worry reaches the front door, partners are asked, and a manager decides."""

from collections.abc import Sequence
from uuid import UUID

import simpy

from goldenthread.doors.demonstration.lives.at_work import Wait, Worker
from goldenthread.doors.demonstration.lives.clock import DAY
from goldenthread.doors.demonstration.lives.family import Child, Family, Worry
from goldenthread.doors.demonstration.lives.life import Life
from goldenthread.doors.demonstration.lives.pathways import (
    booking,
    consent,
    decision,
    early_help,
    front_door_audit,
    out_of_hours,
    person,
    police_notification,
    pre_birth,
    warning,
)
from goldenthread.doors.demonstration.lives.words import front_door as words
from goldenthread.doors.demonstration.lives.words import moves, police
from goldenthread.doors.demonstration.lives.words import pre_birth as before_birth

WITHIN_A_YEAR = 365
MIDWIFE = "3D"
FORM = "portal"
# After these a family, or its school, sometimes asks for help itself.
COMES_BACK = ("advice", "no_further_action")
BY_PORTAL = ("2A", "2B", "3A", "3B", "3C", "3D")


def contact(life: Life, family: Family, worry: Worry) -> Wait:
    """One worry, from its reaching us to the decision and what the referrer is told."""
    env, chance = life.env, family.chance
    children = [child for child in worry.children if child.age(life.today) < 18]
    night = not life.clock.is_open(env.now)
    taker = (life.nights if night else life.officers).somebody(env.now)
    yield env.timeout(chance.uniform(12, 70))
    happened = worry.minute
    new = [child for child in children if child.about is None]
    twice = _found_again(life, family, children, new)
    person.register(life, family, children, taker)
    if twice:
        children = [person.registered_twice(life, family, children[0], taker)]
    earlier = [one for one in family.past if (life.today - life.clock.day(one.minute)).days <= WITHIN_A_YEAR]
    stands = _consent(life, family, worry)
    told = words.contact(
        family, worry, children, life.today, night=night, consent=stands, time=life.clock.spoken(happened)
    )
    if worry.moved_here:
        told |= moves.told(family, children, *worry.moved_here, life.today)
    if life.steering:
        by_form = life.steering.by_portal(life.clock.day(happened), children=len(children))
        told["how"] = FORM if by_form else "email" if told["how"] == FORM else told["how"]
    own = {nth: words.this_child(family, worry, child, life.today) for nth, child in enumerate(children)}
    worry.grade = police_notification.graded(life, family, worry)
    if worry.grade:
        told |= police.graded(family, worry.grade, life.today)
        for nth, child in enumerate(children):
            own[nth] |= police.lived(family, child, life.today)
    if at_booking := _at_booking(life, family, worry, children):
        if booking.is_watched(life, family, children):
            booking.watch(life, family, worry, children, taker, happened)
            return
    if at_booking:
        said = before_birth.concern(family, worry, children, life.front_door, life.today)
        life.save(family, "booking.concern_raised", children, taker, said, happened=happened)
        # With each child's part comes the contact.
        follows = life.brought(family, children)
    else:
        follows = life.save(family, "front_door.contact_received", children, taker, told, own, happened=happened)
        consent.perhaps_settled(life, family, stands, children, follows, taker)
    settled, opened = _police(life, family, worry, children, earlier, twice=bool(twice))
    for child in children:
        child.heard_of = child.open or child.early_help
        if not child.heard_of:
            child.holder = "front_door"
    yield env.timeout(chance.uniform(5, 20))
    if new and len(new) < len(children):
        person.related_later(life, family, children, new, taker)
    if not twice:
        _what_changed(life, family, children, new, taker, worry)
        if worry.urgent and life.of.happens("contact.warning", chance):
            _warn(life, family, worry, children, taker)
    worry.day = life.today
    family.past.append(worry)
    if night and not twice:
        out_of_hours.perhaps_handed_back(life, family, worry, children)
    unanswered = 0 if opened else (yield from _enquiries(life, family, worry, children, follows))
    manager = yield from decision.manager(life, family, worry)
    if settled and settled.is_alive and not _accepted_at_once(life, family, worry, children):
        yield settled
        yield life.until(life.clock.after(env.now, chance.uniform(0.2, 2)))
        manager = life.managers.somebody(env.now)
    while police_notification.to_be_met_about(family, but=worry):
        yield life.until(life.clock.after(env.now, chance.uniform(0.5, 2)))
    if settled and settled.is_alive and any(child.open for child in children):
        yield settled
    yield from decision.decide(
        life, family, worry, children, follows, earlier, manager, unanswered, twice=bool(twice), opened=opened,
        settled=not settled or not settled.is_alive,
    )  # fmt: skip
    if twice:
        env.process(person.joined(life, family, twice, children[0]))
    elif not opened and follows:
        front_door_audit.perhaps_audited(life, family, worry.outcome, children[0], follows[0], manager)
    if not twice and worry.outcome in COMES_BACK and life.of.happens("early_help.asked_for_later", chance):
        env.process(early_help.asked_for(life, family, children))
    yield from _tell(life, family, worry, children, follows, taker)


def _police(
    life: Life, family: Family, worry: Worry, children: list[Child], earlier: list[Worry], *, twice: bool
) -> tuple[simpy.Process | None, list[Child]]:
    """What a notification of the police sets going, and for which children it opened an assessment by itself."""
    if not worry.grade:
        return None, []
    opened = police_notification.opened_by_rule(worry, children, life.clock.day(worry.minute))
    for child in opened:
        child.refer(life.today)
    worry.by_rule, worry.may_be_met_about = bool(opened), not twice
    worry.leans = decision.leans(life, family, worry, earlier)
    notified = life.brought(family, children)
    return life.env.process(police_notification.settled(life, family, worry, children, notified)), opened


def _accepted_at_once(life: Life, family: Family, worry: Worry, children: Sequence[Child]) -> bool:
    """Whether an assessment begins before those of the triage have met."""
    waits = worry.by_rule or worry.grade == police_notification.HIGH or worry.leans != "referral"
    waits = waits or any(child.open for child in children)
    return not waits and life.of.happens("police.accepted_at_once", family.chance)


def stepped_up(life: Life, family: Family, worry: Worry, follows: list[UUID]) -> None:
    """What early help passes on is decided as any other contact."""
    life.env.process(_stepped_up(life, family, worry, follows))


def _stepped_up(life: Life, family: Family, worry: Worry, follows: list[UUID]) -> Wait:
    earlier = [one for one in family.past if (life.today - life.clock.day(one.minute)).days <= WITHIN_A_YEAR]
    worry.day = life.today
    family.past.append(worry)
    for child in worry.children:
        child.holder = "front_door"
    manager = yield from decision.manager(life, family, worry)
    yield from decision.decide(life, family, worry, worry.children, follows, earlier, manager, 0, twice=False)


def _at_booking(life: Life, family: Family, worry: Worry, children: list[Child]) -> bool:
    """Whether this is what a midwife tells of a booking, as one does of a woman whom nobody works with yet."""
    midwife = worry.source == MIDWIFE and not worry.urgent and not any(child.open for child in children)
    unborn = midwife and pre_birth.all_unborn(children, life.today)
    return unborn and life.of.happens("pre_birth.told_at_booking", family.chance)


def _found_again(life: Life, family: Family, children: list[Child], new: list[Child]) -> Child | None:
    """The child who is registered a second time by mistake, if one is."""
    if not family.twice or len(children) != 1 or new:
        return None
    child = children[0]
    if child.open or child.early_help or child.unborn(life.today) or not child.birth_said:
        return None
    family.twice = False
    return child


def _what_changed(
    life: Life, family: Family, children: list[Child], new: list[Child], by: Worker, worry: Worry
) -> None:
    known = [child for child in children if child not in new]
    if not known:
        return
    last = family.past[-1].minute if family.past else worry.minute
    years = (worry.minute - last) / (365 * DAY)
    if family.chance.random() < life.of.number("family.moves", "year") * years:
        person.moved(life, family, known, by)
    if life.of.happens("family.changes_name", family.chance):
        person.renamed(life, family, known[0], by)


def _warn(life: Life, family: Family, worry: Worry, children: list[Child], by: Worker) -> None:
    """What everybody must know before they act, on each child's record in the same words."""
    says = words.warning(family, worry, children[-1], life.today)
    days = life.of.number("contact.warning", "review_days")
    review = life.clock.on(life.env.now, days, 0)
    for child in children:
        said = {"says": says, "review_on": life.clock.day(review).isoformat()}
        warned = life.save(family, "person.warned", [child], by, said)
        warning.looked_at_again(life, family, child, warned[0], review)


def _consent(life: Life, family: Family, worry: Worry) -> str:
    stands = life.of.pick("contact.consent", family.chance)
    if worry.kind == "unborn" and stands.startswith("dispensed"):
        return "given"
    return "dispensed_risk" if worry.urgent and stands == "refused" else stands


def _enquiries(life: Life, family: Family, worry: Worry, children: list[Child], follows: list[UUID]) -> Wait:
    """The manager's direction and what partners are asked and say; answers how many never answered."""
    of, chance, env = life.of, family.chance, life.env
    many = int(of.pick("front_door.enquiries", chance))
    partners = words.partners(family, worry, children, life.today, many)
    if partners or of.happens("front_door.directed", chance):
        yield life.until(life.clock.after(env.now, chance.uniform(0.2, 1.5)))
        said = words.direction(family, worry, children, partners, life.today)
        life.save(family, "front_door.directed", children, life.managers.somebody(env.now), said, follows=follows)
    waits = []
    for partner in partners:
        yield life.until(life.clock.after(env.now, chance.uniform(0.1, 0.7)))
        asked = life.save(
            family, "front_door.enquiry_sent", children, life.officers.somebody(env.now),
            words.question(family, worry, children, partner, life.today), follows=follows,
        )  # fmt: skip
        if not of.happens("front_door.never_answers", chance):
            hours = of.drawn("front_door.answer_hours", chance) * (0.3 if worry.urgent else 1)
            waits.append(env.process(_answer(life, family, worry, children, partner, asked, hours)))
    if waits:
        longest = life.until(life.clock.after(env.now, of.number("front_door.waits_hours")))
        everything = env.all_of(waits)
        yield everything | longest
    return len(partners) - sum(1 for wait in waits if not wait.is_alive)


def _answer(
    life: Life, family: Family, worry: Worry, children: list[Child], partner: str, asked: list[UUID], hours: float
) -> Wait:
    yield life.until(life.clock.after(life.env.now, hours))
    if worry.outcome and any(child.holder != "front_door" for child in children):
        # It comes after the decision, and goes to whoever has the work by now.
        return
    said = words.answer(family, worry, children, partner, life.today)
    own = {nth: {"enquiry": str(each)} for nth, each in enumerate(asked)}
    by = life.officers.somebody(life.env.now)
    life.save(family, "front_door.enquiry_answered", children, by, said, own, follows=asked)


def _tell(life: Life, family: Family, worry: Worry, children: list[Child], follows: list[UUID], taker: Worker) -> Wait:
    """Whoever took the contact tells the referrer, if they are still here."""
    if not life.of.happens("front_door.referrer_told", family.chance):
        return
    minute = life.clock.after(life.env.now, family.chance.uniform(0.2, 9))
    minute = life.clock.opened(taker.tenure.back(minute))
    if minute >= min(taker.tenure.ends, life.clock.ends):
        return
    yield life.until(minute)
    rationale = police.rationale(family, worry, children, life.today) if worry.grade else ""
    life.save(
        family,
        "front_door.referrer_told",
        children,
        taker,
        words.referrer_told(family, worry, life.today, rationale=rationale),
        follows=follows,
    )

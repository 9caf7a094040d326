"""What a manager decides of a contact, and what that sets going."""

from collections.abc import Sequence
from uuid import UUID

from goldenthread.doors.demonstration.lives.at_work import Wait, Worker
from goldenthread.doors.demonstration.lives.family import Child, Family, Worry
from goldenthread.doors.demonstration.lives.life import Life
from goldenthread.doors.demonstration.lives.pathways import (
    agreement,
    assessment,
    early_help,
    police_notification,
    pre_birth,
    strategy,
)
from goldenthread.doors.demonstration.lives.words import agreement as agreement_words
from goldenthread.doors.demonstration.lives.words import front_door as words
from goldenthread.doors.demonstration.lives.words import moves, police

GRAVE = ("sexual_abuse", "exploitation")


def manager(life: Life, family: Family, worry: Worry) -> Wait:
    """Wait until a manager comes to it; answers who."""
    hours = life.of.drawn("front_door.decision_hours", family.chance)
    if worry.urgent:
        hours = min(hours, life.of.number("front_door.urgent_hours"))
    yield life.until(life.clock.after(life.env.now, hours))
    return life.managers.somebody(life.env.now)


def decide(
    life: Life, family: Family, worry: Worry, children: list[Child], follows: list[UUID], earlier: list[Worry],
    by: Worker, unanswered: int, *, twice: bool, opened: Sequence[Child] = (), settled: bool = True,
) -> Wait:  # fmt: skip
    """opened: those for whom the record has opened an assessment by itself; their brothers and sisters go with them.

    settled: what the police told us was dealt with; until then nothing is decided but a referral, for all of them.
    """
    chance = family.chance
    if opened:
        follows = [each for child, each in zip(children, follows, strict=True) if child not in opened]
        children = [child for child in children if child not in opened]
    here = [child for child in children if not child.open]
    outcome = _outcome(life, family, worry, children, earlier, twice=twice)
    apart: dict[int, str] = {}
    if outcome == "already_open":
        apart = {nth: "advice" for nth, child in enumerate(children) if not child.open and not child.early_help}
    elif (
        len(children) > 1
        and settled
        and not (opened or worry.strategy or worry.moved_here)
        and outcome in ("referral", "early_help")
        and life.of.happens("front_door.one_decided_apart", chance)
    ):
        apart = {chance.randrange(len(children)): "advice"}
    worry.outcome = "referral" if opened else outcome
    taken = [child for nth, child in enumerate(children) if nth not in apart and child in here]
    if children:
        _decided(life, family, worry, children, follows, earlier, by, unanswered, outcome, apart, beside=bool(opened))
    if worry.strategy:
        for child in taken:
            strategy.call(life, family, child, by)
    if worry.outcome == "referral" and (taken or opened):
        for child in taken if outcome == "referral" else ():
            child.refer(life.today)
        assessed = [child for child in (*opened, *taken) if child in opened or outcome == "referral"]
        # An unborn child is assessed apart from those who are there to be seen.
        unborn = [child for child in assessed if pre_birth.all_unborn([child], life.today)]
        apart_from = unborn if life.of.happens("pre_birth.by_itself", chance) else []
        for group in ([child for child in assessed if child not in apart_from], apart_from):
            if group:
                life.env.process(assessment.assess(life, family, worry, group))
    elif outcome == "early_help" and taken:
        early_help.begin(life, family, taken)
    yield life.env.timeout(0)


def _decided(
    life: Life, family: Family, worry: Worry, children: list[Child], follows: list[UUID], earlier: list[Worry],
    by: Worker, unanswered: int, outcome: str, apart: dict[int, str], *, beside: bool,
) -> None:  # fmt: skip
    """What the manager writes; beside: because of a brother or sister for whom a rule opened an assessment."""
    chance = family.chance
    shared, own = words.decision(
        family, worry, children, earlier, outcome, life.today, unanswered=unanswered,
        bare=life.of.happens("front_door.bare_reason", chance), same=life.of.happens("front_door.same_words", chance),
    )  # fmt: skip
    if outcome == "referral":
        shared |= life.assessment_team
        if beside:
            shared["why"] = police.beside(family, children[-1], life.today)
    if worry.moved_here:
        shared["why"] = moves.accepted(family, children, worry.moved_here.authority, life.today)
    if outcome == "early_help":
        shared |= life.help_team
    agreed = agreement.relied_on(life, family, worry, outcome, by)
    shared |= agreed
    for nth in apart:
        own[nth] = {**own.get(nth, {}), **words.decided_apart(family, children[nth], apart[nth], life.today)}
        if outcome in ("referral", "early_help"):
            own[nth] |= {"takes_on": None, "takes_on_said": None}
        if agreed:
            own[nth] |= agreement_words.NONE
    entries = life.save(family, "front_door.decided", children, by, shared, own, follows=follows)
    if agreed:
        agreement.looked_after(life, family, children, entries, agreed)


def _outcome(
    life: Life, family: Family, worry: Worry, children: list[Child], earlier: list[Worry], *, twice: bool
) -> str:
    if twice:
        return "advice"
    if any(child.open for child in children):
        return "already_open"
    if family.alone or worry.by_rule or worry.strategy:
        return "referral"
    outcome = worry.leans or leans(life, family, worry, earlier)
    if outcome == "early_help" and any(child.early_help for child in children):
        return "already_open"
    return outcome


def leans(life: Life, family: Family, worry: Worry, earlier: list[Worry]) -> str:
    """What such a contact comes to, if nothing else speaks against it."""
    grave = worry.urgent or worry.kind in GRAVE or worry.grade == police_notification.HIGH
    when = "grave" if grave else "first" if not earlier else "again" if len(earlier) == 1 else "pattern"
    return life.of.pick(f"front_door.outcome.{when}", family.chance)

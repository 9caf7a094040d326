"""Early help that was offered is followed up, taken up or not, and ends."""

from goldenthread.doors.demonstration.lives.at_work import Wait, Worker
from goldenthread.doors.demonstration.lives.clock import DAY
from goldenthread.doors.demonstration.lives.family import Child, Family
from goldenthread.doors.demonstration.lives.life import Life
from goldenthread.doors.demonstration.lives.words import early_help as words


def begin(life: Life, family: Family, children: list[Child]) -> None:
    """An offer was made with a decision: from then on somebody follows it up, for each child."""
    for child in children:
        child.early_help, child.holder = True, "early_help"
    life.env.process(_followed(life, family, children))


def _followed(life: Life, family: Family, children: list[Child]) -> Wait:
    of, chance = life.of, family.chance
    helper = life.helpers.somebody(life.env.now)
    goes = of.pick("early_help.goes", chance)
    again = int(of.pick("early_help.times", chance)) if goes == "taken_up" else 1 if goes == "waiting" else 0
    gap = of.drawn("early_help.first_days", chance)
    for nth in range(again + 1):
        helper = yield from _later(life, helper, gap)
        if _gone_further(children):
            break
        for child in children:
            said = words.followed_up(family, child, goes, nth, life.today)
            life.save(family, "early_help.followed_up", [child], helper, said)
            yield life.env.timeout(chance.uniform(3, 9))
        goes = (
            "taken_up" if goes == "waiting" and chance.random() < 0.6 else "not_taken_up" if goes == "waiting" else goes
        )
        gap = of.drawn("early_help.between_days", chance)
    if of.happens("early_help.not_ended", chance):
        return
    helper = yield from _later(life, helper, gap * 0.6)
    outcome = "stepped_up" if _gone_further(children) else "needs_met" if goes == "taken_up" else "not_taken_up"
    for child in children:
        life.save(family, "early_help.ended", [child], helper, words.ended(family, child, outcome, life.today))
        child.early_help = False
        yield life.env.timeout(chance.uniform(3, 9))


def _gone_further(children: list[Child]) -> bool:
    return any(child.open for child in children)


def _later(life: Life, helper: Worker, days: float) -> Wait:
    """So many days later, when the helper is there; somebody else of the team, where they have left."""
    minute = life.clock.opened(life.env.now + days * DAY)
    minute = life.clock.opened(helper.tenure.back(minute))
    yield life.until(minute)
    return helper if helper.tenure.is_there(life.env.now) else life.helpers.somebody(life.env.now)

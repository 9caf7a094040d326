"""Early help that was offered or asked for is followed up, taken up or not, and ends."""

from goldenthread.doors.demonstration.lives.at_work import Wait
from goldenthread.doors.demonstration.lives.clock import DAY
from goldenthread.doors.demonstration.lives.family import Child, Family
from goldenthread.doors.demonstration.lives.life import Life
from goldenthread.doors.demonstration.lives.pathways import taken_on
from goldenthread.doors.demonstration.lives.pathways.taken_on import gone_further, later
from goldenthread.doors.demonstration.lives.words import early_help as words

GROWN_UP = 18


def begin(life: Life, family: Family, children: list[Child]) -> None:
    """An offer was made with a decision: from then on somebody follows it up, for each child."""
    for child in children:
        child.early_help, child.holder = True, "early_help"
    life.env.process(_followed(life, family, children))


def asked_for(life: Life, family: Family, children: list[Child]) -> Wait:
    """Some weeks after nothing more was needed somebody asks for help, if nobody works with the children by then."""
    days = life.of.drawn("early_help.asked_for_days", family.chance)
    yield life.until(life.clock.opened(life.env.now + days * DAY) + family.chance.uniform(5, 300))
    still = [child for child in children if child.age(life.today) < GROWN_UP and child.about]
    if not still or any(child.open or child.early_help or child.holder != "front_door" for child in still):
        return
    asked = words.requested(family, still, life.today) | {"team_id": life.early_help, "team_id_said": "Early help"}
    life.save(family, "early_help.requested", still, life.officers.somebody(life.env.now), asked)
    begin(life, family, still)


def _followed(life: Life, family: Family, children: list[Child]) -> Wait:
    of, chance = life.of, family.chance
    helper = life.helpers.somebody(life.env.now)
    goes = of.pick("early_help.goes", chance)
    again = int(of.pick("early_help.times", chance)) if goes == "taken_up" else 1 if goes == "waiting" else 0
    gap = of.drawn("early_help.first_days", chance)
    if goes in taken_on.PERHAPS and of.happens(f"early_help.taken_on.{goes}", chance):
        helper = yield from later(life, helper, gap)
        yield from taken_on.live(life, family, children, helper, refused=goes == "not_taken_up")
        return
    for nth in range(again + 1):
        helper = yield from later(life, helper, gap)
        if gone_further(children):
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
    helper = yield from later(life, helper, gap * 0.6)
    outcome = "needs_met" if goes == "taken_up" else "not_taken_up"
    yield from taken_on.end(life, family, children, helper, outcome)

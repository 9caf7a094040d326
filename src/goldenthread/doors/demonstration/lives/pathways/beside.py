"""What is begun beside a plan of help: the family is told of a service, takes part in a programme, and who joins in."""

import dataclasses
from collections.abc import Callable

from goldenthread.doors.demonstration.lives.at_work import Wait, Worker
from goldenthread.doors.demonstration.lives.beside import Thing
from goldenthread.doors.demonstration.lives.clock import DAY
from goldenthread.doors.demonstration.lives.family import Child, Family
from goldenthread.doors.demonstration.lives.life import Case, Life
from goldenthread.doors.demonstration.lives.words import beside as words

CO_WORKING = "co_working"


@dataclasses.dataclass(frozen=True)
class Helped:
    """Whom a plan is for, and who has it by now."""

    family: Family
    children: list[Child]
    worker: Callable[[], Worker]


def begin(life: Life, case: Case, closes: float) -> None:
    """What some families are offered beside their child in need plan, where there is time for it."""
    born = all(child.birth_said for child in case.children)
    if case.family.alone or not born or closes - life.env.now < life.of.number("beside.least_days") * DAY:
        return
    one = Helped(case.family, case.children, lambda: case.worker)
    for thing in offered(life, one, "child_in_need"):
        case.beside.begins(thing)
    if life.of.happens("co_working.asked", case.family.chance):
        days = life.of.drawn("co_working.days", case.family.chance)
        case.beside.begins(co_working(life, one, life.env.now + days * DAY), CO_WORKING)


def offered(life: Life, one: Helped, plan: str) -> list[Thing]:
    """A service and a programme, for a share of the families with such a plan."""
    of, chance = life.of, one.family.chance
    found = []
    if of.happens(f"signposting.{plan}", chance):
        found.append(signposting(life, one))
    if of.happens(f"programme.{plan}", chance):
        found.append(programme(life, one))
    return found


def ended(life: Life, case: Case) -> Wait:
    """What goes on beside a plan ends before it, by whoever has the plan."""
    if case.beside.due < float("inf"):
        yield from life.when_there(case)
        case.beside.over()


def signposting(life: Life, one: Helped) -> Thing:
    """Told of a service; and asked what came of it, until that is known."""
    of, family, children = life.of, one.family, one.children
    over = yield life.env.now + of.drawn("signposting.days", family.chance) * DAY
    if over:
        return
    said = words.signposted(family, children, life.directory, life.today)
    life.save(family, "signposting.signposted", children, one.worker(), said)
    came = words.WAITING
    while came == words.WAITING:
        over = yield life.env.now + of.drawn("signposting.asked_days", family.chance) * DAY
        came = of.pick("signposting.came.over" if over else "signposting.came", family.chance)
        known = words.came(family, children, came, life.today)
        life.save(family, "signposting.outcome_known", children, one.worker(), known)


def programme(life: Life, one: Helped) -> Thing:
    """Begun and measured, session by session, and measured again where the family stayed."""
    of, family, children = life.of, one.family, one.children
    over = yield life.env.now + of.drawn("programme.days", family.chance) * DAY
    if over:
        return
    kind = words.kind(family, children, of.pick("programme.kind", family.chance), life.today)
    measure = words.measure(children, of.pick("programme.measure", family.chance), life.today)
    before = [_drawn(life, one, f"programme.before.{measure}") for _ in children]
    said = words.began(family, children, kind, measure, before, life.today)
    life.save(family, "programme.began", children, one.worker(), *said)
    stays = of.happens("programme.completed", family.chance)
    sessions = int(of.pick("programme.sessions" if stays else "programme.stopped_after", family.chance))
    for _ in range(sessions):
        over = yield life.env.now + of.drawn("programme.between_days", family.chance) * DAY
        if over:
            break
        held = words.session(family, children, kind, of.pick("programme.came", family.chance), life.today)
        life.save(family, "programme.session_held", children, one.worker(), held)
    if not over:
        over = yield life.env.now + of.drawn("programme.between_days", family.chance) * DAY
    completed = stays and not over
    after = [score + _drawn(life, one, f"programme.change.{measure}") for score in before] if completed else []
    life.save(family, "programme.ended", children, one.worker(), *words.ended(family, children, after, life.today))


def co_working(life: Life, one: Helped, minute: float) -> Thing:
    """Early help is asked to work beside; it does, or says why not, and something else is decided then."""
    of, family, children = life.of, one.family, one.children
    if (yield minute):
        return
    by = life.clock.day(life.clock.on(life.env.now, of.number("co_working.needed_days"), 0))
    asked = words.asked(family, children, by, life.today) | {"team_id": life.early_help, "team_id_said": "Early help"}
    life.save(family, "co_working.asked", children, one.worker(), asked)
    over = yield life.clock.on(life.env.now, of.drawn("co_working.answered_days", family.chance), 11 * 60)
    manager = life.help_managers.somebody(life.env.now)
    if over or of.happens("co_working.declined", family.chance):
        for child in children:
            life.save(family, "co_working.declined", [child], manager, words.declined(family, child, life.today))
        if not over:
            yield life.clock.on(life.env.now, of.drawn("co_working.instead_days", family.chance), 15 * 60)
        for child in children:
            instead = words.instead(family, child, life.today)
            life.save(family, "co_working.decided_instead", [child], one.worker(), instead)
        return
    helper = life.helpers.somebody(life.env.now)
    review = life.clock.day(life.clock.on(life.env.now, of.number("co_working.review_days"), 0))
    for child in children:
        said = words.accepted(family, child, helper, review, life.today)
        life.save(family, "co_working.accepted", [child], manager, said)
    over = yield life.env.now + of.drawn("co_working.lasts_days", family.chance) * DAY
    outcome = "done" if over else of.pick("co_working.ends", family.chance)
    for child in children:
        life.save(
            family, "co_working.ended", [child], one.worker(), words.no_longer(family, child, outcome, life.today)
        )


def _drawn(life: Life, one: Helped, key: str) -> int:
    return one.family.chance.randint(int(life.of.number(key, "from")), int(life.of.number(key, "to")))

"""A record told in lines, as plain values: replayed in memory, without a database."""

import datetime as dt
from uuid import UUID

from goldenthread.casework.replay import Replayed, replay
from goldenthread.casework.rules import Rules
from goldenthread.language import Author, Entry, Episode, Step, derived_id, handbook
from goldenthread.standards.law import Law
from tests.authority import ANSWERS, day, moment, names_a_colleague

CHILD = derived_id("told plainly")
RULES = Rules(Law.read())
WORKERS = {"Sam": 1, "Ada": 2, "Ira": 3, "Nan": 4}


def told(text: str) -> list[Entry]:
    """One entry a line: a day (and time), the step, then who, then answers that matter. Numbers are never chosen.

    `$2` in an answer is the second line's entry. Who begins something says nothing of what it follows: the last entry
    of the step that its step follows. `follows=$2` says what else is meant, `corrects=$2` what is put right.
    """
    entries: list[Entry] = []
    for line in filter(str.strip, text.splitlines()):
        when, key, *rest = [part.strip() for part in line.split("|")]
        who = rest[0] if rest and "=" not in rest[0] else "Sam"
        answers = dict(pair.split("=", 1) for pair in rest if "=" in pair)
        said = {name: _entry(value, entries) for name, value in answers.items()}
        entries.append(entry(handbook().steps[key], when, {**ANSWERS.get(key, {}), **said}, entries, who=who))
    return entries


def _entry(value: str, entries: list[Entry]) -> str:
    return str(entries[int(value[1:]) - 1].id) if value.startswith("$") else value


def entry(step: Step, when: str, answers: dict, before: list[Entry], *, who: str = "Sam") -> Entry:
    """One entry after those before it."""
    happened: dt.date | dt.datetime = day(when) if ":" not in when else moment(when)
    if step.timed and ":" not in when:
        happened = moment(f"{when} 10:00")
    followed = next((e for e in reversed(before) if step.follows and e.step == step.follows), None)
    joined = before[-1] if step.joins and before else None
    named = UUID(answers["follows"]) if "follows" in answers else None
    corrects = UUID(answers["corrects"]) if "corrects" in answers else None
    follows = followed or joined
    answers = {
        name: (str(WORKERS.get(said, said)) if names_a_colleague(name) else "1" if name == "team_id" else said)
        for name, said in answers.items()
        if name not in ("follows", "corrects")
    }
    id_ = derived_id("told plainly", len(before), step.key)
    author = Author(who, worker=WORKERS[who], post=WORKERS[who])
    known = moment("1 Dec 2026 09:00") + dt.timedelta(minutes=len(before))
    return Entry(
        id_, CHILD, step.key, happened, known, answers, author, len(before), step.compartment,
        follows=named or (follows.id if follows and step.begins | step.joins else None),
        corrects=corrects, root=corrects or id_,
    )  # fmt: skip


def stands(entries: list[Entry]) -> Replayed:
    """Where the record then stands."""
    return replay(entries, about=CHILD, handbook=handbook(), rules=RULES)


def standing(step: Step, replayed: Replayed) -> Episode | None:
    """The episode that a step would belong to."""
    mine = replayed.record.of(step.pathway.key)
    return next((e for e in reversed(mine) if e.ended is None), mine[-1] if mine else None)


def way_to(key: str, seen: tuple[str, ...] = ()) -> list[str]:
    """The steps that lead to a step, from the first of all: what its work follows, its beginning, what it needs."""
    steps = handbook().steps
    step = steps[key]
    if key in seen:
        return []
    seen = (*seen, key)
    way: list[str] = []
    if not step.pathway.lifelong:
        begins = step if step.begins else step.pathway.beginnings()[0]
        if begins.follows:
            way += way_to(begins.follows, seen)
        if begins is not step:
            way += way_to(begins.key, seen)
    if step.joins:
        way += way_to("referral.accepted", seen)
    for needed in (*step.needs, *((step.settles,) if step.settles else ())):
        way += way_to(needed.key, seen)
    return list(dict.fromkeys([*way, key]))


def walked(keys: list[str], answers: dict[str, dict]) -> list[Entry]:
    """An entry for each step, a day apart, with the answers that an authority made up gives where none are given."""
    entries: list[Entry] = []
    first = dt.date(2026, 4, 1)
    for nth, key in enumerate(keys):
        when = f"{first + dt.timedelta(days=nth):%d %b %Y}"
        said = {**ANSWERS.get(key, {}), **answers.get(key, {})}
        said = {name: str(entries[keys.index(value[1:])].id) if str(value).startswith("$") else value
                for name, value in said.items()}  # fmt: skip
        entries.append(entry(handbook().steps[key], when, said, entries))
    return entries


def of(entries: list[Entry], key: str) -> UUID:
    """The id of the first entry of a step."""
    return next(e.id for e in entries if e.step == key)


def says(key: str, text: str, today: str) -> str:
    """What a signal says of a record on a day, by the limit in force then; empty where it is not raised."""
    signal = next(one for one in handbook().signals if one.key == key)
    record = stands(told(text)).record
    rule = RULES.rule(signal.law, on=day(today)) if signal.law else None
    sentence = signal.ask(record, day(today), rule.limit if rule else None)
    return sentence.says if sentence else ""


__all__ = ["says", "of", "stands", "standing", "told", "walked", "way_to"]

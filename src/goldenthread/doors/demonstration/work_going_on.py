"""The children of the old system's file get their names, homes, families and workers."""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from uuid import UUID

from goldenthread.casework import taking_in
from goldenthread.casework.recording import Act, is_recorded, new_subject, record
from goldenthread.casework.staffing import Appointed
from goldenthread.doors.demonstration.cin_file import Extract
from goldenthread.doors.demonstration.families import Adult, Family, MadeChild
from goldenthread.doors.demonstration.stories.telling import Child, Story
from goldenthread.standards.holidays import england_and_wales
from goldenthread.timekeeping import weeks

PERSON = "person"
# Who hands the open work on.
BY = "grace.adeyemi"
# So many families in one recording.
AT_ONCE = 6
WORKERS = {
    "east": ("sam.okafor", "bethan.rees", "marek.zielinski", "priya.nair"),
    "west": ("nadia.haddad", "tom.ashdown", "chidi.eze"),
    "locality-north": ("dev.malhotra", "kirsty.munro"),
    "locality-south": ("leila.vaziri", "gareth.moss"),
}


def hand_over(extract: Extract, people: Mapping[str, Appointed], *, at: dt.datetime, today: dt.date) -> None:
    """Complete what the census does not say, as the old system's list of families would, and allocate the open work."""
    subjects = taking_in.subjects_of([child.number for each in extract.families for child in each.family.children])
    digest = hashlib.sha256(extract.xml()).digest()
    author = taking_in.source_of(name="northbridge_families.csv", kind="made-up families", digest=digest, at=at)
    allocated = list[Act]()
    nth = Counter[str]()
    for start in range(0, len(extract.families), AT_ONCE):
        acts = list[Act]()
        for each in extract.families[start : start + AT_ONCE]:
            children = {child.given: subjects[child.number] for child in each.family.children}
            acts += family_acts(each.family, children, f"demonstration/{each.family.children[0].number}", extract.day)
            for child in each.family.children:
                name = {"given": child.given, "surname": child.surname}
                acts.append(Act("person.described", children[child.given], extract.day, name))
            if each.open:
                workers = WORKERS[each.team]
                worker = people[workers[nth[each.team] % len(workers)]]
                nth[each.team] += 1
                given_to = {**worker.allocation, "reason": "Handed over from the old system"}
                allocated += [Act("allocation.allocated", about, extract.day, given_to) for about in children.values()]
        key = f"demonstration/families/{start}"
        if not is_recorded(key):
            record(*acts, by=author, key=key, today=today)
    if not is_recorded("demonstration/handed over"):
        record(*allocated, by=people[BY].actor, key="demonstration/handed over", today=today)


def family_acts(family: Family, children: Mapping[str, UUID], key: str, day: dt.date) -> Iterator[Act]:
    """Parents registered, everybody at home, and who everybody is to each other, told from both sides."""
    adults: list[tuple[Adult, UUID]] = []
    for nth, adult in enumerate(family.adults):
        subject = new_subject(key, 100 + nth)
        adults.append((adult, subject))
        answers = {"given": adult.given, "surname": adult.surname, "sex": "F" if adult.kind == "mother" else "M"}
        yield Act("person.registered", subject, day, answers, new=PERSON)
    home = {"kind": "home", "lines": family.home, "postcode": family.postcode}
    for about in (*children.values(), *(subject for adult, subject in adults if adult.kind == "mother")):
        yield Act("person.addressed", about, day, home)
    by_name = {child.given: child for child in family.children}
    for given, about in children.items():
        for adult, subject in adults:
            responsible = "yes" if adult.responsible else "no"
            relation = {"other": str(subject), "kind": adult.kind, "parental_responsibility": responsible}
            yield Act("person.related", about, day, relation)
            yield Act("person.related", subject, day, {"other": str(about), "kind": "child"})
        for other, sibling in children.items():
            if other != given:
                kind = "sister" if by_name[other].sex == "F" else "brother"
                yield Act("person.related", about, day, {"other": str(sibling), "kind": kind})


def family_of(story: Story, today: dt.date) -> Family:
    """A story's family; the children's birthdays are reckoned from today."""
    children = tuple(
        MadeChild(child.number, child.given, story.surname, born_on(child, today), child.sex, child.ethnicity)
        for child in story.children
        if not child.unborn
    )
    return Family(story.surname, story.home, story.postcode, tuple(story.adults), children)


def born_on(child: Child, today: dt.date) -> dt.date:
    """A birthday that makes the child as old as the story says, on any day that it is told."""
    day = 3 + sum(map(ord, child.given)) % 25
    month = 1 + sum(map(ord, child.given)) % 12
    passed = (month, day) <= (today.month, today.day)
    return dt.date(today.year - child.age - (0 if passed else 1), month, day)


def expected_on(child: Child, today: dt.date) -> dt.date:
    """The expected date of an unborn child."""
    return weeks(child.age).after(today, england_and_wales())

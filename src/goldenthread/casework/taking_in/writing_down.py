"""A file's words become entries: locked, chained, replayed and stored as any others."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from uuid import UUID

from django.db import connection

from goldenthread.casework import access, gathering, linking, locking, recording, writing
from goldenthread.casework.acts import FromFile
from goldenthread.casework.replay import replay
from goldenthread.casework.rules import rules_now
from goldenthread.casework.taking_in.comparing import Before, Said, Wanted, compared, missing
from goldenthread.casework.taking_in.knowing import known_persons
from goldenthread.casework.taking_in.said import (
    PERSON,
    Contradiction,
    FileKind,
    Intake,
    ReportedChild,
    Taken,
    child_of,
    root_of,
)
from goldenthread.facts.models import Person
from goldenthread.language import Author, Entry, Row, derived_id, handbook
from goldenthread.record import models

LOADER = access.Chore("load")

Groups = Mapping[UUID, list[models.Subject]]
RECORDED_FIRST = {
    "born_on": "date of birth",
    "died_on": "date of death",
    "sex": "sex",
    "ethnicity": "ethnicity",
    "upn": "unique pupil number",
}


def begin(
    *,
    name: str,
    kind: FileKind,
    digest: bytes,
    at: dt.datetime,
    reference: dt.date,
    covers: dt.date,
    full: bool,
    team_of: Callable[[str], int | None],
) -> Intake:
    """Begin to take in a file."""
    source = source_of(name=name, kind=kind.key, digest=digest, at=at)
    return Intake(source, kind, reference, covers, full, team_of)


def source_of(*, name: str, kind: str, digest: bytes, at: dt.datetime) -> FromFile:
    """A file as the author of what it says: the same bytes are the same source, however often they come."""
    with access.acting(LOADER):
        _one_at_a_time()
        source = models.Source.objects.filter(kind=kind, digest=digest).first() or models.Source.objects.create(
            name=name[:255], kind=kind, digest=digest, taken_in=at
        )
    return FromFile(source.pk, name[:200])


def take_in(children: Sequence[ReportedChild], intake: Intake) -> Taken:
    """Take in some children of a file in one transaction: each wholly, or none.

    A hundred at a time keep memory and the number of queries small.
    """
    with access.acting(LOADER):
        _one_at_a_time()
        known = known_persons(children, intake)
        models.Subject.objects.bulk_create(
            [models.Subject(pk=about, kind=models.Subject.Kind.PERSON) for about in known.new]
        )
        groups = locking.locked(set(known.subjects.values()))
        stood = _stood(groups)
        before = _said_before(groups, stood, intake)
        taken = Taken(children=len(children), contradictions=known.unsure)
        wanted = [
            (known.subjects[child.identifier], each)
            for child in children
            for each in compared(child, before.get(intake.child(child.identifier), {}), intake, taken)
        ]
        _write(wanted, stood, groups, intake)
        root = {subject.pk: root for root, group in groups.items() for subject in group}
        records = {identifier: root[about] for identifier, about in known.subjects.items()}
        taken.contradictions += _stand_otherwise(children, records)
        taken.contradictions += _contradictions(children, records, before, intake)
        return taken


def note_absent(seen: Iterable[str], intake: Intake) -> Taken:
    """Of every child whom an earlier file of this kind had and this full one has not, note what is missing."""
    here = {intake.key(identifier, PERSON) for identifier in seen}
    taken = Taken()
    with access.acting(LOADER):
        _one_at_a_time()
        persons = models.Entry.objects.filter(
            step=intake.kind.person, nth=0, key__startswith=f"{intake.kind.key}/"
        ).values_list("key", "about_id")
        absent = {key: about for key, about in persons if key not in here}
        groups = locking.locked(set(absent.values()))
        stood = _stood(groups)
        before = _said_before(groups, stood, intake)
        wanted = [
            (about, each)
            for key, about in absent.items()
            if before[child_of(key)][key].entry.day <= intake.reference
            for each in missing(before[child_of(key)], set(), intake, taken)
        ]
        _write(wanted, stood, groups, intake)
    return taken


def _one_at_a_time() -> None:
    """Two files at once would both find that something is not there yet."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended('taking in files', 0))")


def _stood(groups: Groups) -> dict[UUID, list[Entry]]:
    """Everything recorded so far, by record."""
    root = {subject.pk: root for root, group in groups.items() for subject in group}
    stood: dict[UUID, list[Entry]] = {each: [] for each in groups}
    for entry in gathering.entries_of(root):
        stood[root[entry.about]].append(entry)
    return stood


def _said_before(groups: Groups, stood: Mapping[UUID, list[Entry]], intake: Intake) -> dict[str, dict[str, Said]]:
    """The latest that files of this kind said, by child and by key."""
    by_id = {entry.id: entry for entries in stood.values() for entry in entries}
    subjects = [subject.pk for group in groups.values() for subject in group]
    keys = models.Entry.objects.filter(about__in=subjects, source__isnull=False, key__startswith=f"{intake.kind.key}/")
    before: dict[str, dict[str, Said]] = {}
    for pk, key, version in keys.order_by("nth").values_list("pk", "key", "nth"):
        before.setdefault(child_of(key), {})[key] = Said(key, version, by_id[pk])
    return before


def _write(
    wanted: Sequence[tuple[UUID, Wanted]], stood: Mapping[UUID, list[Entry]], groups: Groups, intake: Intake
) -> None:
    """Write the entries, and bring what follows from them up to date for the records they touch."""
    if not wanted:
        return
    book, rules, at = handbook(), rules_now(), locking.known_time(groups)
    subjects = {subject.pk: subject for group in groups.values() for subject in group}
    root = {subject.pk: root for root, group in groups.items() for subject in group}
    author = Author(intake.source.name, source=str(intake.source.source))
    written = {entry.id for entries in stood.values() for entry in entries}
    written |= {derived_id(each.key, each.version) for _, each in wanted}
    rows, touched = [], dict[UUID, list[Entry]]()
    for about, each in wanted:
        entry = Entry(
            id=derived_id(each.key, each.version),
            about=about,
            step=each.step,
            happened=each.happened,
            known=at,
            answers=each.answers,
            author=author,
            compartment=book.steps[each.step].compartment,
            follows=each.follows,
            corrects=root_of(each.key) if each.version else None,
        )
        rows.append(
            linking.chained(
                entry,
                dict(each.answers),
                subjects[about],
                nth=each.version,
                key=each.key,
                held=None,
                source=intake.source.source,
                written=written,
            )
        )
        touched.setdefault(root[about], []).append(gathering.plain(rows[-1]))
    models.Entry.objects.bulk_create(rows)
    changed = [subjects[about] for about in dict.fromkeys(about for about, _ in wanted)]
    models.Subject.objects.bulk_update(changed, ["position", "head", "last_known"])
    replayed = {
        each: replay([*stood[each], *new], about=each, handbook=book, rules=rules) for each, new in touched.items()
    }
    everything: dict[UUID, list[Row]] = {}
    for stands, one in replayed.items():
        everything |= recording.rows_with_grants(one, book, [member for member, its in root.items() if its == stands])
    writing.store(everything, at=at)
    new = [entry for entries in touched.values() for entry in entries]
    counted = [entry._replace(step=book.steps[entry.step].counts_as or entry.step) for entry in new]
    recording.followed_up(replayed, counted, rules)


def _stand_otherwise(children: Sequence[ReportedChild], records: Mapping[str, UUID]) -> list[Contradiction]:
    """Where what is recorded here stands before what the file says."""
    persons = {person.about_id: person for person in Person.now.filter(about__in=list(records.values()))}
    found = []
    for child in children:
        person = persons.get(records[child.identifier])
        element = next((each for each in child.elements if each.path == PERSON), None)
        for question, name in RECORDED_FIRST.items() if person and element else ():
            said = (element.answers if element else {}).get(question)
            stands = str(getattr(person, question) or "")
            if said and stands and stands != said:
                says = f"The {name} here is {stands}; the file says {said}. What stands here is kept."
                found.append(Contradiction(child.identifier, element.line if element else child.line, says))
    return found


def _contradictions(
    children: Sequence[ReportedChild], records: Mapping[str, UUID], before: Mapping[str, Before], intake: Intake
) -> list[Contradiction]:
    """What replay found that cannot be, with the line of the file that says so."""
    loose: dict[UUID, list[models.Loose]] = {}
    for row in models.Loose.now.filter(about__in=list(records.values())).order_by("row"):
        loose.setdefault(row.about_id, []).append(row)
    found = []
    for child in children:
        lines: dict[UUID, int] = {}
        for element in child.elements:
            key = intake.key(child.identifier, element.path)
            said = before.get(intake.child(child.identifier), {}).get(key)
            for version in range((said.version if said else 0) + 2):
                lines[derived_id(key, version)] = element.line
        for row in loose.get(records[child.identifier], ()):
            found.append(Contradiction(child.identifier, lines.get(row.entry_id, child.line), row.says))
    return found

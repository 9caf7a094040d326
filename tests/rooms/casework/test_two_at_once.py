"""Two people, one record, at the same moment: random tries against the database's own locks and constraints.

Each person has a connection of their own, in the application's role, and commits as a page does.
"""

import dataclasses
import itertools
import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, connections

from goldenthread.casework import access, drafts
from goldenthread.casework.completing import Completed, NotComplete, complete
from goldenthread.casework.recording import Act, CannotRecord, record
from goldenthread.record.models import Draft, DraftAnswer, Entry
from tests.authority import ANSWERS, moment
from tests.rooms.casework.test_drafts import CONTACT, over, whole
from tests.trials import count

NOW = moment("3 Mar 2026 10:42")
TRIES = count(15, 5_000)
OF_ONE_CHILD = 20
WRITTEN = ((None, "worry"), (None, "referrer"))
TOLD = (drafts.DraftClosed, NotComplete, CannotRecord, access.NotAllowed)

Deed = Callable[[access.Actor], Any]


@pytest.fixture
def crowd(transactional_db, authority) -> Iterator["Crowd"]:
    with ThreadPoolExecutor(max_workers=2) as pool:
        yield Crowd([authority.actor("Rita"), authority.actor("Fran")], pool)
        leaving = Barrier(2)

        def leave(_: int) -> None:
            leaving.wait()
            connections.close_all()

        list(pool.map(leave, range(2)))


@dataclasses.dataclass
class Crowd:
    """Two people, each with a connection of their own."""

    people: list[access.Actor]
    pool: ThreadPoolExecutor

    def at_once(self, chance: random.Random, *scripts: list[Deed]) -> list[list[Any]]:
        """Let each do their deeds, all beginning together; what each was answered or told."""
        start = Barrier(len(scripts))
        pauses = [[chance.randrange(4) for _ in script] for script in scripts]

        def run(by: access.Actor, script: list[Deed], pause: list[int]) -> list[Any]:
            start.wait(timeout=30)
            return [answered(by, deed, wait) for deed, wait in zip(script, pause, strict=True)]

        begun = [self.pool.submit(run, *each) for each in zip(self.people, scripts, pauses, strict=True)]
        return [one.result() for one in begun]


def answered(by: access.Actor, deed: Deed, wait: int) -> Any:
    """One request: a transaction in somebody's name, and what they were told where it was refused."""
    with access.acting(by), connection.cursor() as cursor:
        for _ in range(wait):
            cursor.execute("select current_user")
            assert cursor.fetchone() == (access.lock.APPLICATION,)
        try:
            return deed(by)
        except TOLD as told:
            return told


def children(authority) -> Iterator[UUID]:
    """A child for each try: another now and then, or one record would grow too long."""
    while True:
        yield from itertools.repeat(authority.child(), OF_ONE_CHILD)


def test_two_people_in_one_form_lose_no_word_and_make_one_entry(authority, crowd):
    of = children(authority)
    for n in range(TRIES):
        chance, child = random.Random(n), next(of)
        rita = crowd.people[0]
        draft = drafts.begin(CONTACT, [child], by=rita, at=NOW, apart=str(n))
        drafts.save(draft, over(whole(child)), by=rita, at=NOW, page="before")
        pages = [a_page(draft, name, chance) for name in ("r", "f")]

        results = crowd.at_once(chance, *([deed for _, _, deed in page] for page in pages))

        done = [(*said[:2], result) for page, answers in zip(pages, results, strict=True)
                for said, result in zip(page, answers, strict=True)]  # fmt: skip
        one_completion_won(draft, done, n)
        no_word_is_lost(draft, pages, done, n)


Said = tuple[str, Any, Deed]


def a_page(draft: UUID, name: str, chance: random.Random) -> list[Said]:
    """What one person does with the form that they have open: each deed by its name, with what was typed."""
    versions = dict.fromkeys(WRITTEN, 0) | {WRITTEN[0]: 1}
    nth = itertools.count()

    def save(by: access.Actor, place: drafts.Place, words: str) -> drafts.Saved:
        saved = drafts.save(draft, {place: (words, versions[place])}, by=by, at=NOW, page=name)
        versions.update(saved.versions)
        return saved

    def typed() -> Said:
        place, words = chance.choice(WRITTEN), f"{name} wrote {next(nth)}"
        return "save", (place, name, words), lambda by: save(by, place, words)

    others: dict[str, Deed] = {
        "complete": lambda by: complete(draft, by=by, now=NOW),
        "discard": lambda by: drafts.discard(draft, by=by, at=NOW),
        "put back": lambda by: drafts.put_back(draft, by=by),
    }
    picked = chance.choices(["save", *others], weights=[4, 3, 1, 1], k=chance.randint(1, 5))
    return [typed() if one == "save" else (one, None, others[one]) for one in picked]


def one_completion_won(draft: UUID, done: list[tuple[str, Any, Any]], n: int) -> None:
    """At most one completion made the entry, everybody else was told, and what it says is what stood."""
    row = Draft.objects.get(pk=draft)
    entries = Entry.objects.filter(key=f"draft/{draft}")
    asked = [result for what, _, result in done if what == "complete"]
    won = [one for one in asked if isinstance(one, Completed) and not one.again]
    assert len(won) == len(entries) == (row.completed_at is not None), n
    assert not (row.completed_at and row.discarded_at), n
    for other in asked:
        assert other in won or isinstance(other, TOLD) or (other.again and other.by == row.completed_by.name), (
            n,
            other,
        )
    if entries:
        standing = {a.question: a.answer for a in DraftAnswer.objects.filter(draft=draft, subject=None)}
        assert entries[0].answers["worry"] == standing["worry"], n
        assert entries[0].answers.get("referrer") == standing.get("referrer"), n


def no_word_is_lost(draft: UUID, pages: list[list[Said]], done: list[tuple[str, Any, Any]], n: int) -> None:
    """The last words of each page stand, or are set aside beside what stands; nobody was refused in silence."""
    last = {(place, page): words for what, said, _ in done if what == "save" for place, page, words in [said]}
    for what, _, result in done:
        assert what != "save" or isinstance(result, drafts.Saved | drafts.DraftClosed), (n, result)
    rows = {(one.subject, one.question): one for one in DraftAnswer.objects.filter(draft=draft)}
    for (place, page), words in last.items():
        here = [rows[place].answer, *(one["value"] for one in rows[place].set_aside)]
        assert words in here, (n, page, words, here)


def test_two_people_on_one_record_one_save_wins_and_the_other_is_told(authority, crowd):
    of = children(authority)
    for n in range(TRIES):
        chance, child = random.Random(n), next(of)
        stood = record(a_contact(child, "As it stood"), by=crowd.people[0], key=f"stood-{n}").entries[0]
        ways = {"the same key": same_key, "another key": other_key, "one version": one_version}
        way = chance.choice(list(ways))
        ways[way](crowd, chance, child, stood, n)


def a_contact(child: UUID, worry: str, **more: Any) -> Act:
    return Act(CONTACT, child, NOW, {**ANSWERS[CONTACT], "worry": worry}, **more)


def recording(key: str, act: Act) -> list[Deed]:
    return [lambda by: record(act, by=by, key=key)]


def written(child: UUID, *keys: str) -> list[tuple[str, str]]:
    return sorted(Entry.objects.filter(about=child, key__in=keys).values_list("key", "answers__worry"))


def same_key(crowd: Crowd, chance: random.Random, child: UUID, stood: UUID, n: int) -> None:
    """Two tabs: with the same to say, both get the one entry; with something else to say, the second is told."""
    key, words = f"key-{n}", [f"tab {one}" for one in range(2)]
    if chance.random() < 0.5:
        words = words[:1] * 2
    (first,), (second,) = crowd.at_once(chance, *(recording(key, a_contact(child, said)) for said in words))

    refused = [one for one in (first, second) if isinstance(one, CannotRecord)]
    assert len(refused) == (words[0] != words[1]), (n, first, second)
    assert [one for one, _ in written(child, key)] == [key], n
    assert all("was saved first" in str(one) for one in refused), n
    if not refused:
        assert first.entries == second.entries, n
        assert sorted((first.again, second.again)) == [False, True], n


def other_key(crowd: Crowd, chance: random.Random, child: UUID, stood: UUID, n: int) -> None:
    """Two calls about one child: both stand, one after the other in the chain."""
    keys = [f"call-{n}-{one}" for one in range(2)]
    (first,), (second,) = crowd.at_once(chance, *(recording(key, a_contact(child, key)) for key in keys))

    assert written(child, *keys) == [(key, key) for key in keys], (n, first, second)
    positions = Entry.objects.filter(about=child).order_by("position").values_list("position", "known_at")
    assert len({position for position, _ in positions}) == len(positions), n
    assert all(one < other for (_, one), (_, other) in itertools.pairwise(positions)), n


def one_version(crowd: Crowd, chance: random.Random, child: UUID, stood: UUID, n: int) -> None:
    """Two put the same entry right from the same version of it: the first stands, the second is told by whom."""
    keys = [f"right-{n}-{one}" for one in range(2)]
    acts = [a_contact(child, key, corrects=stood, stood=stood) for key in keys]
    (first,), (second,) = crowd.at_once(chance, *map(recording, keys, acts))

    (refused,) = [one for one in (first, second) if isinstance(one, CannotRecord)]
    won = next(by.name for by, one in zip(crowd.people, (first, second), strict=True) if one is not refused)
    assert won in str(refused), (n, refused)
    assert len(written(child, *keys)) == 1, n

"""One box: people by name, date, number or postcode; words inside entries and documents. Only what one may see."""

import dataclasses
import datetime as dt

from goldenthread.casework import access
from goldenthread.casework.search.asking import Asked, understand
from goldenthread.casework.search.narrowing import nearby
from goldenthread.casework.search.people import FoundPerson, People, find_people
from goldenthread.casework.search.words import FoundWords, Words, find_words

__all__ = ["Asked", "Found", "FoundPerson", "FoundWords", "People", "Words", "find", "understand"]


@dataclasses.dataclass(frozen=True)
class Found:
    """What one question to the box comes to."""

    asked: Asked
    people: People
    words: Words


def find(text: str, *, actor: access.Actor, today: dt.date, page: int = 1, only: str = "") -> Found:
    """Everything that answers a question and that this person may see; hidden records are not even counted.

    only: "people" or "words" to look for one of the two.
    """
    asked = understand(text)
    near = nearby(actor) if text.strip() else None
    people = find_people(asked, actor=actor, today=today, near=near) if only != "words" else People()
    words = find_words(asked, actor=actor, today=today, page=page, near=near) if only != "people" else Words()
    if not people.found and not words.found and only != "words":
        people = find_people(asked, actor=actor, today=today, near=near, easier=True)
    return Found(asked, people, words)

"""Letters: what a family is told in writing after a step, in plain words that an authority can read and correct.

Each stands beside its pathway as `letters/<name>.toml`: the step it comes after, what it is about, since when it is
used, where it comes from, and its words, a Jinja template. The words know the child (`child`), the day (`day`), the
answers as codes (`answer`) and in words (`said`), and what was promised (`actions`).
"""

import dataclasses
import datetime as dt
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Template
from jinja2.sandbox import SandboxedEnvironment

WORDS = SandboxedEnvironment(trim_blocks=True, lstrip_blocks=True)
# A line's end inside a paragraph, where no item of a list begins; and what stands between two paragraphs.
WITHIN, BETWEEN = re.compile(r"(?<!\n)\n(?!\n|- )"), re.compile(r"\n{2,}")


@dataclasses.dataclass(frozen=True)
class Letter:
    """One letter. after: the key of the step after which it is written; to: who it is for."""

    after: str
    to: str
    title: str
    since: dt.date
    source: str
    words: str

    def written(self, **known: Any) -> tuple[str, str]:
        """What it is about, and what it says, of what is known."""
        title, words = (_template(text).render(known).strip() for text in (self.title, self.words))
        return title, BETWEEN.sub("\n\n", WITHIN.sub(" ", words))


@cache
def _template(text: str) -> Template:
    return WORDS.from_string(text)


def letters_of(pathway: str) -> Iterator[Letter]:
    """The letters that stand beside a pathway.

    pathway: its package. Raises TypeError where a letter lacks a part, or has one that no letter has.
    """
    for file in sorted((files(pathway) / "letters").iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            said: Mapping[str, Any] = tomllib.loads(file.read_text("utf-8"))
            yield Letter(**said)


_letters: dict[str, Letter] = {}


def open_letters(letters: Iterable[Letter]) -> None:
    """Make these the letters in force. Only config calls it, once."""
    _letters.clear()
    _letters.update((letter.after, letter) for letter in letters)


def letters() -> tuple[Letter, ...]:
    """Every letter in force."""
    return tuple(_letters.values())


def letter_after(step: str) -> Letter | None:
    """The letter that is written after a step, if there is one."""
    return _letters.get(step)

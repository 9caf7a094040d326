"""Sentences of the made-up authority, read once: pools of them, each knowing what it needs to be said."""

import string
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple


class Sentence(NamedTuple):
    """One that may be said where everything that it needs is known. Plain ones need nothing put in."""

    text: str
    needs: tuple[str, ...]


@cache
def pools() -> dict[str, tuple[Sentence, ...]]:
    """Every pool by its name, such as `weighs.baby`."""
    found: dict[str, tuple[Sentence, ...]] = {}
    for file in sorted(files(__package__).joinpath("data", "texts").iterdir(), key=lambda each: each.name):
        for name, sentences in _flat(tomllib.loads(file.read_text(encoding="utf-8")), file.name == "texture.toml"):
            found[name] = tuple(Sentence(text, _needs(text)) for text in sentences)
    return found


def _flat(table: Mapping[str, Any], top: bool, name: str = "") -> Iterator[tuple[str, list[str]]]:
    for key, value in table.items():
        here = f"{name}.{key}" if name else key
        if isinstance(value, list):
            yield here, value
        else:
            yield from _flat(value, top, here)


def _needs(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(field for _, field, _, _ in string.Formatter().parse(text) if field))

"""Names and places of the made-up city, read once."""

import tomllib
from functools import cache
from importlib.resources import files
from random import Random
from typing import NamedTuple


class Heritage(NamedTuple):
    """The names of families who come from one part of the world."""

    key: str
    ethnicity: str
    languages: tuple[str, ...]
    girls: tuple[str, ...]
    boys: tuple[str, ...]
    women: tuple[str, ...]
    men: tuple[str, ...]
    surnames: tuple[str, ...]


# What census codes call the children of two heritages.
MIXED = {"BCRB": "MWBC", "BAFR": "MWBA", "APKN": "MWAS", "AIND": "MWAS", "ABAN": "MWAS", "CHNE": "MWAS"}
MIXED_OTHERWISE = "MOTH"


@cache
def heritages() -> dict[str, Heritage]:
    """All of them, by name."""
    return {
        key: Heritage(
            key,
            said["ethnicity"],
            tuple(said.get("languages", said.get("language", "")).split()),
            *(tuple(said[kind].split()) for kind in ("girls", "boys", "women", "men", "surnames")),
        )
        for key, said in _read().items()
        if "girls" in said
    }


@cache
def places(kind: str) -> tuple[str, ...]:
    """Streets, schools, surgeries and the like."""
    return tuple(_read()["places"][kind].split(";"))


@cache
def nicknames() -> dict[str, str]:
    """What some are called instead of their given names."""
    return _read()["nicknames"]


def common(names: tuple[str, ...], chance: Random) -> str:
    """One of the names; those that stand first are the more common."""
    return names[int(len(names) * chance.random() ** 1.4)]


@cache
def _read() -> dict[str, dict[str, str]]:
    return tomllib.loads(files(__package__).joinpath("data", "names.toml").read_text(encoding="utf-8"))

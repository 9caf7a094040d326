"""What recurs in a life, so that what is written of it in spring and in autumn is about the same child."""

from functools import cache
from random import Random

from goldenthread.doors.demonstration.lives.texts import pools

SUBJECT = {"F": ("she", "her", "her", "herself"), "M": ("he", "him", "his", "himself")}
TEXTURES = ("safe", "habit", "teacher")
OF_FAMILIES = ("work", "trouble", "pet")


@cache
def _lists(kind: str) -> tuple[str, ...]:
    return tuple(sentence.text for sentence in pools()[kind])


def child_texture(chance: Random, sex: str) -> dict[str, str]:
    """What a child likes, whom it runs to and what it does when it is frightened."""
    he, him, his, himself = SUBJECT[sex]
    own = {
        "he": he,
        "him": him,
        "his": his,
        "himself": himself,
        "gran_or_nan": chance.choice(("Nan", "Gran", "Grandma")),
    }
    own |= {kind: chance.choice(_lists(kind)).format_map(own) for kind in (*TEXTURES, "likes", "likes_teen")}
    return own


def family_texture(chance: Random) -> dict[str, str]:
    """What a family lives with and by."""
    return {kind: chance.choice(_lists(kind)).format_map({"her": "her"}) for kind in OF_FAMILIES}

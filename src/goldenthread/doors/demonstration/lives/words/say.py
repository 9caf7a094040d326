"""Choose a sentence that can be said of this child, and say it."""

from collections.abc import Mapping
from random import Random

from goldenthread.doors.demonstration.lives.family import Family
from goldenthread.doors.demonstration.lives.texts import pools


class NothingToSay(LookupError):
    """No sentence of a pool can be said of this child. The pool needs one that asks for less."""


def say(family: Family, pool: str, fields: Mapping[str, str], chance: Random | None = None) -> str:
    """The next sentence of a pool that can be said; the family hears no other twice before it has heard all.

    chance: says with which the family begins, of what is lived apart; its own, where nothing else is said.

    :raises NothingToSay: if the pool has none
    """
    all_pools = pools()
    if family.alone and (own := f"{pool}_alone") in all_pools:
        pool = own
    sentences = all_pools[pool]
    many = len(sentences)
    at = family.said.get(pool)
    if at is None:
        at = int((chance or family.chance).random() * many)
    for place in range(at, at + many):
        text, needs = sentences[place % many]
        for need in needs:
            if not fields[need]:
                break
        else:
            family.said[pool] = place + 1
            words = text.format_map(fields) if needs else text
            return words[0].upper() + words[1:]
    raise NothingToSay(
        f"{pool} has nothing for {family.key}, who have {[name for name in fields if not fields[name]]} empty."
    )


def sayable(family: Family, pool: str, fields: Mapping[str, str]) -> bool:
    """Whether a pool has a sentence for this child."""
    found = pools().get(f"{pool}_alone" if family.alone and f"{pool}_alone" in pools() else pool, ())
    return any(all(fields[need] for need in sentence.needs) for sentence in found)

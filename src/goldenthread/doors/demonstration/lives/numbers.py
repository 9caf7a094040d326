"""Numbers of made-up children: formed as real ones are, and nobody's.

An NHS number from 999 000 0000 on is valid and kept for tests: none is ever issued. A unique pupil number names the
authority that gave it; none has the number 999, so a school's own check knows that it is not one of theirs.
"""

from hashlib import sha256

# As many children as have numbers of their own, and the step from one to the next, which has no factor in common.
MANY, STEP = 500_000, 209_977
FOR_TESTS = NOBODYS = "999"
# A letter for each remainder; I, O and S are not used.
LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
NO_DIGIT = 10


def place_of(nth: int, seed: str) -> int:
    """Where the nth child of a seed has its numbers: no other of the seed is there."""
    return (nth * STEP + int(sha256(seed.encode()).hexdigest()[:8], 16)) % MANY


def nhs_number(place: int) -> str:
    """Ten digits, the last of which checks the others (modulus 11)."""
    rest, pair = divmod(place, 5)
    said = f"{FOR_TESTS}{rest:05}{2 * pair}"
    if _check(said) == NO_DIGIT:
        # Of two that follow each other one always has a digit that checks it.
        said = f"{FOR_TESTS}{rest:05}{2 * pair + 1}"
    return f"{said}{_check(said)}"


def _check(nine: str) -> int:
    return -sum(int(digit) * (10 - at) for at, digit in enumerate(nine)) % 11


def pupil_number(place: int, year: int) -> str:
    """A letter that checks the rest, authority, school, the year in which it was given, and three digits more."""
    school, last = divmod(place, 1000)
    said = f"{NOBODYS}{school:04}{year % 100:02}{last:03}"
    return f"{LETTERS[sum(int(digit) * at for at, digit in enumerate(said, 2)) % len(LETTERS)]}{said}"

"""What a command says when it cannot go on: a sentence for a person, and an exit code for a script."""

from enum import IntEnum


class Code(IntEnum):
    """Exit codes, as sysexits.h has them; docs/how-to/run.md lists them for the person on call."""

    USAGE = 64
    UNAVAILABLE = 69
    NO_SPACE = 73
    TRY_AGAIN = 75
    NOT_SET_UP = 78


class Trouble(Exception):
    """Raised where a command cannot go on. The sentence says what to do; main() prints it without a traceback."""

    def __init__(self, sentence: str, *, code: Code = Code.UNAVAILABLE) -> None:
        super().__init__(sentence)
        self.code = code

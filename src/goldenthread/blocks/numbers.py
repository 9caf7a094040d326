"""Whole numbers as somebody sends them."""

# More digits than any number of ours that is sent has: a page, a version, a worker's number.
LONGEST = 9


def whole_number(text: str) -> int | None:
    """The whole number that a text is; nothing where it is none, or longer than any of ours."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST else None

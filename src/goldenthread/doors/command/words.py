"""How the command line says a number."""


def counted(number: int, one: str, many: str) -> str:
    """A number with what it counts: `1 entry`, `2,000 entries`."""
    return f"{number:,} {one if number == 1 else many}"

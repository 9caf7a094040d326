"""What must stay small."""

from pathlib import Path

ROOMS = Path(__file__).parents[2] / "src/goldenthread"


def test_the_language_is_read_in_one_sitting():
    lines = sum(len(path.read_text().splitlines()) for path in (ROOMS / "language").glob("*.py"))
    assert lines <= 400

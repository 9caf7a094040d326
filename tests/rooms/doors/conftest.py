"""What the tests of whole installations share."""

from pathlib import Path

import pytest

from tests.rooms.doors.installation import Installation


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of an installation that was started once and stopped."""
    it = Installation(tmp_path_factory.mktemp("migrated") / "var")
    try:
        it.start()
    finally:
        it.tidy_up()
    return it.var / "db"

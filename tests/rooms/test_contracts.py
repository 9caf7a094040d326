"""The seven import contracts, each broken on purpose and caught."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# What somebody might write, and the contract that must catch it.
BREACHES = {
    "Rooms import downwards only": ("record/apps.py", "from goldenthread.casework import recording"),
    "Doors do not know each other": ("doors/chores/__init__.py", "from goldenthread.doors.office import errors"),
    "Pathways do not know each other": (
        "practice/front_door/gates.py",
        "from goldenthread.practice.assessment import signals",
    ),
    "Practice declares; it never acts": ("practice/front_door/gates.py", "from goldenthread.record import models"),
    "Only config opens the handbook's pages": (
        "doors/chores/__init__.py",
        "from goldenthread.practice.assessment import signals",
    ),
    "Doors reach children through casework and oversight": (
        "doors/chores/__init__.py",
        "from goldenthread.record.models import Entry",
    ),
    "The words, the standards and the calendar need no Django": ("story/roles.py", "import django"),
}


def lint(source: Path) -> str:
    """What the linter says of a tree of the source."""
    linter = Path(sys.executable).with_name("lint-imports")
    said = subprocess.run(
        [linter, "--config", ROOT / "pyproject.toml", "--no-cache"],
        cwd=source,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(source)},
        check=False,
    )
    return said.stdout + said.stderr


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Path:
    source = tmp_path_factory.mktemp("src")
    shutil.copytree(ROOT / "src/goldenthread", source / "goldenthread", ignore=shutil.ignore_patterns("__pycache__"))
    return source


def test_the_rooms_keep_their_contracts(copy):
    assert f"Contracts: {len(BREACHES)} kept, 0 broken" in lint(copy)


@pytest.mark.parametrize("contract", BREACHES)
def test_a_breach_is_caught(copy, contract):
    file, line = BREACHES[contract]
    path = copy / "goldenthread" / file
    as_it_was = path.read_text()
    path.write_text(f"{line}\n{as_it_was}")
    try:
        said = lint(copy)
    finally:
        path.write_text(as_it_was)

    assert f"{contract} BROKEN" in said

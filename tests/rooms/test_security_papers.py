"""The table of requirements and the hazard log name only tests and settings that are there."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
PAPERS = ("docs/security/asvs.md", "docs/safety.md", "SECURITY.md")


@pytest.fixture(scope="module")
def tests() -> set[str]:
    return {name for path in (ROOT / "tests").rglob("*.py") for name in re.findall(r"def (test_\w+)", path.read_text())}


@pytest.mark.parametrize("paper", PAPERS)
def test_every_test_setting_and_page_that_is_named_is_there(paper, tests):
    said = (ROOT / paper).read_text()

    assert set(re.findall(r"`(test_\w+)`", said)) - tests == set()
    assert [name for name in re.findall(r"`([A-Z][A-Z_]+)`", said) if not hasattr(settings, name)] == []
    assert [
        page for page in re.findall(r"\b(?:docs|tests)/[\w/.-]+\.(?:md|py)", said) if not (ROOT / page).exists()
    ] == []


def test_every_requirement_stands_once_and_says_what_answers_it():
    rows = re.findall(
        r"^\| (\d+\.\d+\.\d+) \| ([12]) \| (.+?) \| (.+?) \| ?(.*)\|$", (ROOT / PAPERS[0]).read_text(), re.M
    )

    assert len({number for number, *_ in rows}) == len(rows) > 90
    assert {held for *_, held, _ in rows} == {"Held", "Partly", "No", "None here"}
    assert [number for number, *_, held, answer in rows if held != "None here" and not answer.strip()] == []

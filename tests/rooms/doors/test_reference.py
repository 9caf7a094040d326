"""The pages made from the handbook, and the way to where something is written."""

from argparse import Namespace
from pathlib import Path

import pytest

from goldenthread.doors.command import reference
from goldenthread.doors.command.trouble import Trouble
from goldenthread.doors.command.where import where
from goldenthread.language import handbook

ROOT = Path(__file__).resolve().parents[3]
PAGES = reference.made(handbook())


@pytest.mark.parametrize("name", PAGES)
def test_the_pages_are_what_the_handbook_says(name):
    assert (ROOT / reference.FOLDER / name).read_text() == PAGES[name], "Run `make docs`."


def test_a_stale_page_is_found(tmp_path):
    reference.run(Namespace(into=tmp_path, check=False))
    reference.run(Namespace(into=tmp_path, check=True))
    (tmp_path / "steps.md").write_text("Something else.")

    with pytest.raises(Trouble, match=r"steps\.md.*make docs"):
        reference.run(Namespace(into=tmp_path, check=True))


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("assessment.written", "written = Step("),
        ("referral.assessment_due", "assessment_due = Clock("),
        ("AssessmentsInTime", "class AssessmentsInTime(Share):"),
        ("child_not_yet_seen", "@signal("),
        ("assessment", "class Assessment(Pathway):"),
        ("child_family_assessment", "child_family_assessment"),
    ],
)
def test_where_something_is_written(name, line, monkeypatch):
    monkeypatch.chdir(ROOT)
    file, _, number = where(name)[0].rpartition(":")

    assert line in (ROOT / file).read_text().splitlines()[int(number) - 1]


def test_everything_of_the_handbook_has_a_place():
    book = handbook()
    for name in (*book.steps, *book.clocks, *(s.key for s in book.signals), *(i.key for i in book.indicators)):
        assert where(name)


def test_what_is_not_there_is_said_with_what_is_near():
    with pytest.raises(Trouble, match=r"assessment\.written"):
        where("assessment.writen")

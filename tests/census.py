"""CIN Census files of made-up children, as small as a test needs them."""

import datetime as dt
from pathlib import Path
from typing import Any

from goldenthread.casework.taking_in import receiving_team
from goldenthread.doors.feeds import cin

AT = dt.datetime(2026, 5, 1, 9, tzinfo=dt.UTC)
REFERRAL = {"CINreferralDate": "2025-06-02", "ReferralSource": "2A", "PrimaryNeedCode": "N1", "ReferralNFA": "0"}


def xml(name: str, content: Any) -> str:
    """An element: a mapping holds elements, a list repeats one, anything else is a value."""
    if isinstance(content, list):
        return "\n".join(xml(name, each) for each in content)
    if isinstance(content, dict):
        return f"<{name}>\n{''.join(xml(*pair) + chr(10) for pair in content.items())}</{name}>"
    return f"<{name}>{content}</{name}>"


def child(number: str = "A1", *referrals: dict[str, Any], **identifiers: str) -> dict[str, Any]:
    """A child with its referrals; each gets what every referral needs."""
    return {
        "ChildIdentifiers": {"LAchildID": number, "PersonBirthDate": "2015-02-03", "Sex": "F"} | identifiers,
        "ChildCharacteristics": {"Ethnicity": "WBRI", "Disabilities": {"Disability": "NONE"}},
        "CINdetails": [REFERRAL | referral for referral in referrals or ({},)],
    }


def census(*children: dict[str, Any], year: int = 2026, authority: str = "999") -> str:
    """A whole file."""
    header = {
        "CollectionDetails": {"Collection": "CIN", "Year": str(year), "ReferenceDate": f"{year}-03-31"},
        "Source": {"SourceLevel": "L", "LEA": authority, "DateTime": f"{year}-05-01T09:00:00"},
    }
    return xml("Message", {"Header": header, "Children": {"Child": list(children)}})


def load(tmp_path: Path, *children: dict[str, Any], full: bool = True, **header: Any) -> cin.Loaded:
    """Take in a file with these children, given to the top team."""
    path = tmp_path / "census.xml"
    path.write_text(census(*children, **header))
    return load_file(path, full=full)


def load_file(path: Path, *, full: bool = True) -> cin.Loaded:
    team = receiving_team()
    return cin.load(path, at=AT, full=full, team_of=lambda child: team)

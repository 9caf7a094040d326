"""The bank holidays of England and Wales as GOV.UK published them, 2012 to 2028.

From gov.uk/bank-holidays.json (Crown copyright, Open Government Licence v3.0): a list
written by others than the `holidays` package, for tests to hold our working days to.
"""

import csv
import datetime as dt
from pathlib import Path

FIRST_YEAR, LAST_YEAR = 2012, 2028


def published() -> dict[dt.date, str]:
    """Every published bank holiday and its name."""
    with Path(__file__).with_suffix(".csv").open(encoding="utf-8") as table:
        return {dt.date.fromisoformat(row["date"]): row["name"] for row in csv.DictReader(table)}

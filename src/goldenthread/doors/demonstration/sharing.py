"""The made-up register of agreements on sharing: one that stands, one to be looked at again, one just begun."""

import datetime as dt

from goldenthread.casework import access, sharing
from goldenthread.casework.administration import Change

YEAR = dt.timedelta(weeks=52)
WEEK = dt.timedelta(weeks=1)


def stock(*, by: access.Actor, at: dt.datetime, today: dt.date) -> None:
    """Fill the register, if nothing stands in it yet."""
    if sharing.lines(today=today):
        return
    change = Change(by=by, at=at, why="The register begins.")
    protocol = sharing.SharingSaid(
        "Sharing about children in Northbridge", "protocol", f"{today.year}",
        "What each partner may ask and tell about a child and family, with consent and without, and who says so.",
        today + YEAR, "The safeguarding partnership's office",
    )  # fmt: skip
    health = sharing.SharingSaid(
        "Health practitioners and children's social care", "governance", "1.2",
        "Health visitors, school nurses and midwives read who leads for a child and when the next meeting is.",
        today - 5 * WEEK, "Information governance, Northbridge hospital trust",
    )  # fmt: skip
    police = sharing.SharingSaid(
        "Police domestic abuse notifications", "access", "2",
        "How the police's notifications reach the front door each day, and the reason goes back to them.",
        today + YEAR / 2, "",
    )  # fmt: skip
    signed = {
        protocol: ("Children's social care", "Police", "Integrated care board", "Northbridge hospital trust"),
        health: ("Northbridge hospital trust",),
        police: (),
    }
    for said, partners in signed.items():
        since = min(said.review_on - YEAR, today - WEEK)
        since -= dt.timedelta(days=since.weekday())
        kept = sharing.add(said, since=since, change=change)
        for partner in partners:
            by_whom = sharing.Signed(partner, "Their safeguarding lead", since)
            sharing.sign(kept, by_whom, today=today, change=change)

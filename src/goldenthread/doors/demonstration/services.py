"""The made-up directory of services, so that whoever signposts has somewhere to send a family."""

import datetime as dt

from goldenthread.casework import access, services
from goldenthread.casework.administration import Change

MADE_UP = (
    services.ServiceSaid(
        "Chapel Row family centre", "parenting", "Parents' groups on weekday mornings, with a crèche. A worker comes "
        "along the first time.", "01632 960011; families may come by themselves", "Chapel Row", 0, 11,
    ),
    services.ServiceSaid(
        "Fathers and babies", "early_years", "A Saturday breakfast for fathers with small children.",
        "01632 960012", "Harbour", 0, 4,
    ),
    services.ServiceSaid(
        "Boats and bikes", "youth", "Three evenings a week by the river, for young people who are not at home much.",
        "01632 960013", "Harbour", 11, 17,
    ),
    services.ServiceSaid(
        "Somebody to talk to", "wellbeing", "Six talks with a counsellor, at school or in the centre.",
        "Write to the team with the family's consent; 01632 960014", "", 8, 18,
    ),
    services.ServiceSaid(
        "Safe at home", "domestic_abuse", "A worker for the parent and one for the children; locks and alarms.",
        "01632 960015, day and night",
    ),
    services.ServiceSaid(
        "Larder", "money", "Food, school uniform, and advice on benefits and rent.", "Saturdays from 9, St Mark's hall",
        "Northgate",
    ),
)  # fmt: skip


def stock(*, by: access.Actor, at: dt.datetime, since: dt.date) -> None:
    """Fill the directory, if nothing stands in it yet."""
    if services.lines(today=since):
        return
    for said in MADE_UP:
        services.add(said, since=since, change=Change(by=by, at=at, why="The directory begins."))

"""Who may do what to which record. Every door asks here, and nowhere else is it decided."""

from goldenthread.casework.access.actors import Actor, Chore, acting, actor_in, actor_of, at_work, posts_of, works_here
from goldenthread.casework.access.addresses import ADDRESSES, Who, decide, serves
from goldenthread.casework.access.grants import (
    NotAllowed,
    compartments,
    granted,
    look_at,
    may_open,
    may_take,
    one_record,
    openable,
    require_open,
    require_write,
    why_open,
)
from goldenthread.casework.access.lock import counting, working_out
from goldenthread.casework.access.needs import grants_for
from goldenthread.casework.access.trace import listed, look, showed_nothing

__all__ = [
    "ADDRESSES",
    "Actor",
    "Chore",
    "NotAllowed",
    "Who",
    "acting",
    "actor_in",
    "actor_of",
    "at_work",
    "compartments",
    "counting",
    "decide",
    "granted",
    "grants_for",
    "listed",
    "look",
    "look_at",
    "may_open",
    "may_take",
    "one_record",
    "openable",
    "posts_of",
    "require_open",
    "require_write",
    "serves",
    "showed_nothing",
    "why_open",
    "working_out",
    "works_here",
]

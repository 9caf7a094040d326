"""Who may do what to which record. Every door asks here, and nowhere else is it decided."""

from goldenthread.casework.access.actors import Actor, Chore, acting, actor_in, actor_of, at_work, posts_of, works_here
from goldenthread.casework.access.addresses import ADDRESSES, Who, decide, serves
from goldenthread.casework.access.grants import (
    NO_NEED,
    Need,
    NoNeed,
    NotAllowed,
    compartments,
    granted,
    look_at,
    may_ask,
    may_open,
    may_take,
    need_of,
    one_record,
    openable,
    require_open,
    require_write,
    shut,
    why_open,
)
from goldenthread.casework.access.lock import counting, working_out
from goldenthread.casework.access.needs import grants_for
from goldenthread.casework.access.trace import listed, look, showed_nothing

__all__ = [
    "ADDRESSES",
    "NO_NEED",
    "Actor",
    "Chore",
    "Need",
    "NoNeed",
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
    "may_ask",
    "may_open",
    "may_take",
    "need_of",
    "one_record",
    "openable",
    "posts_of",
    "require_open",
    "require_write",
    "serves",
    "showed_nothing",
    "shut",
    "why_open",
    "working_out",
    "works_here",
]

"""Teams, posts, workers and who holds what: every change with who made it and why. No child is seen from here."""

from goldenthread.casework.administration.appointing import (
    end_holding,
    hold,
    make_worker,
    one_time_password,
    open_account,
    renew_password,
    take_second_factor,
)
from goldenthread.casework.administration.changing import CannotChange, Change, changes, write_down
from goldenthread.casework.administration.listing import (
    HoldingLine,
    PostLine,
    TeamLine,
    WorkerLine,
    posts,
    posts_by_team,
    teams,
    worker_seen,
    workers,
)
from goldenthread.casework.administration.organising import (
    Hours,
    change_post,
    change_team,
    close_team,
    make_post,
    make_team,
)

__all__ = [
    "CannotChange",
    "Change",
    "HoldingLine",
    "Hours",
    "PostLine",
    "TeamLine",
    "WorkerLine",
    "change_post",
    "change_team",
    "changes",
    "close_team",
    "end_holding",
    "hold",
    "make_post",
    "make_team",
    "make_worker",
    "one_time_password",
    "open_account",
    "posts",
    "posts_by_team",
    "renew_password",
    "take_second_factor",
    "teams",
    "worker_seen",
    "workers",
    "write_down",
]

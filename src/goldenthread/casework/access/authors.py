"""Whose entry it is to take back."""

from goldenthread.casework.access.actors import Actor

ONLY_THEIRS = "Only whoever wrote this, or a manager in their line, can say that it was made in error. Ask one of them."


def may_withdraw(actor: Actor, *, worker: int | None, team: int | None) -> bool:
    """Whether this person may say that an entry was made in error: who wrote it, or who manages the team it came from.

    What a file said has no author here: it is put right in the file.
    """
    if worker is None:
        return False
    return worker == actor.worker or (actor.role.manages and team in actor.teams)

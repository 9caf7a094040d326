"""The policy as a table that people can read: every address by every post, by how a record stands to whoever asks.

The table says what the policy says; a test asks every cell of it for real.
"""

import enum
from collections.abc import Iterable

from goldenthread.casework.access.addresses import ADDRESSES
from goldenthread.language import Role


class Relation(enum.Enum):
    """How a record stands to whoever asks for it."""

    OWN = "own work"
    OWN_TEAM = "own team's work"
    OTHER_TEAM = "another team's work"
    RESTRICTED = "restricted to others"
    SEALED = "sealed, for others"
    OWN_FAMILY = "own family's"


# Work gives the need to know. A restricted or sealed record is for those named on it, and nobody sees their own
# family's, whatever their work would open.
WORK = (Relation.OWN, Relation.OWN_TEAM)
NOT_HIDDEN = (*WORK, Relation.OTHER_TEAM)
# Where a reason is asked that opens a record for a while: of every record that is not hidden.
ASKS_FOR_A_REASON = {"open_with_reason"}
# Addresses whose view asks the policy about the record, because the record is not in the address.
NAMES_A_RECORD = {"record"}


def about_a_record(address: str) -> bool:
    """Whether it matters of whom an address is asked."""
    return ADDRESSES[address].opens is not None or address in ASKS_FOR_A_REASON | NAMES_A_RECORD


def served(address: str, role: Role) -> bool:
    """Whether an address is for a post at all."""
    who = ADDRESSES[address]
    return who.public or not who.roles or role in who.roles


def opens(address: str, role: Role) -> Iterable[Relation]:
    """Of which records an address opens for a post: to read, and to send what its form asks."""
    if not served(address, role):
        return ()
    return NOT_HIDDEN if address in ASKS_FOR_A_REASON else WORK if about_a_record(address) else tuple(Relation)

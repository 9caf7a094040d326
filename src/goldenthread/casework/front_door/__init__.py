"""The front door: the board of contacts that wait, and all that bears on the decision about one of them."""

from goldenthread.casework.front_door.asking import without_consent
from goldenthread.casework.front_door.board import Board, Card, board
from goldenthread.casework.front_door.night import Night, night
from goldenthread.casework.front_door.police import STRATEGY, TRIAGED, Inbox, contact_of, inbox, to_be_told
from goldenthread.casework.front_door.words import DECIDED, RECEIVED, TOLD
from goldenthread.casework.front_door.worry import Worry, worry

__all__ = [
    "DECIDED",
    "RECEIVED",
    "STRATEGY",
    "TOLD",
    "TRIAGED",
    "Board",
    "Card",
    "Inbox",
    "Night",
    "Worry",
    "board",
    "contact_of",
    "inbox",
    "night",
    "to_be_told",
    "without_consent",
    "worry",
]

"""The front door: the board of contacts that wait, and all that bears on the decision about one of them."""

from goldenthread.casework.front_door.board import Board, Card, board
from goldenthread.casework.front_door.words import DECIDED, RECEIVED
from goldenthread.casework.front_door.worry import Worry, worry

__all__ = ["DECIDED", "RECEIVED", "Board", "Card", "Worry", "board", "worry"]

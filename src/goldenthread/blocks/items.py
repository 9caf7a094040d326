"""Several of one kind on a form, each with the same few questions: actions, needs, who was invited.

A record keeps one answer for each cell, named `actions_2_owner`: so two people can write different actions in one
draft, one cell can be put right alone, and a number once given stays with its action.
"""

import copy
import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from goldenthread.blocks.questions import Question

NOTHING: tuple[Any, ...] = (None, "", [])
# A choice of these keeps more beside the answer than a cell has room for.
KEEPS_MORE = {"worker", "workers"}


@dataclasses.dataclass(frozen=True)
class Item:
    """One of several, as answered: its number, which stays its own, and its cells by their names."""

    number: int
    cells: Mapping[str, Any]

    def get(self, cell: str, default: Any = None) -> Any:
        return self.cells.get(cell, default)

    def said(self, cell: str) -> str:
        """What was chosen from the record, in the words that stood there."""
        return str(self.cells.get(f"{cell}_said") or self.cells.get(cell) or "")


class Items:
    """Declared on a form among its questions: `actions = Items("Actions", "Action", what=Line(...), by=Day(...))`.

    one: what one of them is called. The first cell says what it is: an item without it is not one. least: how many
    there must be; most: how many the form has room for. own: each child has its own. checked: what one of them lacks,
    by cell.
    """

    name: str

    def __init__(
        self,
        label: str,
        one: str,
        *,
        least: int = 0,
        most: int = 20,
        own: bool = False,
        why: str = "",
        checked: Callable[[Item], Iterator[tuple[str, str]]] | None = None,
        **cells: Question,
    ) -> None:
        self.label, self.one, self.least, self.most, self.own, self.why = label, one, least, most, own, why
        self.checked = checked
        self.cells = cells
        self.first = next(iter(cells))
        for cell, question in cells.items():
            if question.chooses in KEEPS_MORE:
                raise ValueError(f"{cell} of {label} cannot choose a {question.chooses}: choose a colleague.")

    def __set_name__(self, form: type, name: str) -> None:
        self.name = name

    def again(self, *, least: int) -> "Items":
        """The same, on another form."""
        return Items(self.label, self.one, least=least, most=self.most, own=self.own, why=self.why,
                     checked=self.checked, **self.cells)  # fmt: skip

    def cell(self, number: int, cell: str) -> str:
        """The name under which one answer is kept."""
        return f"{self.name}_{number}_{cell}"

    def names(self) -> list[str]:
        """The names of all answers for which the form has room."""
        return [self.cell(number, cell) for number in range(1, self.most + 1) for cell in self.cells]

    def questions(self) -> Iterator[tuple[str, Question]]:
        """The questions of as many items as the form has room for, by the names of their answers."""
        for number in range(1, self.most + 1):
            for cell, question in self.cells.items():
                made = copy.deepcopy(question)
                made.own, made.item = self.own, (self, number)
                made.required = False
                yield self.cell(number, cell), made

    def said_in(self, answers: Mapping[str, Any]) -> list[Item]:
        """Those that answers hold, in the order of their numbers."""
        found: dict[int, dict[str, Any]] = {}
        for name, (number, cell) in self._kept.items():
            if name in answers and answers[name] not in NOTHING:
                found.setdefault(number, {})[cell] = answers[name]
        return [Item(number, said) for number, said in found.items()]

    @cached_property
    def _kept(self) -> dict[str, tuple[int, str]]:
        """Every name under which a record may keep something of them, with the number and the cell that it means."""
        cells = [*self.cells, *(f"{cell}_said" for cell, one in self.cells.items() if one.chooses)]
        return {self.cell(number, cell): (number, cell) for number in range(1, self.most + 1) for cell in cells}

    def numbers_on(self, answered: Iterable[str]) -> range:
        """The numbers that a page shows: up to the last of which a cell was touched, and an empty one after it."""
        touched, numbers = set(answered), range(1, self.most + 1)
        last = max((n for n in numbers if any(self.cell(n, cell) in touched for cell in self.cells)), default=0)
        return range(1, min(self.most, max(last + 1, self.least)) + 1)

    def wrong(self, answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """What no form can take: the name of the answer that wants mending, and how."""
        items = self.said_in(answers)
        for item in items:
            if item.get(self.first) in NOTHING:
                asked = str(self.cells[self.first].label).rstrip("?")
                said = f"{self.one} {item.number}: {asked}? Answer that, or leave the rest of it empty."
                yield self.cell(item.number, self.first), said
            elif self.checked:
                yield from ((self.cell(item.number, cell), said) for cell, said in self.checked(item))
        if len(items) < self.least:
            empty = next(n for n in range(1, self.most + 1) if n not in {item.number for item in items})
            few = f"at least {self.least}" if self.least > 1 else "at least one"
            yield self.cell(empty, self.first), f"{self.label.rstrip('?')}: give {few}."

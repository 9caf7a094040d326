"""Values of the census, each held to its type, its pattern and the codes in force on the day of the file."""

import dataclasses
import datetime as dt
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from lxml import etree

from goldenthread.standards import codes, elements
from goldenthread.timekeeping import spoken

CENSUS = elements.of("cin")
CHILD = "/Message/Children/Child"
YES_NO = {"0": "no", "false": "no", "1": "yes", "true": "yes"}
# Births and deaths lie further back than the years in which working days are counted.
LIFE = ("PersonBirthDate", "ExpectedPersonBirthDate", "PersonDeathDate")
OLDEST_BIRTH, OLDEST, NEWEST = dt.date(1900, 1, 1), dt.date(1985, 1, 1), dt.date(2055, 12, 31)
LONGEST_TEXT, LARGEST_NUMBER = 60, 999


@dataclasses.dataclass(frozen=True, slots=True)
class Refused:
    """Something in the file that was not taken in: where it stands, what it says, and why."""

    line: int
    child: str
    element: str
    value: str
    reason: str


@dataclasses.dataclass(slots=True)
class Group:
    """A group of the census: its values by element, with their lines, and the groups within it.

    unreadable: elements that say something which was refused, so that it is not known what.
    """

    name: str
    line: int
    values: dict[str, list[tuple[Any, int]]] = dataclasses.field(default_factory=dict)
    groups: dict[str, list["Group"]] = dataclasses.field(default_factory=dict)
    unreadable: set[str] = dataclasses.field(default_factory=set)

    def get(self, element: str) -> Any:
        """The value of an element that stands once, or None."""
        found = self.values.get(element)
        return found[0][0] if found else None

    def all(self, element: str) -> list[Any]:
        return [value for value, _ in self.values.get(element, ())]

    def line_of(self, element: str) -> int:
        found = self.values.get(element)
        return found[0][1] if found else self.line

    def within(self, group: str) -> list["Group"]:
        return self.groups.get(group, [])

    def said(self) -> str:
        """Everything that stands in the group, so that nothing of it is lost from sight when it is refused."""
        own = [f"{name}={value}" for name, found in self.values.items() for value, _ in found]
        return ", ".join([*own, *(each.said() for groups in self.groups.values() for each in groups)])


class Reader:
    """Reads one child's XML into groups, and lists what it refuses."""

    def __init__(self, reference: dt.date) -> None:
        self.reference = reference
        self.refused: list[Refused] = []
        self.child = ""

    def refuse(self, line: int, element: str, value: object, reason: str) -> None:
        """List something as refused."""
        self.refused.append(Refused(line, self.child, element, str(value)[:200], reason))

    def group(self, node: etree._Element, path: str) -> Group:
        """Read a group and all within it."""
        group = Group(name_of(node), node.sourceline or 0)
        self._stray_text(node, group)
        for part in node:
            if not isinstance(part.tag, str):
                self._no_element(part, group)
                continue
            name, line = name_of(part), part.sourceline or 0
            element = CENSUS.get(f"{path}/{name}")
            if element is None:
                self.refuse(line, name, "".join(part.itertext()).strip(), f"The census has no {name} in {group.name}.")
            elif element.kind == "group":
                group.groups.setdefault(name, []).append(self.group(part, element.path))
            elif not element.many and name in group.values:
                self.refuse(line, name, part.text, f"{name} stands twice in {group.name}; the first was taken.")
            else:
                self._value(part, element, group)
        for name in self._missing(group, node, path):
            self.refuse(group.line, name, "", f"{name} is missing from {group.name}.")
        return group

    def _value(self, node: etree._Element, element: elements.Element, group: Group) -> None:
        line, text = node.sourceline or 0, (node.text or "").strip()
        if len(node):
            self.refuse(line, element.name, text, "Something else stands within this value.")
            return
        if not text:
            if element.required:
                self.refuse(line, element.name, "", f"{element.name} is empty.")
            return
        try:
            value = convert(text, element, self.reference)
        except ValueError as error:
            self.refuse(line, element.name, text, str(error))
            group.unreadable.add(element.name)
        else:
            group.values.setdefault(element.name, []).append((value, line))

    def _stray_text(self, node: etree._Element, group: Group) -> None:
        """Text between elements belongs to nothing."""
        for text in (node.text, *(part.tail for part in node)):
            if text and text.strip():
                self.refuse(group.line, group.name, text.strip(), "This text stands between elements.")

    def _no_element(self, part: etree._Element, group: Group) -> None:
        if part.tag is not etree.Comment:
            self.refuse(part.sourceline or group.line, group.name, part.text or "", "This is no element.")

    def _missing(self, group: Group, node: etree._Element, path: str) -> Iterator[str]:
        there = {name_of(part) for part in node if isinstance(part.tag, str)}
        for element in _required(path):
            if element.name not in there:
                yield element.name


@cache
def _required(path: str) -> tuple[elements.Element, ...]:
    """What must stand in a group in every year."""
    within = (each for each in CENSUS.values() if each.path.rpartition("/")[0] == path)
    return tuple(each for each in within if each.required and not each.years)


def name_of(node: etree._Element) -> str:
    """An element's name; some suppliers put it in a namespace."""
    return str(etree.QName(node).localname)


def convert(text: str, element: elements.Element, reference: dt.date) -> Any:
    """A value as it is kept.

    :raises ValueError: with the reason, where it is not what the census asks for
    """
    if element.pattern and not re.fullmatch(element.pattern, text):
        raise ValueError(f"{element.name} does not look like one.")
    match element.kind:
        case "code":
            return _code(text, element.code_list, reference)
        case "date":
            return _date(text, element.name)
        case "yes/no":
            if text not in YES_NO:
                raise ValueError("Say 1 or true, 0 or false.")
            return YES_NO[text]
        case "whole number":
            if not re.fullmatch(r"\d+", text) or int(text) > LARGEST_NUMBER:
                raise ValueError(f"This is no whole number from 0 to {LARGEST_NUMBER}.")
            return int(text)
        case _:
            if len(text) > LONGEST_TEXT:
                raise ValueError(f"This is longer than {LONGEST_TEXT} characters.")
            return text


def _code(text: str, name: str, reference: dt.date) -> str:
    if text not in _codes(name, reference):
        if text in _codes(name, None):
            raise ValueError(f"This code was not in force on {spoken(reference)}.")
        raise ValueError("The code list has no such code.")
    return text


@cache
def _codes(name: str, on: dt.date | None) -> frozenset[str]:
    return frozenset(codes.of(name, on))


def _date(text: str, name: str) -> dt.date:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise ValueError("Write a date as year-month-day, as in 2026-03-31.")
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        raise ValueError("There is no such day.") from None
    oldest = OLDEST_BIRTH if name in LIFE else OLDEST
    if not oldest <= day <= NEWEST:
        raise ValueError(f"No record goes from before {oldest.year} to after {NEWEST.year}.")
    return day

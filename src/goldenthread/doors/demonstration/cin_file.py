"""A CIN Census of made-up children, as the old system of Northbridge would have written it on its last day."""

import dataclasses
import datetime as dt
import random
from collections.abc import Sequence
from typing import Any

from lxml import etree

from goldenthread.doors.demonstration.families import Family, MadeChild, families
from goldenthread.doors.demonstration.past import Details, Lives

# No authority has this number.
AUTHORITY = "999"
SEED = 20240201
CHILDREN = 120


@dataclasses.dataclass(frozen=True)
class FamilyInFile:
    """A family, what the file says of its children, and whose work they are."""

    family: Family
    details: tuple[list[Details], ...]
    team: str
    open: bool


@dataclasses.dataclass(frozen=True)
class Extract:
    """The whole: every family, and the day to which the file speaks."""

    day: dt.date
    families: tuple[FamilyInFile, ...]

    def xml(self) -> bytes:
        """The file itself."""
        children = [
            _child(child, details, self.day)
            for each in self.families
            for child, details in zip(each.family.children, each.details, strict=True)
        ]
        header = {
            "CollectionDetails": {"Collection": "CIN", "Year": self.day.year, "ReferenceDate": self.day},
            "Source": {
                "SourceLevel": "L",
                "LEA": AUTHORITY,
                "SoftwareCode": "Made up",
                "Release": "1",
                "SerialNo": "001",
                "DateTime": f"{self.day}T20:00:00",
            },
        }
        return written({"Header": header, "Children": {"Child": children}})


def extract(
    day: dt.date, *, known_before: Sequence[Family] = (), seed: int = SEED, children: int = CHILDREN
) -> Extract:
    """Make the families and what happened to them, told from the day on which the old system was left.

    known_before: families of the demonstration's stories, whose children had been known once and were closed.
    """
    lives = Lives(day, random.Random(seed))
    made = list(families(seed, children=children, day=day, first_number=100))
    found = []
    for nth, family in enumerate(made):
        life, team, is_open = lives.of(nth)
        details = tuple(life(child) for child in family.children)
        found.append(FamilyInFile(family, details, team, is_open))
    for family in known_before:
        details = tuple(lives.closed_without_action(child) for child in family.children)
        found.append(FamilyInFile(family, details, "east", open=False))
    return Extract(day, tuple(found))


# The order in which the schema asks for what stands in CINdetails.
ORDER = (
    "CINreferralDate",
    "ReferralSource",
    "PrimaryNeedCode",
    "CINclosureDate",
    "ReasonForClosure",
    "DateOfInitialCPC",
    "Assessments",
    "CINPlanDates",
    "Section47",
    "ReferralNFA",
    "ChildProtectionPlans",
    "PreProceedingsandFGDM",
)
PLAN_ORDER = (
    "CPPstartDate",
    "CPPendDate",
    "InitialCategoryOfAbuse",
    "LatestCategoryOfAbuse",
    "NumberOfPreviousCPP",
    "Reviews",
)


def _child(child: MadeChild, details: list[Details], day: dt.date) -> Details:
    at_school = day.year - child.born.year >= 5
    own = random.Random(child.number)
    pupil = {"UPN": f"A{AUTHORITY}{child.born.year}{child.number[-5:]}"} if at_school else {"UPNunknown": "UN1"}
    disability = own.choice(("NONE",) * 7 + ("LD", "AUT", "BEH"))
    return {
        "ChildIdentifiers": {"LAchildID": child.number, **pupil, "PersonBirthDate": child.born, "Sex": child.sex},
        "ChildCharacteristics": {"Ethnicity": child.ethnicity, "Disabilities": {"Disability": disability}},
        "CINdetails": [_in_order(each) for each in sorted(details, key=lambda each: each["CINreferralDate"])],
    }


def _in_order(details: Details) -> Details:
    plan = details.get("ChildProtectionPlans")
    if plan:
        details = {**details, "ChildProtectionPlans": {name: plan[name] for name in PLAN_ORDER if name in plan}}
    return {name: details[name] for name in ORDER if name in details}


def written(message: Details) -> bytes:
    """A message as XML, indented so that every value has a line of its own."""
    root = etree.Element("Message")
    _write(root, message)
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")


def _write(parent: Any, content: Details) -> None:
    for name, value in content.items():
        for each in value if isinstance(value, list) else [value]:
            element = etree.SubElement(parent, name)
            if isinstance(each, dict):
                _write(element, each)
            else:
                element.text = str(each)


def with_faults(extract: Extract) -> bytes:
    """A few of the same children in a second file that has every kind of fault, to see what loading makes of it."""
    some = Extract(extract.day, tuple(each for each in extract.families if not each.open)[:6])
    root = etree.fromstring(some.xml())
    children = root.findall(".//Child")
    faults = (
        (".//Ethnicity", "WHITE"),
        (".//PersonBirthDate", "31/01/2016"),
        (".//ReasonForClosure", "RC10"),
        (".//AssessmentAuthorisationDate", "2012-01-02"),
        (".//ReferralNFA", "perhaps"),
        (".//CINreferralDate", ""),
        (".//LAchildID", ""),
    )
    for child, (path, value) in zip(children, faults, strict=False):
        found = child.find(path)
        if found is not None:
            found.text = value
    etree.SubElement(children[0], "FavouriteColour").text = "green"
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")

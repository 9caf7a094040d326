"""One child of the census as the things that it says, each with its own day and its own place."""

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from goldenthread.casework.taking_in import Contradiction, Element, ReportedChild
from goldenthread.doors.feeds.cin.values import CHILD, Group, Reader, Refused

# The codes for sex before 2024-25, in those of today. What the file said is kept beside.
SEX_TODAY = {"0": "U", "1": "M", "2": "F", "9": "U"}
LONGEST_NUMBER = 40
# What each element is called where it is kept.
WHO = {
    "LAchildID": "la_child_id",
    "UPN": "upn",
    "FormerUPN": "former_upn",
    "UPNunknown": "upn_unknown",
    "PersonBirthDate": "born_on",
    "ExpectedPersonBirthDate": "expected_on",
    "PersonDeathDate": "died_on",
    "Sex": "sex",
    "GenderCurrent": "sex",
}
CHARACTER = {"Ethnicity": "ethnicity"}
REFERRAL = {"ReferralSource": "source_code", "PrimaryNeedCode": "primary_need", "ReferralNFA": "nfa"}
CLOSURE = {"ReasonForClosure": "outcome"}
ENQUIRY = {"InitialCPCtarget": "conference_target", "ICPCnotRequired": "conference_not_required"}
PROTECTION = {
    "InitialCategoryOfAbuse": "initial_category",
    "LatestCategoryOfAbuse": "latest_category",
    "NumberOfPreviousCPP": "previous_plans",
}
PRE_PROCEEDINGS = {
    "PPStartDate": "started_on",
    "LBPSentDate": "letter_on",
    "FGDMMeetingOffer": "fgdm_offered",
    "FGDMMeetingFac": "fgdm_held",
    "InitialPPMeetingDate": "first_meeting_on",
    "ReviewMeetingsCount": "review_meetings",
    "StepDecisionDate": "step_decision_on",
    "PPOutcome": "outcome",
    "CourtAppDate": "court_application_on",
    "LetterInitCPDate": "care_letter_on",
}


class Children:
    """Reads child after child; knows which numbers it has seen."""

    def __init__(self, reference: dt.date, refused: list[Refused], contradictions: list[Contradiction]) -> None:
        self.reference = reference
        self.reader = Reader(reference)
        self.reader.refused = refused
        self.contradictions = contradictions
        self.seen: dict[str, int] = {}
        self.pupils: dict[str, str] = {}
        self.unreadable: set[str] = set()

    def child(self, node: etree._Element) -> ReportedChild | None:
        """What the file says of a child, or nothing where it has no number to be known by."""
        self.reader.child = "".join(node.xpath("string(.//*[local-name() = 'LAchildID'][1])")).strip()
        group = self.reader.group(node, CHILD)
        who = next(iter(group.within("ChildIdentifiers")), Group("ChildIdentifiers", group.line))
        number = who.get("LAchildID")
        refusal = self._no_number(number, group)
        if refusal:
            self._refuse_all(group, refusal)
            return None
        self.seen[number] = group.line
        upn = who.get("UPN") or ""
        if upn and self.pupils.setdefault(upn, number) != number:
            says = f"The unique pupil number {upn} is also that of {self.pupils[upn]} in this file."
            self.contradictions.append(Contradiction(number, who.line_of("UPN"), says))
        self.unreadable.clear()
        elements = [self._person(group, who)]
        counted: Counter[dt.date] = Counter()
        for cin in group.within("CINdetails"):
            elements += self._referral(cin, counted)
        return ReportedChild(number, group.line, elements, upn, who.get("PersonBirthDate"), frozenset(self.unreadable))

    def _no_number(self, number: str | None, group: Group) -> str:
        if not number:
            return "Without LAchildID nobody can say whom this is about."
        if len(number) > LONGEST_NUMBER:
            return f"LAchildID is longer than {LONGEST_NUMBER} characters."
        if number in self.seen:
            return f"LAchildID stands already on line {self.seen[number]}. Put both in one Child."
        return ""

    def _refuse_all(self, group: Group, reason: str) -> None:
        """Refuse a group and each group in it, so that every one is found on the list."""
        self.reader.refuse(group.line, group.name, group.said(), reason)
        for groups in group.groups.values():
            for each in groups:
                self._refuse_all(each, f"It stands in a {group.name} that was refused.")

    def _person(self, group: Group, who: Group) -> Element:
        character = next(iter(group.within("ChildCharacteristics")), Group("ChildCharacteristics", group.line))
        disabilities = dict.fromkeys(
            code for each in character.within("Disabilities") for code in each.all("Disability")
        )
        self._refuse_twice(character)
        sex = who.get("Sex") or who.get("GenderCurrent")
        answers = {
            **_said(who, WHO),
            **_said(character, CHARACTER),
            "sex": SEX_TODAY.get(sex or "", sex),
            "sex_said": sex if sex in SEX_TODAY else None,
            "disability": list(disabilities),
        }
        unreadable = _unread(who, WHO) | _unread(character, CHARACTER)
        return Element("reported.person", "person", self.reference, _kept(answers), group.line, unreadable=unreadable)

    def _refuse_twice(self, character: Group) -> None:
        """A disability said twice is listed: a child has it once."""
        seen: set[str] = set()
        for each in character.within("Disabilities"):
            for code, line in each.values.get("Disability", ()):
                if code in seen:
                    self.reader.refuse(line, "Disability", code, "This disability stands twice.")
                seen.add(code)

    def _referral(self, cin: Group, counted: Counter[dt.date]) -> Iterator[Element]:
        day = cin.get("CINreferralDate")
        if day is None:
            self._refuse_all(cin, "Without a referral date there is nothing to hang it on.")
            return
        path = _place("CINdetails", day, counted)
        yield Element("reported.referral", path, day, _said(cin, REFERRAL), cin.line, unreadable=_unread(cin, REFERRAL))
        yield from self._assessments(cin, path)
        yield from self._conferences(cin, path)
        yield from self._plans(cin, path)
        yield from self._pre_proceedings(cin, path)
        closing = list(self._field(cin, "CINclosureDate", "reported.closed", path, _said(cin, CLOSURE)))
        if closing:
            yield dataclasses.replace(closing[0], unreadable=_unread(cin, CLOSURE))
        elif cin.get("ReasonForClosure"):
            self.reader.refuse(
                cin.line_of("ReasonForClosure"),
                "ReasonForClosure",
                cin.get("ReasonForClosure"),
                "There is a reason for closure and no closure date.",
            )

    def _assessments(self, cin: Group, within: str) -> Iterator[Element]:
        counted: Counter[dt.date] = Counter()
        for nth, (group, day) in enumerate(self._dated(cin, "Assessments", "AssessmentActualStartDate"), start=1):
            path = f"{within}/{_place('Assessments', day, counted)}"
            factors = [
                code for each in group.within("FactorsIdentifiedAtAssessment") for code in each.all("AssessmentFactors")
            ]
            yield Element("reported.assessment", path, day, _kept({"nth": nth, "factors": factors}), group.line, within)
            yield from self._field(group, "AssessmentInternalReviewDate", "reported.assessment_reviewed", path)
            yield from self._field(group, "AssessmentAuthorisationDate", "reported.assessment_authorised", path)

    def _conferences(self, cin: Group, within: str) -> Iterator[Element]:
        """Section 47 enquiries with their conferences, and a conference that stands on the referral itself."""
        counted: Counter[dt.date] = Counter()
        waiting: dict[str, dt.date] = {}
        for group, day in self._dated(cin, "Section47", "S47ActualStartDate"):
            path = f"{within}/{_place('Section47', day, counted)}"
            said, unread = _said(group, ENQUIRY), _unread(group, ENQUIRY)
            yield Element("reported.section47", path, day, said, group.line, within, unreadable=unread)
            held = list(
                self._field(
                    group,
                    "DateOfInitialCPC",
                    "reported.conference",
                    path,
                    {"stands_on": "section47"},
                    {"section47": path},
                )
            )
            yield from held
            if not held and group.get("ICPCnotRequired") != "yes":
                waiting[path] = day
        held_on = cin.get("DateOfInitialCPC")
        enquiries = [path for path, day in waiting.items() if held_on and day <= held_on]
        yield from self._field(
            cin,
            "DateOfInitialCPC",
            "reported.conference",
            within,
            {"stands_on": "referral"},
            {"section47": enquiries[-1]} if enquiries else {},
        )

    def _plans(self, cin: Group, within: str) -> Iterator[Element]:
        counted: Counter[dt.date] = Counter()
        for group, day in self._dated(cin, "CINPlanDates", "CINPlanStartDate"):
            path = f"{within}/{_place('CINPlanDates', day, counted)}"
            yield Element("reported.cin_plan", path, day, {}, group.line, within)
            yield from self._field(group, "CINPlanEndDate", "reported.cin_plan_ended", path)
        counted = Counter()
        for group, day in self._dated(cin, "ChildProtectionPlans", "CPPstartDate"):
            path = f"{within}/{_place('ChildProtectionPlans', day, counted)}"
            said, unread = _said(group, PROTECTION), _unread(group, PROTECTION)
            yield Element("reported.protection_plan", path, day, said, group.line, within, unreadable=unread)
            held: Counter[dt.date] = Counter()
            for reviews in group.within("Reviews"):
                for review, line in sorted(reviews.values.get("CPPreviewDate", ())):
                    yield Element(
                        "reported.review", f"{path}/{_place('Reviews', review, held)}", review, {}, line, path
                    )
            yield from self._field(group, "CPPendDate", "reported.protection_plan_ended", path)

    def _pre_proceedings(self, cin: Group, within: str) -> Iterator[Element]:
        for nth, group in enumerate(cin.within("PreProceedingsandFGDM"), start=1):
            answers = _said(group, PRE_PROCEEDINGS)
            days = [value for name in PRE_PROCEEDINGS if isinstance(value := group.get(name), dt.date)]
            yield Element(
                "reported.pre_proceedings",
                f"{within}/PreProceedingsandFGDM:{nth}",
                days[0] if days else self.reference,
                answers,
                group.line,
                within,
                unreadable=_unread(group, PRE_PROCEEDINGS),
            )

    def _dated(self, cin: Group, name: str, starts: str) -> list[tuple[Group, dt.date]]:
        """The groups of one kind in the order of their dates; one without a date is refused."""
        for group in cin.within(name):
            if group.get(starts) is None:
                self._refuse_all(group, f"Without {starts} nobody can say when it was.")
        dated = [(group, group.get(starts)) for group in cin.within(name) if group.get(starts) is not None]
        return sorted(dated, key=lambda pair: pair[1])

    def _field(
        self,
        group: Group,
        name: str,
        step: str,
        within: str,
        answers: Mapping[str, Any] | None = None,
        names: Mapping[str, str] | None = None,
    ) -> Iterator[Element]:
        """A date in a group that is a step of its own."""
        day, path = group.get(name), f"{within}/{name}"
        if name in group.unreadable:
            self.unreadable.add(path)
        if day is not None:
            yield Element(step, path, day, answers or {}, group.line_of(name), within, names=names or {})


def _said(group: Group, questions: Mapping[str, str]) -> dict[str, Any]:
    """What a group says, under the names by which it is kept."""
    return _kept({ours: group.get(theirs) for theirs, ours in questions.items() if theirs in group.values})


def _unread(group: Group, questions: Mapping[str, str]) -> frozenset[str]:
    """What a group says that could not be read."""
    return frozenset(questions[theirs] for theirs in group.unreadable if theirs in questions)


def _place(name: str, day: dt.date, counted: Counter[dt.date]) -> str:
    """A group's place in every file: what it is, its date, and which of those of that date."""
    counted[day] += 1
    return f"{name}:{day}.{counted[day]}"


def _kept(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers as an entry keeps them: dates in words that sort, and nothing where nothing was said."""
    said = {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in answers.items()}
    return {name: value for name, value in said.items() if value not in (None, "", [])}

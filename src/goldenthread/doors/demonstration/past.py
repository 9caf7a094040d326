"""What the old system knew of the made-up families: closed pasts, and work that is going on."""

import datetime as dt
import random
from collections.abc import Callable
from typing import Any

from goldenthread.doors.demonstration.families import MadeChild
from goldenthread.standards import codes
from goldenthread.standards.holidays import england_and_wales
from goldenthread.standards.law import Law

Details = dict[str, Any]


class Lives:
    """What happens to a family: each life gives the same dates to brothers and sisters, and each child its own need."""

    def __init__(self, day: dt.date, chance: random.Random) -> None:
        self.day, self.chance = day, chance
        self.calendar, self.law = england_and_wales(), Law.read()
        self.open_lives: list[tuple[Callable[..., list[Details]], str, int]] = [
            *((self.being_assessed, ("east", "west")[n % 2], due) for n, due in enumerate((-6, 0, 1, 4, 12, 27, 38))),
            *((self.under_enquiry, "locality-north", due) for due in (-2, 1, 6)),
            *(
                (self.protected, ("locality-north", "locality-south")[n % 2], due)
                for n, due in enumerate((-4, 0, 3, 11, 24, 40, 66))
            ),
            *(
                (self.in_need, ("locality-south", "locality-north")[n % 2], ago)
                for n, ago in enumerate((12, 25, 40, 61, 77, 95, 130))
            ),
            (self.before_court, "locality-south", 15),
        ]
        self.closed_lives = (
            self.closed_without_action,
            self.closed_after_a_plan,
            self.closed_to_early_help,
            self.turned_away,
            self.closed_after_protection,
            self.closed_without_action,
            self.known_long_ago,
            self.closed_after_a_plan,
        )

    def of(self, nth: int) -> tuple[Callable[[MadeChild], list[Details]], str, bool]:
        """The life of the nth family: every other one open, as long as there are open lives to tell."""
        if nth % 2 == 0 and nth // 2 < len(self.open_lives):
            life, team, when = self.open_lives[nth // 2]
            dates = self.chance.random()
            return (lambda child: life(child, when, random.Random(dates))), team, True
        closed = self.closed_lives[(nth // 2) % len(self.closed_lives)]
        dates = self.chance.random()
        return (lambda child: closed(child, random.Random(dates))), ("east", "west")[nth // 2 % 2], False

    def ago(self, days: int) -> dt.date:
        """So many working days before the day of the file."""
        return self.calendar.add(self.day, -days)

    def on(self, day: dt.date, days: int) -> dt.date:
        return self.calendar.add(day, days)

    def started_to_be_due(self, family: str, due: int) -> dt.date:
        """The day on which a clock of the law began that falls due so many working days from the day of the file."""
        rule = self.law.rule(family, on=self.day)
        if rule is None or rule.limit is None:
            raise LookupError(f"No rule of {family} is in force on {self.day}.")
        return rule.limit.before(self.on(self.day, due), self.calendar)

    def referral(self, day: dt.date, chance: random.Random, **more: Any) -> Details:
        return {
            "CINreferralDate": day,
            "ReferralSource": chance.choice(("1A", "2A", "2A", "3A", "3B", "5A", "6", "6", "8")),
            "PrimaryNeedCode": chance.choice(("N1", "N1", "N1", "N2", "N3", "N4", "N5", "N6")),
            **more,
        }

    def assessment(self, referred: dt.date, chance: random.Random, child: MadeChild) -> Details:
        """Most in time, some late."""
        begun = self.on(referred, chance.choice((0, 1, 1, 2)))
        took = chance.choice((14, 19, 26, 31, 36, 39, 41, 43, 44, 45, 47, 58))
        return {
            "AssessmentActualStartDate": begun,
            "AssessmentInternalReviewDate": self.on(begun, 9),
            "AssessmentAuthorisationDate": self.on(referred, took),
            "FactorsIdentifiedAtAssessment": self.factors(child),
        }

    def factors(self, child: MadeChild) -> Details:
        own = random.Random(f"{child.number} factors")
        known = [code for code in codes.of("cin.assessment_factors", self.day) if code not in ("21", "18A", "19A")]
        return {"AssessmentFactors": sorted(own.sample(known, own.choice((1, 2, 2, 3))))}

    def being_assessed(self, child: MadeChild, due: int, chance: random.Random) -> list[Details]:
        referred = self.started_to_be_due("child_family_assessment", due)
        begun = {"AssessmentActualStartDate": min(self.on(referred, 1), self.day)}
        if self.ago(12) > referred:
            begun["AssessmentInternalReviewDate"] = self.on(referred, 10)
        return [
            *self.earlier(child, referred, chance),
            self.referral(referred, chance, Assessments=begun, ReferralNFA=0),
        ]

    def under_enquiry(self, child: MadeChild, due: int, chance: random.Random) -> list[Details]:
        begun = self.started_to_be_due("s47_to_icpc", due)
        referred = self.on(begun, -3)
        enquiry = {"S47ActualStartDate": begun, "InitialCPCtarget": self.on(self.day, due), "ICPCnotRequired": 0}
        assessing = {"AssessmentActualStartDate": referred, "AssessmentInternalReviewDate": self.on(referred, 8)}
        return [self.referral(referred, chance, Assessments=assessing, Section47=enquiry, ReferralNFA=0)]

    def protected(self, child: MadeChild, due: int, chance: random.Random) -> list[Details]:
        """A plan whose next review is due so many working days from now: the first, or a later one."""
        later = chance.random() < 0.5
        last = self.started_to_be_due("rcpc_then" if later else "rcpc_first", due)
        conference = self.on(last, -58) if later else last
        return [self.protection(child, conference, [last] if later else [], chance)]

    def protection(
        self, child: MadeChild, conference: dt.date, reviews: list[dt.date], chance: random.Random
    ) -> Details:
        own = random.Random(f"{child.number} harm")
        enquiry = self.on(conference, -chance.choice((11, 13, 14, 15, 17)))
        referred = self.on(enquiry, -2)
        category = own.choice(("NEG", "NEG", "EMO", "EMO", "PHY"))
        plan: Details = {
            "CPPstartDate": conference,
            "InitialCategoryOfAbuse": category,
            "LatestCategoryOfAbuse": category,
            "NumberOfPreviousCPP": own.choice((0, 0, 0, 1)),
        }
        if reviews:
            plan["Reviews"] = {"CPPreviewDate": reviews}
        return self.referral(
            referred,
            chance,
            PrimaryNeedCode="N1",
            Assessments={
                "AssessmentActualStartDate": referred,
                "AssessmentInternalReviewDate": self.on(referred, 8),
                "AssessmentAuthorisationDate": self.on(conference, -1),
                "FactorsIdentifiedAtAssessment": self.factors(child),
            },
            Section47={
                "S47ActualStartDate": enquiry,
                "InitialCPCtarget": self.on(enquiry, 15),
                "DateOfInitialCPC": conference,
                "ICPCnotRequired": 0,
            },
            ReferralNFA=0,
            ChildProtectionPlans=plan,
        )

    def in_need(self, child: MadeChild, ago: int, chance: random.Random) -> list[Details]:
        begun = self.ago(ago)
        referred = self.on(begun, -47)
        return [
            *self.earlier(child, referred, chance),
            self.referral(
                referred,
                chance,
                Assessments={
                    **self.assessment(referred, chance, child),
                    "AssessmentAuthorisationDate": self.on(begun, -5),
                },
                CINPlanDates={"CINPlanStartDate": begun},
                ReferralNFA=0,
            ),
        ]

    def before_court(self, child: MadeChild, due: int, chance: random.Random) -> list[Details]:
        (details,) = self.protected(child, due, chance)
        started = self.ago(30)
        details["PreProceedingsandFGDM"] = {
            "PPStartDate": started,
            "LBPSentDate": self.on(started, 4),
            "FGDMMeetingOffer": 1,
            "FGDMMeetingFac": 0,
            "InitialPPMeetingDate": self.on(started, 12),
            "ReviewMeetingsCount": 0,
        }
        return [details]

    def earlier(self, child: MadeChild, before: dt.date, chance: random.Random) -> list[Details]:
        """Some were known before."""
        if chance.random() < 0.6:
            return []
        referred = self.on(before, -chance.choice((140, 220, 330)))
        return [self.closed(referred, chance, child, "RC8")] if referred > child.born else []

    def closed(self, referred: dt.date, chance: random.Random, child: MadeChild, reason: str) -> Details:
        assessment = self.assessment(referred, chance, child)
        authorised = assessment["AssessmentAuthorisationDate"]
        return self.referral(
            referred,
            chance,
            CINclosureDate=self.on(authorised, 1),
            ReasonForClosure=reason,
            Assessments=assessment,
            ReferralNFA=0,
        )

    def closed_without_action(self, child: MadeChild, chance: random.Random | None = None) -> list[Details]:
        chance = chance or random.Random(child.surname)
        return [self.closed(self._after_birth(child, chance.randint(65, 420)), chance, child, "RC8")]

    def closed_to_early_help(self, child: MadeChild, chance: random.Random) -> list[Details]:
        return [self.closed(self._after_birth(child, chance.randint(62, 380)), chance, child, "RC9")]

    def closed_after_a_plan(self, child: MadeChild, chance: random.Random) -> list[Details]:
        referred = self._after_birth(child, chance.randint(180, 480))
        assessment = self.assessment(referred, chance, child)
        begun = self.on(assessment["AssessmentAuthorisationDate"], 6)
        ended = self.on(begun, chance.choice((48, 66, 90)))
        return [
            self.referral(
                referred,
                chance,
                CINclosureDate=self.on(ended, 1),
                ReasonForClosure="RC7",
                Assessments=assessment,
                CINPlanDates={"CINPlanStartDate": begun, "CINPlanEndDate": ended},
                ReferralNFA=0,
            )
        ]

    def turned_away(self, child: MadeChild, chance: random.Random) -> list[Details]:
        referred = self._after_birth(child, chance.randint(10, 240))
        return [
            self.referral(referred, chance, CINclosureDate=self.on(referred, 1), ReasonForClosure="RC7", ReferralNFA=1)
        ]

    def closed_after_protection(self, child: MadeChild, chance: random.Random) -> list[Details]:
        conference = self._after_birth(child, chance.randint(320, 420))
        reviews = [self.on(conference, 58), self.on(conference, 175)]
        details = self.protection(child, conference, reviews, chance)
        details["ChildProtectionPlans"]["CPPendDate"] = reviews[-1]
        ended = self.on(reviews[-1], 60)
        return [
            _closed(
                {**details, "CINPlanDates": {"CINPlanStartDate": reviews[-1], "CINPlanEndDate": ended}},
                self.on(ended, 1),
                "RC7",
            )
        ]

    def known_long_ago(self, child: MadeChild, chance: random.Random) -> list[Details]:
        """Some of the oldest had an initial assessment under the rules before April 2013."""
        referred = dt.date(2012, chance.randint(1, 12), chance.randint(2, 25))
        if child.born >= referred:
            return self.closed_without_action(child, chance)
        authorised = self.on(referred, chance.choice((6, 9, 10, 12)))
        return [
            self.referral(
                referred,
                chance,
                CINclosureDate=authorised,
                ReasonForClosure="RC7",
                Assessments={
                    "AssessmentActualStartDate": referred,
                    "AssessmentAuthorisationDate": authorised,
                },
                ReferralNFA=0,
            ),
            *self.closed_without_action(child, chance),
        ]

    def _after_birth(self, child: MadeChild, ago: int) -> dt.date:
        day = self.ago(ago)
        return day if day > child.born else min(self.on(child.born, 30), self.ago(62))


def _closed(details: Details, day: dt.date, reason: str) -> Details:
    return {**details, "CINclosureDate": day, "ReasonForClosure": reason}

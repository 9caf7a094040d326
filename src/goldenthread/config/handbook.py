"""Everything that this authority's practice says. If it is not listed here, it does not exist."""

from django.conf import settings

from goldenthread.blocks.plan import cannot_be_acted_on
from goldenthread.blocks.signals import overdue
from goldenthread.blocks.transitions import not_prepared
from goldenthread.casework.by_rule import Standing
from goldenthread.config.practice_model import choose
from goldenthread.language import Gathered, Handbook, Role
from goldenthread.practice.allocation import facts as allocation
from goldenthread.practice.allocation.pathway import Allocation
from goldenthread.practice.analysed_chronology.pathway import AnalysedChronology
from goldenthread.practice.assessment import facts as assessment
from goldenthread.practice.assessment import indicators as assessment_figures
from goldenthread.practice.assessment import signals as assessment_signals
from goldenthread.practice.assessment.pathway import Assessment
from goldenthread.practice.child_in_need import facts as child_in_need
from goldenthread.practice.child_in_need import signals as child_in_need_signals
from goldenthread.practice.child_in_need.pathway import ChildInNeed
from goldenthread.practice.child_protection import facts as child_protection
from goldenthread.practice.child_protection import indicators as protection_figures
from goldenthread.practice.child_protection import signals as child_protection_signals
from goldenthread.practice.child_protection.pathway import ChildProtection
from goldenthread.practice.co_working import facts as co_working
from goldenthread.practice.co_working.pathway import CoWorking
from goldenthread.practice.direction import facts as direction
from goldenthread.practice.direction import signals as direction_signals
from goldenthread.practice.direction.pathway import Direction
from goldenthread.practice.early_help import facts as early_help
from goldenthread.practice.early_help import signals as early_help_signals
from goldenthread.practice.early_help.pathway import EarlyHelp
from goldenthread.practice.front_door import facts as front_door
from goldenthread.practice.front_door import indicators as front_door_figures
from goldenthread.practice.front_door import signals as front_door_signals
from goldenthread.practice.front_door import third
from goldenthread.practice.front_door.pathway import FrontDoor
from goldenthread.practice.front_door_audit import facts as front_door_audit
from goldenthread.practice.front_door_audit import indicators as audit_figures
from goldenthread.practice.front_door_audit import signals as audit_signals
from goldenthread.practice.front_door_audit.pathway import FrontDoorAudit
from goldenthread.practice.into_care import facts as into_care
from goldenthread.practice.into_care import signals as into_care_signals
from goldenthread.practice.into_care.pathway import IntoCare
from goldenthread.practice.learning_review import facts as learning_review
from goldenthread.practice.learning_review import signals as learning_review_signals
from goldenthread.practice.learning_review.pathway import LearningReview
from goldenthread.practice.letter.pathway import Letter
from goldenthread.practice.other_agency import facts as other_agency
from goldenthread.practice.other_agency import signals as other_agency_signals
from goldenthread.practice.other_agency.pathway import OtherAgency
from goldenthread.practice.out_of_hours import facts as out_of_hours
from goldenthread.practice.out_of_hours.pathway import OutOfHours
from goldenthread.practice.panel import facts as panel
from goldenthread.practice.panel import signals as panel_signals
from goldenthread.practice.panel.pathway import Panel
from goldenthread.practice.partner_request import facts as partner_request
from goldenthread.practice.partner_request import signals as partner_request_signals
from goldenthread.practice.partner_request.pathway import PartnerRequest
from goldenthread.practice.person import facts as person
from goldenthread.practice.person.pathway import Person
from goldenthread.practice.police_notification import facts as police_notification
from goldenthread.practice.police_notification import signals as police_notification_signals
from goldenthread.practice.police_notification.pathway import PoliceNotification
from goldenthread.practice.practice_model import facts as practice_model
from goldenthread.practice.practice_model.pathway import RestorativePractice, SignsOfSafety, StrengtheningFamilies
from goldenthread.practice.pre_birth import facts as pre_birth
from goldenthread.practice.pre_birth import signals as pre_birth_signals
from goldenthread.practice.pre_birth.pathway import Booking, PreBirth
from goldenthread.practice.programme import facts as programme
from goldenthread.practice.programme.pathway import Programme
from goldenthread.practice.referral import facts as referral
from goldenthread.practice.referral import indicators as referral_figures
from goldenthread.practice.referral import signals as referral_signals
from goldenthread.practice.referral.pathway import Referral
from goldenthread.practice.reported import facts as reported
from goldenthread.practice.reported.pathway import Reported
from goldenthread.practice.section47 import facts as section47
from goldenthread.practice.section47 import indicators as enquiry_figures
from goldenthread.practice.section47 import signals as section47_signals
from goldenthread.practice.section47.pathway import Section47
from goldenthread.practice.signposting import facts as signposting
from goldenthread.practice.signposting.pathway import Signposting
from goldenthread.practice.strategy_discussion import facts as strategy_discussion
from goldenthread.practice.strategy_discussion.pathway import StrategyDiscussion
from goldenthread.practice.team_transfer import facts as team_transfer
from goldenthread.practice.team_transfer.pathway import TeamTransfer
from goldenthread.practice.transfer_in import facts as transfer_in
from goldenthread.practice.transfer_in.pathway import TransferIn
from goldenthread.standards.law import Law

# The steps that make a plan of help, and those that make any plan, by the pathway under which it stands.
OF_HELP = {
    "child_in_need": ("child_in_need.planned",),
    "early_help": ("early_help.planned", "early_help.plan_changed"),
}
PLANS = {
    **OF_HELP,
    "child_protection": (
        "section47.conference_held",
        "transfer_in.conference_held",
        "child_protection.core_group_held",
    ),
}

HANDBOOK = Handbook(
    pathways=[
        Person,
        Allocation,
        Direction,
        AnalysedChronology,
        *choose(settings.PRACTICE_MODEL),
        FrontDoor,
        FrontDoorAudit,
        PoliceNotification,
        Referral,
        Assessment,
        Booking,
        PreBirth,
        StrategyDiscussion,
        Section47,
        TransferIn,
        ChildProtection,
        ChildInNeed,
        IntoCare,
        TeamTransfer,
        EarlyHelp,
        Panel,
        CoWorking,
        Signposting,
        Programme,
        OtherAgency,
        OutOfHours,
        LearningReview,
        Letter,
        PartnerRequest,
        Reported,
    ],
    facts={
        Person.key: Gathered((person.rows, reported.about_the_person)),
        Allocation.key: allocation.rows,
        Direction.key: direction.rows,
        SignsOfSafety.key: practice_model.rows,
        RestorativePractice.key: practice_model.rows,
        StrengtheningFamilies.key: practice_model.rows,
        FrontDoor.key: front_door.rows,
        FrontDoorAudit.key: front_door_audit.rows,
        PoliceNotification.key: police_notification.rows,
        Referral.key: Gathered((referral.rows, reported.within_the_referral)),
        Assessment.key: assessment.rows,
        Booking.key: pre_birth.booking,
        PreBirth.key: pre_birth.rows,
        StrategyDiscussion.key: strategy_discussion.rows,
        Section47.key: section47.rows,
        TransferIn.key: transfer_in.rows,
        ChildProtection.key: child_protection.rows,
        ChildInNeed.key: child_in_need.rows,
        IntoCare.key: into_care.rows,
        TeamTransfer.key: team_transfer.rows,
        EarlyHelp.key: early_help.rows,
        Panel.key: panel.rows,
        CoWorking.key: co_working.rows,
        Signposting.key: signposting.rows,
        Programme.key: programme.rows,
        OtherAgency.key: other_agency.rows,
        OutOfHours.key: out_of_hours.rows,
        LearningReview.key: learning_review.rows,
        PartnerRequest.key: partner_request.rows,
        Reported.key: reported.plans,
    },
    signals=[
        overdue(FrontDoor.decision_due),
        overdue(FrontDoor.answer_due),
        overdue(FrontDoorAudit.audit_due, desk=Role.SERVICE_MANAGER),
        overdue(FrontDoorAudit.closed_due),
        overdue(PoliceNotification.triage_due),
        overdue(Referral.assessment_due),
        overdue(Assessment.priority_due),
        overdue(Assessment.midpoint_due),
        overdue(PreBirth.assessment_due),
        overdue(PreBirth.panel_due),
        overdue(PreBirth.after_birth_due),
        overdue(PreBirth.gateway_due, desk=Role.SERVICE_MANAGER),
        overdue(StrategyDiscussion.held_due),
        overdue(Section47.child_seen_due),
        overdue(Section47.authorised_due),
        overdue(Section47.conference_due),
        overdue(TransferIn.conference_due),
        overdue(ChildProtection.outline_due),
        overdue(ChildProtection.record_due),
        overdue(ChildProtection.core_group_due),
        overdue(ChildProtection.visit_due),
        overdue(ChildProtection.review_due),
        overdue(ChildProtection.gateway_due, desk=Role.SERVICE_MANAGER),
        overdue(ChildInNeed.plan_due),
        overdue(ChildInNeed.visit_due),
        overdue(ChildInNeed.review_due),
        overdue(ChildInNeed.agreed_due),
        overdue(ChildInNeed.senior_agreed_due, desk=Role.SERVICE_MANAGER),
        overdue(EarlyHelp.follow_up_due),
        overdue(EarlyHelp.assessment_due),
        overdue(EarlyHelp.review_due),
        overdue(TeamTransfer.meeting_due),
        overdue(Panel.held_due),
        overdue(CoWorking.answer_due),
        overdue(Signposting.outcome_due),
        overdue(OtherAgency.chase_due),
        overdue(OutOfHours.take_back_due),
        overdue(LearningReview.written_due, desk=Role.SERVICE_MANAGER),
        overdue(Reported.later_assessment_due),
        overdue(Reported.conference_due),
        overdue(Reported.review_due),
        police_notification_signals.high_waits,
        front_door_signals.repeated_contacts,
        front_door_signals.no_rationale,
        front_door_signals.consent_not_settled,
        front_door_signals.answered_late,
        audit_signals.audited_and_not_safe,
        other_agency_signals.nobody_took_it_on,
        panel_signals.panel_decision_not_carried_out,
        assessment_signals.child_not_yet_seen,
        assessment_signals.assessment_likely_late,
        assessment_signals.copied_between_siblings,
        assessment_signals.nobody_allocated,
        assessment_signals.assessment_out_of_date,
        assessment_signals.communication_not_known,
        section47_signals.not_seen_in_the_enquiry,
        section47_signals.stopped_short_of_conference,
        section47_signals.interviewed_by_the_police_alone,
        child_protection_signals.no_progress_under_the_plan,
        child_protection_signals.another_plan,
        child_protection_signals.decided_at_the_gateway,
        partner_request_signals.partner_has_not_answered,
        partner_request_signals.partner_stays_silent,
        into_care_signals.to_be_looked_after,
        pre_birth_signals.told_late_of_a_pregnancy,
        pre_birth_signals.birth_plan_not_in_hand,
        pre_birth_signals.conference_not_before_birth,
        pre_birth_signals.decided_before_birth,
        pre_birth_signals.born_and_nothing_said,
        early_help_signals.early_help_at_sixteen,
        early_help_signals.nobody_leads_early_help,
        early_help_signals.needs_more,
        early_help_signals.review_not_carried_out,
        child_in_need_signals.not_safe_enough,
        child_in_need_signals.review_not_carried_out,
        referral_signals.nothing_under_way,
        referral_signals.agreement_not_kept,
        cannot_be_acted_on(PLANS),
        not_prepared(*(step for steps in OF_HELP.values() for step in steps)),
        direction_signals.no_direction,
        direction_signals.direction_not_done,
        learning_review_signals.lesson_not_acted_on,
    ],
    indicators=[
        front_door_figures.DecisionsInTime(),
        referral_figures.ReReferrals(),
        enquiry_figures.EnquiriesToConference(),
        enquiry_figures.ConferencesToPlan(),
        protection_figures.SecondPlans(),
        assessment_figures.AssessmentsInTime(),
        assessment_figures.AssessmentsNoFurtherAction(),
        front_door_figures.ContactsByForm(),
        audit_figures.FrontDoorAuditsGood(),
    ],
    law=Law.read(),
)

# What acts by itself, beside what somebody does.
BY_RULE = [
    Standing(
        key="three_notifications",
        name="The rule of three police notifications",
        wakes="police_notification.notified",
        step=FrontDoor.opened_by_rule.key,
        laws=(third.WINDOW, third.COUNT),
        ask=third.third_in_a_row,
    ),
]

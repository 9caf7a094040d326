"""A row for each gate: a record in which it refuses, in which words, and one in which it does not.

A step's name and the gate's; what is told before; what is then refused and how; what is told more, so that it is not.
"""

from tests.practice import refusals_of_help
from tests.practice.refusal import Refusal

CONTACT = "2 Mar 2026 09:00 | front_door.contact_received"
REFERRED = f"{CONTACT}\n2 Mar 2026 | front_door.decided\n2 Mar 2026 | referral.accepted"
ASSESSING = f"{REFERRED}\n3 Mar 2026 | assessment.allocated"
CALLED = f"{REFERRED}\n2 Mar 2026 11:00 | strategy_discussion.called"
DISCUSSED = f"{CALLED}\n2 Mar 2026 15:00 | strategy_discussion.held\n2 Mar 2026 | section47.started"
SEEN = f"{DISCUSSED}\n3 Mar 2026 | section47.child_seen"
REPORTED = f"{SEEN}\n9 Mar 2026 | section47.reported"
AUTHORISED = f"{REPORTED}\n10 Mar 2026 | section47.authorised | Ada"
CONFERENCE = "20 Mar 2026 | section47.conference_held | Ira"
PROTECTED = f"{AUTHORISED}\n{CONFERENCE}\n20 Mar 2026 | child_protection.began | Ira"
NOTIFIED = f"{CONTACT} | source_code=6\n2 Mar 2026 | police_notification.notified"
OWNED = "agreement_owner=Sam | agreement_review_on=2026-06-01"
TAKEN_ON = "20 Mar 2026 | transfer_in.conference_held | Ira"
PROPOSED = f"{ASSESSING}\n9 Mar 2026 | team_transfer.proposed"
OPENED = "2 Mar 2026 10:00 | person.opened_with_reason"

REFUSALS = [
    Refusal(
        "person.opening_reviewed by_somebody_else",
        OPENED,
        "3 Mar 2026 | person.opening_reviewed | Sam | opening=$1",
        "Another manager does",
        instead="3 Mar 2026 | person.opening_reviewed | Ada | opening=$1",
    ),
    Refusal(
        "person.opening_reviewed not_reviewed",
        f"{OPENED}\n{OPENED}\n3 Mar 2026 | person.opening_reviewed | Ada | opening=$1",
        "4 Mar 2026 | person.opening_reviewed | Ira | opening=$1",
        "has reviewed this opening already",
        instead="4 Mar 2026 | person.opening_reviewed | Ira | opening=$2",
    ),
    Refusal(
        "person.born not_born_twice",
        "2 Feb 2026 | person.registered | expected_on=2026-03-02\n3 Mar 2026 | person.born | born_on=2026-03-01",
        "4 Mar 2026 | person.born | born_on=2026-03-01",
        "The birth of 1 March 2026 is recorded already, by Sam",
        more="3 Mar 2026 | person.born | corrects=$2 | withdrawn=yes",
    ),
    Refusal(
        "person.works_here not_oneself",
        "",
        "3 Mar 2026 | person.works_here | Ada | colleague=2",
        "Ask your manager to say this of you",
        instead="3 Mar 2026 | person.works_here | Ada | colleague=1",
    ),
    Refusal(
        "person.joined not_itself",
        "",
        "3 Mar 2026 | person.joined | Ada | into=itself",
        "This is one record already",
        instead="3 Mar 2026 | person.joined | Ada | into=another",
    ),
    Refusal(
        "person.joined nothing_joined",
        "",
        "3 Mar 2026 | person.joined | Ada | into=a third | elsewhere=yes",
        "already joined with another",
        instead="3 Mar 2026 | person.joined | Ada | into=a third",
    ),
    Refusal(
        "front_door.consent_settled consent_has_its_reason",
        CONTACT,
        "3 Mar 2026 | front_door.consent_settled | consent=dispensed_risk",
        "Say why consent was not asked for",
        instead="3 Mar 2026 | front_door.consent_settled | consent=dispensed_risk | consent_why=He reads her post.",
    ),
    Refusal(
        "front_door.decided checks_are_back",
        f"{CONTACT}\n2 Mar 2026 11:00 | front_door.enquiry_sent",
        "3 Mar 2026 | front_door.decided | Ada",
        "1 partner has not answered yet (school)",
        more="2 Mar 2026 16:00 | front_door.enquiry_answered | enquiry=$2",
    ),
    Refusal(
        "front_door.decided agreement_has_an_owner",
        CONTACT,
        "2 Mar 2026 | front_door.decided | Ada | safety_plan=yes",
        "Say who owns the agreement",
        instead=f"2 Mar 2026 | front_door.decided | Ada | safety_plan=yes | {OWNED}",
    ),
    Refusal(
        "front_door.decided police_notification_is_settled",
        f"{NOTIFIED} | grade=medium",
        "3 Mar 2026 | front_door.decided | Ada | outcome=no_further_action",
        "The daily triage has not looked at it",
        more="3 Mar 2026 | police_notification.triaged | grade_agreed=medium",
    ),
    Refusal(
        "front_door.referrer_told the_police_hear_why",
        f"{CONTACT} | source_code=6\n3 Mar 2026 | front_door.decided | Ada",
        "3 Mar 2026 | front_door.referrer_told",
        "write the reason as it goes back to them",
        instead="3 Mar 2026 | front_door.referrer_told | police_rationale=Nobody was hurt.",
    ),
    Refusal(
        "out_of_hours.briefed its_day_is_not_over",
        "",
        "3 Mar 2026 | out_of_hours.briefed | until_on=2026-03-02",
        "The brief would be over before it begins",
        instead="3 Mar 2026 | out_of_hours.briefed | until_on=2026-03-03",
    ),
    Refusal(
        "out_of_hours.brief_ended a_brief_stands",
        "",
        "3 Mar 2026 | out_of_hours.brief_ended",
        "No brief stands",
        more="3 Mar 2026 | out_of_hours.briefed",
    ),
    Refusal(
        "out_of_hours.taken_back something_was_handed_back",
        "",
        "3 Mar 2026 08:30 | out_of_hours.taken_back",
        "Nothing waits to be taken back",
        more="3 Mar 2026 02:10 | out_of_hours.handed_back",
    ),
    Refusal(
        "referral.closed agency_is_not_asked_already",
        f"{REFERRED}\n3 Mar 2026 | other_agency.referred | Ada | agency=Family Lives",
        "5 Mar 2026 | referral.closed | Ada | sent_to=family  lives",
        "We ask Family Lives already what came of it, since Tue 3 March 2026, and go on asking after the record is "
        "closed. Leave the agency empty.",
        instead="5 Mar 2026 | referral.closed | Ada",
    ),
    Refusal(
        "other_agency.referred the_agency_is_named",
        CONTACT,
        "3 Mar 2026 | other_agency.referred | Ada",
        "Name the agency to which it is sent",
        instead="3 Mar 2026 | other_agency.referred | Ada | agency=CAMHS",
    ),
    Refusal(
        "police_notification.triaged the_police_graded_it_lower",
        f"{NOTIFIED} | grade=high",
        "3 Mar 2026 | police_notification.triaged | grade_agreed=medium",
        "It waits for no triage",
        more=f"{NOTIFIED} | grade=medium",
    ),
    Refusal(
        "police_notification.triaged actions_are_owned",
        f"{NOTIFIED} | grade=medium",
        "3 Mar 2026 | police_notification.triaged | actions_1_what=Ring her.",
        "Say who does “Ring her.”, and by when",
        instead="3 Mar 2026 | police_notification.triaged | actions_1_what=Ring her. | actions_1_owner=Sam | "
        "actions_1_by=2026-03-04",
    ),
    Refusal(
        "police_notification.strategy_decided it_is_high",
        f"{NOTIFIED} | grade=medium",
        "3 Mar 2026 10:00 | police_notification.strategy_decided | Ada",
        "It is not graded high",
        more="3 Mar 2026 | police_notification.triaged | grade_agreed=high",
    ),
    Refusal(
        "referral.closed agreement_is_looked_after",
        REFERRED,
        f"10 Apr 2026 | referral.closed | Ada | safety_plan=yes | {OWNED}",
        "Assess first, or do not rely on it",
        more="3 Mar 2026 | assessment.allocated\n4 Mar 2026 | assessment.written\n"
        "4 Mar 2026 | assessment.authorised | Ada",
    ),
    Refusal(
        "referral.agreement_reviewed it_is_said_who_and_when",
        f"{CONTACT}\n2 Mar 2026 | front_door.decided | Ada | safety_plan=yes | {OWNED}\n2 Mar 2026 | referral.accepted",
        "1 Apr 2026 | referral.agreement_reviewed | found=goes_on",
        "Say who owns the agreement",
        instead=f"1 Apr 2026 | referral.agreement_reviewed | found=goes_on | {OWNED}",
    ),
    Refusal(
        "referral.closed nothing_is_open",
        ASSESSING,
        "4 Mar 2026 | referral.closed | Ada",
        "An assessment is open",
        more="4 Mar 2026 | assessment.written\n4 Mar 2026 | assessment.authorised | Ada",
    ),
    Refusal(
        "assessment.allocated a_referral_is_open",
        CONTACT,
        "3 Mar 2026 | assessment.allocated | Ada",
        "no open referral to assess",
        more="2 Mar 2026 | front_door.decided\n2 Mar 2026 | referral.accepted",
    ),
    Refusal(
        "assessment.allocated none_is_running",
        ASSESSING,
        "4 Mar 2026 | assessment.allocated | Ada",
        "An assessment is open since 03 March 2026",
        more="4 Mar 2026 | assessment.written\n4 Mar 2026 | assessment.authorised | Ada",
    ),
    Refusal(
        "assessment.written child_was_seen",
        ASSESSING,
        "9 Mar 2026 | assessment.written",
        "See the child before you write the analysis",
        more="4 Mar 2026 | assessment.child_seen",
    ),
    Refusal(
        "assessment.authorised a_plan_is_open",
        f"{ASSESSING}\n4 Mar 2026 | assessment.written",
        "5 Mar 2026 | assessment.authorised | Ada | outcome=plan_goes_on",
        "No plan is open",
        more="4 Mar 2026 | child_in_need.opened",
    ),
    Refusal(
        "assessment.authorised care_is_somebodys",
        f"{ASSESSING}\n4 Mar 2026 | assessment.written",
        "5 Mar 2026 | assessment.authorised | Ada | outcome=looked_after",
        "Choose who sees to it that the child is looked after",
        instead="5 Mar 2026 | assessment.authorised | Ada | outcome=looked_after | care_owner=Ada | care_by=2026-03-09",
    ),
    Refusal(
        "assessment.authorised a_discussion_is_called",
        f"{ASSESSING}\n4 Mar 2026 | assessment.written",
        "5 Mar 2026 | assessment.authorised | Ada | outcome=strategy_discussion",
        "Call the strategy discussion now",
        more="5 Mar 2026 11:00 | strategy_discussion.called | Ada",
    ),
    Refusal(
        "strategy_discussion.called a_referral_is_open",
        CONTACT,
        "2 Mar 2026 11:00 | strategy_discussion.called | Ada",
        "There is no open referral",
        more="2 Mar 2026 | front_door.decided\n2 Mar 2026 | referral.accepted",
    ),
    Refusal(
        "strategy_discussion.held quorate",
        CALLED,
        "2 Mar 2026 15:00 | strategy_discussion.held | Ada | asked_2_came=not_there",
        "The police had no part in it",
        instead="2 Mar 2026 15:00 | strategy_discussion.held | Ada",
    ),
    Refusal(
        "strategy_discussion.held joint_with_the_police",
        CALLED,
        "2 Mar 2026 15:00 | strategy_discussion.held | Ada | asked_2_came=apologies",
        "the enquiry is not joint",
        instead="2 Mar 2026 15:00 | strategy_discussion.held | Ada | asked_2_came=apologies | outcome=single_agency",
    ),
    Refusal(
        "strategy_discussion.held actions_are_owned",
        CALLED,
        "2 Mar 2026 15:00 | strategy_discussion.held | Ada | actions_1_by=",
        "what nobody has promised is not done",
        instead="2 Mar 2026 15:00 | strategy_discussion.held | Ada",
    ),
    Refusal(
        "strategy_discussion.called none_is_called",
        CALLED,
        "2 Mar 2026 13:00 | strategy_discussion.called | Ada",
        "Record that one first",
        more="2 Mar 2026 12:00 | strategy_discussion.held",
    ),
    Refusal(
        "strategy_discussion.held an_enquiry_goes_on",
        CALLED,
        "2 Mar 2026 15:00 | strategy_discussion.held | Ada | outcome=goes_on",
        "No section 47 enquiry is open",
        instead="2 Mar 2026 15:00 | strategy_discussion.held | Ada | outcome=no_section47",
    ),
    Refusal(
        "section47.started none_is_running",
        DISCUSSED,
        "4 Mar 2026 | section47.started | Ada",
        "Decide that it goes on",
        more="3 Mar 2026 | section47.reported\n3 Mar 2026 | section47.authorised | Ada | conference=no",
    ),
    Refusal(
        "section47.reported child_was_seen_alone",
        DISCUSSED,
        "9 Mar 2026 | section47.reported",
        "See the child alone",
        more="3 Mar 2026 | section47.child_seen",
    ),
    Refusal(
        "section47.authorised no_conference_is_agreed",
        REPORTED,
        "10 Mar 2026 | section47.authorised | Ada | conference=no",
        "say which partners agree",
        instead="10 Mar 2026 | section47.authorised | Ada",
    ),
    Refusal(
        "section47.conference_held a_conference_was_called",
        f"{REPORTED}\n10 Mar 2026 | section47.authorised | Ada | conference=no",
        CONFERENCE,
        "No conference was decided",
        more="11 Mar 2026 | section47.authorised | Ada",
    ),
    Refusal(
        "section47.conference_held quorate",
        AUTHORISED,
        f"{CONFERENCE} | asked_3_came=apologies",
        "at least two other agencies",
        instead=CONFERENCE,
    ),
    Refusal(
        "section47.conference_held no_other_plan_runs",
        f"{AUTHORISED}\n12 Mar 2026 | child_in_need.opened",
        CONFERENCE,
        "A child in need plan is open since 12 March 2026",
        more="13 Mar 2026 | child_in_need.ended | Ada",
    ),
    Refusal(
        "section47.conference_held core_group_is_set",
        AUTHORISED,
        f"{CONFERENCE} | core_group_on=2026-03-19",
        "The core group cannot first meet on 19 March 2026, before this conference",
        instead=CONFERENCE,
    ),
    Refusal(
        "section47.questioned ended_without_a_conference",
        AUTHORISED,
        "1 Apr 2026 | section47.questioned | Ira",
        "did not end without a conference",
        more="11 Mar 2026 | section47.authorised | Ada | conference=no",
    ),
    Refusal(
        "section47.questioned by_somebody_else",
        f"{REPORTED}\n10 Mar 2026 | section47.authorised | Ada | conference=no",
        "1 Apr 2026 | section47.questioned | Ada",
        "Somebody else questions it",
        instead="1 Apr 2026 | section47.questioned | Ira",
    ),
    Refusal(
        "child_protection.reviewed quorate",
        PROTECTED,
        "18 Jun 2026 | child_protection.reviewed | Ira | asked_3_came=apologies",
        "at least two other agencies",
        instead="18 Jun 2026 | child_protection.reviewed | Ira",
    ),
    Refusal(
        "child_protection.reviewed after_the_plan_began",
        PROTECTED,
        "20 Mar 2026 | child_protection.reviewed | Ira",
        "an end comes after that day",
        instead="18 Jun 2026 | child_protection.reviewed | Ira",
    ),
    Refusal(
        "child_protection.legal_considered considered_actions_are_owned",
        PROTECTED,
        "11 Dec 2026 | child_protection.legal_considered | Ada | actions_1_by=",
        "Say who does “The chronology goes to the lawyers.”, and by when",
        instead="11 Dec 2026 | child_protection.legal_considered | Ada",
    ),
    Refusal(
        "child_protection.gateway_met it_goes_there",
        f"{PROTECTED}\n11 Dec 2026 | child_protection.legal_considered | Ada | decision=not_yet",
        "18 Dec 2026 | child_protection.gateway_met | Ada",
        "Nobody decided that it goes to the legal gateway meeting",
        more="14 Dec 2026 | child_protection.legal_considered | Ada",
    ),
    Refusal(
        "child_protection.gateway_met gateway_actions_are_owned",
        f"{PROTECTED}\n11 Dec 2026 | child_protection.legal_considered | Ada",
        "18 Dec 2026 | child_protection.gateway_met | Ada | actions_1_owner=",
        "Say who does “The letter before proceedings is sent.”, and by when",
        instead="18 Dec 2026 | child_protection.gateway_met | Ada",
    ),
    Refusal(
        "child_protection.ended_otherwise after_the_plan_began",
        PROTECTED,
        "20 Mar 2026 | child_protection.ended_otherwise | Ada | outcome=abroad",
        "an end comes after that day",
        instead="21 Mar 2026 | child_protection.ended_otherwise | Ada | outcome=abroad",
    ),
    Refusal(
        "child_protection.ended_otherwise taken_on_elsewhere",
        PROTECTED,
        "1 Jul 2026 | child_protection.ended_otherwise | Ada | outcome=moved | taken_on_at=2026-06-30",
        "Tell the other authority in writing first",
        more="1 Jun 2026 | child_protection.move_told",
    ),
    Refusal(
        "transfer_in.notified a_referral_is_open",
        CONTACT,
        "3 Mar 2026 | transfer_in.notified | Ada",
        "There is no open referral",
        more="2 Mar 2026 | front_door.decided\n2 Mar 2026 | referral.accepted",
    ),
    Refusal(
        "transfer_in.notified no_plan_runs_here",
        f"{REFERRED}\n3 Mar 2026 | child_in_need.opened",
        "4 Mar 2026 | transfer_in.notified | Ada",
        "A child in need plan is open here since 3 March 2026",
        more="3 Mar 2026 | child_in_need.ended | Ada",
    ),
    Refusal(
        "transfer_in.conference_held quorate",
        f"{REFERRED}\n3 Mar 2026 | transfer_in.notified",
        f"{TAKEN_ON} | asked_1_came=apologies",
        "at least two other agencies",
        instead=TAKEN_ON,
    ),
    Refusal(
        "transfer_in.conference_held no_plan_runs_here",
        f"{REFERRED}\n3 Mar 2026 | transfer_in.notified\n4 Mar 2026 | child_in_need.opened",
        TAKEN_ON,
        "End it first: a child has one plan",
        instead=f"{TAKEN_ON} | decision=no_plan",
    ),
    Refusal(
        "child_in_need.opened no_plan_runs",
        f"{REFERRED}\n3 Mar 2026 | child_in_need.opened",
        "4 Mar 2026 | child_in_need.opened | Ada",
        "Child in need work is open since 03 March 2026",
        more="4 Mar 2026 | child_in_need.ended | Ada",
    ),
    Refusal(
        "early_help.offered a_team_takes_it_on",
        CONTACT,
        "3 Mar 2026 | early_help.offered | Ada",
        "Choose the team that takes the early help on",
        instead="3 Mar 2026 | early_help.offered | Ada | team_id=1",
    ),
    Refusal(
        "partner_request.asked there_is_a_concern",
        REFERRED,
        "3 Mar 2026 09:00 | partner_request.asked | partner=police",
        "child protection plan is open. Ask partners about a contact",
        more="2 Mar 2026 11:00 | strategy_discussion.called",
    ),
    Refusal(
        "partner_request.answered it_was_asked",
        f"{CALLED}\n2 Mar 2026 12:00 | partner_request.asked",
        "3 Mar 2026 09:00 | partner_request.answered | request=$1",
        "That request waits for no answer",
        instead="3 Mar 2026 09:00 | partner_request.answered | request=$5",
    ),
    Refusal(
        "team_transfer.proposed work_is_open",
        CONTACT,
        "9 Mar 2026 | team_transfer.proposed",
        "There is no open referral",
        more="2 Mar 2026 | front_door.decided\n2 Mar 2026 | referral.accepted",
    ),
    Refusal(
        "team_transfer.proposed none_is_proposed",
        PROPOSED,
        "10 Mar 2026 | team_transfer.proposed",
        "A transfer is proposed since 9 March 2026",
        more="9 Mar 2026 | team_transfer.ended",
    ),
    Refusal(
        "team_transfer.checked the_audit_found_it_ready",
        PROPOSED,
        "10 Mar 2026 | team_transfer.checked | Ira | decision=ready",
        "The team manager's audit comes first",
        more="9 Mar 2026 | team_transfer.audited | Ada | decision=ready",
    ),
    Refusal(
        "team_transfer.checked by_another_manager",
        f"{PROPOSED}\n9 Mar 2026 | team_transfer.audited | Ada | decision=ready",
        "10 Mar 2026 | team_transfer.checked | Ada | decision=ready",
        "Another manager checks it",
        instead="10 Mar 2026 | team_transfer.checked | Ira | decision=ready",
    ),
    Refusal(
        "team_transfer.accepted it_was_checked",
        f"{PROPOSED}\n9 Mar 2026 | team_transfer.audited | Ada | decision=ready",
        "10 Mar 2026 | team_transfer.accepted | Ada",
        "The quality check comes first",
        more="10 Mar 2026 | team_transfer.checked | Ira | decision=ready",
    ),
    *refusals_of_help.REFUSALS,
    Refusal(
        "direction.given looked_at_afterwards",
        CONTACT,
        "3 Mar 2026 | direction.given | Ada | check_back=2026-03-03",
        "after the day of the direction",
        instead="3 Mar 2026 | direction.given | Ada | check_back=2026-03-04",
    ),
    *(
        Refusal(
            f"analysed_chronology.{step} of_an_event",
            CONTACT,
            f"3 Mar 2026 | analysed_chronology.{step}",
            "choose the event first",
            instead=f"3 Mar 2026 | analysed_chronology.{step} | Sam | follows=$1",
        )
        for step in ("weighed", "left_out")
    ),
]

"""The rows of refusals.py for early help and what stands beside it."""

from tests.practice.refusal import Refusal

REQUESTED = "2 Mar 2026 | early_help.requested"
TAKEN_ON = f"{REQUESTED}\n3 Mar 2026 | early_help.accepted"
FAMILY_HELP = f"{REQUESTED}\n3 Mar 2026 | early_help.accepted | basis=family_help"
WITHOUT = "5 Mar 2026 09:00 | early_help.consent_ended | Sam | outcome=section17"
LED = "5 Mar 2026 | early_help.lead_named | Sam"
CHANGED = "5 Mar 2026 | early_help.basis_changed | Ada | basis={}"
PANEL = "9 Mar 2026 | panel.asked"
HELD = "16 Mar 2026 | panel.held | Ada | actions_1_what=Step up."
CONTACT = "2 Mar 2026 09:00 | front_door.contact_received"
REFERRED = f"{CONTACT}\n2 Mar 2026 | front_door.decided\n2 Mar 2026 | referral.accepted"
UNBORN = "1 Mar 2026 | person.registered | expected_on=2026-09-14"
TOLD = "2 Mar 2026 10:00 | booking.concern_raised"
LOOKED = "16 Mar 2026 10:00 | booking.looked_again"
ALLOCATED = "3 Mar 2026 | pre_birth.allocated | Ada"
BEGUN = f"{UNBORN}\n{REFERRED}\n{ALLOCATED}"
PRE_BIRTH_PANEL = "12 May 2026 10:00 | pre_birth.panel_held | Ada"
DISCHARGE = "12 Sep 2026 | pre_birth.discharge_planned"
TO_THE_GATEWAY = f"{BEGUN}\n{PRE_BIRTH_PANEL} | decision=legal_gateway"
GATEWAY_MET = "22 May 2026 | pre_birth.gateway_met | Ada"
ASKED = "9 Mar 2026 | co_working.asked | Sam"
COURSE = "9 Mar 2026 | programme.began | Sam | measure=sdq"

REFUSALS = [
    Refusal(
        "early_help.offered none_is_open",
        f"{CONTACT}\n2 Mar 2026 | front_door.decided\n{REQUESTED}",
        "5 Mar 2026 | early_help.offered | Ada | team_id=1",
        "Early help is open since Mon 2 March 2026",
        more="4 Mar 2026 | early_help.ended",
    ),
    Refusal(
        "early_help.ended social_care_has_it",
        TAKEN_ON,
        "5 Mar 2026 | early_help.ended | Sam | outcome=stepped_up",
        "Nobody in social care has this yet",
        more=CONTACT.replace("2 Mar", "4 Mar"),
    ),
    Refusal(
        "co_working.asked none_is_open",
        ASKED,
        "16 Mar 2026 | co_working.asked | Sam",
        "Early help is asked already, since Mon 9 March 2026",
        more="12 Mar 2026 | co_working.declined",
    ),
    Refusal(
        "early_help.requested none_is_open",
        REQUESTED,
        "5 Mar 2026 | early_help.requested",
        "Early help is open since Mon 2 March 2026",
        more="4 Mar 2026 | early_help.ended",
    ),
    Refusal(
        "early_help.accepted no_statutory_assessment_is_needed",
        f"1 Mar 2026 | person.registered | born_on=2009-01-01\n{REQUESTED}",
        "3 Mar 2026 | early_help.accepted",
        "This young person is 17",
        instead="3 Mar 2026 | early_help.accepted | no_statutory_need=At home, and wants help there.",
    ),
    Refusal(
        "early_help.consent_ended somebody_decides",
        TAKEN_ON,
        WITHOUT,
        "Choose the team that decides",
        instead=f"{WITHOUT} | team_id=1 | kind=neglect",
    ),
    Refusal(
        "early_help.lead_named somebody_leads",
        TAKEN_ON,
        LED,
        "Name who leads",
        instead=f"{LED} | name=Mrs Achebe",
    ),
    Refusal(
        "early_help.lead_named social_work_oversees",
        FAMILY_HELP,
        f"{LED} | name=Mrs Achebe",
        "which social work manager oversees it",
        instead=f"{LED} | name=Mrs Achebe | oversight=Ada, each month.",
    ),
    Refusal(
        "early_help.basis_changed basis_is_another",
        FAMILY_HELP,
        CHANGED.format("family_help"),
        "Choose the other",
        instead=CHANGED.format("early_help"),
    ),
    Refusal(
        "early_help.basis_changed changed_help_is_overseen",
        TAKEN_ON,
        CHANGED.format("family_help"),
        "which social work manager oversees it",
        instead=CHANGED.format("family_help") + " | oversight=Ada, each month.",
    ),
    Refusal(
        "panel.held actions_are_owned",
        PANEL,
        HELD,
        "what nobody has promised is not done",
        instead=f"{HELD} | actions_1_owner=Sam | actions_1_by=2026-03-18",
    ),
    Refusal(
        "signposting.signposted a_service_is_named",
        "",
        "3 Mar 2026 | signposting.signposted",
        "Choose a service of the directory",
        instead="3 Mar 2026 | signposting.signposted | other=Dads' group",
    ),
    Refusal(
        "programme.began the_score_is_possible",
        "",
        f"{COURSE} | before=41",
        "41 cannot be its score",
        instead=f"{COURSE} | before=21",
    ),
    Refusal(
        "programme.ended measured_again",
        COURSE,
        "1 Jun 2026 | programme.ended",
        "Give the score after",
        instead="1 Jun 2026 | programme.ended | after=12",
    ),
    Refusal(
        "booking.concern_raised not_born_yet",
        "",
        TOLD,
        "Give the unborn child's expected date of delivery first",
        more=UNBORN,
    ),
    Refusal(
        "booking.concern_raised decision_holds",
        UNBORN,
        f"{TOLD} | decision=watch",
        "Give the day on which it is looked at again",
        instead=TOLD,
    ),
    Refusal(
        "booking.looked_again not_born_yet",
        f"{TOLD} | decision=watch",
        LOOKED,
        "Give the unborn child's expected date of delivery first",
        more=UNBORN,
    ),
    Refusal(
        "booking.looked_again decision_holds",
        f"{UNBORN}\n{TOLD} | decision=watch",
        f"{LOOKED} | decision=refer",
        "Choose the team that decides",
        instead=f"{LOOKED} | decision=refer | team_id=1",
    ),
    Refusal(
        "pre_birth.allocated not_born_yet",
        REFERRED,
        ALLOCATED,
        "Give the unborn child's expected date",
        more=UNBORN,
    ),
    Refusal(
        "pre_birth.allocated a_referral_is_open",
        UNBORN,
        ALLOCATED,
        "no open referral to assess",
        more=REFERRED,
    ),
    Refusal(
        "pre_birth.allocated none_is_running",
        f"{UNBORN}\n{REFERRED}\n{ALLOCATED}",
        "4 Mar 2026 | pre_birth.allocated | Ada",
        "Pre-birth work is open since",
        more="4 Mar 2026 | pre_birth.ended | Ada | outcome=moved",
    ),
    Refusal(
        "pre_birth.assessed the_parents_were_seen",
        BEGUN,
        "30 Mar 2026 | pre_birth.assessed",
        "See the parents before you write",
        more="11 Mar 2026 | pre_birth.parents_seen",
    ),
    Refusal(
        "pre_birth.panel_held health_was_there",
        BEGUN,
        f"{PRE_BIRTH_PANEL} | asked_2_agency=housing",
        "Health had no part in it",
        instead=PRE_BIRTH_PANEL,
    ),
    Refusal(
        "pre_birth.panel_held panel_actions_are_owned",
        BEGUN,
        f"{PRE_BIRTH_PANEL} | actions_1_by=",
        "what nobody has promised is not done",
        instead=PRE_BIRTH_PANEL,
    ),
    Refusal(
        "pre_birth.birth_planned on_lawful_ground",
        BEGUN,
        "1 Jul 2026 | pre_birth.birth_planned | at_birth=apart",
        "by which order or consent",
        instead="1 Jul 2026 | pre_birth.birth_planned | at_birth=apart | legal_agreed=Ms Rao.",
    ),
    Refusal(
        "pre_birth.birth_recorded after_the_first_day",
        BEGUN,
        "10 Sep 2026 | pre_birth.birth_recorded | born_on=2026-09-11",
        "cannot be recorded as of",
        instead="11 Sep 2026 | pre_birth.birth_recorded | born_on=2026-09-11",
    ),
    Refusal(
        "pre_birth.discharge_planned it_is_born",
        BEGUN,
        DISCHARGE,
        "Record the birth before you plan",
        more="10 Sep 2026 | person.born | born_on=2026-09-09",
    ),
    Refusal(
        "pre_birth.discharge_planned discharge_actions_are_owned",
        f"{BEGUN}\n10 Sep 2026 | person.born | born_on=2026-09-09",
        f"{DISCHARGE} | actions_1_owner= | actions_1_other=",
        "what nobody has promised is not done",
        instead=DISCHARGE,
    ),
    Refusal(
        "pre_birth.ended nothing_is_owed_after_birth",
        f"{BEGUN}\n10 Sep 2026 | pre_birth.birth_recorded | plan=protection",
        "14 Sep 2026 | pre_birth.ended | Ada | outcome=goes_on",
        "Hold the first conference or core group",
        instead="14 Sep 2026 | pre_birth.ended | Ada | outcome=lost",
    ),
    Refusal(
        "pre_birth.gateway_met the_panel_asked_for_it",
        f"{BEGUN}\n{PRE_BIRTH_PANEL}",
        GATEWAY_MET,
        "The panel did not decide on the legal gateway",
        more=f"{PRE_BIRTH_PANEL.replace('12 May', '14 May')} | decision=legal_gateway",
    ),
    Refusal(
        "pre_birth.gateway_met gateway_actions_are_owned",
        TO_THE_GATEWAY,
        f"{GATEWAY_MET} | actions_1_owner=",
        "what nobody has promised is not done",
        instead=GATEWAY_MET,
    ),
    Refusal(
        "pre_birth.ended the_gateway_is_met",
        TO_THE_GATEWAY,
        "14 Sep 2026 | pre_birth.ended | Ada | outcome=goes_on",
        "Record the meeting before the pre-birth work ends",
        more=GATEWAY_MET,
    ),
]

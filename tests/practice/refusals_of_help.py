"""The rows of refusals.py for early help and what stands beside it."""

from tests.practice.refusal import Refusal

REQUESTED = "2 Mar 2026 | early_help.requested"
TAKEN_ON = f"{REQUESTED}\n3 Mar 2026 | early_help.accepted"
FAMILY_HELP = f"{REQUESTED}\n3 Mar 2026 | early_help.accepted | basis=family_help"
WITHOUT = "5 Mar 2026 09:00 | early_help.consent_ended | Sam | outcome=section17"
LED = "5 Mar 2026 | early_help.lead_named | Sam"
PANEL = "9 Mar 2026 | panel.asked"
HELD = "16 Mar 2026 | panel.held | Ada | actions_1_what=Step up."
COURSE = "9 Mar 2026 | programme.began | Sam | measure=sdq"

REFUSALS = [
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
]

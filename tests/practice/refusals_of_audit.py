"""What the gates of an audit refuse."""

from goldenthread.language import derived_id
from tests.practice.refusal import Refusal

RECEIVED = "front_door.contact_received"
CONTACT = f"2 Mar 2026 09:00 | {RECEIVED} | Sam"
DECIDED = f"{CONTACT}\n3 Mar 2026 | front_door.decided | Ada"
# The first line that is told, and the contact that it begins.
WHICH = f"contact={derived_id(derived_id('told plainly', 0, RECEIVED), 'episode')}"
CHOSEN = f"4 Mar 2026 | front_door_audit.chosen | Ada | {WHICH} | auditor=3"
TO_AUDIT = f"{DECIDED}\n{CHOSEN}"
AUDITED = "5 Mar 2026 | front_door_audit.audited | Ira | grade=good | risk=yes | safe=yes"
FOUND = "findings_1_gap=Nobody asked the school. | findings_1_do=Ask it. | findings_1_by=2026-03-27"
MODERATED = "6 Mar 2026 | front_door_audit.moderated | Ira"
CLOSED = "6 Mar 2026 | front_door_audit.closed | Ada"

REFUSALS = [
    Refusal(
        "front_door_audit.chosen the_contact_is_decided",
        CONTACT,
        CHOSEN,
        "Choose a contact on which somebody has decided",
        more="3 Mar 2026 | front_door.decided | Ada",
    ),
    Refusal(
        "front_door_audit.chosen no_audit_goes_on",
        TO_AUDIT,
        CHOSEN.replace("4 Mar", "9 Mar"),
        "An audit is under way since Wed 4 March 2026",
        more=f"{AUDITED}\n{CLOSED}",
    ),
    Refusal(
        "front_door_audit.chosen auditors_stand_apart",
        DECIDED,
        CHOSEN.replace("auditor=3", "auditor=2"),
        "They took, directed or decided this contact",
        instead=CHOSEN,
    ),
    Refusal(
        "front_door_audit.audited an_audit_is_asked_for",
        f"{TO_AUDIT}\n{AUDITED}\n{CLOSED}",
        AUDITED.replace("5 Mar", "10 Mar"),
        "No contact of this child waits for an audit",
        more=CHOSEN.replace("4 Mar", "9 Mar"),
    ),
    Refusal(
        "front_door_audit.audited not_ones_own_work",
        TO_AUDIT,
        AUDITED.replace("Ira", "Sam"),
        "Somebody who did not audits it",
        instead=AUDITED,
    ),
    Refusal(
        "front_door_audit.audited findings_are_owned",
        TO_AUDIT,
        f"{AUDITED} | {FOUND}",
        "Say who does something about",
        instead=f"{AUDITED} | {FOUND} | findings_1_owner=Sam",
    ),
    Refusal(
        "front_door_audit.audited grade_fits_the_child",
        TO_AUDIT,
        AUDITED.replace("risk=yes", "risk=no"),
        "that is not good. Look at the grade again",
        instead=AUDITED,
    ),
    Refusal(
        "front_door_audit.moderated it_is_audited",
        TO_AUDIT,
        MODERATED,
        "The audit is not done yet",
        more=AUDITED,
    ),
    Refusal(
        "front_door_audit.moderated moderator_stands_apart",
        f"{TO_AUDIT}\n{AUDITED}",
        MODERATED,
        "Somebody else moderates the grade",
        instead=MODERATED.replace("Ira", "Nan"),
    ),
    Refusal(
        "front_door_audit.closed it_is_audited",
        TO_AUDIT,
        CLOSED,
        "The audit is not done yet",
        more=AUDITED,
    ),
]

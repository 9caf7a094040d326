"""What each release changed in what replay yields, oldest first. A database of an older release catches up by itself.

Whoever changes what a pathway yields, or how replay goes, adds a line here in the same release
(docs/decisions/0019-reworks.md). A key once released is never used again, and no line is ever taken away.
"""

from goldenthread.casework.reworking import Rework

REWORKS = (
    Rework(
        "contact_how",
        since="0.1.0",
        steps=("front_door.contact_received",),
        why="What a contact came by is a fact of its own, so that those sent by the referral form can be counted.",
    ),
    Rework(
        "allocation_ends_with_referral",
        since="0.1.0",
        steps=("allocation.allocated", "allocation.joined_by"),
        why="Whoever worked with a child does so no more once the last open referral is closed.",
    ),
    Rework(
        "late_answers",
        since="0.1.0",
        steps=("front_door.enquiry_sent",),
        why="Whoever asked a partner can record the answer after the decision, too; whoever leads is told to read it.",
    ),
    Rework(
        "order_of_joined",
        since="0.1.0",
        steps=("person.joined",),
        why="Where joined records share an occasion, its entries have one order.",
    ),
    Rework(
        "early_help_as_a_pathway",
        since="0.1.0",
        steps=("early_help.offered",),
        why="Early help says on what basis it is given, how far it has come, and who leads it until when.",
    ),
    Rework(
        "visits_not_seen",
        since="0.1.0",
        steps=("child_in_need.visited", "child_protection.visited", "section47.child_seen"),
        why="A visit at which the child was not seen is an attempt: the visit stays due.",
    ),
    Rework(
        "gateway_before_birth",
        since="0.1.0",
        steps=("pre_birth.panel_held",),
        why="A pre-birth panel that decides on the legal gateway begins the time in which its meeting is held.",
    ),
    Rework(
        "begun_by_another_team",
        since="0.1.0",
        steps=(
            *("strategy_discussion.called", "section47.started", "transfer_in.notified", "child_protection.began"),
            *("child_in_need.opened", "into_care.decided", "team_transfer.proposed", "other_agency.referred"),
        ),
        why="Work that one team begins takes from another none of the work that led to it.",
    ),
    Rework(
        "work_goes_with_its_worker",
        since="0.1.0",
        steps=("allocation.allocated", "allocation.joined_by"),
        why="A new lead worker's team has what led to them, else what the team before had; a second worker has none.",
    ),
    Rework(
        "gateway_decided_against",
        since="0.1.0",
        steps=("child_protection.legal_considered", "pre_birth.panel_held"),
        why="A legal gateway meeting that is decided against before it is held is due no more.",
    ),
    Rework(
        "passed_on_to_the_worker",
        since="0.1.0",
        steps=("front_door.decided",),
        why="A contact that is passed on is something to do for whoever leads, until they have written since.",
    ),
    Rework(
        "answered_and_looked_at_again",
        since="0.1.0",
        steps=("co_working.asked", "signs_of_safety.mapped", "restorative_practice.talked"),
        why="A request for co-working is answered by a day; a family and its worker come together again by theirs.",
    ),
    Rework(
        "papers_of_a_conference",
        since="0.1.0",
        steps=("child_protection.began",),
        why="The outline plan and the record of a conference are sent by a day, and it is seen where they were not.",
    ),
    Rework(
        "panels_by_a_day",
        since="0.1.0",
        steps=("panel.asked", "pre_birth.authorised"),
        why="A family that is brought to a panel is heard by a day.",
    ),
    Rework(
        "had_it_last",
        since="0.1.0",
        steps=("early_help.ended", "child_in_need.ended", "referral.closed", "child_protection.ended_otherwise"),
        why="Once nothing goes on, whoever's work ended last keeps the need to know, whatever began beside it later.",
    ),
    Rework(
        "promised_without_a_plan",
        since="0.1.0",
        steps=("transfer_in.conference_held",),
        why="What a transfer-in conference promises without making a plan is somebody's to do.",
    ),
)

"""What a manager should hear of child in need work."""

from goldenthread.blocks.carried_out import Wanted, not_carried_out
from goldenthread.practice.child_in_need.forms import KEPT

REVIEWED = "child_in_need.reviewed"
SOURCE = "Ofsted 2019, Hull, paragraph 10: drift, and deteriorating cases that nobody escalated; the days are local"

not_safe_enough = not_carried_out(
    "child_not_safe_under_a_plan_of_help",
    "A review found a child not safe enough under a child in need plan",
    REVIEWED,
    {"stepped_up": Wanted(KEPT["stepped_up"].lower(), ("child_in_need.stepped_up", "strategy_discussion.called"))},
    law="review_not_safe",
    source=SOURCE,
    grave=True,
)
review_not_carried_out = not_carried_out(
    "child_in_need_review_not_carried_out",
    "What a child in need review decided has not begun",
    REVIEWED,
    {
        "made_anew": Wanted(KEPT["made_anew"].lower(), ("child_in_need.planned",)),
        "ends": Wanted(KEPT["ends"].lower(), ("child_in_need.ended",)),
    },
    law="review_decision",
    source=SOURCE,
)

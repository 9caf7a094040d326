from goldenthread.blocks import agreements
from goldenthread.blocks.forms import Choice, Line, Prose, RecordForm, YesNo
from goldenthread.standards import codes

REASONS = codes.of("cin.reason_for_closure")


class Closure(RecordForm):
    outcome = Choice("Why does our work end?", REASONS, returns="CIN N00103, reason for closure")
    why = Prose(
        "What is different for the child now?", why="A closing that changed nothing comes back as the next referral."
    )
    family_told = Prose("What the child and family were told")
    sent_to = Line(
        "Which agency is to help from here, if one is?",
        required=False,
        why="We ask them what came of it, until it is known.",
    )
    safety_plan = YesNo("Do you rely on a written agreement with the parents?", required=False)
    agreement_owner = agreements.owner()
    agreement_review_on = agreements.review_on()
    looked_for = ("Is anything left undone?", "Who will notice if it gets worse?")

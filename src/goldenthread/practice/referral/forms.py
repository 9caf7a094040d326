from goldenthread.blocks.forms import Choice, Prose, RecordForm
from goldenthread.standards import codes

REASONS = codes.of("cin.reason_for_closure")


class Closure(RecordForm):
    outcome = Choice("Why does our work end?", REASONS, returns="CIN N00103, reason for closure")
    why = Prose(
        "What is different for the child now?", why="A closing that changed nothing comes back as the next referral."
    )
    family_told = Prose("What the child and family were told")
    looked_for = ("Is anything left undone?", "Who will notice if it gets worse?")

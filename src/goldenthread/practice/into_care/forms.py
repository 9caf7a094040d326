from goldenthread.blocks.forms import Choice, Prose, RecordForm

OUTCOMES = {
    "agreed": "Looked after by agreement, or because nobody has care of the child (section 20)",
    "ordered": "Looked after, on an order of the court",
    "family": "Lives with family or friends, and is not looked after",
    "not_needed": "Does not need to be looked after any more",
    "other_plan": "Another plan keeps the child safe",
}


class Progress(RecordForm):
    """What has been done since it was decided, and where the child is meanwhile."""

    done = Prose("What has been done since it was decided?")
    safe_now = Prose("Where is the child now, and what keeps the child safe there?")


class Ending(RecordForm):
    """What came of the decision."""

    outcome = Choice("What came of it?", OUTCOMES)
    why = Prose("Who agreed to it or ordered it, and when? If the child is not looked after, why not?")
    safe_now = Prose("Where does the child live now, with whom, and what keeps the child safe there?")
    family_told = Prose("What the child and family were told")
    looked_for = ("Is it lawful: a consent, an order, or an arrangement of the family's own?",)

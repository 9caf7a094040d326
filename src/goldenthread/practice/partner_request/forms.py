from typing import Any

from goldenthread.blocks import meeting
from goldenthread.blocks.forms import Choice, Line, Prose, RecordForm

OURS = ("social_care", "family")
PARTNERS = {code: said for code, said in meeting.AGENCIES.items() if code not in OURS}
RAG = {"red": "Red: a child may be in danger now", "amber": "Amber: soon", "green": "Green: ordinary"}
ANSWERED, REFUSED, NOTHING_KNOWN, NOT_NEEDED = "answered", "refused", "nothing_known", "not_needed"
CAME = {
    ANSWERED: "They answered",
    NOTHING_KNOWN: "They hold nothing about this family",
    REFUSED: "They will not share it",
    NOT_NEEDED: "It is no longer needed",
}


class Ask(RecordForm):
    """What a partner is asked for, about this child, and how soon it is needed."""

    partner = Choice("Which partner?", PARTNERS)
    who = Line("Whom did you ask, and how?")
    question = Prose(
        "What do you ask for?",
        why="Information from the police came late after a child protection concern, and nobody had counted how late.",
        example="All callouts to the address since June, and whether he is on bail and under which conditions.",
    )
    rag = Choice("How soon do you need it?", RAG, hint="The time allowed follows from it.")


class Answer(RecordForm):
    """What came of a request."""

    request = Line("Which request is it about?", chooses="request")
    came = Choice("What came?", CAME)
    answer = Prose("What did they say? If nothing came, why not, and what do you do now?")
    looked_for = ("Does it change what is decided for the child?",)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("came") == NOT_NEEDED and len(str(given.get("answer", "")).split()) < 2:
            self.add_error("answer", "Say why it is no longer needed.")
        return given

"""The questions of the partners' referral form. Its answers become a contact for each child, under the same names."""

import dataclasses
import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from django.forms import Textarea

from goldenthread.blocks import worries
from goldenthread.blocks.forms import HAPPENED, TO_COME, Choice, Day, Items, Line, Prose, RecordForm, YesNo
from goldenthread.blocks.items import Item
from goldenthread.standards import codes

FEW_LINES = Textarea({"rows": 4})


@dataclasses.dataclass(frozen=True)
class Page:
    """One page of the form: what it asks for, and its questions (or items)."""

    key: str
    title: str
    asks: tuple[str, ...]


def lacking(child: Item) -> Iterator[tuple[str, str]]:
    """What is not said of one child, or cannot be, by cell."""
    if not child.get("this_child"):
        yield "this_child", "Say how this child is, in a sentence of its own: brothers and sisters live it differently."
    if child.get("born_on") and child.get("expected_on"):
        yield "expected_on", "Give a date of birth or an expected date, never both."


class PartnerReferral(RecordForm):
    """A worry about children, as a professional of a partner writes it: in plain words, a page at a time."""

    urgent = YesNo("Could a child be in danger now?")
    source_code = Choice(
        "Which of these are you?",
        {code: codes.spoken(label) for code, label in codes.of("cin.referral_source").items()},
    )
    referrer_contact = Line("How do we reach you, today and after hours?")
    police_grade = Choice(
        "For the police: how did you grade it?",
        worries.GRADES,
        required=False,
        hint="Only for domestic abuse.",
    )
    police_reference = Line("Your reference", required=False, hint="The number under which you find it again.")
    children = Items(
        "Which children are you worried about?",
        "Child",
        least=1,
        most=8,
        checked=lacking,
        given=Line("First names", hint="For a child who is not born yet, write “unborn”."),
        surname=Line("Family name"),
        born_on=Day("Date of birth", of=HAPPENED),
        expected_on=Day("For an unborn child: when is the birth expected?", of=TO_COME),
        sex=Choice("Sex", codes.of("cin.sex", dt.date.max)),
        this_child=Prose("How is this child, and what worries you about this one?", widget=FEW_LINES),
        childs_words=Prose("What has this child said, in the child's own words?", widget=FEW_LINES),
    )
    siblings = YesNo("If you named several: are they brothers and sisters?", required=False)
    home = Prose("Where do they live?", required=False, hint="The address, and the postcode below.")
    postcode = Line("Postcode", required=False)
    adults = Prose(
        "Who looks after them, and who else lives there?",
        required=False,
        hint="Names, who each is to the children, and dates of birth and telephone numbers if you know them.",
    )
    kind = Choice("What is it chiefly about?", worries.KINDS)
    worry = Prose(
        "What are you worried about?",
        hint="What you saw, heard and when, and what you were told by whom.",
        example="He came in the same clothes all week and asked for food at nine. Nobody answered the door at home.",
    )
    incident_on = Day("If something happened on one day: which?", of=HAPPENED, required=False)
    happened = Prose("What have you done or tried already, and what helped?", required=False)
    hopes = Choice("What do you hope for?", worries.HOPES)
    parents_know = YesNo("Do the parents know that you are telling us?")
    consent = Choice("Have they agreed to it, and to our asking others?", worries.CONSENT)
    consent_why = Prose(
        "If you did not ask them, or they refused: why do you tell us all the same?",
        required=False,
        hint="You need no consent to protect a child. Say why you did not wait for it.",
    )

    pages: ClassVar[Sequence[Page]] = (
        Page("danger", "Danger", ("urgent",)),
        Page("you", "You", ("source_code", "referrer_contact", "police_grade", "police_reference")),
        Page("children", "The children", ("children",)),
        Page("home", "Their home", ("siblings", "home", "postcode", "adults")),
        Page("worry", "The worry", ("kind", "worry", "incident_on", "happened", "hopes")),
        Page("consent", "The parents", ("parents_know", "consent", "consent_why")),
    )
    sections = tuple((page.title, page.asks) for page in pages)

    def __init__(self, *args: Any, page: Page | None = None, **kwargs: Any) -> None:
        """page: ask what stands on this one alone."""
        super().__init__(*args, **kwargs)
        if page:
            here = self.named(page.asks)
            self.fields = {name: field for name, field in self.fields.items() if name in here}

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        for name, said in worries.untold(given):
            # On a page that does not ask it, it is said before sending.
            if name in self.fields:
                self.add_error(name, said)
        return given

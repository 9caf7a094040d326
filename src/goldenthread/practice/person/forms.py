import datetime as dt
from typing import Any

from goldenthread.blocks.forms import BIRTH, HAPPENED, LIVED, TO_COME, Choice, Day, Line, Many, Prose, RecordForm, YesNo
from goldenthread.standards import codes

# What the return asks now; a file of earlier years is put into these words when it is read.
SEX = codes.of("cin.sex", dt.date.max)
ETHNICITY = codes.of("cin.ethnicity")
DISABILITY = codes.of("cin.disability")
RELATIONS = {
    name: name.capitalize()
    for name in (
        "mother",
        "father",
        "parent",
        "step-parent",
        "mother's partner",
        "father's partner",
        "grandparent",
        "brother",
        "sister",
        "half-brother",
        "half-sister",
        "aunt or uncle",
        "cousin",
        "carer",
        "friend",
        "neighbour",
        "teacher",
        "health visitor",
        "doctor",
        "police officer",
        "other professional",
        "child",
        "step-child",
        "partner",
        "partner's child",
        "grandchild",
        "brother or sister",
        "half-brother or half-sister",
        "niece or nephew",
        "child cared for",
    )
}
SCHEMES = {
    "nhs": "NHS number",
    "upn": "Unique pupil number",
    "former_upn": "Former unique pupil number",
    "la_child_id": "The authority's own number",
    "sui": "Single unique identifier",
}


class Registration(RecordForm):
    """Just enough to know the person by; the rest when it is known."""

    given = Line("Given names", required=False, hint="Leave empty for an unborn child")
    surname = Line("Family name", required=False)
    known_as = Line("Known as", required=False)
    born_on = Day(
        "Date of birth",
        of=BIRTH,
        required=False,
        hint="If not known exactly, give 1 January of the likely year",
    )
    born_estimated = YesNo("Is the date of birth an estimate?", required=False)
    expected_on = Day("Expected date of delivery", required=False, hint="For an unborn child, in place of a birth date")
    sex = Choice("Sex", SEX, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("born_on") and given.get("expected_on"):
            self.add_error("expected_on", "Give a date of birth or an expected date, never both.")
        if not given.get("expected_on") and not (given.get("given") or given.get("surname") or given.get("known_as")):
            self.add_error("surname", "Give at least one name, even if it is all that is known.")
        return given


class Description(RecordForm):
    """What stays true of a person until somebody says otherwise."""

    given = Line("Given names", required=False)
    surname = Line("Family name", required=False)
    known_as = Line("Known as", required=False)
    pronunciation = Line("How the name is said", required=False)
    pronouns = Line("Pronouns", required=False)
    born_on = Day("Date of birth", of=BIRTH, required=False)
    sex = Choice("Sex", SEX, required=False)
    gender = Line("Gender", required=False)
    ethnicity = Choice("Ethnicity", ETHNICITY, required=False, why="So that services fit, and unfairness can be seen.")
    religion = Line("Religion", required=False)
    first_language = Line("First language", required=False)
    interpreter = YesNo("Is an interpreter needed?", required=False)
    communication = Line(
        "How the person communicates best",
        required=False,
        why="Disabled children were not heard because nobody knew how they communicate.",
    )
    nationality = Line("Nationality", required=False)
    disability = Many("Disability", DISABILITY, required=False)
    school = Line("School or nursery", required=False)
    professional = Line("Works as, and where (for a professional)", required=False)
    upn_unknown = Choice("Why there is no unique pupil number", codes.of("cin.upn_unknown"), required=False)


class AnotherName(RecordForm):
    kind = Choice("What kind of name", {"alias": "Also known as", "former": "Former name", "legal": "Legal name"})
    full = Line("The whole name")
    since = Day("Since when", of=LIVED, required=False)


class NewAddress(RecordForm):
    kind = Choice("What kind of address", {"home": "Home", "other": "Another address"})
    lines = Line("Address")
    postcode = Line("Postcode", required=False)
    not_to_be_told_to = Line(
        "Not to be told to",
        required=False,
        why="A leaked address has cost lives.",
        hint="Name whoever must not learn this address",
    )


class Number(RecordForm):
    scheme = Choice("Which number", SCHEMES)
    value = Line("The number")


class Relation(RecordForm):
    other = Line("The other person", chooses="person")
    kind = Choice("Who they are to this person", RELATIONS)
    parental_responsibility = YesNo("Do they hold parental responsibility?", required=False)
    safety = YesNo(
        "Are they part of the child's safety network?",
        required=False,
        why="Those who keep the child safe when no worker is there: family, friends, neighbours, professionals.",
    )


class EndOfRelation(RecordForm):
    ends = Line("The relationship that ended", chooses="relationship")
    why = Line("Why", required=False)


class Birth(RecordForm):
    born_on = Day("Date of birth", of=BIRTH)
    given = Line("Given names", required=False)
    surname = Line("Family name", required=False)
    sex = Choice("Sex", SEX, required=False)


class Death(RecordForm):
    died_on = Day("Date of death", of=LIVED)


class Warn(RecordForm):
    says = Line("What everybody must know before they act", hint="For example: do not disclose the address to father")
    review_on = Day("Look at it again on", of=TO_COME)


class EndOfWarning(RecordForm):
    ends = Line("The warning that ended", chooses="warning")
    why = Line("Why it no longer holds")


class Said(RecordForm):
    said = Prose("What the child said, in the child's own words")
    where = Line("Where", required=False)


class Restriction(RecordForm):
    why = Prose("Why fewer people may know of this record")
    workers = Many("Who may", {}, required=False, chooses="workers")


class Lifting(RecordForm):
    why = Prose("Why the restriction is no longer needed")


class Sealing(RecordForm):
    """After an adoption the earlier record is for those named alone, and for them by their own name."""

    why = Prose("Why the record is sealed")
    ordered_on = Day("Date of the order", of=LIVED)
    court = Line("Court, and number of the order", required=False)
    workers = Many("Who may open it", {}, chooses="workers",
                   hint="Nobody else will know that it is there. Name a manager as well, to lift the seal")  # fmt: skip


REASONS = {
    "duty": "Duty cover",
    "emergency": "Emergency, a child may be in danger now",
    "asked": "A professional asked me about them",
    "other": "Another reason",
}


class Opening(RecordForm):
    """Why somebody opens a record without a recorded need to know."""

    reason = Choice("Why do you need it?", REASONS)
    says = Prose(
        "Say what happened, and what you need to find out",
        why="A manager reads this, and whoever works with the record sees it.",
    )


class ReviewOfOpening(RecordForm):
    opening = Line("The opening")
    verdict = Choice(
        "Was it right to open the record?",
        {"appropriate": "Yes, it was appropriate", "not_appropriate": "No, it was not appropriate"},
    )
    says = Prose("What you looked at, and what follows", required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("verdict") == "not_appropriate" and not given.get("says"):
            self.add_error("says", "Say what was not right, and what you do about it.")
        return given


class WorksHere(RecordForm):
    colleague = Line("Who they are here", chooses="colleague")


class WorksHereNoMore(RecordForm):
    why = Line("Why this no longer holds", required=False)


class Joining(RecordForm):
    into = Line("The record that stands for both", chooses="person")
    why = Prose("How you know that they are the same person")


class Parting(RecordForm):
    why = Prose("How you know that they are not the same person")


class Document(RecordForm):
    """A letter, report or picture that came from somewhere."""

    title = Line("What it is", hint="Such as: letter from the head teacher about attendance")
    sort = Choice("Kind", {
        "letter": "Letter or mail", "report": "Report", "order": "Court order or statement",
        "health": "Health document", "school": "School document", "picture": "Drawing or photograph",
        "other": "Something else",
    })  # fmt: skip
    dated = Day("Date of the document", of=HAPPENED, required=False, hint="As it says itself")
    source = Line("From whom", required=False, hint="The person or service that wrote it")

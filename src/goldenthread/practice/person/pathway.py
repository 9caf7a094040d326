from goldenthread.language import FRONT_DOOR, MANAGERS, Clock, Compartment, Pathway, Role, Step
from goldenthread.practice.person import forms
from goldenthread.practice.person.gates import (
    by_somebody_else,
    not_born_twice,
    not_itself,
    not_oneself,
    not_reviewed,
    nothing_joined,
)

EVERYBODY = (*FRONT_DOOR, Role.EARLY_HELP_WORKER, Role.REVIEWING_OFFICER)


class Person(Pathway):
    """What is known of a person, from the first time anybody spoke of them."""

    label = "About the person"
    lifelong = True

    registered = Step("Register a person", said="Registered", by=EVERYBODY, form=forms.Registration, opens_record=True)
    described = Step("Describe the person", said="Details changed", by=EVERYBODY, form=forms.Description, repeats=True)
    named = Step("Add a name", said="Another name known", by=EVERYBODY, form=forms.AnotherName, repeats=True)
    addressed = Step("Change the address", said="Address changed", by=EVERYBODY, form=forms.NewAddress, repeats=True)
    identified = Step("Add a number", said="Number known", by=EVERYBODY, form=forms.Number, repeats=True)
    related = Step("Add a relationship", said="Relationship known", by=EVERYBODY, form=forms.Relation, repeats=True)
    unrelated = Step(
        "End a relationship", said="Relationship ended", by=EVERYBODY, form=forms.EndOfRelation, repeats=True
    )
    born = Step("Record the birth", said="Born", by=EVERYBODY, form=forms.Birth, gates=(not_born_twice,), major=True)
    died = Step("Record the death", said="Died", by=EVERYBODY, form=forms.Death, major=True)
    warned = Step("Add a warning", said="Warning", by=EVERYBODY, form=forms.Warn, repeats=True, major=True)
    warning_ended = Step("End a warning", said="Warning ended", by=EVERYBODY, form=forms.EndOfWarning, repeats=True)
    said = Step("Record the child's words", said="In the child's words", by=EVERYBODY, form=forms.Said, repeats=True)
    document_added = Step("Add a document", said="Document added", by=EVERYBODY, form=forms.Document, repeats=True)
    restricted = Step(
        "Restrict the record",
        said="Record restricted",
        by=MANAGERS,
        form=forms.Restriction,
        repeats=True,
        lasting=True,
    )
    unrestricted = Step(
        "Lift the restriction",
        said="Restriction lifted",
        by=MANAGERS,
        form=forms.Lifting,
        repeats=True,
        lasting=True,
    )
    sealed = Step("Seal the record", said="Record sealed", by=MANAGERS, form=forms.Sealing, repeats=True, lasting=True)
    unsealed = Step(
        "Open the sealed record", said="Seal lifted", by=MANAGERS, form=forms.Lifting, repeats=True, lasting=True
    )
    opened_with_reason = Step(
        "Open the record with a reason",
        said="Opened without a recorded need",
        by=(*EVERYBODY, Role.DIRECTOR),
        form=forms.Opening,
        repeats=True,
        timed=True,
        opens_for="opening_with_reason",
        compartment=Compartment.OPENINGS,
    )
    opening_reviewed = Step(
        "Review the opening",
        said="Opening reviewed",
        by=(*MANAGERS, Role.DIRECTOR),
        form=forms.ReviewOfOpening,
        repeats=True,
        gates=(by_somebody_else, not_reviewed),
        compartment=Compartment.OPENINGS,
    )
    opening_review_due = Clock(
        "Opening without a recorded need: review it",
        starts=opened_with_reason,
        stops=opening_reviewed,
        law="opening_review",
        each="opening",
    )
    works_here = Step(
        "Say that this person works here",
        said="Works here",
        by=MANAGERS,
        form=forms.WorksHere,
        repeats=True,
        gates=(not_oneself,),
        compartment=Compartment.STAFF,
        written_from=Compartment.CHILD,
        lasting=True,
    )
    works_here_no_more = Step(
        "Say that this person works here no more",
        said="Works here no more",
        by=MANAGERS,
        form=forms.WorksHereNoMore,
        repeats=True,
        compartment=Compartment.STAFF,
    )
    joined = Step(
        "Join with another record",
        said="Joined: the same person",
        by=MANAGERS,
        form=forms.Joining,
        repeats=True,
        gates=(not_itself, nothing_joined),
        regroups=True,
        lasting=True,
    )
    parted = Step(
        "Part two records",
        said="Parted: not the same person",
        by=MANAGERS,
        form=forms.Parting,
        repeats=True,
        regroups=True,
        lasting=True,
    )

"""What a family is told in writing: begun with the authority's words, filled with what was decided for this child."""

import pytest
from jinja2 import meta, nodes

from goldenthread.blocks.letters import WORDS
from goldenthread.blocks.letters import letters as in_force
from goldenthread.casework import letters
from goldenthread.casework.recording import Act, record
from goldenthread.language import handbook
from goldenthread.record.models import Entry, Episode
from goldenthread.standards import codes
from tests.authority import Authority, complete, day

KNOWN = {"child", "day", "answer", "said", "actions"}
UP_TO_THE_CONFERENCE = """
     3 Mar 2025 08:30 | front_door.contact_received | Rita
     3 Mar 2025       | front_door.decided          | Fran
     3 Mar 2025       | assessment.allocated        | Grace | worker=Sam
     4 Mar 2025 16:30 | strategy_discussion.called  | Ada
     5 Mar 2025 10:00 | strategy_discussion.held    | Ada
     5 Mar 2025 16:00 | section47.child_seen        | Sam
    12 Mar 2025       | section47.reported          | Sam
    13 Mar 2025       | section47.authorised        | Ada   | on=2025-03-25
"""
CONFERENCE = (
    "25 Mar 2025 | section47.conference_held | Ira | category=EMO | why=He fears him | core_group_on=2025-04-04"
)


@pytest.mark.parametrize("letter", in_force(), ids=lambda letter: letter.after)
def test_a_letter_names_only_what_its_step_asks(letter):
    form = handbook().steps[letter.after].form
    for text in (letter.title, letter.words):
        parsed = WORDS.parse(text)
        assert meta.find_undeclared_variables(parsed) <= KNOWN
        for named in parsed.find_all(nodes.Getattr):
            if isinstance(named.node, nodes.Name) and named.node.name in {"answer", "said"}:
                assert named.attr in form.all_questions(), f"{letter.after} does not ask {named.attr}."
        for asked in parsed.find_all(nodes.Compare):
            if isinstance(asked.expr, nodes.Getattr) and isinstance(asked.ops[0].expr, nodes.Const):
                question = form.all_questions()[asked.expr.attr]
                assert not question.refuses(asked.ops[0].expr.value), f"{letter.after}: no such answer"
    assert letter.source
    assert handbook().steps[letter.after].compartment in letters.WRITTEN


def begun(authority: Authority, child, step: str, who: str = "Sam") -> dict[str, str]:
    entry = Entry.objects.filter(about=child, step=step).latest("known_at")
    return letters.begins_with(child, entry.pk, by=authority.actor(who))


def test_each_child_of_one_conference_is_told_of_alone(authority):
    jay, kai = authority.child("Jay"), authority.child("Kai")
    authority.tell(UP_TO_THE_CONFERENCE, jay, kai)
    authority.tell(
        f"{CONFERENCE} | 1.actions_1_what=A place to go when it is loud. | 1.actions_1_other=Nan | 2.decision=no_plan",
        jay, kai,
    )  # fmt: skip

    to_jays, to_kais = (begun(authority, child, "section47.conference_held") for child in (jay, kai))

    assert to_jays["title"] == "What the conference decided about Jay"
    assert "On Tuesday 25 March 2025 the child protection conference met about Jay." in to_jays["words"]
    category = codes.of("cin.initial_category_of_abuse")["EMO"].lower()
    assert f"Jay needs a child protection plan ({category})" in to_jays["words"]
    assert "- A place to go when it is loud. (Nan)" in to_jays["words"]
    assert "on Friday 4 April 2025" in to_jays["words"]
    assert "Why: He fears him" in to_jays["words"]
    assert "Kai" not in to_jays["words"]
    assert "Kai needs no child protection plan" in to_kais["words"]
    assert "loud" not in to_kais["words"]


def test_nothing_is_told_in_a_letter_of_what_its_writer_may_not_open(authority):
    jay = authority.child("Jay")
    authority.tell(UP_TO_THE_CONFERENCE, jay)

    assert begun(authority, jay, "section47.authorised")["words"]
    assert begun(authority, jay, "section47.authorised", who="Wes") == {}
    assert begun(authority, jay, "section47.reported") == {}


def test_a_child_who_has_no_name_yet_is_the_parents_baby(authority):
    baby = authority.child("", born=None, expected_on="2025-07-20")
    authority.tell(UP_TO_THE_CONFERENCE, baby)

    assert begun(authority, baby, "section47.authorised")["title"] == "What our enquiry about your baby found"


def test_a_letter_belongs_to_the_work_of_which_it_tells(authority):
    jay = authority.child("Jay")
    authority.tell(UP_TO_THE_CONFERENCE, jay)
    decided = Entry.objects.get(about=jay, step="section47.authorised")

    said = complete(handbook().steps["letter.written"], {"how": "handed"})
    act = Act("letter.written", jay, day("14 Mar 2025"), said, follows=decided.pk)
    record(act, by=authority.actor("Sam"), key=authority.key())

    assert not Episode.now.filter(about=jay, pathway="letter").exists()


@pytest.mark.parametrize(("who", "may"), [("Sam", True), ("Ira", True), ("Ann", False), ("Dora", False)])
def test_who_is_offered_to_write(authority, who, may):
    offered = letters.offered_after("section47.conference_held", by=authority.actor(who))

    assert (offered and offered.label) == ("Write to parents and carers" if may else None)
    assert letters.offered_after("section47.reported", by=authority.actor("Sam")) is None

"""One visit, meeting or contact about several children: decided and put right once, each child's own part apart."""

import pytest

from goldenthread.casework import access, drafts
from goldenthread.casework.completing import NotComplete, complete
from goldenthread.casework.correcting import begin_correction
from goldenthread.casework.occasions import parts_of
from goldenthread.casework.recording import CannotRecord
from goldenthread.casework.verifying import verify
from goldenthread.facts.models import ChildsWords, Contact, Referral
from goldenthread.oversight import raising
from goldenthread.oversight.models import RaisedSignal
from goldenthread.record.models import ClockRun, Entry, Episode, Occasion
from tests.authority import ANSWERS, day, moment

NOW = moment("12 Mar 2026 10:00")
SEEN = "assessment.child_seen"
DECIDED = "front_door.decided"
BEGUN = """
    2 Mar 2026 10:30 | front_door.contact_received | Rita
    3 Mar 2026       | front_door.decided          | Fran
    4 Mar 2026       | assessment.allocated        | Grace
"""


@pytest.fixture
def family(authority):
    """Three children who are seen in one visit, recorded with its form."""
    mia, kofi, lena = (authority.child(name) for name in ("Mia", "Kofi", "Lena"))
    authority.tell(BEGUN, mia, kofi, lena)
    shared = {"purpose": "To see all three", "where": "Home", "home": "Cold."}
    write(authority, "Sam", drafts.begin(SEEN, [mia, kofi, lena], by=authority.actor("Sam"), at=NOW),
          when=("9", "3", "2026", "15:00"),
          shared=shared,
          own={mia: of("I like Nan."), kofi: of("No."), lena: of("Can I go?")})  # fmt: skip
    return mia, kofi, lena


def of(said):
    return {"seen": "yes", "alone": "yes", "said": said, "observed": "Thin."}


def write(authority, who, draft, *, when=(), shared=None, own=None, only_save=False):
    """Type these answers over whatever stands, and record the form."""
    by = authority.actor(who)
    held = drafts.open_draft(draft, by=by, at=NOW)
    typed = {(None, name): value for name, value in (shared or {}).items()}
    typed |= {(child, name): value for child, answers in (own or {}).items() for name, value in answers.items()}
    if when:
        typed[None, "_day"] = dict(zip(("day", "month", "year"), when, strict=False))
        typed |= {(None, "_time"): when[3]} if when[3:] else {}
    drafts.save(draft, {place: (value, held.version(place)) for place, value in typed.items()}, by=by, at=NOW)
    return None if only_save else complete(draft, by=by, now=NOW)


def entry(child, step=SEEN):
    """The entry that first said it."""
    return Entry.objects.filter(about=child, step=step, corrects=None).latest("known_at").pk


def said(child, step=SEEN):
    """What now stands of a child, shared and own."""
    stands = Entry.objects.filter(about=child, step=step).select_related("occasion").latest("known_at")
    return {**(stands.occasion.shared if stands.occasion else {}), **stands.answers}


def correct(authority, who, child, step=SEEN, **more):
    return begin_correction(entry(child, step), by=authority.actor(who), at=NOW, **more)


def test_what_was_said_of_three_is_put_right_once_for_all_of_them(authority, family):
    mia, kofi, lena = family
    draft = correct(authority, "Sam", kofi)
    held = drafts.open_draft(draft, by=authority.actor("Sam"), at=NOW)

    done = write(authority, "Sam", draft, shared={"home": "Warm."}, own={lena: {"said": "Can I go now?"}})

    assert set(held.about) == set(family)
    assert held.value((None, "purpose")) == "To see all three"
    assert held.value((mia, "said")) == "I like Nan."
    assert len(done.recorded.entries) == 3
    (occasion,) = Occasion.objects.filter(entries__in=done.recorded.entries).distinct()
    assert occasion.shared["home"] == "Warm."
    assert [said(child)["home"] for child in family] == ["Warm."] * 3
    assert [said(child)["said"] for child in family] == ["I like Nan.", "No.", "Can I go now?"]
    assert set(ChildsWords.now.filter(about__in=family).values_list("about", "said")) == {
        (mia, "I like Nan."), (kofi, "No."), (lena, "Can I go now?")
    }  # fmt: skip
    for child in family:
        assert Entry.objects.get(corrects=entry(child)).about_id == child
    assert not [fault for checked in verify() for fault in checked.faults]


def test_whichever_child_it_is_begun_from_it_is_one_correction(authority, family):
    assert len({correct(authority, "Sam", child) for child in family}) == 1


def test_one_childs_part_is_put_right_alone_and_the_others_stay(authority, family):
    mia, kofi, lena = family

    done = write(
        authority, "Sam", correct(authority, "Sam", kofi, alone=True), own={kofi: {"seen": "no", "not_seen_why": "Out"}}
    )

    assert len(done.recorded.entries) == 1
    assert (said(kofi)["seen"], said(kofi)["home"]) == ("no", "Cold.")
    assert {said(child)["seen"] for child in (mia, lena)} == {"yes"}
    parts = parts_of(entry(mia), by=authority.actor("Sam"))
    assert [part.about for part in parts.with_same(parts.said_by(entry(mia)))] == [mia, lena]
    assert parts.said_by(entry(kofi)).occasion is None
    # What is put right for the others then leaves alone what was put right apart.
    write(authority, "Sam", correct(authority, "Sam", lena), shared={"home": "Warm."})
    assert [said(child)["home"] for child in family] == ["Warm.", "Cold.", "Warm."]
    assert correct(authority, "Sam", kofi) == correct(authority, "Sam", kofi, alone=True)


def test_a_second_correction_begins_with_what_the_first_put_right(authority, family):
    write(authority, "Sam", correct(authority, "Sam", family[0]), shared={"home": "Warm."})

    again = drafts.open_draft(correct(authority, "Sam", family[2]), by=authority.actor("Sam"), at=NOW)

    assert set(again.about) == set(family)
    assert again.value((None, "home")) == "Warm."


def test_a_child_of_another_team_stays_as_it_is(authority):
    contact = "front_door.contact_received"
    family = mia, kofi, lena = [authority.child(name) for name in ("Mia", "Kofi", "Lena")]
    authority.tell(BEGUN, mia, kofi)
    authority.tell("6 Mar 2026 09:00 | front_door.contact_received | Rita", *family)
    authority.tell(
        "6 Mar 2026 | front_door.decided | Fran\n6 Mar 2026 | assessment.allocated | Grace | worker=Wes", lena
    )
    ada = authority.actor("Ada")

    with access.acting(ada):
        parts = parts_of(entry(mia, contact), by=ada)
        draft = correct(authority, "Ada", mia, contact)
        write(authority, "Ada", draft, shared={"kind": "missing"})

    assert ([part.about for part in parts.opened], parts.closed) == ([mia, kofi], 1)
    assert [said(child, contact)["kind"] for child in family] == ["missing", "missing", "neglect"]


def test_nobody_puts_right_over_what_was_put_right_meanwhile(authority, family):
    mia, kofi, lena = family
    for_all = correct(authority, "Sam", mia)
    write(authority, "Sam", for_all, shared={"home": "Warm."}, only_save=True)
    write(
        authority, "Ada" if False else "Sam", correct(authority, "Sam", kofi, alone=True), own={kofi: {"said": "Yes."}}
    )

    with pytest.raises(CannotRecord, match=r"Sam put right “Child seen” of 9 March 2026 since you began"):
        complete(for_all, by=authority.actor("Sam"), now=NOW)

    assert said(kofi)["said"] == "Yes."
    assert said(mia)["home"] == "Cold."


def test_a_day_that_was_wrong_moves_the_limits_of_each_child(authority, family):
    contact = "front_door.contact_received"
    write(authority, "Grace", correct(authority, "Grace", family[0], contact), when=("27", "2", "2026", "16:00"))

    due = ClockRun.now.filter(clock="front_door.decision_due").values_list("about", "due_on")
    assert dict(due) == dict.fromkeys(family, day("2 Mar 2026"))
    assert Contact.now.values("occasion").distinct().count() == 1, "it is still one worry"
    assert Episode.now.filter(pathway="front_door").count() == 3


def test_a_worry_put_right_for_one_child_is_still_one_worry(authority, family):
    kofi = family[1]
    contact = "front_door.contact_received"
    write(
        authority, "Grace", correct(authority, "Grace", kofi, contact, alone=True), own={kofi: {"this_child": "Well."}}
    )

    assert Contact.now.values("occasion").distinct().count() == 1


def test_words_that_were_copied_and_are_put_right_for_one_leave_the_managers_desk(authority, family):
    mia, kofi, lena = family
    same = {"observed": "Tired and hungry, and said little all the time."}
    write(authority, "Sam", correct(authority, "Sam", mia), own={mia: same, kofi: same})
    copied = RaisedSignal.objects.filter(signal="copied_between_siblings", ended_at=None)
    before = set(copied.values_list("about", flat=True))

    apart = {"observed": "Ran to the door, and asked whether there is tea tonight."}
    write(authority, "Sam", correct(authority, "Sam", kofi, alone=True), own={kofi: apart})
    raising.sweep(today=day("13 Mar 2026"), at=NOW)
    after = set(copied.values_list("about", flat=True))
    write(authority, "Sam", correct(authority, "Sam", kofi), own={kofi: same})

    assert (before, after) == ({mia, kofi}, set())
    assert set(copied.values_list("about", flat=True)) == {kofi}, "and the other with the next night"


# ---- one decision for all the children of a contact ----

TELLS = {**ANSWERS[DECIDED]}


@pytest.fixture
def worry(authority):
    """A contact about three children that waits for a decision, and the form in which it is decided for all."""
    children = [authority.child(name) for name in ("Mia", "Kofi", "Lena")]
    told = authority.tell("2 Mar 2026 10:30 | front_door.contact_received | Rita", *children)
    draft = drafts.begin(DECIDED, children, by=authority.actor("Fran"), at=NOW, follows=told.entries[0])
    return draft, children


def weighs(*children):
    words = ("She minds the others.", "He is too young to tell.", "She was at her father's.")
    return {child: {"this_child": text} for child, text in zip(children, words, strict=True)}


def test_one_decision_for_all_with_words_of_each_child_alone(authority, worry):
    draft, children = worry

    write(authority, "Fran", draft, when=("3", "3", "2026"), shared=TELLS, own=weighs(*children))

    rows = Contact.now.filter(about__in=children)
    assert {(row.outcome, row.in_time) for row in rows} == {("referral", True)}
    assert Referral.now.filter(about__in=children).count() == 3
    for child in children:
        own = Entry.objects.get(about=child, step=DECIDED).answers
        assert set(own) == {"this_child"}, "what is shared is kept once"
    assert len({said(child, DECIDED)["this_child"] for child in children}) == 3


def test_the_words_of_each_child_are_asked_for(authority, worry):
    draft, (mia, kofi, lena) = worry

    with pytest.raises(NotComplete) as refused:
        write(authority, "Fran", draft, when=("3", "3", "2026"), shared=TELLS, own={mia: {"this_child": "Hers."}})

    assert set(refused.value.checked.problems) == {(kofi, "this_child"), (lena, "this_child")}


def test_for_one_child_alone_why_is_enough(authority):
    child = authority.child()
    authority.tell("2 Mar 2026 10:30 | front_door.contact_received | Rita", child)
    draft = drafts.begin(DECIDED, [child], by=authority.actor("Fran"), at=NOW)

    write(authority, "Fran", draft, when=("3", "3", "2026"), shared=TELLS)

    assert Contact.now.get(about=child).outcome == "referral"


def test_a_different_decision_for_one_of_them(authority, worry):
    draft, (mia, kofi, lena) = worry
    own = weighs(mia, kofi, lena)
    own[lena] |= {"_apart": "yes", "threshold": "universal", "why": "She was not there.", "outcome": "advice"}

    write(authority, "Fran", draft, when=("3", "3", "2026"), shared=TELLS, own=own)

    outcomes = dict(Contact.now.values_list("about", "outcome"))
    assert outcomes == {mia: "referral", kofi: "referral", lena: "advice"}
    assert set(Referral.now.values_list("about", flat=True)) == {mia, kofi}
    assert said(lena, DECIDED)["why"] == "She was not there."
    assert not said(lena, DECIDED)["primary_need"], "nothing of the others' decision stands as hers"
    assert said(mia, DECIDED)["why"] == TELLS["why"]


def test_a_decision_apart_must_hold_together_of_itself(authority, worry):
    draft, (mia, kofi, lena) = worry
    own = weighs(mia, kofi, lena)
    own[lena] |= {"_apart": "yes", "outcome": "early_help"}
    own[mia] |= {"why": "Said, without saying that it differs."}

    with pytest.raises(NotComplete) as refused:
        write(authority, "Fran", draft, when=("3", "3", "2026"), shared=TELLS, own=own)

    expected = {(lena, name) for name in ("threshold", "why", "takes_on", "passed_to")} | {(mia, "_apart")}
    assert set(refused.value.checked.problems) == expected


def test_a_decision_that_was_the_same_for_all_is_put_right_for_one(authority, worry):
    draft, (mia, kofi, lena) = worry
    write(authority, "Fran", draft, when=("3", "3", "2026"), shared=TELLS, own=weighs(mia, kofi, lena))

    again = correct(authority, "Fran", mia, DECIDED)
    answers = {"_apart": "yes", "threshold": "universal", "why": "She was not there.", "outcome": "advice"}
    write(authority, "Fran", again, own={lena: answers})

    assert set(Referral.now.values_list("about", flat=True)) == {mia, kofi}
    assert dict(Contact.now.values_list("about", "outcome"))[lena] == "advice"
    # And back again: what a correction took away, another brings back.
    once_more = correct(authority, "Fran", lena, DECIDED)
    held = drafts.open_draft(once_more, by=authority.actor("Fran"), at=NOW)
    assert (held.value((lena, "_apart")), held.value((lena, "outcome"))) == ("yes", "advice")
    assert held.value((mia, "_apart")) is None
    write(authority, "Fran", once_more, own={lena: {"_apart": "no"}})
    assert set(Referral.now.values_list("about", flat=True)) == {mia, kofi, lena}


def test_words_copied_from_one_to_another_come_to_the_managers_desk(authority, worry):
    from goldenthread.facts.models import Alike

    draft, children = worry
    same = "Hungry and tired and nobody wakes the child in the morning."

    write(authority, "Fran", draft, when=("3", "3", "2026"), shared=TELLS,
          own={child: {"this_child": same} for child in children})  # fmt: skip

    assert Alike.objects.filter(question="this_child", likeness=1, entry_id__in=Entry.objects.filter(step=DECIDED)
                                .values("pk")).exists()  # fmt: skip

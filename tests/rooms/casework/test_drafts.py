"""Drafts: different questions merge, the same question keeps both, one completion wins."""

import datetime as dt
from uuid import UUID

import pytest

from goldenthread.casework import access, drafts
from goldenthread.casework.completing import NotComplete, complete
from goldenthread.casework.correcting import begin_correction
from goldenthread.casework.recording import Act, CannotRecord, record
from goldenthread.casework.worklist import my_work
from goldenthread.facts.models import Contact
from goldenthread.record.models import Entry, Grant, Look, Waiting
from tests.authority import moment

NOW = moment("3 Mar 2026 10:42")
LATER = moment("3 Mar 2026 10:50")
CONTACT = "front_door.contact_received"
WHEN = {(None, "_day"): {"day": "3", "month": "3", "year": "2026"}, (None, "_time"): "10:30"}
WORRY = {
    (None, "source_code"): "2A",
    (None, "how"): "telephone",
    (None, "kind"): "neglect",
    (None, "urgent"): "no",
    (None, "worry"): "The same clothes all week.",
    (None, "consent"): "given",
}


def over(changes: dict, version: int = 0) -> dict:
    return {place: (value, version) for place, value in changes.items()}


def whole(*children: UUID, **more: str) -> dict:
    own = {(child, "this_child"): f"Child number {n} is hungry and tired." for n, child in enumerate(children)}
    return WHEN | WORRY | own | {(None, name): value for name, value in more.items()}


@pytest.fixture
def rita(authority):
    return authority.actor("Rita")


@pytest.fixture
def fran(authority):
    return authority.actor("Fran")


def test_the_same_form_about_the_same_children_is_found_again(authority, rita, fran):
    mia, kofi = authority.child("Mia"), authority.child("Kofi")

    first = drafts.begin(CONTACT, [mia, kofi], by=rita, at=NOW)

    assert drafts.begin(CONTACT, [kofi, mia], by=fran, at=LATER) == first
    assert drafts.begin(CONTACT, [mia], by=fran, at=LATER) != first
    assert drafts.begin(CONTACT, [mia, kofi], by=rita, at=NOW, apart="another call") != first


def test_different_questions_merge(authority, rita, fran):
    draft = drafts.begin(CONTACT, [authority.child()], by=rita, at=NOW)

    drafts.save(draft, {(None, "worry"): ("Hungry", 0)}, by=rita, at=NOW, page="a")
    drafts.save(draft, {(None, "referrer"): ("Ms Ellis", 0)}, by=fran, at=LATER, page="b")

    held = drafts.open_draft(draft, by=rita, at=LATER)
    assert (held.value((None, "worry")), held.value((None, "referrer"))) == ("Hungry", "Ms Ellis")
    assert (held.answers[None, "worry"].by, held.answers[None, "referrer"].by) == ("Rita", "Fran")
    assert held.changed_at == LATER


def test_the_same_question_keeps_both_until_somebody_chooses(authority, rita, fran):
    draft = drafts.begin(CONTACT, [authority.child()], by=rita, at=NOW)
    worry = (None, "worry")

    drafts.save(draft, {worry: ("Rita wrote this", 0)}, by=rita, at=NOW, page="a")
    saved = drafts.save(draft, {worry: ("Fran wrote that", 0)}, by=fran, at=LATER, page="b")

    held = drafts.open_draft(draft, by=rita, at=LATER)
    assert held.value(worry) == "Rita wrote this"
    (aside,) = held.answers[worry].aside
    assert (aside.value, aside.by) == ("Fran wrote that", "Fran")
    assert held.unsettled == [worry]
    assert saved.versions == {}, "Fran's page does not stand on words that it has not shown"


def test_a_stale_page_never_writes_over_what_another_wrote(authority, rita, fran):
    draft = drafts.begin(CONTACT, [authority.child()], by=rita, at=NOW)
    worry = (None, "worry")
    drafts.save(draft, {worry: ("Rita wrote this", 0)}, by=rita, at=NOW, page="a")

    saved = drafts.save(draft, {worry: ("Fran", 0)}, by=fran, at=LATER, page="b")
    drafts.save(draft, {worry: ("Fran wrote that", 0)}, by=fran, at=LATER, page="b")
    drafts.save(draft, {worry: ("Rita wrote this and went on", 1)}, by=rita, at=LATER, page="a")

    assert saved.aside[worry].by == "Rita"
    answer = drafts.open_draft(draft, by=fran, at=LATER).answers[worry]
    assert answer.value == "Rita wrote this and went on"
    assert [one.value for one in answer.aside] == ["Fran wrote that"]


@pytest.mark.parametrize(
    ("choose", "stands"),
    [("standing", "One"), ("0", "Two"), ("both", "One\n\nTwo")],
)
def test_choosing_between_two_versions(authority, rita, fran, choose, stands):
    draft = drafts.begin(CONTACT, [authority.child()], by=rita, at=NOW)
    worry = (None, "worry")
    drafts.save(draft, {worry: ("One", 0)}, by=rita, at=NOW, page="a")
    drafts.save(draft, {worry: ("Two", 0)}, by=fran, at=NOW, page="b")

    shown = drafts.open_draft(draft, by=fran, at=NOW).answers[worry].mark
    drafts.settle(draft, worry, choose, shown=shown, by=fran, at=LATER)

    answer = drafts.open_draft(draft, by=rita, at=LATER).answers[worry]
    assert (answer.value, answer.aside, answer.version) == (stands, (), 2)
    with pytest.raises(drafts.DraftClosed, match="changed while you chose"):
        drafts.settle(draft, worry, "standing", shown=shown, by=rita, at=LATER)


@pytest.mark.parametrize("since", ["Fran wrote that, and more", "Fran wrote"])
def test_nobody_chooses_away_what_was_not_on_the_page(authority, rita, fran, since):
    draft = drafts.begin(CONTACT, [authority.child()], by=rita, at=NOW)
    worry = (None, "worry")
    drafts.save(draft, {worry: ("Rita wrote this", 0)}, by=rita, at=NOW, page="a")
    drafts.save(draft, {worry: ("Fran wrote that", 0)}, by=fran, at=NOW, page="b")
    shown = drafts.open_draft(draft, by=rita, at=NOW).answers[worry].mark

    drafts.save(draft, {worry: (since, 0)}, by=fran, at=NOW, page="b")

    with pytest.raises(drafts.DraftClosed, match="changed while you chose"):
        drafts.settle(draft, worry, "standing", shown=shown, by=rita, at=LATER)
    answer = drafts.open_draft(draft, by=rita, at=LATER).answers[worry]
    assert [one.value for one in answer.aside] == [since]


def test_a_page_whose_answer_got_lost_goes_on_from_its_own_words(authority, rita):
    draft = drafts.begin(CONTACT, [authority.child()], by=rita, at=NOW)
    worry = (None, "worry")

    drafts.save(draft, {worry: ("Hun", 0)}, by=rita, at=NOW, page="a")
    drafts.save(draft, {worry: ("Hungry", 0)}, by=rita, at=NOW, page="a")
    drafts.save(draft, {worry: ("Hungry", 0)}, by=rita, at=NOW, page="a")

    answer = drafts.open_draft(draft, by=rita, at=NOW).answers[worry]
    assert (answer.value, answer.aside, answer.version) == ("Hungry", (), 2)


def test_half_typed_and_impossible_values_are_kept_as_typed(authority, rita):
    draft = drafts.begin(CONTACT, [authority.child()], by=rita, at=NOW)
    typed = {(None, "_day"): {"day": "31", "month": "Feb", "year": ""}, (None, "kind"): "no such kind"}

    drafts.save(draft, over(typed), by=rita, at=NOW)

    held = drafts.open_draft(draft, by=rita, at=NOW)
    assert {place: held.value(place) for place in typed} == typed


def test_completing_records_one_occasion_with_each_childs_own_part(authority, rita):
    mia, kofi = authority.child("Mia"), authority.child("Kofi")
    draft = drafts.begin(CONTACT, [mia, kofi], by=rita, at=NOW)
    drafts.save(draft, over(whole(mia, kofi)), by=rita, at=NOW)

    done = complete(draft, by=rita, now=NOW)

    entries = Entry.objects.filter(step=CONTACT).select_related("occasion").order_by("nth")
    assert [entry.pk for entry in entries] == list(done.recorded.entries)
    assert entries[0].occasion == entries[1].occasion
    assert entries[0].occasion.shared["worry"] == "The same clothes all week."
    assert [e.answers["this_child"] for e in entries] == [
        "Child number 0 is hungry and tired.",
        "Child number 1 is hungry and tired.",
    ]
    assert "worry" not in entries[0].answers
    assert {c.occasion for c in Contact.now.all()} == {str(entries[0].occasion_id)}


def test_a_second_press_or_a_second_person_makes_no_second_entry(authority, rita, fran):
    child = authority.child()
    draft = drafts.begin(CONTACT, [child], by=rita, at=NOW)
    drafts.save(draft, over(whole(child)), by=rita, at=NOW)
    complete(draft, by=rita, now=NOW)

    again = complete(draft, by=fran, now=LATER)

    assert (again.again, again.by, again.at) == (True, "Rita", NOW)
    assert Entry.objects.filter(step=CONTACT).count() == 1


def test_words_that_come_too_late_are_set_aside_and_not_lost(authority, rita, fran):
    child = authority.child()
    draft = drafts.begin(CONTACT, [child], by=rita, at=NOW)
    drafts.save(draft, over(whole(child)), by=rita, at=NOW)
    complete(draft, by=rita, now=NOW)

    with pytest.raises(drafts.DraftClosed, match="Rita has recorded this form already"):
        drafts.save(
            draft, {(None, "worry"): ("And no breakfast", 1), (None, "referrer"): ("Ms E", 0)}, by=fran, at=LATER
        )

    answers = drafts.open_draft(draft, by=fran, at=LATER).answers
    assert answers[None, "worry"].value == "The same clothes all week."
    assert [one.value for one in answers[None, "worry"].aside] == ["And no breakfast"]
    assert [one.value for one in answers[None, "referrer"].aside] == ["Ms E"]


def test_what_is_missing_is_said_and_nothing_is_recorded(authority, rita):
    mia, kofi = authority.child("Mia"), authority.child("Kofi")
    draft = drafts.begin(CONTACT, [mia, kofi], by=rita, at=NOW)
    answers = whole(mia, consent="dispensed_risk")
    answers[None, "_time"] = ""

    drafts.save(draft, over(answers), by=rita, at=NOW)
    with pytest.raises(NotComplete) as refused:
        complete(draft, by=rita, now=NOW)

    assert set(refused.value.checked.problems) == {(None, "_time"), (None, "consent_why"), (kofi, "this_child")}
    assert not Entry.objects.filter(step=CONTACT).exists()
    assert drafts.open_draft(draft, by=rita, at=NOW).open


@pytest.mark.parametrize(
    ("day", "time", "place", "says"),
    [
        (("4", "3", "2026"), "10:30", "_day", "Wed 4 March 2026 has not come yet"),
        (("3", "3", "2026"), "11:30", "_time", "has not come yet"),
        (("2", "3", "2017"), "10:30", "_day", "Mia Made-Up was born on Fri 3 March 2017"),
        (("31", "2", "2026"), "10:30", "_day", "real date"),
    ],
)
def test_impossible_dates_are_refused_in_words(authority, rita, day, time, place, says):
    child = authority.child()
    draft = drafts.begin(CONTACT, [child], by=rita, at=NOW)
    when = {(None, "_day"): dict(zip(("day", "month", "year"), day, strict=True)), (None, "_time"): time}

    drafts.save(draft, over(whole(child) | when), by=rita, at=NOW)
    with pytest.raises(NotComplete) as refused:
        complete(draft, by=rita, now=NOW)

    assert says in refused.value.checked.problems[None, place][0]


def test_two_versions_are_not_recorded_before_somebody_chooses(authority, rita, fran):
    child = authority.child()
    draft = drafts.begin(CONTACT, [child], by=rita, at=NOW)
    drafts.save(draft, over(whole(child)), by=rita, at=NOW, page="a")
    drafts.save(draft, {(None, "worry"): ("Something else", 0)}, by=fran, at=NOW, page="b")

    with pytest.raises(NotComplete) as refused:
        complete(draft, by=rita, now=NOW)

    assert "Choose which stands" in refused.value.checked.general[0]


def test_a_refusal_of_practice_keeps_the_draft(authority):
    child = authority.child()
    authority.tell("2 Mar 2026 10:30 | front_door.contact_received | Rita", child)
    fran = authority.actor("Fran")
    draft = drafts.begin("front_door.referrer_told", [child], by=fran, at=NOW)
    drafts.save(
        draft,
        over({(None, "_day"): WHEN[None, "_day"], (None, "how"): "telephone", (None, "told"): "Yes"}),
        by=fran,
        at=NOW,
    )

    with pytest.raises(CannotRecord, match="Decide what happens next before you tell the referrer"):
        complete(draft, by=fran, now=NOW)

    assert drafts.open_draft(draft, by=fran, at=NOW).value((None, "told")) == "Yes"


def test_a_draft_is_for_those_who_may_write_it(authority, rita):
    child = authority.child()
    draft = drafts.begin(CONTACT, [child], by=rita, at=NOW)

    for name, says in (("Sam", "need to know"), ("Ira", "is for a")):
        with pytest.raises(access.NotAllowed, match=says):
            drafts.open_draft(draft, by=authority.actor(name), at=NOW)
        with pytest.raises(access.NotAllowed):
            drafts.save(draft, {(None, "worry"): ("x", 0)}, by=authority.actor(name), at=NOW)


def test_opening_a_draft_leaves_a_look_at_each_record(authority, rita):
    mia, kofi = authority.child("Mia"), authority.child("Kofi")
    draft = drafts.begin(CONTACT, [mia, kofi], by=rita, at=NOW)

    with access.acting(rita):
        drafts.open_draft(draft, by=rita, at=NOW, page="draft")

    assert set(Look.objects.values_list("about", "worker__name", "page")) == {
        (mia, "Rita", "draft"),
        (kofi, "Rita", "draft"),
    }


def test_thrown_away_and_put_back(authority, rita, fran):
    child = authority.child()
    draft = drafts.begin(CONTACT, [child], by=rita, at=NOW)
    drafts.save(draft, {(None, "worry"): ("Hungry", 0)}, by=rita, at=NOW)

    drafts.discard(draft, by=fran, at=LATER)
    assert my_work(rita, now=LATER).drafts == ()
    with pytest.raises(drafts.DraftClosed, match="Fran threw this draft away"):
        drafts.save(draft, {(None, "worry"): ("Hungry!", 1)}, by=rita, at=LATER)
    drafts.put_back(draft, by=rita)

    assert drafts.open_draft(draft, by=rita, at=LATER).value((None, "worry")) == "Hungry"
    assert [line.id for line in my_work(rita, now=LATER).drafts] == [draft]


def test_a_form_begun_again_stands_in_the_way_of_the_old_one(authority, rita):
    child = authority.child()
    old = drafts.begin(CONTACT, [child], by=rita, at=NOW)
    drafts.discard(old, by=rita, at=NOW)
    new = drafts.begin(CONTACT, [child], by=rita, at=LATER)

    assert new != old
    with pytest.raises(drafts.DraftClosed, match="begun again since"):
        drafts.put_back(old, by=rita)


def test_my_drafts_are_those_that_i_wrote_in(authority, rita, fran):
    for n in range(3):
        child = authority.child(f"Mia {n}")
        draft = drafts.begin(CONTACT, [child], by=rita, at=NOW + dt.timedelta(minutes=n))
        drafts.save(draft, {(None, "worry"): ("Hungry", 0)}, by=rita, at=NOW + dt.timedelta(minutes=n))
    drafts.begin(CONTACT, [authority.child("Nothing typed")], by=rita, at=NOW)

    mine = my_work(rita, now=LATER).drafts

    assert [line.children for line in mine] == [("Mia 2 Made-Up",), ("Mia 1 Made-Up",), ("Mia 0 Made-Up",)]
    assert my_work(fran, now=LATER).drafts == ()


def test_a_call_about_a_child_whom_others_work_with_is_offered_again_to_whoever_took_it(authority, rita):
    child = authority.child()
    authority.tell(
        """
        2 Mar 2026 10:30 | front_door.contact_received | Rita
        3 Mar 2026       | front_door.decided          | Fran
        3 Mar 2026       | assessment.allocated        | Grace
        """,
        child,
    )
    Grant.objects.filter(team=rita.team).delete()
    draft = drafts.begin(CONTACT, [child], by=rita, at=NOW, apart="another call")
    drafts.save(draft, {(None, "worry"): ("Hungry", 0)}, by=rita, at=NOW)

    assert [line.id for line in my_work(rita, now=LATER).drafts] == [draft]


def test_correcting_begins_as_what_stood(authority, rita):
    child = authority.child()
    told = authority.tell("2 Mar 2026 10:30 | front_door.contact_received | Rita", child)

    draft = begin_correction(told.entries[0], by=rita, at=NOW)
    held = drafts.open_draft(draft, by=rita, at=NOW)
    drafts.save(draft, {(None, "kind"): ("domestic_abuse", held.version((None, "kind")))}, by=rita, at=NOW)
    complete(draft, by=rita, now=NOW)

    assert held.value((None, "_day")) == {"day": "2", "month": "3", "year": "2026"}
    assert held.value((child, "this_child")) == "Hungry and tired."
    assert Entry.objects.get(corrects=told.entries[0]).answers["worry"] == "The same clothes all week."
    assert Contact.now.get().kind == "domestic_abuse"


def test_a_correction_that_another_went_before_shows_both_versions(authority, rita, fran):
    child = authority.child()
    (entry,) = authority.tell("2 Mar 2026 10:30 | front_door.contact_received | Rita", child).entries
    draft = begin_correction(entry, by=rita, at=NOW)
    held, kind = drafts.open_draft(draft, by=rita, at=NOW), (None, "kind")
    drafts.save(draft, {kind: ("domestic_abuse", held.version(kind))}, by=rita, at=NOW, page="a")
    stood = Entry.objects.get(pk=entry)
    meanwhile = {**stood.answers, "kind": "missing", "worry": "He was not at home."}
    record(Act(CONTACT, child, stood.happened_at, meanwhile, corrects=entry), by=fran, key="meanwhile")

    with pytest.raises(NotComplete) as told:
        complete(draft, by=rita, now=NOW)

    assert "Fran put this right on" in told.value.checked.general[0]
    held = drafts.open_draft(draft, by=rita, at=NOW)
    assert held.value((None, "worry")) == "He was not at home."
    assert held.unsettled == [kind]
    assert (held.value(kind), held.answers[kind].aside[0].value, held.answers[kind].aside[0].by) == (
        "domestic_abuse", "missing", "Fran",
    )  # fmt: skip
    with pytest.raises(NotComplete, match="missing or wrong"):
        complete(draft, by=rita, now=NOW)
    drafts.settle(draft, kind, "standing", shown=held.answers[kind].mark, by=rita, at=NOW)
    complete(draft, by=rita, now=NOW)
    assert (Contact.now.get().kind, Contact.now.get().about_id) == ("domestic_abuse", child)
    assert Entry.objects.latest("position").answers["worry"] == "He was not at home."


def test_whoever_opens_a_correction_again_begins_with_what_stands_now(authority, rita, fran):
    child = authority.child()
    (entry,) = authority.tell("2 Mar 2026 10:30 | front_door.contact_received | Rita", child).entries
    draft = begin_correction(entry, by=rita, at=NOW)
    stood = Entry.objects.get(pk=entry)
    meanwhile = {**stood.answers, "worry": "He was not at home."}
    record(Act(CONTACT, child, stood.happened_at, meanwhile, corrects=entry), by=fran, key="meanwhile")

    assert begin_correction(entry, by=fran, at=LATER) == draft

    held = drafts.open_draft(draft, by=fran, at=LATER)
    assert (held.value((None, "worry")), held.unsettled) == ("He was not at home.", [])


def test_each_childs_entry_follows_that_childs_own_contact(authority):
    mia, kofi, fran = authority.child("Mia"), authority.child("Kofi"), authority.actor("Fran")
    first = authority.tell("2 Mar 2026 09:00 | front_door.contact_received | Rita", mia, kofi)
    authority.tell("2 Mar 2026 10:30 | front_door.contact_received | Rita | kind=missing", mia, kofi)
    draft = drafts.begin("front_door.decided", [mia, kofi], by=fran, at=NOW, follows=first.entries[0])
    told = {"threshold": "universal", "why": "A misunderstanding.", "outcome": "advice", "told": "All is well."}
    weighs = {(mia, "this_child"): "Well.", (kofi, "this_child"): "Well too."}
    typed = {(None, "_day"): WHEN[None, "_day"]} | {(None, k): v for k, v in told.items()} | weighs
    drafts.save(draft, over(typed), by=fran, at=NOW)

    complete(draft, by=fran, now=NOW)

    assert set(Contact.now.values_list("kind", "outcome")) == {("neglect", "advice"), ("missing", "")}


def test_a_worker_is_chosen_with_the_post_and_kept_in_words(authority):
    child, grace = authority.child(), authority.actor("Grace")
    authority.tell(
        "2 Mar 2026 10:30 | front_door.contact_received | Rita\n3 Mar 2026 | front_door.decided | Fran", child
    )
    draft = drafts.begin("assessment.allocated", [child], by=grace, at=NOW)
    sam = f"{authority.workers['Sam'].pk}:{authority.posts['Sam'].pk}:{authority.teams['east'].pk}"
    answers = {"worker_id": "999:1:1", "priority": "20", "direction": "See him alone."}
    drafts.save(
        draft, over({(None, "_day"): WHEN[None, "_day"]} | {(None, k): v for k, v in answers.items()}), by=grace, at=NOW
    )

    with pytest.raises(NotComplete) as refused:
        complete(draft, by=grace, now=NOW)
    drafts.save(draft, {(None, "worker_id"): (sam, 1)}, by=grace, at=NOW)
    done = complete(draft, by=grace, now=NOW)

    assert (None, "worker_id") in refused.value.checked.problems
    entry = Entry.objects.get(pk=done.recorded.entries[0])
    assert (entry.answers["worker_id"], entry.answers["worker_id_said"]) == (authority.workers["Sam"].pk, "Sam")
    assert Waiting.now.count() == 0

"""Of all that happened, what tells something of a child's life: chosen, with what it means, and left out again."""

import pytest
from django.utils import timezone

from goldenthread.casework.chronology import Asked, chronology
from goldenthread.casework.recording import Act, CannotRecord, record
from goldenthread.casework.weighing import LEFT_OUT, WEIGHED
from goldenthread.record.models import Entry
from tests.authority import Authority, day
from tests.practice.test_assessment import IN_TIME

MEANS = {"was": "harm", "meaning": "The third time that nobody came: a pattern."}


@pytest.fixture
def child(authority):
    child = authority.child()
    authority.tell(IN_TIME, child)
    return child


def say(authority: Authority, child, step: str, event, **answers):
    answers = answers or (MEANS if step == WEIGHED else {"why": "It says nothing of him."})
    act = Act(step, child, day("10 May 2026"), answers, follows=event)
    return record(act, by=authority.actor("Sam"), key=authority.key())


def analysed(authority: Authority, child) -> list[tuple[str, str]]:
    """The analysed chronology: each event, and what it means."""
    found = chronology(child, authority.actor("Sam"), timezone.now(), Asked(analysed=True, oldest_first=True))
    assert found.weighed == len(found.lines)
    return [(line.now.title, dict(line.means.answers)["What does it mean for this child?"]) for line in found.lines]


def event(child, step: str):
    return Entry.objects.get(about=child, step=step).pk


def test_an_event_is_chosen_with_what_it_means(authority, child):
    assert analysed(authority, child) == []

    say(authority, child, WEIGHED, event(child, "assessment.authorised"))
    say(authority, child, WEIGHED, event(child, "front_door.contact_received"), was="missed", meaning="We closed it.")

    assert analysed(authority, child) == [
        ("Contact received", "We closed it."),
        ("Assessment authorised", "The third time that nobody came: a pattern."),
    ]


def test_it_stands_beside_the_event_and_not_as_an_event_of_its_own(authority, child):
    say(authority, child, WEIGHED, event(child, "assessment.authorised"))

    lines = chronology(child, authority.actor("Sam"), timezone.now()).lines

    assert sum(line.means is not None for line in lines) == 1
    assert not any(line.now.step == WEIGHED for line in lines)


def test_said_otherwise_the_last_word_stands_and_left_out_it_is_gone(authority, child):
    visit = event(child, "assessment.child_seen")
    say(authority, child, WEIGHED, visit)
    say(authority, child, WEIGHED, visit, was="protected", meaning="Nan came at once.")
    assert [means for _, means in analysed(authority, child)] == ["Nan came at once."]

    say(authority, child, LEFT_OUT, visit)

    assert analysed(authority, child) == []


def test_an_event_that_was_corrected_keeps_what_it_means(authority, child):
    visit = Entry.objects.get(about=child, step="assessment.child_seen")
    say(authority, child, WEIGHED, visit.pk)

    again = Act(visit.step, child, visit.happened_at, {**visit.answers, "observed": "A bruise."}, corrects=visit.pk)
    record(again, by=authority.actor("Sam"), key=authority.key())

    assert len(analysed(authority, child)) == 1


def test_what_is_no_event_of_this_child_is_refused(authority, child):
    other = authority.child("Kai")
    authority.tell(IN_TIME, other)

    with pytest.raises(CannotRecord):
        say(authority, child, WEIGHED, event(other, "assessment.authorised"))
    with pytest.raises(CannotRecord, match="choose the event first"):
        say(authority, child, WEIGHED, None)

"""Contacts are drawn by chance for an audit, shared out fairly, and what the audits say is counted."""

import pytest
from django.urls import reverse

from goldenthread.casework.recording import CannotRecord
from goldenthread.facts.models import Contact, ContactAudit
from goldenthread.language import Period
from goldenthread.oversight import auditing, sampling
from goldenthread.oversight.sampling import CannotDraw, Sample
from goldenthread.record.models import Action, Entry
from tests.authority import client, day, moment

TODAY = day("16 Mar 2026")
TOLD = "2 Mar 2026 {:02}:00 | front_door.contact_received | {}\n2 Mar 2026 | front_door.decided | {} | outcome={}"
AUDIT = "18 Mar 2026 | front_door_audit.audited | {} | grade={}"


@pytest.fixture
def contacts(authority):
    """Six children told of by six calls: Rita took them, Fran decided five of them and Grace one."""
    found = []
    for nth, (name, outcome) in enumerate(
        [
            ("Ana", "referral"),
            ("Ben", "referral"),
            *((one, "no_further_action") for one in ("Cal", "Dee", "Eli", "Fay")),
        ]
    ):
        child = authority.child(name)
        authority.tell(TOLD.format(8 + nth, "Rita", "Grace" if name == "Fay" else "Fran", outcome), child)
        found.append(child)
    return found


def asked(authority, many: int, *auditors: str, **more) -> Sample:
    who = tuple(authority.workers[name].pk for name in auditors)
    return Sample(day("1 Mar 2026"), day("15 Mar 2026"), many, who, **more)


def draw(authority, sample: Sample, key: str = "drawn"):
    return sampling.draw(sample, by=authority.actor("Fran"), today=TODAY, key=key)


def test_as_many_are_drawn_as_were_asked_for_and_shared_out_evenly(authority, contacts):
    draw(authority, asked(authority, 4, "Ira", "Ada"))

    rows = ContactAudit.now.all()
    assert len({row.contact for row in rows}) == 4
    assert sorted(row.auditor.name for row in rows) == ["Ada", "Ada", "Ira", "Ira"]
    todo = Action.now.filter(step="front_door_audit.audited")
    assert {one.due_on for one in todo} == {day("30 Mar 2026")}


def test_each_says_of_how_many_it_was_drawn(authority, contacts):
    entry = draw(authority, asked(authority, 1, "Ira", outcome="referral")).entries[0]

    answers = Entry.objects.get(pk=entry).answers
    assert answers["why"].startswith("By chance: 1 out of 2 contacts decided from Sun 1 March 2026")
    assert "referral accepted" in answers["why"]
    assert {row.about_id for row in ContactAudit.now.all()} <= set(contacts[:2])


def test_the_same_button_pressed_twice_draws_once(authority, contacts):
    sample = asked(authority, 2, "Ira")

    assert draw(authority, sample).entries == draw(authority, sample).entries
    assert ContactAudit.now.count() == 2


def test_nobody_gets_what_they_did(authority, contacts):
    draw(authority, asked(authority, 6, "Grace", "Ira"))

    mine = ContactAudit.now.get(about=contacts[-1])
    assert mine.auditor.name == "Ira"


def test_what_was_drawn_is_not_drawn_again(authority, contacts):
    draw(authority, asked(authority, 4, "Ira"))

    with pytest.raises(CannotDraw, match="2 of the 6 contacts decided in that time may be drawn"):
        draw(authority, asked(authority, 3, "Ira"), key="again")


def test_brothers_and_sisters_of_one_call_are_drawn_once(authority):
    both = [authority.child("Mia"), authority.child("Kofi")]
    authority.tell(TOLD.format(9, "Rita", "Fran", "no_further_action"), *both)

    with pytest.raises(CannotDraw, match="1 of the 2"):
        draw(authority, asked(authority, 2, "Ira"))


def test_who_did_all_of_it_cannot_be_the_only_auditor(authority, contacts):
    with pytest.raises(CannotDraw, match="Choose one more auditor"):
        draw(authority, asked(authority, 6, "Fran"))


def test_a_second_look_is_had_at_as_many_as_were_asked_for(authority, contacts):
    draw(authority, asked(authority, 4, "Ira", moderator=authority.workers["Ada"].pk, moderated=2))
    for child in {row.about_id for row in ContactAudit.now.all()}:
        authority.tell(AUDIT.format("Ira", "good"), child)

    assert Action.now.filter(step="front_door_audit.moderated", worker=authority.workers["Ada"]).count() == 2


def test_a_social_worker_draws_nothing(authority, contacts):
    with pytest.raises(CannotRecord, match="is for a team manager or service manager"):
        sampling.draw(asked(authority, 1, "Ira"), by=authority.actor("Rita"), today=TODAY, key="no")


def test_the_grades_and_themes_are_counted_and_open_into_the_children(authority, contacts):
    draw(authority, asked(authority, 3, "Ira"))
    drawn = [row.about_id for row in ContactAudit.now.order_by("row")]
    found = "findings_1_gap=No history. | findings_1_do=Read it. | findings_1_owner=Fran | findings_1_by=2026-03-27"
    for child, grade in zip(drawn, ("good", "requires_improvement", "inadequate"), strict=True):
        authority.tell(f"{AUDIT.format('Ira', grade)} | {found}", child, answers={"themes": ["history"]})

    fran = authority.actor("Fran")
    said = auditing.learned(Period(day("1 Mar 2026"), day("31 Mar 2026")), teams=frozenset(fran.teams))
    waits, many = auditing.waiting(fran, now=moment("19 Mar 2026 09:00"))

    assert {name: counted.counts for name, counted in said.grades} == {
        "Outstanding": 0, "Good": 1, "Requires improvement to be good": 1, "Inadequate": 1,
    }  # fmt: skip
    assert {name: counted.counts for name, counted in said.themes}["Earlier worries not weighed"] == 3
    assert (said.audited, said.closed, many) == (3, 0, 3)
    assert [one.limit.due for one in waits if one.limit] == [day("28 Mar 2026")] * 3
    assert {move.step for one in waits for move in one.moves} == {"front_door_audit.closed"}


def test_the_manager_draws_on_the_page_and_is_told_what_to_mend(authority, contacts):
    fran = client(authority, "Fran")
    days = {"since": "2026-03-01", "until": "2026-03-15"}

    wrong = fran.post(
        reverse("front_door_audits_draw"),
        {**days, "many": "9", "auditors": [authority.workers["Ira"].pk], "key": "page"},
    )
    assert wrong.status_code == 422
    assert "6 of the 6 contacts decided" in wrong.content.decode()

    done = fran.post(
        reverse("front_door_audits_draw"),
        {**days, "many": "2", "auditors": [authority.workers["Ira"].pk], "key": "page"}, follow=True,
    ).content.decode()  # fmt: skip
    assert "2 contacts were drawn" in done
    assert done.count("To be audited by Ira") == 2
    assert Contact.now.count() == 6

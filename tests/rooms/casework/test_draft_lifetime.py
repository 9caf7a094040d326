"""How long a draft is kept, and what of it is gone afterwards."""

import datetime as dt

import pytest

from goldenthread.casework import drafts
from goldenthread.casework.completing import complete
from goldenthread.casework.worklist import my_work
from goldenthread.record.models import Draft, DraftAnswer, Entry, Setting
from tests.authority import day, moment
from tests.rooms.casework.test_drafts import CONTACT, NOW, over, whole

WORRY = (None, "worry")
LAST_DAY = moment("3 Jun 2026 23:30")  # three months after NOW
DAY_AFTER = moment("4 Jun 2026 03:25")


@pytest.fixture
def rita(authority):
    return authority.actor("Rita")


@pytest.fixture
def draft(authority, rita):
    draft = drafts.begin(CONTACT, [authority.child()], by=rita, at=NOW)
    drafts.save(draft, {WORRY: ("Hungry", 0)}, by=rita, at=NOW)
    return draft


def kept(draft):
    return list(DraftAnswer.objects.filter(draft=draft).values_list("answer", flat=True))


def test_nothing_is_destroyed_before_its_time(draft):
    assert drafts.destroy_outlived(now=LAST_DAY) == 0
    assert kept(draft) == ["Hungry"]


def test_what_nobody_went_on_with_is_destroyed_and_whose_it_was_is_kept(draft, rita):
    assert drafts.destroy_outlived(now=DAY_AFTER) == 1
    assert drafts.destroy_outlived(now=DAY_AFTER) == 0, "safe to run twice"

    assert kept(draft) == []
    held = drafts.open_draft(draft, by=rita, at=DAY_AFTER)
    assert (held.destroyed, held.open, held.begun_by, held.step.key) == (True, False, "Rita", CONTACT)
    assert my_work(rita, now=DAY_AFTER).drafts == ()


def test_the_form_can_be_begun_again(draft, rita):
    drafts.destroy_outlived(now=DAY_AFTER)
    (about,) = drafts.open_draft(draft, by=rita, at=DAY_AFTER).about

    again = drafts.begin(CONTACT, [about], by=rita, at=DAY_AFTER)

    assert again != draft
    assert drafts.open_draft(again, by=rita, at=DAY_AFTER).answers == {}


def test_words_that_come_after_that_are_set_aside_for_a_while(draft, rita):
    drafts.destroy_outlived(now=DAY_AFTER)

    with pytest.raises(drafts.DraftClosed, match="destroyed on Thu 4 June 2026, when its time was over"):
        drafts.save(draft, {WORRY: ("Hungry, and more", 1)}, by=rita, at=DAY_AFTER)

    answer = drafts.open_draft(draft, by=rita, at=DAY_AFTER).answers[WORRY]
    assert (answer.value, [one.value for one in answer.aside]) == (None, ["Hungry, and more"])
    assert drafts.destroy_outlived(now=moment("2 Jul 2026 12:00")) == 0
    assert drafts.destroy_outlived(now=moment("3 Jul 2026 12:00")) == 1
    assert kept(draft) == []


def test_its_people_are_warned_before(draft, rita):
    (before,) = my_work(rita, now=moment("19 May 2026 12:00")).drafts
    (warned,) = my_work(rita, now=moment("20 May 2026 12:00")).drafts

    assert (before.ends.on, before.ends.soon) == (day("3 Jun 2026"), False)
    assert warned.ends.soon


def test_whoever_wants_it_kept_says_so(draft, rita):
    drafts.keep(draft, by=rita, at=moment("20 May 2026 12:00"))

    assert drafts.destroy_outlived(now=DAY_AFTER) == 0
    (line,) = my_work(rita, now=moment("20 May 2026 12:01")).drafts
    assert (line.ends.on, line.ends.soon) == (day("20 Aug 2026"), False)


@pytest.mark.parametrize(
    ("value", "ends"), [({"amount": 10, "unit": "calendar days"}, day("13 Mar 2026")), ("off", None)]
)
def test_the_authority_sets_the_time(draft, rita, value, ends):
    Setting.objects.create(
        name="law.draft_kept_local", value=value, effective_from=day("1 Mar 2026"), known_at=moment("1 Mar 2026 09:00")
    )

    said = drafts.open_draft(draft, by=rita, at=NOW).ends

    assert (said and said.on) == ends
    assert my_work(rita, now=NOW).drafts[0].ends == said
    assert drafts.destroy_outlived(now=moment("14 Mar 2026 12:00")) == (1 if ends else 0)


def test_the_words_of_what_was_recorded_are_destroyed_in_the_night(authority, rita):
    child = authority.child()
    draft = drafts.begin(CONTACT, [child], by=rita, at=NOW)
    drafts.save(draft, over(whole(child)), by=rita, at=NOW)
    complete(draft, by=rita, now=NOW)

    same_day = drafts.destroy_outlived(now=moment("3 Mar 2026 23:59"))
    complete(draft, by=rita, now=NOW)
    next_day = drafts.destroy_outlived(now=moment("4 Mar 2026 03:25"))

    assert (same_day, next_day) == (0, 1)
    assert kept(draft) == []
    held = drafts.open_draft(draft, by=rita, at=NOW)
    assert (held.completed_by, held.destroyed) == ("Rita", False)
    assert Entry.objects.get(key=held.key).answers["worry"] == "The same clothes all week."
    assert complete(draft, by=rita, now=moment("4 Mar 2026 09:00")).again


def test_what_came_too_late_to_be_recorded_waits_longer(authority, rita):
    child, fran = authority.child(), authority.actor("Fran")
    draft = drafts.begin(CONTACT, [child], by=rita, at=NOW)
    drafts.save(draft, over(whole(child)), by=rita, at=NOW)
    complete(draft, by=rita, now=NOW)
    with pytest.raises(drafts.DraftClosed):
        drafts.save(draft, {WORRY: ("And no breakfast", 1)}, by=fran, at=NOW)

    drafts.destroy_outlived(now=moment("4 Mar 2026 03:25"))
    (late,) = DraftAnswer.objects.filter(draft=draft)
    drafts.destroy_outlived(now=moment("1 Apr 2026 03:25"))

    assert late.answer is None
    assert [one["value"] for one in late.set_aside] == ["And no breakfast"]
    assert kept(draft) == []


def test_what_was_thrown_away_can_be_put_back_for_a_while(draft, rita):
    drafts.discard(draft, by=rita, at=NOW)

    assert drafts.open_draft(draft, by=rita, at=NOW).put_back_until == day("31 Mar 2026")
    assert drafts.destroy_outlived(now=moment("31 Mar 2026 12:00")) == 0
    drafts.put_back(draft, by=rita)
    drafts.discard(draft, by=rita, at=NOW)
    assert drafts.destroy_outlived(now=moment("1 Apr 2026 12:00")) == 1
    assert kept(draft) == []
    with pytest.raises(drafts.DraftClosed, match="destroyed"):
        drafts.put_back(draft, by=rita)


def test_whoever_writes_while_the_night_works_keeps_it(draft, rita, monkeypatch):
    """Between the list of what is over and the destroying of one, somebody went on with it."""
    listed = drafts.forgetting._destroy

    def went_on(*args, **kwargs):
        drafts.save(draft, {WORRY: ("Hungry, and more", 1)}, by=rita, at=DAY_AFTER)
        return listed(*args, **kwargs)

    monkeypatch.setattr(drafts.forgetting, "_destroy", went_on)

    assert drafts.destroy_outlived(now=DAY_AFTER) == 0
    assert kept(draft) == ["Hungry, and more"]


def test_a_night_of_many_drafts_names_nobody(draft):
    drafts.destroy_outlived(now=DAY_AFTER)
    row = Draft.objects.get(pk=draft)
    said = " ".join(str(getattr(row, field.attname)) for field in Draft._meta.concrete_fields)
    assert "Hungry" not in said
    assert row.emptied_at == DAY_AFTER
    assert isinstance(row.changed_at, dt.datetime)

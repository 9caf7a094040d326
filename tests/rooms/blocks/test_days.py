"""Days inside a form: what each is asked of decides which cannot be meant."""

import datetime as dt

import pytest

from goldenthread.blocks import meeting
from goldenthread.blocks.days import Around
from goldenthread.blocks.forms import HAPPENED, LIVED, TO_COME, Day, RecordForm

TODAY, ENTRY, BORN = dt.date(2026, 3, 9), dt.date(2026, 3, 2), dt.date(2017, 3, 3)
AROUND = Around(TODAY, on=ENTRY, born=BORN)
NOT_YET, TOO_EARLY, OVER = "has not come yet", "before the birth on Fri 3 March 2017", "the day of this entry"


class Asked(RecordForm):
    whenever = Day("A day", required=False)
    happened = Day("When was it?", of=HAPPENED, required=False)
    lived = Day("When did they die?", of=LIVED, required=False)
    to_come = Day("When is it looked at again?", of=TO_COME, required=False)
    actions = meeting.promises(least=0)


def test_every_kind_of_day_takes_what_can_be_meant_and_no_more():
    days = {"long before the birth": "2001-01-01", "between": "2026-02-27", "the entry's": "2026-03-02",
            "today": "2026-03-09", "tomorrow": "2026-03-10"}  # fmt: skip
    refused = {
        "whenever": {},
        "happened": {"tomorrow": NOT_YET},
        "lived": {"tomorrow": NOT_YET, "long before the birth": TOO_EARLY},
        "to_come": {"long before the birth": OVER, "between": OVER},
    }
    for name, wrong in refused.items():
        for which, day in days.items():
            said = dict(Asked.impossible({name: day}, AROUND)).get(name, "")
            assert (wrong[which] in said) if which in wrong else said == "", (name, which)


def test_nothing_is_held_against_a_birth_or_a_day_that_is_not_known():
    assert not list(Asked.impossible({"lived": "2001-01-01", "to_come": "2001-01-01"}, Around(TODAY)))


def test_what_an_action_promised_before_may_be_past_when_it_is_carried_on():
    answers = {"actions_1_what": "A cot.", "actions_1_by": "2026-02-27"}
    carried = Around(TODAY, on=ENTRY, stood={("actions_1_by", "2026-02-27")})

    assert OVER in dict(Asked.impossible(answers, AROUND))["actions_1_by"]
    assert not list(Asked.impossible(answers, carried))


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (("3", "3", "0202"), "It is a year between 1900 and 2060"),
        (("3", "3", "20026"), "Enter a real date"),
        (("3", "", "2026"), "Add the month to this date."),
        (("10", "3", "2026"), NOT_YET),
    ],
)
def test_a_day_that_cannot_be_meant_is_said_beside_it_with_what_was_typed(typed, says):
    boxes = dict(zip(("happened_day", "happened_month", "happened_year"), typed, strict=True))
    form = Asked(boxes, today=TODAY)

    (said,) = form.errors["happened"]

    assert says.lower() in said.lower()
    assert all(f'value="{one.lstrip("0")}"' in str(form["happened"]) for one in typed if one)


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ("0202-03-03", "When was it?: check the year"),
        ("last week", "When was it?: 'last week' is not a date."),
        ("2026-03-10", "When was it?: Tue 10 March 2026 has not come yet"),
        ("2026-03-09", ""),
        ("", ""),
    ],
)
def test_the_same_is_refused_whichever_door_it_came_by(answer, says):
    assert says in " ".join(Asked.refusals({"happened": answer}, around=AROUND))
    assert bool(says) == bool(Asked.refusals({"happened": answer}, around=AROUND))


def test_it_is_said_once_where_a_form_has_checks_of_its_own():
    class Again(Asked):
        def clean(self):
            given = super().clean()
            if not given.get("to_come"):
                self.add_error("to_come", "Give the day.")
            return given

    boxes = {"to_come_day": "27", "to_come_month": "2", "to_come_year": "2026"}

    assert len(Again(boxes, around=AROUND).errors["to_come"]) == 1

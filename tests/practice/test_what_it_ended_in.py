"""What enquiries and plans ended in, and what they left undone, is said before the next worry is decided."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.record.models import Action
from tests.practice.test_protection import PLANNED
from tests.rooms.doors.test_front_door import at, contact_page, questions

__all__ = ["at"]
AGAIN = "3 Nov 2026 10:00 | front_door.contact_received | Rita"
# Without an assessment, which would have to be over first.
WORKED = PLANNED.replace("assessment.allocated          | Grace", "allocation.allocated | Grace | worker=Sam")
REPORTED = "\n".join(WORKED.strip().splitlines()[:-2])
AUTHORISED = "10 Mar 2026 | section47.authorised | Ada"
NO_CONFERENCE = f"{AUTHORISED} | conference=no | partners_agree=All of them."
HELP = f"""
{AUTHORISED}
20 Mar 2026 | section47.conference_held | Ira | decision=no_plan
23 Mar 2026 | child_in_need.planned | Sam
24 Mar 2026 | child_in_need.approved | Ada
"""
STEPPED_UP = "20 May 2026 10:00 | child_in_need.stepped_up | Ada"
PLAN = f"{AUTHORISED}\n20 Mar 2026 | section47.conference_held | Ira"
WEIGHED = " | threshold=not_met | threshold_why=Nan has them."
CASES = [
    ("enquiry", NO_CONFERENCE,
     ["the child is likely to suffer significant harm. No conference"], ["Section 47 enquiry"]),
    ("plan ends", f"{PLAN}\n20 Jun 2026 | child_protection.reviewed | Ira | decision=ends",
     ["The plan ends, and our work with it"], ["Child protection plan", "1 action not done"]),
    ("no agreement", f"{HELP}\n20 May 2026 | child_in_need.ended | Ada | outcome=no_agreement{WEIGHED}",
     ["No plan: help as a child in need", "The family no longer agrees"],
     ["Child in need plan", "the family no longer agrees; 1 action not done"]),
    ("stepped up", f"{HELP}\n{STEPPED_UP}", ["Stepped up to a strategy discussion"], ["1 action not done"]),
]  # fmt: skip


@pytest.mark.parametrize(("story", "ended", "left"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_each_says_what_it_ended_in_and_what_it_left(at, authority, story, ended, left):
    child = authority.child()
    authority.tell(REPORTED, child)
    authority.tell(story, child)
    authority.tell(AGAIN, child)
    client = at("Fran")

    with CaptureQueriesContext(connection) as asked:
        page = client.get(contact_page(child)).content.decode()

    undone = page.partition("What was not dealt with")[2].partition("</ul>")[0]
    assert all(words in page for words in ended)
    assert all(words in undone for words in left), undone
    assert len(questions(asked)) <= 12


def test_what_was_done_is_not_said_to_be_left(at, authority):
    child = authority.child()
    authority.tell(REPORTED, child)
    authority.tell(HELP, child)
    action = Action.now.get(about=child, what="Walk him to school.")
    authority.tell(f"20 Apr 2026 | child_in_need.action_followed_up | Sam | action={action.id}", child)
    authority.tell("20 May 2026 | child_in_need.ended | Ada | outcome=needs_met", child)
    authority.tell(AGAIN, child)

    page = at("Fran").get(contact_page(child)).content.decode()

    assert "Needs met: our work ends" in page
    assert "not done" not in page

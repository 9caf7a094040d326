"""The pages of what several children share: put right for all of them or for one, and who stays is said."""

import pytest
from django.urls import reverse

from goldenthread.record.models import Entry
from tests.rooms.doors.test_recording import asked_for, at

__all__ = ["at"]

SEEN = "assessment.child_seen"
BEGUN = """
    2 Mar 2026 10:30 | front_door.contact_received | Rita
    3 Mar 2026       | front_door.decided          | Fran
    4 Mar 2026       | assessment.allocated        | Grace
    9 Mar 2026 15:00 | assessment.child_seen       | Sam
"""


def page_of(child, step=SEEN, page="entry"):
    return reverse(page, args=[child, Entry.objects.get(about=child, step=step, corrects=None).pk])


@pytest.mark.parametrize("children", [2, 6])
def test_the_page_of_one_childs_part_offers_both_ways(at, authority, children):
    family = [authority.child(f"Mia {n}") for n in range(children)]
    authority.tell(BEGUN, *family, shared={"where": "School"})

    page = asked_for(at("Sam"), page_of(family[0]))

    assert f"Correct for all {children}" in page
    assert "Correct for Mia 0 Made-Up alone" in page
    assert "Mia 1 Made-Up" in page

"""A letter is begun with the authority's words, changed, recorded, and printed as it was sent."""

import html

import pytest
from django.test import Client
from django.urls import reverse

from goldenthread.record.models import Entry, Look
from tests.authority import Authority, client
from tests.practice.test_letters import CONFERENCE, UP_TO_THE_CONFERENCE
from tests.rooms.doors.test_recording import begun, filled


@pytest.fixture
def told(authority: Authority):
    child = authority.child("Jay")
    authority.tell(UP_TO_THE_CONFERENCE, child)
    authority.tell(CONFERENCE, child)
    return child, Entry.objects.get(about=child, step="section47.conference_held")


def words_of(visitor: Client, here: str) -> str:
    return html.unescape(visitor.get(here).content.decode())


def test_from_the_entry_to_the_printed_letter(authority, told):
    child, conference = told
    sam = client(authority, "Sam")
    page = words_of(sam, reverse("entry", args=[child, conference.pk]))
    assert "Write to parents and carers" in page

    here = begun(sam, "letter.written", child, follows=conference.pk)
    assert "What the conference decided about Jay" in words_of(sam, here)
    said = {"to": "Ms Marlow", "address": "4 Quay Street", "words": "It went well.\n\nRing me."}
    body = filled(sam.get(here).content.decode(), {**said, "title": "What was decided", "how": "handed"})
    assert sam.post(here, {**body, "do": "complete"}).status_code == 302

    letter = Entry.objects.get(about=child, step="letter.written")
    assert letter.follows_id == conference.pk
    printed = words_of(sam, reverse("letter", args=[child, letter.pk]))
    for words in ("Ms Marlow", "4 Quay Street", "What was decided", "It went well.", "Sam"):
        assert words in printed
    assert "The letter, to print" in words_of(sam, reverse("entry", args=[child, letter.pk]))
    assert Look.objects.filter(about=child, page="letter").count() == 1


def test_another_entry_is_no_letter_and_another_team_reads_none(authority, told):
    child, conference = told

    assert client(authority, "Sam").get(reverse("letter", args=[child, conference.pk])).status_code == 404
    assert client(authority, "Wes").get(reverse("letter", args=[child, conference.pk])).status_code == 403
